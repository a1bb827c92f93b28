"""What Discord makes of a text, as far as it concerns us: what it would act on, and what a reader sees."""

import re

from bot.discord_side.replies.ids import parse_id
from bot.discord_side.replies.reply import Form, Reply

# A backslash is taken away before anything that is no letter, digit or white space, and what follows does nothing.
ESCAPE = re.compile(r"\\[^0-9A-Za-z\s]")
INERT = "\ue000"  # stands for an escaped sign

ACTIVE = {
    "emphasis, code or spoiler": re.compile(r"[*_`]|~~|\|\|"),
    "mention, time, command or emoji": re.compile(r"<(?:@[!&]?|#|a?:\w+:|/[^:>]+:|t:|id:)[^\s>]*>|<\w+:[^\s>]+>"),
    "ping": re.compile(r"@(?:everyone|here)", re.IGNORECASE),
    "link": re.compile(r"\w://\S|\]\("),
    "invitation": re.compile(r"discord(?:app)?\.\w+/\w", re.IGNORECASE),
    "emoji": re.compile(r":[\w+-]+:"),
    "heading, list or quote": re.compile(r"^\s*(?:#{1,3}|-#|[-+*]|\d+\.|>|>>>)\s", re.MULTILINE),
    "break of the line": re.compile(r"[\r\v\f\x1c-\x1e\x85\u2028\u2029]"),
    "invisible or steering": re.compile(
        "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\u3164]"
    ),
    "half a character": re.compile(r"[\ud800-\udfff]"),
}


def acted_on(markdown: str) -> list[str]:
    """What Discord would do more with than show it."""
    inert = ESCAPE.sub(INERT, markdown)
    return [what for what, pattern in ACTIVE.items() if pattern.search(inert)]


def fragments(quote_lines: list[str]) -> str:
    """The lines of a block quote without what we put there: the sign of the quote, bold, "[…]"."""
    assert all(line.startswith("> ") for line in quote_lines), quote_lines
    inert = "\n".join(line[2:] for line in quote_lines)
    return re.sub(r"(\\[^0-9A-Za-z\s])|\*\*", lambda match: match[1] or "", inert)


def within_limits(reply: Reply, form: Form) -> None:
    """Hold a reply to what Discord takes."""
    text = "\n\n".join(reply.blocks)
    characters = len(text.encode("utf-16-le")) // 2
    assert characters <= {Form.RICH: 4_000, Form.PLAIN: 2_000}[form]
    assert len("".join(reply.blocks).encode()) + 12 * len(reply.blocks) <= 10_170
    assert all(block.strip() for block in reply.blocks)
    rows = -(-len(reply.buttons) // 5)
    assert 1 + 2 * len(reply.blocks) - 1 + rows + len(reply.buttons) <= 40
    assert rows <= 5
    ids = [button.custom_id for button in reply.buttons]
    assert len(set(ids)) == len(ids)
    assert all(len(custom_id) <= 100 and parse_id(custom_id) for custom_id in ids)
    assert all(button.label or button.emoji for button in reply.buttons)


def cited_fragments(block: str) -> list[tuple[int, str]]:
    """The block quotes of a block, each without what we put around it, and the paragraph that the line below cites."""
    return [(int(line.rstrip("*").rpartition("¶")[2]), fragment) for line, fragment in quotes_in(block)]


def quotes_in(block: str) -> list[tuple[str, str]]:
    """The block quotes of a block, each without what we put around it, behind the line below it."""
    found = []
    lines: list[str] = []
    for line in block.split("\n"):
        if line.startswith("> "):
            lines.append(line)
        elif lines:
            found.append((line, _without_gaps(fragments(lines))))
            lines = []
    assert not lines
    return found


def _without_gaps(fragment: str) -> str:
    """Without the sign that something was left out before or after."""
    return fragment.removeprefix("[…] ").removesuffix(" […]")


def inert(reply: Reply) -> bool:
    """Whether nothing but our own signs does anything: the block quote, small print, a list's dash, bold."""
    for line in "\n".join(reply.blocks).split("\n"):
        theirs = re.sub(r"^(?:> |-# |- )", "", line)
        theirs = re.sub(r"(\\[^0-9A-Za-z\s])|\*\*", lambda match: match[1] or INERT, theirs)
        if acted_on(theirs):
            return False
    return True

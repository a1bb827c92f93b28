"""What Quoth says about itself and of its buttons, in Discord's Markdown."""

from collections.abc import Mapping
from importlib.metadata import version
from itertools import islice

from bot.discord_side.replies.fitting import short
from index import Library
from index.listing import Listed

__all__ = ["NOT_COUNTED", "NOT_YOURS", "NO_WORDS", "OUTDATED", "THANKS", "UNREADABLE", "about", "help_text"]

# Characters as Discord's Markdown. With our own words they stay below a plain message's 2,000.
LONGEST_CALLED = 500  # title and author
LONGEST_OWED = 300  # source and credit, each
MOST_CALLED = 5  # essays
LONGEST_OF_SEVERAL = 150  # title and author of one of them

THANKS = "Thank you: that was counted."
NOT_YOURS = "Only whoever asked can delete an answer, and who may delete messages here."
NO_WORDS = "That message has no words to look for."
OUTDATED = "This button is from another version of Quoth: ask again, and the answer has new ones."
NOT_COUNTED = "Feedback is no longer asked for here."
UNREADABLE = "Discord does not show me replies to the answer of a command: mention me or use `/ask`, and I can read it."

ABOUT = """**Quoth {version}** answers questions about an essay in the essay's own words: it quotes the paragraphs \
that answer, marks the sentence, and says where it stands. If the essay does not answer, it says so.

It answers from {essays}

It writes no sentence of its own about the subject; but which passage answers a question it can get wrong. Read the \
passage in its context before you rely on it."""

HELP = """**Ask**
- Mention me: `@{name} what did they agree on?`, in a channel, a thread or a forum post; or write me directly.
- Reply to an answer of mine to go on: `and when was that?`
- `/ask` asks from anywhere, in one section if you like, for everyone or only for you.
- Hold or right-click a message, then Apps, then **Find in the essay**: what does the essay say about that?

{several}**Read**
- `/cite ¶8` shows a passage: `¶8`, `¶8–9`, `§2`, `2.3` (third paragraph of section 2) or a heading.
- `/contents` leafs through the sections.

**Under an answer**
- **In context** shows the paragraph with those around it, **More passages** what else was found.
- 👍 and 👎 are counted, without your name. 🗑️ takes the answer away; it is for whoever asked, and for moderators.
- Edit your question and I answer anew; delete it and my answer goes too.

`/library` is for who manages a server: essays of its own, where and how I answer, and what was asked in vain. \
`/about` says what I am, `/privacy` what I keep."""

SEVERAL = """**One essay of several**
- `essay:` in `/ask`, `/cite` and `/contents` names one; `/contents` alone lists them.
- Without it I look in all of them, or in the one that a channel is tied to. Under each quote stands which it is from.

"""


def about(library: Library) -> str:
    """What it is, and from which essays it answers; of a single one also whose that is."""
    if len(library.essays) > 1:
        return ABOUT.format(version=version("quoth"), essays=_listed(library.listing))
    [essay] = library.essays.values()
    owed = "".join(f"\n{short(line, LONGEST_OWED)}" for line in (essay.source, essay.credit) if line)
    return ABOUT.format(version=version("quoth"), essays=f"{short(essay.called, LONGEST_CALLED)}.{owed}")


def help_text(name: str, *, several: bool) -> str:
    """Every way to ask; `name` is the bot's."""
    return HELP.format(name=name.replace("`", ""), several=SEVERAL if several else "")


def _listed(essays: Mapping[str, Listed]) -> str:
    """How many there are, and the first of them; `/contents` has them all, and whose they are."""
    first = islice(essays.values(), MOST_CALLED)
    listed = "".join(f"\n- {short(essay.called, LONGEST_OF_SEVERAL)}" for essay in first)
    more = "" if len(essays) <= MOST_CALLED else f"\n- and {len(essays) - MOST_CALLED:,} more"
    return f"{len(essays):,} essays, which `/contents` lists:{listed}{more}"

"""The front matter of a Markdown file: YAML between two lines of dashes, with the title and the author."""

from typing import TypeGuard

import regex
import yaml

from index.errors import EssayError
from index.reading.blocks import Block, Draft

__all__ = ["take_front_matter"]

FRONT_MATTER = regex.compile(
    r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", regex.DOTALL | regex.MULTILINE
)
FIELD = regex.compile(r"\s*[\w-]+\s*:")
NAME = regex.compile(r"[\w-]+")
METADATA = ("title", "author", "source", "credit", "language", "lang")
LONGEST_METADATA = 500  # characters: each stands on a line of its own; a longer one is no title and no name
NO_VALUE = ("", "~", "null")  # as YAML writes nothing
TOP = 2  # the number of the line under the first dashes


def take_front_matter(text: str, draft: Draft) -> str:
    """Read the front matter into the draft; its lines become empty ones, so that line numbers stay the file's.

    Raises:
        EssayError: what stands between the dashes has fields, but is no YAML.
    """
    match = FRONT_MATTER.match(text)
    if not match:
        return text
    try:
        # The tree alone is read, no value is made of it: 2024-13-45 is no date, and aliases cost nothing.
        fields = yaml.compose(match["yaml"], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        if not FIELD.match(match["yaml"]):
            return text  # an essay that begins with a rule, not with fields
        raise EssayError(_advice(error)) from None
    if not _are_fields(fields):
        return text
    _take_fields(fields, match["yaml"].split("\n"), draft)
    taken = match.group().count("\n")
    return "\n" * taken + text[match.end() :]


def _advice(error: Exception) -> str:
    mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
    where = f" (line {mark.line + TOP})" if mark else ""
    return f"The front matter is not valid YAML{where}: mend it, or take the --- lines away."


def _are_fields(fields: yaml.Node | None) -> TypeGuard[yaml.MappingNode]:
    """Whether at least one field has the name of one: "So it began: slowly" is a sentence between two rules."""
    return isinstance(fields, yaml.MappingNode) and any(
        isinstance(name, yaml.ScalarNode) and NAME.fullmatch(name.value) for name, _ in fields.value
    )


def _take_fields(fields: yaml.MappingNode, lines: list[str], draft: Draft) -> None:
    """Take what the essay has a place for; the lines of every other field, and comments, are reported."""
    rest = {number for number, line in enumerate(lines) if line.startswith("#")}
    starts = [name.start_mark.line for name, _ in fields.value]
    for (name, value), start, end in zip(fields.value, starts, [*starts[1:], len(lines)], strict=True):
        key, text = _text(name).lower(), _text(value)
        if key in METADATA and key not in draft.metadata and 0 < len(text) <= LONGEST_METADATA:
            draft.metadata[key] = text
        else:
            rest.update(range(start, max(end, start + 1)))
    for number in sorted(rest):
        draft.left_out += Block("paragraph", "", number + TOP, (lines[number],)).left_out("front matter")


def _text(value: yaml.Node) -> str:
    """A string, or strings in a row, as one line; nothing where it is neither."""
    parts = value.value if isinstance(value, yaml.SequenceNode) else [value]
    if not all(isinstance(part, yaml.ScalarNode) for part in parts):
        return ""
    return ", ".join(" ".join(part.value.split()) for part in parts if part.value.lower() not in NO_VALUE)

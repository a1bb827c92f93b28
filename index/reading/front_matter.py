"""The front matter of a Markdown file: YAML between two lines of dashes, with the title and the author."""

from collections.abc import Iterator

import regex
import yaml

from index.errors import EssayError
from index.essay import LeftOut
from index.reading.blocks import Draft

__all__ = ["take_front_matter"]

FRONT_MATTER = regex.compile(
    r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", regex.DOTALL | regex.MULTILINE
)
FIELD = regex.compile(r"\s*[\w-]+\s*:")
NAME = regex.compile(r"[\w-]+")
METADATA = ("title", "author", "source", "credit")


def take_front_matter(text: str, draft: Draft) -> str:
    """Read the front matter into the draft; its lines become empty ones, so that line numbers stay the file's."""
    match = FRONT_MATTER.match(text)
    if not match:
        return text
    try:
        fields = yaml.safe_load(match["yaml"])
    except yaml.YAMLError as error:
        if not FIELD.match(match["yaml"]):
            return text  # an essay that begins with a rule, not with fields
        mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 2})" if mark else ""
        raise EssayError(f"The front matter is not valid YAML{where}: mend it, or take the --- lines away.") from None
    if not isinstance(fields, dict) or not all(NAME.fullmatch(str(name)) for name in fields):
        return text
    draft.metadata = {key: _one_line(fields[key]) for key in METADATA if fields.get(key)}
    draft.left_out += _other_fields(match["yaml"])
    taken = match.group().count("\n")
    return "\n" * taken + text[match.end() :]


def _one_line(value: object) -> str:
    parts = value if isinstance(value, list) else [value]
    return ", ".join(" ".join(str(part).split()) for part in parts)


def _other_fields(front_matter: str) -> Iterator[LeftOut]:
    """The lines of front matter that belong to no field the essay has a place for."""
    known = False
    for number, line in enumerate(front_matter.split("\n"), 2):
        if line[:1].strip() and not line.startswith(("-", "#")):
            known = line.split(":")[0].strip() in METADATA
        if line.strip() and not known:
            yield LeftOut(line=number, text=line.strip(), reason="front matter")

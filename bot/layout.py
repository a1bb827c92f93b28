"""What the terminal says, line by line, and what part each line plays; how a line looks is decided elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import islice
from typing import NamedTuple

from index import Answer, Essay, Explanation, Paragraph, Quote, Section, Verdict, WordWorth
from index.listing import Listed

__all__ = ["Line", "Part", "answer_lines", "contents_lines", "counted", "library_lines", "passage_lines"]

NOT_IN_ESSAY = "The essay does not say."
NEAREST = "The nearest passages:"
NONE_OF_ESSAYS = "None of the {count:,} essays says."
NOWHERE = "Nowhere in it: {words}."
NOWHERE_IN_ANY = "Nowhere in any of them: {words}."
BY_MEANING = "Found by meaning alone, not by the question's words: read the quote before you trust it."
SUGGESTED = "You could ask:"
MORE_ESSAYS = "And {count:,} more. Piped into another program all are listed: quoth contents | grep -i WORD."
LEFT_OUT = "[…]"
HANGING = "   "


class Part(Enum):
    """The part a line plays."""

    TEXT = auto()
    TITLE = auto()
    MARKED = auto()  # the sentences of a quote that answer
    CONTEXT = auto()  # the rest of the quote
    CITATION = auto()


class Line(NamedTuple):
    """A line of any length; if it has to be broken, `indent` goes before what follows."""

    text: str = ""
    part: Part = Part.TEXT
    indent: str = ""


def answer_lines(answer: Answer, *, of_several: bool = False) -> Iterator[Line]:
    """The quotes, or that the essay does not say and what comes nearest; of several essays each with its title."""
    if answer.verdict is Verdict.NOT_IN_ESSAY:
        yield from _refusal_lines(answer)
    elif answer.by_meaning_alone:
        yield Line(BY_MEANING)
        yield Line()
    for number, quote in enumerate(answer.quotes or answer.nearest):
        if number:
            yield Line()
        yield from _quote_lines(quote, with_essay=of_several or answer.essays_asked > 1)
        if quote.explanation:
            yield from _explanation_lines(quote.score, quote.explanation)
    if answer.suggestions:
        yield Line()
        yield from _suggestion_lines(answer.suggestions)


def library_lines(essays: Mapping[str, Listed], most: int | None = None) -> Iterator[Line]:
    """The essays by the names they go by, with title, author and size; at most so many of them, if that is said."""
    yield Line(counted(len(essays), "essay"), Part.TITLE)
    yield Line()
    shown = islice(essays.items(), most)
    yield from (Line(f"{name}: {essay.called}, {_size(essay)}", indent=HANGING) for name, essay in shown)
    if most and len(essays) > most:
        yield Line()
        yield Line(MORE_ESSAYS.format(count=len(essays) - most))


def contents_lines(essay: Essay, *, left_out: bool = False, suggestions: Sequence[str] = ()) -> Iterator[Line]:
    """Title, author, sections with their paragraphs, and what of the file is in none of them."""
    yield Line(essay.title, Part.TITLE)
    yield from (Line(about) for about in (essay.author, essay.source, essay.credit) if about)
    yield Line()
    yield from (Line(f"{section.label}{_range(section)}", indent=HANGING) for section in essay.sections)
    yield Line()
    yield from _left_out_lines(essay, shown=left_out)
    if suggestions:
        yield Line()
        yield from _suggestion_lines(suggestions)


def passage_lines(found: Sequence[tuple[Section, Sequence[Paragraph]]]) -> Iterator[Line]:
    """Paragraphs with their numbers, under the headings of their sections."""
    for number, (section, paragraphs) in enumerate(found):
        if number:
            yield Line()
        yield Line(section.label, Part.TITLE)
        for paragraph in paragraphs:
            yield Line()
            yield Line(f"¶{paragraph.number} {paragraph.text}", indent=HANGING)


def counted(count: int, what: str) -> str:
    """So many of what is named in the singular."""
    return f"{count:,} {what}{'s' * (count != 1)}"


def _refusal_lines(answer: Answer) -> Iterator[Line]:
    several = answer.essays_asked > 1
    yield Line(answer.reply or (NONE_OF_ESSAYS.format(count=answer.essays_asked) if several else NOT_IN_ESSAY))
    if answer.unknown:
        words = ", ".join(f"“{word}”" for word in answer.unknown)
        yield Line((NOWHERE_IN_ANY if several else NOWHERE).format(words=words))
    if answer.nearest:
        yield Line(NEAREST)
        yield Line()


def _suggestion_lines(suggestions: Sequence[str]) -> Iterator[Line]:
    yield Line(SUGGESTED)
    yield from (Line(f"- {question}", indent="  ") for question in suggestions)


def _quote_lines(quote: Quote, *, with_essay: bool) -> Iterator[Line]:
    (first, last), (start, end) = quote.shown, quote.highlight
    before = (LEFT_OUT + " ") * bool(quote.text[:first].strip()) + quote.text[first:start]
    after = quote.text[end:last] + (" " + LEFT_OUT) * bool(quote.text[last:].strip())
    marked = quote.text[start:end]
    for text, part in ((before, Part.CONTEXT), (marked, Part.MARKED), (after, Part.CONTEXT)):
        yield from (Line(line, part) for line in text.strip().split("\n") if line)
    yield Line(quote.citation.with_essay if with_essay else str(quote.citation), Part.CITATION)


def _explanation_lines(score: float, explanation: Explanation) -> Iterator[Line]:
    evidence = explanation.evidence.items()
    worths = [f"{_meant(word)} {word.worth:.2f}" for word in explanation.words if word.worth]
    missing = [word.word for word in explanation.words if not word.worth]
    yield Line(
        f"score {score:.2f} = {' + '.join(f'{kind} {share:.2f}' for kind, share in evidence if share)}",
        indent=HANGING,
    )
    if worths:
        yield Line(f"words: {' + '.join(worths)}", indent=HANGING)
    if missing:
        yield Line(f"not in this paragraph: {', '.join(missing)}", indent=HANGING)


def _left_out_lines(essay: Essay, *, shown: bool) -> Iterator[Line]:
    piece = "line" if all(left.place == "line" for left in essay.left_out) else "piece"
    match len(essay.left_out):
        case 0:
            yield Line("Nothing of the file was left out.")
            return
        case 1:
            what = f"1 {piece} of the file was left out"
        case many:
            what = f"{many} {piece}s of the file were left out"
    yield Line(f"{what}:" if shown else f"{what}; --left-out shows which.")
    for left in essay.left_out if shown else ():
        yield Line(f"{left.place} {left.line} ({left.reason}): {left.text}", indent=HANGING)


def _size(essay: Listed) -> str:
    paragraphs = counted(essay.paragraphs, "paragraph")
    return f"{counted(essay.sections, 'section')}, {paragraphs}" if essay.sections else paragraphs


def _range(section: Section) -> str:
    numbers = [paragraph.number for paragraph in section.paragraphs]
    if not numbers:
        return ""
    return f", ¶{numbers[0]}" if len(numbers) == 1 else f", ¶{numbers[0]}–{numbers[-1]}"


def _meant(word: WordWorth) -> str:
    """The word, and what stands for it if that is something else."""
    return f"{word.word} → {word.term} ({word.reason})" if word.reason else word.word

"""What the terminal shows. On a terminal: wrapped, with bars and bold; piped: plain lines that other programs can use.

The marked sentences stand out without colour: behind a heavy bar on a terminal, behind ">>" in plain text.
"""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from bot.printable import printable
from index import Answer, Essay, Paragraph, Quote, Section, Verdict

__all__ = ["Terminal"]

WIDEST = 80  # columns; longer lines of prose are hard to read
BARS = {True: "┃ ", False: "│ "}  # marked or not, on a terminal
SIGNS = {True: ">> ", False: ">  "}  # the same in plain text
MARKED, CITED, TITLE = "bold", "green", "bold"

NOT_IN_ESSAY = "The essay does not say."
NEAREST = "The nearest passages:"


class Terminal:
    """Renders answers, contents and passages to one console."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False, markup=False, emoji=False)

    def line(self, text: str = "", style: str = "", indent: str = "") -> None:
        """One line, or on a terminal as many as it takes; those after the first are indented."""
        safe = Text(printable(text), style=style)
        if not self._console.is_terminal:
            self._console.print(safe, soft_wrap=True)
            return
        for number, wrapped in enumerate(safe.wrap(self._console, self._width - len(indent)) or [Text()]):
            self._console.print(Text.assemble(indent if number else "", wrapped))

    def answer(self, answer: Answer, *, explain: bool = False) -> None:
        """The quotes, or that the essay does not say and what comes nearest."""
        if answer.verdict is Verdict.NOT_IN_ESSAY:
            self.line(answer.reply or NOT_IN_ESSAY)
            if answer.nearest:
                self.line(NEAREST)
                self.line()
        for number, quote in enumerate(answer.quotes or answer.nearest):
            if number:
                self.line()
            self._quote(quote)
            if explain:
                self._explanation(quote)

    def contents(self, essay: Essay, *, left_out: bool = False) -> None:
        """Title, author, sections with their paragraphs, and what of the file is in none of them."""
        self.line(essay.title, TITLE)
        for about in (essay.author, essay.source, essay.credit):
            if about:
                self.line(about)
        self.line()
        for section in essay.sections:
            self.line(f"{section.label}{_range(section)}", indent="   ")
        self._left_out(essay, shown=left_out)

    def passages(self, found: Sequence[tuple[Section, Sequence[Paragraph]]]) -> None:
        """Paragraphs with their numbers, under the headings of their sections."""
        for number, (section, paragraphs) in enumerate(found):
            if number:
                self.line()
            self.line(section.label, TITLE)
            for paragraph in paragraphs:
                self.line()
                self.line(f"¶{paragraph.number} {paragraph.text}", indent="   ")

    @property
    def _width(self) -> int:
        return min(self._console.width, WIDEST)

    def _quote(self, quote: Quote) -> None:
        for text, is_marked in _parts(quote):
            self._barred(printable(text), is_marked)
        self.line(str(quote.citation), CITED)

    def _barred(self, text: str, is_marked: bool) -> None:
        if not self._console.is_terminal:
            for line in text.split("\n"):
                self.line(SIGNS[is_marked] + line)
            return
        bar = BARS[is_marked]
        for wrapped in Text(text, style=MARKED if is_marked else "").wrap(self._console, self._width - len(bar)):
            wrapped.rstrip()
            self._console.print(Text.assemble((bar, CITED), wrapped))

    def _explanation(self, quote: Quote) -> None:
        found = [f"{term.word} {term.worth:.2f}" for term in quote.explanation if term.worth]
        missing = [term.word for term in quote.explanation if not term.worth]
        self.line(f"score {quote.score:.2f} = {' + '.join(found)}", indent="   ")
        if missing:
            self.line(f"not in this paragraph: {', '.join(missing)}", indent="   ")

    def _left_out(self, essay: Essay, *, shown: bool) -> None:
        self.line()
        many = len(essay.left_out)
        lines = "1 line of the file was" if many == 1 else f"{many} lines of the file were"
        what_next = "" if not many else ":" if shown else "; --left-out shows which"
        self.line(f"{lines if many else 'Nothing of the file was'} left out{what_next or '.'}")
        for left in essay.left_out if shown else ():
            self.line(f"line {left.line} ({left.reason}): {left.text}", indent="   ")


def _parts(quote: Quote) -> Iterator[tuple[str, bool]]:
    """The text before the mark, the marked sentences, the text after."""
    start, end = quote.highlight
    for text, is_marked in ((quote.text[:start], False), (quote.text[start:end], True), (quote.text[end:], False)):
        if text.strip():
            yield text.strip(), is_marked


def _range(section: Section) -> str:
    numbers = [paragraph.number for paragraph in section.paragraphs]
    if not numbers:
        return ""
    return f", ¶{numbers[0]}" if len(numbers) == 1 else f", ¶{numbers[0]}–{numbers[-1]}"

"""The answer: one object that carries everything the terminal, Discord and JSON show."""

from enum import StrEnum

from pydantic.main import IncEx

from index.essay import Citation, Frozen

__all__ = ["Answer", "Quote", "TermWorth", "Verdict"]


class Verdict(StrEnum):
    """Whether the essay answers the question."""

    ANSWERED = "answered"
    NOT_IN_ESSAY = "not_in_essay"


class TermWorth(Frozen):
    """What one word of the question added to a quote's score."""

    word: str
    term: str
    worth: float


class Quote(Frozen):
    """A paragraph, exactly, with the span [start, end) of `text` marked that answers best: whole sentences."""

    text: str
    highlight: tuple[int, int]
    score: float
    citation: Citation
    explanation: tuple[TermWorth, ...] = ()

    @property
    def marked(self) -> str:
        """The sentences that answer."""
        start, end = self.highlight
        return self.text[start:end]


class Answer(Frozen):
    """Quotes, best first, if the essay answers; else the nearest passages, and a reply where none are needed."""

    question: str
    verdict: Verdict
    quotes: tuple[Quote, ...] = ()
    nearest: tuple[Quote, ...] = ()
    reply: str | None = None

    def to_json(self, *, explain: bool = False, ascii_only: bool = False) -> str:
        """One JSON object: question, verdict, quotes, nearest; the explanations only when asked for."""
        passages: IncEx = {"__all__": set() if explain else {"explanation"}}
        exclude: IncEx = {"reply": True, "quotes": passages, "nearest": passages}
        return self.model_dump_json(exclude=exclude, ensure_ascii=ascii_only)

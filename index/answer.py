"""The answer: one object that carries everything the terminal, Discord and JSON show."""

from enum import StrEnum

from pydantic.main import IncEx

from index.essay import Citation, Frozen

__all__ = ["Answer", "Explanation", "Quote", "Verdict", "WordWorth"]


class Verdict(StrEnum):
    """Whether the essay answers the question."""

    ANSWERED = "answered"
    NOT_IN_ESSAY = "not_in_essay"


class WordWorth(Frozen):
    """What one word of the question was worth in a quote, by which word of the essay, and why that stands for it."""

    word: str
    term: str
    reason: str
    worth: float


class Explanation(Frozen):
    """A quote's score: what each kind of evidence adds up to it, and of the evidence of words, what each word."""

    evidence: dict[str, float]
    words: tuple[WordWorth, ...]


class Quote(Frozen):
    """A paragraph, exactly, with the span [start, end) of `text` marked that answers best: whole sentences."""

    text: str
    highlight: tuple[int, int]
    shown: tuple[int, int]
    """The span to show to a reader: all of a short paragraph, of a long one what stands around the mark."""
    score: float
    citation: Citation
    explanation: Explanation | None = None
    """Where the answerer explains."""

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
    confidence: float = 0.0
    """The chance, 0 to 1, that the essay answers."""
    by_meaning_alone: bool = False
    """Whether words had no part in the verdict: the question has none that the essay has, or is in another language."""
    unknown: tuple[str, ...] = ()
    """Words of the question that stand nowhere in the essay, nor anything that could stand for them."""
    reply: str | None = None
    """What to say to small talk."""
    suggestions: tuple[str, ...] = ()
    """Questions that the essay answers, where this one was none or had no answer."""
    section: str | None = None
    """The section that was asked, where it was not the whole essay."""
    essays_asked: int = 1
    """Of how many essays it was asked; where of several, every citation has to say which."""

    def to_json(self, *, ascii_only: bool = False) -> str:
        """One JSON object: question, verdict, quotes, nearest; with explanations where there are any."""
        passages: IncEx = {"__all__": {"text", "highlight", "score", "citation", "explanation"}}
        include: IncEx = {"question": True, "verdict": True, "quotes": passages, "nearest": passages}
        return self.model_dump_json(include=include, exclude_none=True, ensure_ascii=ascii_only)

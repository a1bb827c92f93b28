"""The essay's side of Quoth: reading, indexing, answering. Pure Python: it knows no Discord, no network, no clock."""

from index.answer import Answer, Explanation, Quote, Verdict, WordWorth
from index.answering import LONGEST_QUESTION, QUOTES_SHOWN, Answerer
from index.errors import ArchiveError, EssayError, QuestionError, QuothError, UnknownEssayError, UnknownReferenceError
from index.essay import Citation, Essay, LeftOut, Paragraph, Section, Sentence
from index.essays import shipped_essay
from index.library import Library
from index.vocabulary import Reason

__all__ = [
    "LONGEST_QUESTION",
    "QUOTES_SHOWN",
    "Answer",
    "Answerer",
    "ArchiveError",
    "Citation",
    "Essay",
    "EssayError",
    "Explanation",
    "LeftOut",
    "Library",
    "Paragraph",
    "QuestionError",
    "Quote",
    "QuothError",
    "Reason",
    "Section",
    "Sentence",
    "UnknownEssayError",
    "UnknownReferenceError",
    "Verdict",
    "WordWorth",
    "shipped_essay",
]

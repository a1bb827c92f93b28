"""Questions that an essay answers, made of its own phrases, for a reader who does not know where to begin."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import regex

from index.english import information
from index.languages import Language

__all__ = ["SUGGESTIONS", "suggest"]

SUGGESTIONS = 3
QUESTION = "What is there about {phrase}?"  # but for the phrase, only words that carry no meaning
BARE_QUESTION = "{phrase}?"  # where the essay speaks another language than Quoth

# Phrases that a reader will know when they see them: names of two words and more, and what the author set in quotes.
NAME = regex.compile(r"\p{Lu}[\p{L}\p{N}'’-]+(?:(?: (?:of|for|and|in|the|de))* \p{Lu}[\p{L}\p{N}-]+){1,5}")
QUOTED = regex.compile(r"[“\"]([\p{L}\p{N}'’ -]{4,50})[”\"]")
FEWEST_WORDS = 2
OFTEN = 2  # what is said twice is what a stretch is about
NEAR = 5  # characters before a capital that tell whether it begins a sentence
MOST_TRIED = 5  # phrases of one stretch that are tried before it goes without


def suggest(texts: Sequence[str], is_answered: Callable[[str], bool], language: Language) -> tuple[str, ...]:
    """At most three questions, each about another stretch of the paragraphs, each of which is answered."""
    question = QUESTION if language.is_english else BARE_QUESTION
    found: list[str] = []
    for stretch in range(SUGGESTIONS):
        start, end = (len(texts) * edge // SUGGESTIONS for edge in (stretch, stretch + 1))
        text = "\n".join(texts[start:end])
        found += _first_answered(text, is_answered, question, taken=found)
    return tuple(found)


def _first_answered(text: str, is_answered: Callable[[str], bool], question: str, taken: list[str]) -> list[str]:
    found = Counter(_phrases(text))
    phrases = sorted(found, key=lambda phrase: (found[phrase] < OFTEN, -_told_by(phrase)))
    for phrase in phrases[:MOST_TRIED]:
        asked = question.format(phrase=phrase)
        if asked not in taken and is_answered(asked):
            return [asked]
    return []


def _phrases(text: str) -> Iterator[str]:
    for match in QUOTED.finditer(text):
        if match[1].count(" ") + 1 >= FEWEST_WORDS:
            yield f"“{match[1]}”"
    for match in NAME.finditer(text):
        if not _begins_sentence(text, match.start()):
            yield match.group()


def _begins_sentence(text: str, start: int) -> bool:
    """Whether a capital there says nothing."""
    before = text[max(0, start - NEAR) : start].rstrip(' “"(')
    return not before or before[-1] in ".!?…\n"


def _told_by(phrase: str) -> float:
    """By English counts, the rarest words first; most words of other languages count alike."""
    return sum(information(word) for word in phrase.casefold().split())

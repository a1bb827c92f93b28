"""Pairs of words and phrases that stand for each other, of which the essay has one: acronyms, names, the glossary."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from index.terms import Analyzer, Token
from index.vocabulary.acronyms import learn_acronyms, written_acronyms
from index.vocabulary.expansion import Alternative, Reason
from index.vocabulary.glossary import GlossaryEntry
from index.vocabulary.names import Country, countries

__all__ = ["Known", "Learning", "Phrase", "Synonyms"]

Phrase = tuple[str, ...]

WORD = re.compile(r"\w+")

STANDS_FOR = 0.9  # what a word's other form counts; the word itself, where both stand in the essay, comes first
CAPITAL_FOR_PEOPLE = 0.8  # "Baku" for "Azerbaijani" is a step further than for "Azerbaijan"
LONGEST_CHANCE = 4  # letters: known words spell a short acronym by chance
NAMES_REMEMBERED = 2_048  # some 1 MB: what countries are called is the same for every essay


class _Pair(NamedTuple):
    """What a question may say, and what the essay may."""

    written: str
    meant: str
    weight: float
    reason: Reason


class Known(NamedTuple):
    """What an essay may call words and phrases by other words. Only what stands in it is kept."""

    found: Mapping[Phrase, Sequence[Alternative]]
    """What it may call a phrase (or a single term) instead."""
    initials: Mapping[str, str]
    """The acronyms that it writes, folded, and their terms."""
    words: Mapping[str, str]
    """The words that may be written for something in the essay, and their terms."""
    shown: Mapping[str, str]
    """A phrase's terms, and how the essay writes it."""
    phrases: frozenset[str]
    """The phrases that may be meant: passages that hold one are indexed with it."""
    longest: int
    """The most terms that a phrase of a question can have."""


class Synonyms:
    """What else the essay may call a term or a phrase."""

    def __init__(self, known: Known, terms: Set[str]) -> None:
        """`terms` are those of the essay that carry meaning."""
        self._found, self._initials = known.found, known.initials
        self._terms = terms
        self.shown, self.phrases = known.shown, known.phrases
        self.longest = known.longest

    def of(self, phrase: Phrase) -> list[Alternative]:
        """What the essay may call a phrase (or a single term) instead."""
        known = list(self._found.get(phrase, ()))
        acronym = self._acronym_of(phrase)
        return [*known, Alternative(acronym, STANDS_FOR, Reason.ACRONYM)] if acronym else known

    def _acronym_of(self, phrase: Phrase) -> str | None:
        """The essay's acronym that a phrase spells, if half of its words are new to the essay."""
        acronym = self._initials.get("".join(term[0] for term in phrase)) if len(phrase) > 1 else None
        new = sum(term not in self._terms for term in phrase)
        return acronym if acronym and 2 * new >= max(len(phrase), LONGEST_CHANCE) else None


class Learning:
    """Finds the synonyms in one essay."""

    def __init__(
        self,
        text: str,
        contents: Sequence[Sequence[str]],
        terms: Set[str],
        analyzer: Analyzer,
        without: Collection[Reason] = (),
    ) -> None:
        """`contents` are the terms of each paragraph that carry meaning, in order; `terms` the same, each once."""
        self._text, self._terms, self._analyzer, self._without = text, terms, analyzer, without
        self._joined = "\n".join(" ".join(["", *content, ""]) for content in contents)
        acronyms = () if Reason.ACRONYM in without else written_acronyms(text)
        self._initials = {letters.casefold(): analyzer.terms(letters)[0] for letters in acronyms}
        self._found: dict[Phrase, list[Alternative]] = {}
        self._words: dict[str, str] = {}
        self._shown: dict[str, str] = {}

    def learn(self, glossary: Iterable[GlossaryEntry] = ()) -> Known:
        """What the essay itself, the names of countries and the owner's glossary tell."""
        for pair in dict.fromkeys(self._pairs(glossary)):
            if pair.reason not in self._without:
                self._add(pair)
        longest = max([*map(len, self._found), *map(len, self._initials), 1])
        return Known(self._found, self._initials, self._words, self._shown, self._phrases(), longest)

    def _pairs(self, glossary: Iterable[GlossaryEntry]) -> Iterator[_Pair]:
        for short, long_form in learn_acronyms(self._text, self._analyzer.stop_words):
            yield _Pair(short, long_form, STANDS_FOR, Reason.ACRONYM)
            if short.casefold() in self._initials:  # written so, not a word that happens to have these letters
                yield _Pair(long_form, short, STANDS_FOR, Reason.ACRONYM)
        words = set(WORD.findall(self._text.casefold()))
        for country in countries():
            if any(words.issuperset(WORD.findall(form.casefold())) for form in country.forms):
                yield from _name_pairs(country)
        for entry in glossary:
            yield _Pair(entry.written, entry.meant, STANDS_FOR, Reason.GLOSSARY)

    def _add(self, pair: _Pair) -> None:
        content = _name_content if pair.reason is Reason.NAME else _content  # what the essay brings goes with it
        meant, written = content(pair.meant, self._analyzer), content(pair.written, self._analyzer)
        phrase = tuple(token.term for token in meant)
        if not written or written == meant or not self._stands_in(phrase):
            return
        term = " ".join(phrase)
        self._shown.setdefault(term, pair.meant)
        terms = tuple(token.term for token in written)
        self._found.setdefault(terms, []).append(Alternative(term, pair.weight, pair.reason))
        for token in written:
            self._words.setdefault(token.word, token.term)

    def _stands_in(self, phrase: Phrase) -> bool:
        """Whether the essay has the phrase in a paragraph."""
        if len(phrase) <= 1:
            return any(term in self._terms for term in phrase)
        return phrase[0] in self._terms and f" {' '.join(phrase)} " in self._joined

    def _phrases(self) -> frozenset[str]:
        meant = {one.term for alternatives in self._found.values() for one in alternatives if " " in one.term}
        written = {" ".join(phrase) for phrase in self._found if len(phrase) > 1 and self._stands_in(phrase)}
        return frozenset(meant | written)


def _content(text: str, analyzer: Analyzer) -> tuple[Token, ...]:
    """The tokens that carry meaning."""
    return tuple(token for token in analyzer.question_tokens(text) if not token.is_stop_word)


_name_content = lru_cache(maxsize=NAMES_REMEMBERED)(_content)


def _name_pairs(country: Country) -> Iterator[_Pair]:
    """What a question may call a country, and what the essay may."""
    for one in country.names:
        yield from (_Pair(one, other, STANDS_FOR, Reason.NAME) for other in country.names if other != one)
        for people in country.peoples:
            yield _Pair(one, people, STANDS_FOR, Reason.NAME)
            yield _Pair(people, one, STANDS_FOR, Reason.NAME)
        yield _Pair(country.capital, one, STANDS_FOR, Reason.NAME)
    yield from (_Pair(country.capital, people, CAPITAL_FOR_PEOPLE, Reason.NAME) for people in country.peoples)

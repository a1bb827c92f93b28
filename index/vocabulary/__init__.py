"""The question's words meet the essay's words: mistyped words, acronyms, names, the owner's glossary."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from functools import cached_property
from typing import NamedTuple

from index.essay import Paragraph
from index.passages import Passage
from index.terms import Analyzer, Token
from index.vocabulary.expansion import Alternative, Expansion, Reason, Understood
from index.vocabulary.glossary import GlossaryEntry, glossary_beside, read_glossary
from index.vocabulary.spelling import Spelling
from index.vocabulary.synonyms import Known, Learning, Synonyms

__all__ = [
    "Alternative",
    "Expansion",
    "GlossaryEntry",
    "Known",
    "Lexicon",
    "Reason",
    "Understood",
    "Vocabulary",
    "glossary_beside",
    "read_glossary",
]

ONE_EDIT = 1.0
TWO_EDITS = 0.8
ALSO_NEAR = 0.8  # the second and third word at the same distance, against the first
PART_OF_PHRASE = 0.2  # a known phrase is one word: by its single words "National Football League" would lose to "NFL"

Readings = Sequence[Alternative]


class Lexicon(NamedTuple):
    """The words of an essay, and what else it may call them."""

    small: frozenset[str]
    """The terms of its function words."""
    written: Mapping[str, str]
    """By term that carries meaning, a word of it."""
    words: Mapping[str, str]
    """By word, its term: what a mistyped word may have meant."""
    in_capitals: frozenset[str]
    """What it writes as initials."""
    known: Known

    @classmethod
    def of(
        cls,
        paragraphs: Sequence[Paragraph],
        passages: Sequence[Passage],
        analyzer: Analyzer,
        glossary: Iterable[GlossaryEntry] = (),
        without: Collection[Reason] = (),
    ) -> "Lexicon":
        """Collect it from an essay."""
        contents = [[token for token in passage.tokens if not token.is_stop_word] for passage in passages]
        written = {token.term: token.word for content in contents for token in content}
        text = "\n".join(paragraph.text for paragraph in paragraphs)
        terms = [[token.term for token in content] for content in contents]
        known = Learning(text, terms, written.keys(), analyzer, without).learn(glossary)
        return cls(
            small=frozenset(token.term for passage in passages for token in passage.tokens if token.is_stop_word),
            written=written,
            words={**known.words, **{token.word: token.term for content in contents for token in content}},
            in_capitals=frozenset(token.written for content in contents for token in content if token.in_capitals),
            known=known,
        )


class Vocabulary:
    """Reads questions in the words of one essay. Immutable once built."""

    def __init__(self, lexicon: Lexicon, analyzer: Analyzer, without: Collection[Reason] = ()) -> None:
        self._small, self._written, self._words, self._in_capitals, known = lexicon
        self._synonyms = Synonyms(known, self._written.keys())
        self._spelling = None if Reason.SPELLING in without else Spelling(self._words, analyzer)

    def terms(self, tokens: Sequence[Token]) -> list[str]:
        """The terms that a passage or a sentence is indexed by: its own, and behind them the known phrases in it."""
        content = [token.term for token in tokens if not token.is_stop_word]
        first_terms, lengths = self._known_phrases
        starts = [start for start, term in enumerate(content) if term in first_terms]
        runs = (" ".join(content[start : start + n]) for n in lengths for start in starts if start + n <= len(content))
        return [token.term for token in tokens] + [run for run in runs if run in self._synonyms.phrases]

    def understand(self, tokens: Sequence[Token]) -> Understood:
        """A question's words with what each may mean; a mistyped function word is taken for one."""
        marked = [
            token._replace(is_stop_word=True) if self._is_mistyped_stop_word(token) else token for token in tokens
        ]
        places = [place for place, token in enumerate(marked) if not token.is_stop_word]
        readings = [self._readings(marked[place]) for place in places]
        words = []
        start = 0
        while start < len(places):
            end = self._end_of_phrase(readings, start)
            words.append(self._expansion(marked, places[start:end], readings[start:end]))
            start = end
        for word in words:
            marked[word.place] = self._mended(marked[word.place], word)
        return Understood(marked, words)

    def shown(self, term: str) -> str:
        """A term as a reader knows it: "organization" for its stem, a phrase in full."""
        return self._synonyms.shown.get(term) or self._written.get(term, term)

    @cached_property
    def _known_phrases(self) -> tuple[Set[str], Set[int]]:
        """What phrases begin with, and how many terms they have."""
        phrases = self._synonyms.phrases
        return {phrase.partition(" ")[0] for phrase in phrases}, {phrase.count(" ") + 1 for phrase in phrases}

    def _is_mistyped_stop_word(self, token: Token) -> bool:
        return self._spelling is not None and self._spelling.is_stop_word(token.word) and not self._knows(token)

    def _has(self, term: str) -> bool:
        """Whether the term stands in the essay, as a small word if not as another."""
        return term in self._written or term in self._small

    def _knows(self, token: Token) -> bool:
        return self._has(token.term) or token.word in self._words or bool(self._synonyms.of((token.term,)))

    def _readings(self, token: Token) -> Readings:
        """The word itself when anything is known of it, else the words it may have been typed for."""
        # A word typed without its accents may get another stem than the essay's.
        term = token.term if self._has(token.term) else self._words.get(token.word, token.term)
        itself = [Alternative(term, 1.0, None)]
        if self._spelling is None or self._knows(token):
            return itself
        near: dict[str, float] = {}
        for word, edits in self._spelling.candidates(token.word):
            weight = (ONE_EDIT if edits == 1 else TWO_EDITS) * (ALSO_NEAR if near else 1.0)
            near.setdefault(self._words[word], weight)
        return [Alternative(term, weight, Reason.SPELLING) for term, weight in near.items()] or itself

    def _end_of_phrase(self, readings: Sequence[Readings], start: int) -> int:
        """Where the longest phrase that has a synonym ends."""
        terms = tuple(reading[0].term for reading in readings[start : start + self._synonyms.longest])
        lengths = range(len(terms), 1, -1)
        return start + next((length for length in lengths if self._synonyms.of(terms[:length])), 1)

    def _expansion(self, tokens: Sequence[Token], places: Sequence[int], readings: Sequence[Readings]) -> Expansion:
        word = " ".join(tokens[place].shown for place in places)
        meanings = self._word_meanings(readings[0]) if len(places) == 1 else self._phrase_meanings(readings)
        best: dict[str, Alternative] = {}
        for one in sorted(meanings, key=lambda alternative: -alternative.weight):
            if self._has(one.term) or one.term in self._synonyms.phrases:
                best.setdefault(one.term, one)
        return Expansion(word, places[0], tuple(best.values()), tokens[places[0]].written in self._in_capitals)

    def _word_meanings(self, readings: Readings) -> list[Alternative]:
        meant = [_lessened(one, by) for by in readings for one in self._synonyms.of((by.term,))]
        return [*readings, *meant]

    def _phrase_meanings(self, readings: Sequence[Readings]) -> list[Alternative]:
        parts = [reading[0] for reading in readings]
        phrase = tuple(part.term for part in parts)
        whole = min(parts, key=lambda part: part.weight)._replace(term=" ".join(phrase))
        meant = [_lessened(one, whole) for one in self._synonyms.of(phrase)]
        scattered = [part._replace(weight=part.weight * PART_OF_PHRASE) for part in parts]
        return [whole, *meant, *scattered]

    def _mended(self, token: Token, word: Expansion) -> Token:
        """The token as the essay would have written it, if the essay does not have it as it is."""
        if self._has(token.term) or not word.alternatives or " " in word.alternatives[0].term:
            return token
        term = word.alternatives[0].term
        return token._replace(word=self.shown(term).casefold(), term=term)


def _lessened(alternative: Alternative, by: Alternative) -> Alternative:
    return alternative._replace(weight=alternative.weight * by.weight)

"""What a question's words may mean in a library, while it is not yet known which essay answers.

An essay knows more of its own words once it is asked. This is what would else keep it from being asked: a country that
it calls by another name, and a word that was typed wrong.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from functools import cache, cached_property

from index.engines import Alternatives
from index.foreign import is_foreign
from index.languages import language_of
from index.terms import Analyzer, Token, analyzer_for
from index.vocabulary import ALSO_NEAR, ONE_EDIT, TWO_EDITS
from index.vocabulary.names import countries
from index.vocabulary.spelling import Spelling
from index.vocabulary.synonyms import CAPITAL_FOR_PEOPLE, STANDS_FOR

__all__ = ["Wording"]

MOST_EDITS = 2
MOST_NEAR = 50  # words so near to a mistyped one that they are looked at


class Wording:
    """The words of a library's essays in one language. Immutable; threads may ask it together."""

    def __init__(
        self, language: str, terms: Container[str], likely: Callable[[], Sequence[str]], *, is_only: bool
    ) -> None:
        """Take their terms.

        Args:
            language: the essays'.
            terms: all that they have.
            likely: gives those that a mistyped one may have meant, in the order of their letters, so that of many near
                ones always the same are looked at.
            is_only: all essays are in this language; else a question in another is no heap of mistakes.
        """
        self._analyzer = analyzer_for(language_of(language))
        self._terms = terms
        self._find_likely = likely
        self._names = _names(language)
        self._is_only = is_only

    def read(self, question: str) -> list[Alternatives]:
        """What may stand for each word of a question that carries meaning: its term, or others."""
        tokens = self._analyzer.question_tokens(question)
        mends = self._is_only or not is_foreign(tokens, self._analyzer.language)
        return [self._alternatives(token, mends=mends) for token in tokens if not token.is_stop_word]

    def knows(self, word: str) -> bool:
        """Whether the essays have all of what carries meaning in it, or what may stand for that."""
        return all(term in self._terms for alternatives in self.read(word) for term in alternatives)

    @cached_property
    def _likely(self) -> Sequence[str]:
        return self._find_likely()

    def _alternatives(self, token: Token, *, mends: bool) -> Alternatives:
        named = {token.term: 1.0, **self._names.get(token.term, {})}
        known = {term: weight for term, weight in named.items() if term in self._terms}
        return known or (self._mended(token.word) if mends else {}) or {token.term: 1.0}

    def _mended(self, word: str) -> Alternatives:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract  # most questions are typed right

        near = extract(word, self._likely, scorer=OSA.distance, score_cutoff=MOST_EDITS, limit=MOST_NEAR)
        meant = Spelling([term for term, _, _ in near], self._analyzer).candidates(word)
        return {
            term: (ONE_EDIT if edits == 1 else TWO_EDITS) * (ALSO_NEAR if place else 1.0)
            for place, (term, edits) in enumerate(meant)
        }


@cache
def _names(language: str) -> Mapping[str, Alternatives]:
    """By term, what a country, its people or its government may be called instead, where that is a single word."""
    analyzer = analyzer_for(language_of(language))
    found: dict[str, dict[str, float]] = {}
    for country in countries():
        capitals = [country.capital]
        names, peoples, capital = (_single(forms, analyzer) for forms in (country.names, country.peoples, capitals))
        for written, meant, weight in (
            (names + peoples + capital, names, STANDS_FOR),
            (names, peoples, STANDS_FOR),
            (capital, peoples, CAPITAL_FOR_PEOPLE),
        ):
            for one in written:
                found.setdefault(one, {}).update({other: weight for other in meant if other != one})
    return found


def _single(names: Sequence[str], analyzer: Analyzer) -> list[str]:
    """The terms of those names that are a single word."""
    terms = [[token.term for token in analyzer.tokens(name) if not token.is_stop_word] for name in names]
    return [term[0] for term in terms if len(term) == 1]

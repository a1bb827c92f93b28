"""Whether a question is asked in another language than the essay's."""

from collections.abc import Sequence

from index.english import is_common
from index.languages import ENGLISH, Language, function_words_elsewhere
from index.terms import Token
from index.verdict import is_name

__all__ = ["is_foreign"]

# A question in another language than the essay's has next to none of its stop words. English ones have 33 % or more,
# 114 French, German and Russian ones 20 % or more; of 372 in another language than the essay's 16 have as many.
FOREIGN_BELOW = 0.2
FEWEST_FOREIGN = 3  # words: fewer are keywords in any language
# "Was fordert Russland?": "was" is English too, but no other word is. Of 14,800 questions in English 4 more are taken
# for foreign by this; if names alone were enough ("Where is Nagorno Karabakh?"), 11.
FEWEST_UNHEARD_OF = 2


def is_foreign(tokens: Sequence[Token], language: Language = ENGLISH) -> bool:
    """Whether a question seems to be asked in another language than this, whose function words it lacks.

    Where none are known, no question does. What words are English is known besides.
    """
    if not language.stop_words or len(tokens) < FEWEST_FOREIGN:
        return False
    own = sum(token.is_stop_word for token in tokens)
    if own < FOREIGN_BELOW * len(tokens):
        return not (language.is_english and _is_keywords(tokens))
    return language.is_english and (_is_elsewhere(tokens, own) or _is_unheard_of(tokens))


def _is_elsewhere(tokens: Sequence[Token], own: int) -> bool:
    """Whether more words carry grammar in another language: "was" and "will" do so in German too, "der" only there.

    One English question of 14,800 has more of another language; of 20 in five languages with words that English has
    too, 18 seem foreign, without this 2.
    """
    return function_words_elsewhere([token.written for token in tokens]) > own


def _is_keywords(tokens: Sequence[Token]) -> bool:
    """Whether it is English after all, with all small words left out: "peace treaty signature obstacles"."""
    return all(token.is_stop_word or is_common(token.word) for token in tokens)


def _is_unheard_of(tokens: Sequence[Token]) -> bool:
    """Whether no word of a question that carries meaning is common in English, and they are not just names."""
    places = [place for place, token in enumerate(tokens) if not token.is_stop_word]
    return (
        len(places) >= FEWEST_UNHEARD_OF
        and not any(is_common(tokens[place].word) for place in places)
        and not all(is_name(tokens, place) for place in places)
    )

"""What the analysis of a text knows of its language: function words, how words are inflected, what is tied to them.

English has tables of its own. The function words of other languages come from the lists of `stop-words` and, where it
has none, of `stopwordsiso`; their inflection is Snowball's. A language that none of these knows keeps its words as
they stand: nothing is cut off that might matter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from index.stop_words import ENGLISH_STOP_WORDS

__all__ = ["ENGLISH", "UNKNOWN", "Language", "function_words_elsewhere", "language_of"]

# Snowball's algorithms by ISO 639-1.
SNOWBALL: Mapping[str, str] = dict(
    pair.split()
    for pair in """
    ar arabic, ca catalan, cs czech, da danish, de german, el greek, en english, eo esperanto, es spanish, et estonian,
    eu basque, fa persian, fi finnish, fr french, ga irish, hi hindi, hu hungarian, hy armenian, id indonesian,
    it italian, lt lithuanian, ne nepali, nl dutch, no norwegian, pl polish, pt portuguese, ro romanian, ru russian,
    sr serbian, sv swedish, ta tamil, tr turkish
    """.split(",")
)

# What the lists lack of the words that questions are asked with, by what questions in these languages left unknown.
QUESTION_WORDS: Mapping[str, str] = {
    "da": "hvem hvornår hvorfor hvordan hvilken hvilke",
    "de": "viele wieviel wieviele wozu woraus wodurch womit wofür woran worauf worin worüber wem wen wessen gibt",
    "el": "πότε πόσο πόσοι πόσες πόσα ποιος ποια ποιο ποιοι πού πώς γιατί",
    "es": "cuánto cuánta cuántos cuántas cuál cuáles quién quiénes",
    "fr": "combien quoi lequel laquelle lesquels lesquelles",
    "hu": "mennyi hány hol melyik",
    "hy": "երբ որտեղ ով ինչ ինչու ինչպես քանի որքան",
    "it": "quando quanto quanta quanti quante quale quali chi",
    "nl": "hoeveel welke welk waar wanneer waarom",
    "pt": "quanto quanta quantos quantas quais",
    "ru": "какие какого какому каким каких какими какую чём чей чья чьё чьи откуда",
    "tr": "kaç nasıl hangi kimin",
}

# An article or preposition that loses its vowel is written in one with the next word: "l'avion", "dell'acqua". In
# Turkish the ending of a name stands behind the apostrophe: "Ankara'da".
ELISIONS: Mapping[str, str] = {
    "ca": "[dlmnst]",
    "fr": "(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)",
    "ga": "[bdm]",
    "it": "(?:[cdlmnstv]|un|gl|agl|all|dagl|dall|degl|dell|negl|nell|sugl|sull|coll|quell|quest|sant)",
}
TURKISH_ENDING = regex.compile(r"(?<=\w)'\w+$")


@dataclass(frozen=True)
class Language:
    """A language by its code (ISO 639-1, "und" for an unknown one) and what is known of it."""

    code: str
    stop_words: frozenset[str] = frozenset()
    """As they are written in small letters."""
    stemmer: str | None = None
    """Snowball's name for it."""
    tied: "regex.Pattern[str] | None" = None
    """What an apostrophe ties to a word without belonging to it."""

    @property
    def is_english(self) -> bool:
        """Whether the tables that are made for English alone may be used."""
        return self.code == "en"


ENGLISH = Language("en", ENGLISH_STOP_WORDS, "english")
UNKNOWN = Language("und")


@cache
def language_of(code: str) -> Language:
    """What is known of a language; of one that nobody knows, nothing."""
    if code == ENGLISH.code:
        return ENGLISH
    return Language(code, _stop_words(code), SNOWBALL.get(code), tied=_tied(code))


def function_words_elsewhere(words: Sequence[str]) -> int:
    """How many words carry grammar in another language than English, the one where most do.

    Those are looked at whose question words are known.
    """
    small = [word.lower() for word in words]
    return max(sum(word in language_of(code).stop_words for word in small) for code in QUESTION_WORDS)


def _tied(code: str) -> "regex.Pattern[str] | None":
    if code == "tr":
        return TURKISH_ENDING
    return regex.compile(rf"^{ELISIONS[code]}'(?=\w)", regex.IGNORECASE) if code in ELISIONS else None


def _stop_words(code: str) -> frozenset[str]:
    import stop_words  # an English essay needs no list but its own
    import stopwordsiso

    asked_with = frozenset(QUESTION_WORDS.get(code, "").split())
    if code in stop_words.LANGUAGE_MAPPING:
        return asked_with.union(stop_words.get_stop_words(code))
    return asked_with.union(stopwordsiso.stopwords(code) if stopwordsiso.has_lang(code) else ())

"""Turn text into terms: Unicode folding, word tokens of any script, stop words, Snowball stems.

The same analysis runs over essays and questions, so a word meets itself however it was typed: with a curly
apostrophe or a straight one, with an accent or without, in full-width letters, singular or plural.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from sys import intern
from threading import Lock
from typing import NamedTuple

import regex
import Stemmer

from index.irregular import BASE_FORMS
from index.languages import ENGLISH, Language

__all__ = ["Analyzer", "Token", "analyzer_for"]

# Scripts written without spaces between words. They are cut into overlapping pairs of characters, as Lucene's
# CJKAnalyzer does: no dictionary is needed, and a word of two or more characters still finds itself.
UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"

TOKEN = regex.compile(
    rf"""
      (?P<unspaced> [{UNSPACED}][{UNSPACED}\p{{M}}ー]* )
    | (?P<initials> \b(?:\p{{L}}\.){{2,}}(?:'s)? )       # U.S., e.g.: one token, without its dots
    | \d+(?:[.,]\d+)+                                    # 3.5 and 1,500 stay whole
    | [\p{{L}}\p{{M}}\p{{N}}--[{UNSPACED}]]+(?:'[\p{{L}}\p{{M}}]+)*
    """,
    regex.VERBOSE | regex.VERSION1,
)

APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʹ′`´＇"), "'")
UNREAD = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen, zero-width characters
# Armenian asks, exclaims and stresses by a mark behind a vowel, inside the word: "Ե՞րբ" is "Երբ".
IN_WORDS = "\u055b\u055c\u055e"
INVISIBLE = dict.fromkeys(map(ord, UNREAD + IN_WORDS))
# Latin letters whose stroke or ligature Unicode does not take apart.
UNDECOMPOSED = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e"}
)
# Accents fall only from Latin and Greek letters: in Cyrillic "й" is a letter of its own, in Hindi a mark is a vowel.
ACCENTS = regex.compile(r"([\p{Latin}\p{Greek}])\p{Mn}+")

NAMES_LIKE_STOP_WORDS = ("May", "Will")

TERM_CACHE = 65_536  # distinct words remembered, at most some 25 MB for all essays of a language together


class Token(NamedTuple):
    """One word of a text: `word` folded, `term` its stem, whether it is a mere function word, and how it is written."""

    word: str
    term: str
    is_stop_word: bool
    written: str

    @property
    def shown(self) -> str:
        """The word for a reader: with the accents that it was typed with."""
        return self.word if self.written.isascii() else self.written.lower().removesuffix("'s").rstrip("'")

    @property
    def in_capitals(self) -> bool:
        """Whether it is written as initials are: "US", not "us" and not "I"."""
        return len(self.written) > 1 and self.written.isupper()


class Analyzer:
    """The analysis of a language. Safe to share between threads."""

    def __init__(self, language: Language = ENGLISH) -> None:
        self.language = language
        self.stop_words = frozenset(map(_fold, language.stop_words))
        """Folded, as the words of tokens are."""
        self._stemmer = Stemmer.Stemmer(language.stemmer, 0) if language.stemmer else None
        self._stemming = Lock()  # a Snowball stemmer keeps its working state in itself
        self._token = lru_cache(maxsize=TERM_CACHE)(self._analyze_word)

    def tokens(self, text: str) -> list[Token]:
        """Every token in order of appearance, stop words included."""
        return [self._token(self._untied(word)) for word in _words(_normalize(text))]

    def terms(self, text: str) -> list[str]:
        """What a passage is indexed by: the term of every token, in order."""
        return [token.term for token in self.tokens(text)]

    def question_tokens(self, question: str) -> list[Token]:
        """Every token of a question; "WHO" or "May" written so among small letters is a name, not a stop word."""
        tokens = self.tokens(question)
        if not any(letter.islower() for token in tokens for letter in token.written):
            return tokens
        return [
            token._replace(is_stop_word=False) if token.is_stop_word and _is_name(token, place) else token
            for place, token in enumerate(tokens)
        ]

    def _analyze_word(self, written: str) -> Token:
        word = _fold(written)
        base = word.removesuffix("'s").rstrip("'")
        is_stop_word = word in self.stop_words or base in self.stop_words
        bare = base.replace("'", "")
        return Token(intern(bare), intern(self._stem(bare, written)), is_stop_word, intern(written))

    def _untied(self, word: str) -> str:
        return self.language.tied.sub("", word) if self.language.tied else word

    def _stem(self, bare: str, written: str) -> str:
        """English is stemmed folded, as it is typed; other languages tell endings apart by their accents."""
        if self._stemmer is None:
            return bare
        with self._stemming:
            if self.language.is_english:
                return str(self._stemmer.stemWord(BASE_FORMS.get(bare, bare)))
            return _fold(self._stemmer.stemWord(written.casefold().replace("'", "")))


@cache
def analyzer_for(language: Language) -> Analyzer:
    """The one that all essays of a language share, and with it the tokens that they have in common."""
    return Analyzer(language)


def _is_name(token: Token, place: int) -> bool:
    return token.in_capitals or (place > 0 and token.written in NAMES_LIKE_STOP_WORDS)


def _normalize(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(INVISIBLE)).translate(APOSTROPHES)


def _fold(written: str) -> str:
    """Small letters without accents."""
    folded = written.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFD", folded)
    return unicodedata.normalize("NFC", ACCENTS.sub(r"\1", decomposed)).translate(UNDECOMPOSED)


def _words(text: str) -> Iterator[str]:
    for match in TOKEN.finditer(text):
        word: str = match.group()
        if match.lastgroup == "unspaced":
            yield from (word[i : i + 2] for i in range(max(1, len(word) - 1)))
        elif match.lastgroup == "initials":
            yield word.replace(".", "")
        else:
            yield word.replace(",", "")

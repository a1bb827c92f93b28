"""Cut text into the model's pieces of words: the likeliest cut under a unigram language model.

Kudo 2018, "Subword Regularization", section 3.2, as SentencePiece does it. The 250,000 pieces are kept as the file has
them, found by hash: a dictionary of them would take 60 MB.
"""

import itertools
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from index.meaning.weights import Vocabulary

__all__ = ["Pieces", "Tokenizer"]

SPACE = "\u2581"  # how SentencePiece writes the space before a word
LONGEST_PIECE = 16  # characters; SentencePiece's own bound
REMEMBERED = 16_384  # runs of letters that were looked for, 2 MB; most of them are no piece
LESS_THAN_ANY = 10.0  # a character of no piece costs so much more than the unlikeliest piece


class Pieces(NamedTuple):
    """A text's pieces by number, and the character of the text at which each begins."""

    numbers: list[int]
    starts: list[int]


class Tokenizer:
    """Cuts text. Immutable once built."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        begins = vocabulary.begins.tolist()
        hashes = [hash(vocabulary.text[a:b]) for a, b in itertools.pairwise(begins)]
        by_number = np.array(hashes, dtype=np.int64)
        self._order = np.argsort(by_number).astype(np.int32)
        self._hashes = by_number[self._order]
        self._known = lru_cache(maxsize=REMEMBERED)(self._find)
        self._unknown_score = float(vocabulary.scores.min()) - LESS_THAN_ANY

    def cut(self, text: str) -> Pieces:
        """The likeliest pieces."""
        characters, origins = self._normalized(text)
        length = len(characters)
        scores, last = [0.0] + [-np.inf] * length, [(0, 0)] * (length + 1)
        for start in range(length):
            self._continue(characters, start, scores, last)
        numbers, starts = [], []
        end = length
        while end > 0:
            begin, number = last[end]
            numbers.append(number)
            starts.append(origins[begin])
            end = begin
        return Pieces(numbers[::-1], starts[::-1])

    def _continue(self, text: str, start: int, scores: list[float], last: list[tuple[int, int]]) -> None:
        """Go on from `start` by every piece that stands there, noting the best way to each place."""
        for end in range(start + 1, min(len(text), start + LONGEST_PIECE) + 1):
            piece = text[start:end]
            found = self._known(piece)
            if found and scores[start] + found[1] > scores[end]:
                scores[end], last[end] = scores[start] + found[1], (start, found[0])
        if scores[start] + self._unknown_score > scores[start + 1]:
            scores[start + 1], last[start + 1] = scores[start] + self._unknown_score, (start, self._vocabulary.unknown)

    def _find(self, piece: str) -> tuple[int, float] | None:
        """The piece's number and score."""
        written = piece.encode()
        place = int(np.searchsorted(self._hashes, hash(written)))
        if place == len(self._hashes):
            return None
        number = int(self._order[place])
        begin, end = self._vocabulary.begins[number : number + 2].tolist()
        if number == self._vocabulary.unknown or self._vocabulary.text[begin:end] != written:
            return None
        return number, float(self._vocabulary.scores[number])

    def _normalized(self, text: str) -> tuple[str, list[int]]:
        """The text as the pieces are written, and for each character the one it comes from."""
        characters, origins = [SPACE], [0]
        for origin, character in enumerate(text):
            for one in self._vocabulary.normal_forms.get(ord(character), character):
                written = SPACE if one == " " else one
                if written != SPACE or characters[-1] != SPACE:
                    characters.append(written)
                    origins.append(origin)
        return "".join(characters), origins

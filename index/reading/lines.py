"""What a line tells by its characters: whether it ends a sentence, how long it is in words, how it joins the next."""

from collections.abc import Iterable

import regex

__all__ = ["ends_a_sentence", "join_lines", "words_in"]

# A stop of any script, an ellipsis or a dash; then only what may follow one: closing marks and a footnote's number.
ENDS_A_SENTENCE = regex.compile(r"[\p{Terminal_Punctuation}…—–][^\p{L}\p{N}]*(?:\[\w{1,3}\]|\p{No}+)?[^\p{L}\p{N}]*$")
LONGEST_END = 40  # characters: a stop and all that may follow it; no more is looked at, however long the line

# Scripts that set no spaces between words, with the punctuation of theirs that is as wide as a character.
UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\u3000-\u303f\uff00-\uffef]"
)
UNSPACED_PER_WORD = 3  # characters: a Chinese word has one or two, a Thai one four or five


def ends_a_sentence(text: str) -> bool:
    """Whether the text closes as a sentence, a clause or direct speech does, and a heading does not."""
    return ENDS_A_SENTENCE.search(text[-LONGEST_END:]) is not None


def words_in(text: str) -> int:
    """The number of words; where none are spaced, about as many as the characters make."""
    unspaced = len(UNSPACED.findall(text))
    return len(UNSPACED.sub("", text).split()) + unspaced // UNSPACED_PER_WORD


def join_lines(lines: Iterable[str]) -> str:
    """Lines that were broken only for width as one, with a space between unless the script has none."""
    joined = ""
    for line in lines:
        unspaced = UNSPACED.match(joined[-1:]) and UNSPACED.match(line[:1])
        joined += line if unspaced or not joined else " " + line
    return joined

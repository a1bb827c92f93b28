"""What a click means, written into the button's id: nothing is stored, so buttons outlive restarts.

    quoth:2:m:AbCd...   version, kind, and what it is about

An id comes from whoever clicks and is believed only as far as it parses. A passage is named by its text and the title
above it, so that it is found again after the essay around it has changed, and never in another; and by its number, for
texts that stand there twice.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from index import digests

__all__ = ["MOST_PASSAGES", "TEMPLATE", "Action", "Kind", "Ref", "parse_id", "refer", "tag"]

PREFIX = "quoth:2:"
DIGEST, NUMBER, OFFSET = digests.SIZE, 2, 2  # a passage in bytes
PASSAGE = DIGEST + NUMBER + 2 * OFFSET
MOST_PASSAGES = 6  # 98 characters in all; Discord takes ids of 100
LARGEST_OFFSET = 256**OFFSET - 1  # reading takes paragraphs of up to 50,000 characters; a span beyond is not kept
LARGEST_NUMBER = 256**NUMBER - 1
TAG, TAG_LETTERS = 6, 8  # of an essay: bytes, and the letters that they are written in
LARGEST_ASKER = 2**64 - 1  # of Discord's ids
LARGEST_PAGE = 10**6


class Kind(StrEnum):
    """What a button or a form is for."""

    CONTEXT = "c"  # open a paragraph with its neighbours, in a message of its own
    LEAF = "l"  # show a paragraph with its neighbours in place of what is shown
    MORE = "m"  # further passages
    HELPFUL = "h"
    UNHELPFUL = "u"
    REASON = "r"  # the form that asks why an answer was not helpful
    DELETE = "d"  # by whoever asked
    CONTENTS = "s"  # a page of an essay's table of contents
    ESSAYS = "e"  # a page of the list of essays


# For the whole id: Discord's library asks for a full match before it hands a click over.
TEMPLATE = re.compile(rf"{PREFIX}(?P<kind>[{''.join(Kind)}]):(?P<about>[A-Za-z0-9_-]{{0,90}})", re.ASCII)

# How many passages each names, at least and at most; the others carry a number, up to so much.
PASSAGES_OF = {
    Kind.CONTEXT: (1, 1),
    Kind.LEAF: (1, 1),
    Kind.MORE: (1, MOST_PASSAGES),
    Kind.HELPFUL: (0, 1),  # none: it was about an answer without passages
    Kind.UNHELPFUL: (0, 1),
    Kind.REASON: (0, 1),
}
LARGEST = {Kind.DELETE: LARGEST_ASKER, Kind.CONTENTS: LARGEST_PAGE, Kind.ESSAYS: LARGEST_PAGE}


class Ref(NamedTuple):
    """Names a paragraph, and in it the characters [start, end) that are meant: (0, 0) is no part in particular."""

    digest: bytes
    number: int
    start: int = 0
    end: int = 0


class Action(NamedTuple):
    """A click: what to do, and with which passages or with which number (the asker's id, or a page from 0)."""

    kind: Kind
    refs: tuple[Ref, ...] = ()
    number: int = 0
    essay: str = ""
    """The tag of the essay whose contents are meant."""

    def encode(self) -> str:
        """As it stands in a `custom_id`; of many passages the first six."""
        about = str(self.number) if self.kind in LARGEST else _packed(self.refs[:MOST_PASSAGES])
        return f"{PREFIX}{self.kind}:{about}{self.essay}"


def refer(title: str, text: str, number: int, span: tuple[int, int] = (0, 0)) -> Ref:
    """The name of the paragraph with this text and number, in an essay with this title."""
    start, end = span if max(span) <= LARGEST_OFFSET else (0, 0)
    return Ref(digests.digest_of(title, text), min(number, LARGEST_NUMBER), start, end)


def tag(name: str) -> str:
    """Stands for an essay, whatever it is called, in an id."""
    return urlsafe_b64encode(blake2b(name.encode(errors="surrogatepass"), digest_size=TAG).digest()).decode()


def parse_id(custom_id: str) -> Action | None:
    """What an id means; None if it is none of ours."""
    match = TEMPLATE.fullmatch(custom_id)
    if match is None:
        return None
    kind, about, essay = Kind(match["kind"]), match["about"], ""
    if kind is Kind.CONTENTS:
        about, essay = about[:-TAG_LETTERS], about[-TAG_LETTERS:]
    action = _numbered(kind, about, essay) if kind in LARGEST else _naming(kind, about)
    return action if action and action.encode() == custom_id else None  # one spelling for each meaning


def _numbered(kind: Kind, about: str, essay: str) -> Action | None:
    is_number = about.isdecimal() and int(about) <= LARGEST[kind]
    return Action(kind, number=int(about), essay=essay) if is_number else None


def _naming(kind: Kind, about: str) -> Action | None:
    try:
        packed = urlsafe_b64decode(about + "=" * (-len(about) % 4))
    except ValueError:
        return None
    least, most = PASSAGES_OF[kind]
    count, rest = divmod(len(packed), PASSAGE)
    if rest or not least <= count <= most:
        return None
    return Action(kind, tuple(_unpacked(packed[place : place + PASSAGE]) for place in range(0, len(packed), PASSAGE)))


def _packed(refs: tuple[Ref, ...]) -> str:
    packed = b"".join(
        ref.digest + ref.number.to_bytes(NUMBER) + ref.start.to_bytes(OFFSET) + ref.end.to_bytes(OFFSET) for ref in refs
    )
    return urlsafe_b64encode(packed).decode().rstrip("=")


def _unpacked(packed: bytes) -> Ref:
    number, start, end = DIGEST, DIGEST + NUMBER, DIGEST + NUMBER + OFFSET
    return Ref(
        packed[:number],
        int.from_bytes(packed[number:start]),
        int.from_bytes(packed[start:end]),
        int.from_bytes(packed[end:]),
    )

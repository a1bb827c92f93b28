"""What a generation holds beside its listing: made once for all its essays, when it is known which these are."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from index.listing import Listed

__all__ = ["TermsOf", "complete"]

TermsOf = Callable[[str], Sequence[Sequence[str]]]
"""Gives the content terms of each paragraph of an essay, by its name."""


def complete(generation: Path, listing: Mapping[str, Listed], terms_of: TermsOf) -> None:
    """Write into the folder of a generation, before its manifest is written; what is there then is sealed by that.

    Args:
        generation: the folder; what lies in it already stays as it is.
        listing: its essays.
        terms_of: reads one from the disk at each call, so that memory holds as few as its caller keeps.
    """

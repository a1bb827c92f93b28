"""The essay that ships with Quoth. It is its author's; `credit` in its front matter says so."""

from pathlib import Path

from index.essay import Essay
from index.reading import read_essay

__all__ = ["SHIPPED_ESSAY", "shipped_essay"]

SHIPPED_ESSAY = Path(__file__).with_name("us-russia-talks.md")


def shipped_essay() -> Essay:
    """The shipped essay, read anew."""
    return read_essay(SHIPPED_ESSAY)

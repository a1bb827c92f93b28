"""The columns of a listing."""

from pathlib import Path

import pytest

from index.archive.listing import Listing, columns_of
from index.listing import listed
from index.naming import told_apart
from index.reading import parse_essay
from tests.index.archive.conftest import TEXTS

ESSAYS = {name: parse_essay(text, Path(f"{name}.md")) for name, text in TEXTS.items()}
WAYS = [f"in/{name}.md" for name in TEXTS]


def test_a_listing_says_what_the_essays_say_in_their_order() -> None:
    listing = Listing(columns_of(listed(ESSAYS), WAYS))
    assert list(listing.items()) == list(listed(ESSAYS).items())
    assert listing.ways == WAYS
    assert listing.titles == told_apart(ESSAYS)
    assert listing.titles["more-bees"] == "On bees! (more-bees)"
    assert listing.positions == {name: position for position, name in enumerate(TEXTS)}
    assert "none" not in listing


def test_the_same_essays_make_the_same_bytes() -> None:
    assert columns_of(listed(ESSAYS), WAYS) == columns_of(listed(dict(ESSAYS)), list(WAYS))
    assert columns_of(listed(ESSAYS), WAYS) != columns_of(listed(ESSAYS), WAYS[::-1])


def test_letters_that_stand_for_stray_bytes_are_kept() -> None:
    [essay] = listed({"": ESSAYS["bees"].model_copy(update={"title": "\udcff"})}).values()
    listing = Listing(columns_of({"\udcff": essay}, ["\udcff.md"]))
    assert (listing["\udcff"].title, listing.ways) == ("\udcff", ["\udcff.md"])


@pytest.mark.parametrize("data", [b"", b"{}", b'{"name": []}'])
def test_what_is_no_listing_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, KeyError)):
        Listing(data)

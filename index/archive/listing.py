"""The essays of a generation in columns: 50,000 load in a tenth of a second, and models are made of few."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from index.listing import Listed
from index.naming import told_apart

__all__ = ["LISTING", "Listing", "columns_of"]

LISTING = "listing.json"
FIELDS = Listed._fields

Columns = Mapping[str, Sequence[Any]]


def columns_of(essays: Mapping[str, Listed], ways: Sequence[str]) -> bytes:
    """The columns as bytes, the same for the same essays.

    Args:
        essays: by the names they go by.
        ways: to the file of each, in the same order.
    """
    columns: Columns = {
        "name": list(essays),
        "way": ways,
        "called": list(told_apart(essays).values()),
        **{field: [getattr(one, field) for one in essays.values()] for field in FIELDS},
    }
    return json.dumps(columns, separators=(",", ":")).encode()


class Listing(Mapping[str, Listed]):
    """By name, what a list says of each essay."""

    def __init__(self, data: bytes) -> None:
        """Raises ValueError or KeyError if that is no listing."""
        columns: Columns = json.loads(data)
        self.ways = columns["way"]
        """To the files, from the folder, with slashes."""
        self.titles = dict(zip(columns["name"], columns["called"], strict=True))
        """By name, what each essay is called in citations, as `index.naming.told_apart` has it."""
        self.positions = {name: position for position, name in enumerate(columns["name"])}
        self._columns = [columns[field] for field in FIELDS]

    def __getitem__(self, name: str) -> Listed:
        position = self.positions[name]
        return Listed(*[column[position] for column in self._columns])

    def __iter__(self) -> Iterator[str]:
        return iter(self.positions)

    def __len__(self) -> int:
        return len(self.positions)

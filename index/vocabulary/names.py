"""Names of countries that stand for each other: short and official names, a people, a capital for its government."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import regex

__all__ = ["Country", "countries"]

LAST_INITIALS = regex.compile(r"(?: \p{L}\.)+ ?\p{L}\.?$| (?:\p{L}\.){2,}$")  # Washington D.C.


class Country(NamedTuple):
    """What a country is called, what its people are called, and where its government sits."""

    names: tuple[str, ...]
    peoples: tuple[str, ...]
    capital: str  # "" when there is none

    @property
    def forms(self) -> tuple[str, ...]:
        """Whatever it may be called by."""
        return (*self.names, *self.peoples, *filter(None, (self.capital,)))


@cache
def countries() -> list[Country]:
    """From countryinfo (MIT): the one data package of those compared that has peoples and capitals both."""
    from countryinfo import CountryInfo

    raw = [(_names(info), info) for info in CountryInfo.all().values()]
    claims = Counter(name for names, _ in raw for name in set(names))
    primary = {names[0] for names, _ in raw}
    return [
        Country(
            tuple(name for name in names if name == names[0] or (claims[name] == 1 and name not in primary)),
            tuple(filter(None, regex.split("[,/]", info.get("demonym") or ""))),
            LAST_INITIALS.sub("", info["capital"]) if isinstance(info.get("capital"), str) else "",
        )
        for names, info in raw
    ]


def _names(info: Mapping[str, Any]) -> list[str]:
    """The short name first. ISO codes are no names ("IN", "IT") unless they are initials: US, USA."""
    name = info["name"].removeprefix("The ")
    codes = set(info.get("ISO", {}).values())
    others = [other.strip() for other in info.get("altSpellings", [])]
    written_out = [other for other in others if other not in codes]
    short = [of_what.removeprefix("the ") for other in written_out if (of_what := other.partition(" of ")[2])]
    initials = {_initials(full) for full in (name, *written_out)} & codes
    return list(dict.fromkeys(filter(None, (name, *written_out, *short, *sorted(initials)))))


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())

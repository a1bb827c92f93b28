"""Names in the markup of Word, whatever their name space is called."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

__all__ = ["children", "first", "is_on", "name_of", "number", "value"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = ("0", "false", "off", "none")
MOST_DIGITS = 5  # Word counts to 32,767


def name_of(element: Element) -> str:
    """The tag without its name space; nothing for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that name."""
    return (child for child in (element if element is not None else ()) if name_of(child) == name)


def first(element: Element | None, *names: str) -> Element | None:
    """The first child of the first name, in it the first of the second, and so on."""
    for name in names:
        element = next(children(element, name), None)
    return element


def value(element: Element | None, attribute: str = "val") -> str | None:
    """An attribute of Word's own."""
    return element.get(W + attribute) if element is not None else None


def number(element: Element | None, attribute: str = "val") -> int | None:
    """The same where it counts something; None for what is no number that Word would write."""
    stated = value(element, attribute) or ""
    return int(stated) if stated.isdecimal() and len(stated) <= MOST_DIGITS else None


def is_on(properties: Element | None, name: str) -> bool | None:
    """Whether a switch such as <w:b/> is on; None where nothing is said of it."""
    switch = first(properties, name)
    return None if switch is None else (value(switch) or "on") not in OFF

"""Text made safe for a terminal: nothing in an essay or a question may steer it."""

import regex

__all__ = ["on_one_line", "printable", "printable_json"]

# Control characters other than tab and line feed, and the marks that reorder what stands around them.
STEERING = regex.compile(r"[\p{Cc}--[\t\n]]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", regex.VERSION1)

CONTROL_PICTURES = 0x2400  # Unicode's visible stand-ins for the characters 0 to 31: ␛ for ESC
DELETE, DELETE_PICTURE = "\x7f", "\u2421"
UNSHOWN = "\ufffd"


def printable(text: str) -> str:
    """The text with a visible stand-in for each character that could steer a terminal."""
    return STEERING.sub(lambda match: _stand_in(match.group()), text)


def on_one_line(sentence: str) -> str:
    """The same of what may hold a file's name, which may hold anything."""
    return printable(sentence.encode(errors="replace").decode().replace("\n", "\N{SYMBOL FOR LINE FEED}"))


def printable_json(text: str) -> str:
    """JSON with such characters escaped: the text it carries stays the same."""
    return STEERING.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _stand_in(character: str) -> str:
    if character == DELETE:
        return DELETE_PICTURE
    return chr(CONTROL_PICTURES + ord(character)) if character < " " else UNSHOWN

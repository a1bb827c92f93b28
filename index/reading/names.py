"""What a title stands among: an author's name, a byline, a date, a department, a caption, the number of a chapter."""

import regex

__all__ = [
    "byline_name",
    "chapter_number",
    "is_caption",
    "is_chapter",
    "is_date",
    "is_department",
    "is_sure_name",
    "stands_beside_a_title",
]

_LONGEST = 150  # characters: a paragraph is not searched for names

_HONORIFIC = r"(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame|Rev|Ambassador|Amb)\.?\s"
_WORD = r"(?:\p{Lu}[\p{L}\p{M}'’.-]*|de|da|di|van|von|der|den|bin|ibn|al|el|la|le)"
_DEGREE = r"(?:,\s(?:Ph\.?D|M\.?D|Jr|Sr)\.?)?"
_NAME = rf"(?:{_HONORIFIC})*+{_WORD}(?:\s{_WORD}){{1,4}}{_DEGREE}"

# "Climate Change" has the shape of a name; an honorific or an initial is what a title does not have.
_SURE_NAME = regex.compile(rf"(?=(?:{_HONORIFIC})|.*\s\p{{Lu}}\.\s){_NAME}")

# "By Monday night all was lost" is a sentence: only names may follow, then what a newspaper adds behind a comma.
_BYLINE = regex.compile(
    rf"(?i:(?:written\s)?by)\s(?P<name>{_NAME}(?:(?:,|,?\sand|\s&)\s{_NAME})*)(?:\s?[,|•·(–—][^.!?]{{1,60}})?"
    r"|(?i:(?:written\s)?by)\s(?P<name>\p{Lu}[\p{L}\p{M}’'-]+)"
)

_MONTH_AND_DAY = r"(?:\p{L}{3,}\.?\s\d{1,2}|\d{1,2}\.?\s\p{L}{3,}\.?)"
_DATE = regex.compile(
    r"(?:(?:published|posted|updated)(?:\son)?:?\s)?(?:\p{L}+,?\s)?"
    rf"(?:{_MONTH_AND_DAY},?\s\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})(?:\W.{{0,20}})?",
    regex.IGNORECASE,
)

_ONE_DEPARTMENT = (
    r"(?:opinions?|op-ed|commentary|comment|editorials?|analysis|news|world|politics|business|science|culture|arts"
    r"|books|sports?|features?|essays?|interviews?|reviews?|letters|guest column|perspectives?|top stories)"
)
_DEPARTMENT = regex.compile(rf"{_ONE_DEPARTMENT}(?:\s?[&/|>›»,·]\s?{_ONE_DEPARTMENT})*", regex.IGNORECASE)

_CAPTION = regex.compile(
    r"(?:file\s)?(?:photo(?:graph)?s?|images?|pictures?|illustrations?|credits?|captions?)(?:\s(?:by|credit|courtesy)\b|:).+",
    regex.IGNORECASE,
)

_ROMAN = r"(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_CHAPTER = regex.compile(
    rf"{_ROMAN}\.?|(?i:chapter|part|book|section|act|scene|canto|letter)\s(?:\d{{1,4}}|{_ROMAN}"
    r"|(?i:one|two|three|four|five|six|seven|eight|nine|ten))[.:]?"
)
_NUMBER = regex.compile(r"(\d{1,4})[.)]?")


def byline_name(line: str) -> str | None:
    """The name in a line such as "By Ada Lovelace, Staff Writer"."""
    byline = _match(_BYLINE, line)
    return str(byline["name"]) if byline else None


def is_sure_name(line: str) -> bool:
    """Whether the line is a person's name and nothing else could be meant."""
    return _match(_SURE_NAME, line) is not None


def is_date(line: str) -> bool:
    """Whether the line is a day of a year, with or without the hour."""
    return _match(_DATE, line) is not None


def is_department(line: str) -> bool:
    """Whether the line names the part of a newspaper that an essay appeared in."""
    return _match(_DEPARTMENT, line) is not None


def is_caption(line: str) -> bool:
    """Whether the line says what a picture shows, or who took it."""
    return _match(_CAPTION, line) is not None


def is_chapter(line: str) -> bool:
    """Whether the line counts the parts of a text, in words or in Roman numbers."""
    return _match(_CHAPTER, line) is not None


def chapter_number(line: str) -> int | None:
    """The number or year that is all the line holds."""
    number = _match(_NUMBER, line)
    return int(number[1]) if number else None


def stands_beside_a_title(line: str) -> bool:
    """Whether the line is one of these, and so no title itself."""
    is_number = is_chapter(line) or chapter_number(line) is not None
    return is_number or is_sure_name(line) or byline_name(line) is not None or is_date(line) or is_department(line)


def _match(pattern: regex.Pattern[str], line: str) -> regex.Match[str] | None:
    return pattern.fullmatch(line) if len(line) <= _LONGEST else None

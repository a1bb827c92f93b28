"""Word documents of markup that a test writes, as bytes."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from index import Essay
from index.reading import essay_of

__all__ = ["document", "heading", "left_out", "numbered", "p", "packed", "part", "parts", "r", "read", "style", "texts"]

FORMATS = "http://schemas.openxmlformats.org"
RELATED = f"{FORMATS}/officeDocument/2006/relationships"
W = f"{FORMATS}/wordprocessingml/2006/main"
NAMES = (
    f"xmlns:w='{W}' xmlns:r='{RELATED}' "
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' "
    "xmlns:v='urn:schemas-microsoft-com:vml' xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"
)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = f"{FORMATS}/package/2006/relationships"
CORE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_NAMES = (
    f"xmlns:cp='{FORMATS}/package/2006/metadata/core-properties' xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:dcterms='http://purl.org/dc/terms/'"
)


def r(text: str, properties: str = "") -> str:
    """Characters that look alike; `properties` such as <w:b/>."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{escape(text)}</w:t></w:r>"


def p(*inner: str, style: str = "", properties: str = "") -> str:
    """A paragraph of markup, or of plain text."""
    named = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    runs = "".join(each if each.startswith("<") else r(each) for each in inner)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def heading(text: str, level: int = 1) -> str:
    """A heading as Word sets one, with the style that every document here has."""
    return p(text, style=f"Heading{level}")


def style(name: str, properties: str = "", *, based_on: str = "", called: str = "") -> str:
    """A style of paragraphs; `called` is the name that its users see."""
    based = f"<w:basedOn w:val='{based_on}'/>" if based_on else ""
    known = f"<w:name w:val='{called or name}'/>{based}"
    return f"<w:style w:type='paragraph' w:styleId='{name}'>{known}{properties}</w:style>"


def numbered(numbering: int, level: int = 0) -> str:
    """What makes a paragraph an item of a list."""
    return f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{numbering}'/></w:numPr>"


def part(name: str, inner: str) -> str:
    """A part of a document, such as "footnotes", around its markup."""
    return f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?><w:{name} {NAMES}>{inner}</w:{name}>"


def parts(
    *body: str,
    styles: str = "",
    others: Mapping[str, str] | None = None,
    core: str = "",
    content_type: str = TYPE,
) -> dict[str, bytes]:
    """The parts of a document by name.

    Args:
        body: the markup of its paragraphs and tables.
        styles: the markup of styles beside those of headings.
        others: the markup of further parts, by the name that relations call them: "footnotes", "header".
        core: the markup of what it says of itself.
        content_type: what it says that it is.
    """
    headings = "".join(style(f"Heading{level}", called=f"heading {level}") for level in range(1, 10))
    made = {"styles": part("styles", headings + styles), **(others or {})}
    types = "".join(f"<Override PartName='/word/{name}.xml' ContentType='application/xml'/>" for name in made)
    related = "".join(f"<Relationship Id='{name}' Type='{RELATED}/{name}' Target='{name}.xml'/>" for name in made)
    main = f"<Relationship Id='a' Type='{RELATED}/officeDocument' Target='word/document.xml'/>"
    stated = f"<Relationship Id='b' Type='{RELATIONS}/metadata/core-properties' Target='core.xml'/>" if core else ""
    texts = {
        "[Content_Types].xml": f"<Types xmlns='{FORMATS}/package/2006/content-types'>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        f"<Override PartName='/core.xml' ContentType='{CORE}'/>"
        f"<Override PartName='/word/document.xml' ContentType='{content_type}'/>{types}</Types>",
        "_rels/.rels": f"<Relationships xmlns='{RELATIONS}'>{main}{stated}</Relationships>",
        "word/document.xml": part("document", f"<w:body>{''.join(body)}</w:body>"),
        "word/_rels/document.xml.rels": f"<Relationships xmlns='{RELATIONS}'>{related}</Relationships>",
        **{f"word/{name}.xml": text for name, text in made.items()},
    }
    if core:
        texts["core.xml"] = f"<cp:coreProperties {CORE_NAMES}>{core}</cp:coreProperties>"
    return {name: text.encode() for name, text in texts.items()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """Files as one ZIP archive."""
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def document(
    *body: str,
    styles: str = "",
    others: Mapping[str, str] | None = None,
    core: str = "",
    content_type: str = TYPE,
) -> bytes:
    """A document as a file's bytes, of what `parts` takes."""
    return packed(parts(*body, styles=styles, others=others, core=core, content_type=content_type))


def read(data: bytes) -> Essay:
    """The essay in a file called "essay.docx"."""
    return essay_of(data, Path("essay.docx"))


def texts(essay: Essay) -> list[str]:
    """What its paragraphs say."""
    return [paragraph.text for paragraph in essay.paragraphs]


def left_out(essay: Essay) -> list[tuple[str, str]]:
    """What is in none of them, and why."""
    return [(left.text, left.reason) for left in essay.left_out]

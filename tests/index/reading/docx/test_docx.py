"""Whole Word documents: what they say of themselves, what is refused, and what a hostile one can not do."""

import time
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Essay, EssayError
from index.reading import essay_of
from tests.index.reading.docx.writing import (
    document,
    heading,
    left_out,
    numbered,
    p,
    packed,
    part,
    parts,
    r,
    read,
    style,
    texts,
)
from tests.strategies import headings, paragraphs

SHORT = p("The river rises.")
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
MACROS = "application/vnd.ms-word.{}.macroEnabled.main+xml"
MB = 1_000_000
LONGEST = 20  # seconds: many times what it takes, and nothing to what it took if a file had its way


def refusal(data: bytes) -> str:
    """Why it can't be read, without the file's name."""
    with pytest.raises(EssayError) as refused:
        read(data)
    assert str(refused.value).startswith("essay.docx")
    return str(refused.value).removeprefix("essay.docx ")


def stated(**fields: str) -> str:
    """What a document says of itself."""
    names = {"title": "dc:title", "author": "dc:creator", "language": "dc:language"}
    return "".join(f"<{names[field]}>{text}</{names[field]}>" for field, text in fields.items())


def test_a_document_of_python_docx_is_read() -> None:
    made, data = docx.Document(), BytesIO()
    made.add_heading("On Rivers", 0)
    made.add_heading("Rise", 1)
    made.add_paragraph("The river rises.")
    made.add_paragraph("Water", style="List Number")
    made.add_paragraph("Time", style="List Number")
    made.save(data)
    essay = read(data.getvalue())
    assert (essay.title, essay.author) == ("On Rivers", None)
    assert [section.heading for section in essay.sections] == ["Rise"]
    assert texts(essay) == ["The river rises.", "1. Water\n2. Time"]


def test_title_and_author_are_what_the_file_states() -> None:
    essay = read(document(SHORT, core=stated(title="On Rivers", author="Ada Lovelace")))
    assert (essay.title, essay.author, essay.language) == ("On Rivers", "Ada Lovelace", "en")


def test_the_title_on_the_page_counts_before_the_one_that_is_stated() -> None:
    title = p("On Rivers", style="Title")
    assert read(document(title, SHORT, styles=style("Title"), core=stated(title="On Seas"))).title == "On Rivers"


@pytest.mark.parametrize("title", ["Word Document", "Document1", "essay_final-2.docx", "Microsoft Word - essay"])
def test_a_title_that_a_program_made_up_is_none(title: str) -> None:
    assert read(document(SHORT, core=stated(title=title))).title == "essay"


@pytest.mark.parametrize("author", ["python-docx", "Admin", "jdoe", "User 1", "Microsoft Office User", "a@b.example"])
def test_an_author_that_is_an_account_is_none(author: str) -> None:
    assert read(document(SHORT, core=stated(author=author))).author is None


def test_a_byline_on_the_page_counts_before_the_owner_of_the_computer() -> None:
    body = (heading("On Rivers"), p("By Ada Lovelace"), p("3 May 2024"), p("The river rises. " * 20))
    essay = read(document(*body))
    assert (essay.title, essay.author) == ("On Rivers", "Ada Lovelace")
    assert left_out(essay) == [("By Ada Lovelace", "byline"), ("3 May 2024", "date")]


def test_the_language_is_the_one_that_is_stated() -> None:
    assert read(document(p("Il fiume nasce."), core=stated(language="it-IT"))).language == "it"


def test_a_damaged_list_of_what_it_says_of_itself_is_survived() -> None:
    core = "<dcterms:created>yesterday</dcterms:created>" + stated(title="On Rivers")
    assert read(document(SHORT, core=core)).title == "On Rivers"


def test_a_part_of_another_kind_hinders_nothing() -> None:
    files = parts(SHORT)
    files["word/media/image1.png"] = b"\x89PNG"
    assert texts(read(packed(files))) == ["The river rises."]


@pytest.mark.parametrize(
    "content_type", [MAIN.format("template"), MACROS.format("document"), MACROS.format("template")]
)
def test_templates_and_macros_are_refused(content_type: str) -> None:
    told = "is a Word template, or has macros in it: save it as .docx."
    assert refusal(document(SHORT, content_type=content_type)) == told


def test_a_file_with_a_password_is_told_from_a_damaged_one() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)  # Word puts what is locked into its old format
    assert "an old Word document, or one with a password" in refusal(locked)


def test_a_document_of_pictures_has_its_sentence() -> None:
    assert "essay needs at least one paragraph" in refusal(document(p("<w:r><w:drawing/></w:r>")))


# What nobody writes by accident.


@pytest.mark.parametrize(
    "files",
    [
        {name: content for name, content in parts(SHORT).items() if name != "word/document.xml"},
        {name: content for name, content in parts(SHORT).items() if name != "[Content_Types].xml"},
        {name: content for name, content in parts(SHORT).items() if name != "_rels/.rels"},
        {**parts(SHORT), "word/document.xml": b"<w:document"},
        {**parts(SHORT), "word/document.xml": b""},
        {**parts(SHORT), "_rels/.rels": b"<Relationships/>"},
        {"word/document.xml": b""},
    ],
)
def test_a_document_that_lacks_a_part_is_damaged(files: dict[str, bytes]) -> None:
    assert refusal(packed(files)).endswith("it is damaged; save or export it anew.")


def test_a_broken_part_beside_the_text_is_damage_too() -> None:
    files = {**parts(SHORT, others={"footnotes": part("footnotes", "")}), "word/footnotes.xml": b"<w:footnotes"}
    assert "damaged" in refusal(packed(files))


def test_a_part_that_is_too_large_is_refused_before_it_is_read() -> None:
    bomb = {**parts(SHORT), "word/document.xml": b" " * (21 * MB)}
    assert refusal(packed(bomb)) == "holds a part of more than 20 MB, or too many of them: split it."


def test_many_parts_that_are_large_together_are_refused() -> None:
    bomb = {**parts(SHORT), **{f"word/{number}.xml": b" " * (19 * MB) for number in range(3)}}
    assert refusal(packed(bomb)) == "holds a part of more than 20 MB, or too many of them: split it."


def test_pictures_that_unpack_to_more_than_any_are_refused() -> None:
    bomb = {**parts(SHORT), "word/media/image1.png": b" " * (201 * MB)}
    assert refusal(packed(bomb)) == "unpacks to more than 200 MB: take pictures out of it, or split it."


def test_too_many_parts_are_refused() -> None:
    many = {**parts(SHORT), **{f"word/{number}": b"" for number in range(10_001)}}
    assert refusal(packed(many)) == "holds more than 10,000 parts: no essay does."


@pytest.mark.parametrize("of", [b"word/document.xml", b"word/styles.xml"])
def test_a_part_that_is_larger_than_the_archive_says_is_damaged(of: bytes) -> None:
    data = bytearray(document(p("The river rises. " * 10_000)))
    entry = data.rindex(of) - 46  # of the directory
    data[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    assert "damaged" in refusal(bytes(data))


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "_rels/.rels", "[Content_Types].xml"])
def test_entities_do_not_unfold(name: str) -> None:
    files = parts(SHORT)
    entities = "".join(f"<!ENTITY e{n} '&e{n - 1};&e{n - 1};'>" for n in range(1, 40))
    doctype = f"<!DOCTYPE d [<!ENTITY e0 'river'>{entities}]>".encode()
    content = files[name].removeprefix(b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>")
    files[name] = doctype + content.replace(b"><", b">&e39;<", 1).replace(b"The river", b"&e39;")
    _ends_soon(packed(files))


def test_entities_bring_in_no_other_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hush", encoding="utf-8")
    files = parts(SHORT)
    doctype = f"<!DOCTYPE d [<!ENTITY e SYSTEM '{secret.as_uri()}'>]>".encode()
    content = files["word/document.xml"].partition(b"?>")[2]
    files["word/document.xml"] = doctype + content.replace(b"river", b"&e;")
    assert "hush" not in str(_ends_soon(packed(files)))


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("<w:p>", "</w:p>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc><w:tc/></w:tr></w:tbl>"),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc><w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p></w:tc><w:tc/></w:tr></w:tbl>"),
    ],
)
@pytest.mark.parametrize("depth", [40, 100_000])
def test_deep_nesting_ends(begin: str, end: str, depth: int) -> None:
    essay = _ends_soon(document(SHORT, begin * depth, p("It falls."), end * depth))
    if isinstance(essay, Essay):
        assert texts(essay) == ["The river rises.", "It falls."]


def test_a_style_with_a_long_line_of_ancestors_ends() -> None:
    line = "".join(style(f"S{number}", based_on=f"S{number + 1}") for number in range(3_000))
    assert _ends_soon(document(*[p("It rises.", style="S0")] * 300, styles=line))


def _ends_soon(data: bytes) -> Essay | EssayError:
    begun = time.perf_counter()
    try:
        found: Essay | EssayError = read(data)
    except EssayError as error:
        found = error
    assert time.perf_counter() - begun < LONGEST
    return found


@given(st.binary(max_size=500))
def test_any_bytes_are_an_essay_or_have_their_sentence(data: bytes) -> None:
    for begun in (data, b"PK\x03\x04" + data, packed({**parts(SHORT), "word/document.xml": data})):
        _either(begun)


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_document_with_changed_bytes_is_an_essay_or_has_its_sentence(changes: list[tuple[int, int]]) -> None:
    _either(_changed(document(heading("Rise"), SHORT), changes))
    files = parts(heading("Rise"), SHORT, others={"footnotes": part("footnotes", "")})
    for name in files:
        _either(packed({**files, name: _changed(files[name], changes)}))


def _changed(data: bytes, changes: list[tuple[int, int]]) -> bytes:
    changed = bytearray(data)
    for place, byte in changes:
        changed[place % len(changed)] = byte
    return bytes(changed)


def _either(data: bytes) -> None:
    try:
        assert isinstance(essay_of(data, Path("essay.docx")), Essay)
    except EssayError as error:
        assert str(error).endswith(".")  # noqa: PT017 - most are refused, and some rightly not


# Nothing is lost.

WORDS = ("river", "border", "treaty")
INLINE = ["<w:ins>{}</w:ins>", "<w:del>{}</w:del>", "<w:moveFrom>{}</w:moveFrom>", "<w:hyperlink>{}</w:hyperlink>"]
INLINE += ["<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:r><w:rPr><w:vanish/></w:rPr>{}</w:r>", "{}<w:x/>"]
INLINE += [f"<w:ruby><w:rt>{r('treaty')}</w:rt><w:rubyBase>{{}}</w:rubyBase></w:ruby>", f"{{}}{r(' ', '<w:b/>')}"]
PARAGRAPHS = [p("<w:x/>{}"), p("<w:x/>{}", style="Heading1"), p("<w:x/>{}", style="Title"), p("<w:x/>{}", style="TOC1")]
PARAGRAPHS += [p("<w:x/>{}", properties=numbered(1)), p("<w:x/>{}", properties="<w:jc w:val='center'/>")]
PARAGRAPHS += [p("<w:r><w:footnoteReference w:id='2'/></w:r>{}"), p("<w:r><w:commentReference w:id='2'/></w:r>{}")]
AROUND = ["<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:ins>{}</w:ins>", "<w:del>{}</w:del>", "{}<w:x/>"]
AROUND += [f"<w:tbl><w:tr><w:tc>{{}}</w:tc>{cell}</w:tr></w:tbl>" for cell in ("", f"<w:tc>{p('border')}</w:tc>")]
AROUND += [p("<w:r><w:txbxContent>{}</w:txbxContent></w:r>"), p(r("It rises."), "<w:txbxContent>{}</w:txbxContent>")]


def within(templates: list[str], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Some of the inner ones in one of the templates."""
    several = st.lists(inner, min_size=1, max_size=3).map("".join)
    return st.tuples(st.sampled_from(templates), several).map(lambda made: made[0].replace("{}", made[1]))


runs = st.recursive(st.sampled_from(WORDS).map(r), lambda inner: within(INLINE, inner), max_leaves=4)
bodies = st.recursive(within(PARAGRAPHS, runs), lambda inner: within(AROUND, inner), max_leaves=6)
noted = {
    "styles": part("styles", style("Heading1", called="heading 1") + style("Title") + style("TOC1", called="toc 1")),
    **{f"{kind}s": part(f"{kind}s", f"<w:{kind} w:id='2'>{p(kind)}</w:{kind}>") for kind in ("footnote", "comment")},
}


def accounted(essay: Essay) -> str:
    """Everything that it shows or reports; a title that stands under other text heads a section too."""
    headed = [section.heading for section in essay.sections if section.number]
    title = [] if essay.title in headed else [essay.title]
    return " ".join([*title, *headed, *texts(essay), *(left.text for left in essay.left_out)])


@given(st.lists(bodies, min_size=1, max_size=4).map("".join))
def test_no_word_is_lost_or_made_up(body: str) -> None:
    found = accounted(read(document(SHORT, body, others=noted)))
    for word in WORDS:
        assert found.count(word) == (SHORT + body).count(word), word
    for note in ("footnote", "comment"):
        assert found.count(note) == 1


outlines = st.lists(st.tuples(headings, st.lists(paragraphs, min_size=1, max_size=3)), min_size=1, max_size=4)


@given(paragraphs, outlines)
def test_paragraphs_and_headings_are_read_as_they_were_written(
    opening: str, outline: list[tuple[str, list[str]]]
) -> None:
    body = [p(opening)]
    for headed, written in outline:
        body += [heading(headed), *map(p, written)]
    essay = read(document(*body))
    assert texts(essay) == [opening] + [text for _, written in outline for text in written]
    assert [section.heading for section in essay.sections[1:]] == [headed for headed, _ in outline]

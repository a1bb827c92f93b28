"""The words of a Word document's paragraphs: what its reader sees on the page, and nothing that is not seen."""

import pytest

from tests.index.reading.docx.writing import document, left_out, p, r, read, texts

BREAK = "<w:r><w:br/></w:r>"
FIELD = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"


def field(instruction: str, result: str) -> str:
    """A field as Word writes it: what it is made by, and what it showed last."""
    told = f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
    return FIELD.format("begin") + told + FIELD.format("separate") + r(result) + FIELD.format("end")


def text_of(*inner: str) -> str:
    """The only paragraph of a document of it."""
    (text,) = texts(read(document(p(*inner))))
    return text


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ([r("It ", "<w:i/>"), r("ri"), r("ses.", "<w:b/>")], "It rises."),
        ([r("It   rises. ")], "It rises."),
        ([r("It"), "<w:r><w:tab/></w:r>", r("rises.")], "It rises."),
        ([r("It rises,"), BREAK, r("it falls.")], "It rises,\nit falls."),
        ([r("It rises,"), "<w:r><w:cr/></w:r>", r("it falls.")], "It rises,\nit falls."),
        ([r("It "), "<w:r><w:br w:type='page'/></w:r>", r("rises.")], "It rises."),
        ([r("It "), "<w:r><w:lastRenderedPageBreak/></w:r>", r("rises.")], "It rises."),
        ([r("It re"), "<w:r><w:noBreakHyphen/></w:r>", r("rises.")], "It re-rises."),
        ([r("It ri"), "<w:r><w:softHyphen/></w:r>", r("ses.")], "It rises."),
        ([r("It ri\u00adses\u200b.")], "It rises."),
        ([r("It\u00a0rises.")], "It rises."),
        ([r("Rivers\U0001f30arise."), r("𝑎")], "Rivers\U0001f30arise.𝑎"),
    ],
)
def test_runs_make_one_text(inner: list[str], text: str) -> None:
    assert text_of(*inner) == text


@pytest.mark.parametrize(
    "around",
    [
        "<w:hyperlink r:id='x'>{}</w:hyperlink>",
        "<w:ins w:id='1' w:author='A'>{}</w:ins>",
        "<w:moveTo w:id='1' w:author='A'>{}</w:moveTo>",
        "<w:smartTag w:element='place'>{}</w:smartTag>",
        "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:fldSimple w:instr=' REF x '>{}</w:fldSimple>",
        "<w:customXml w:element='x'>{}</w:customXml>",
    ],
)
def test_what_stands_in_something_else_is_read(around: str) -> None:
    assert text_of(r("The "), around.format(r("Nile")), r(" rises.")) == "The Nile rises."


@pytest.mark.parametrize("name", ["del", "moveFrom"])
def test_what_an_editor_struck_out_is_left_out(name: str) -> None:
    struck = f"<w:{name} w:id='1' w:author='A'><w:r><w:delText>Danube</w:delText></w:r></w:{name}>"
    essay = read(document(p(r("The "), struck, r("Nile rises."))))
    assert texts(essay) == ["The Nile rises."]
    assert left_out(essay) == [("Danube", "deleted")]


def test_hidden_text_is_left_out() -> None:
    essay = read(document(p(r("It rises."), r("Mend this!", "<w:vanish/>"), r(" It falls.", "<w:vanish w:val='0'/>"))))
    assert texts(essay) == ["It rises. It falls."]
    assert left_out(essay) == [("Mend this!", "hidden")]


def test_of_a_field_its_result_is_read() -> None:
    assert text_of(r("See figure "), field("REF _Ref1", "3"), r(".")) == "See figure 3."


def test_ruby_aids_are_left_out() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('かわ')}</w:rt><w:rubyBase>{r('川')}</w:rubyBase></w:ruby></w:r>"
    essay = read(document(p(r("The river "), ruby, r(" rises."))))
    assert texts(essay) == ["The river 川 rises."]
    assert left_out(essay) == [("かわ", "reading aid")]


def test_formulas_are_read_as_their_letters() -> None:
    assert text_of(r("Here "), "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", r(" is meant.")) == "Here a+b is meant."


def test_raised_numbers_stay_raised_and_other_raised_letters_are_plain() -> None:
    raised = "<w:vertAlign w:val='superscript'/>"
    assert text_of(r("E = mc"), r("2", raised), r(" on the 4"), r("th", raised), r(".")) == "E = mc² on the 4th."


def test_of_two_versions_of_a_shape_the_newer_is_read() -> None:
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{r('It rises.')}</mc:Choice>"
        f"<mc:Fallback>{r('It rises.')}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(both) == "It rises."


def test_the_older_is_read_where_it_stands_alone() -> None:
    old = f"<w:r><mc:AlternateContent><mc:Fallback>{r('It rises.')}</mc:Fallback></mc:AlternateContent></w:r>"
    assert text_of(old) == "It rises."


@pytest.mark.parametrize(
    ("char", "read_as"),
    [
        ("2192", "→"),
        ("F0E0", "→"),
        ("F04A", "☺"),
        ("F0FF", "\ufffd"),
        ("D800", "\ufffd"),
        ("", "\ufffd"),
        ("x", "\ufffd"),
    ],
)
def test_symbols_are_read_where_it_is_known_which_they_are(char: str, read_as: str) -> None:
    assert text_of(r("A "), f"<w:r><w:sym w:font='Wingdings' w:char='{char}'/></w:r>", r(" B.")) == f"A {read_as} B."

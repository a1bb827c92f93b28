"""What stands in the body of a Word document besides plain paragraphs, and what stands beside it."""

from index.reading.docx.body import LONGEST_CELL
from tests.index.reading.docx.writing import document, heading, left_out, p, part, r, read, texts

SHORT = p("The river rises.")


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def referring(kind: str, number: int) -> str:
    return f"<w:r><w:{kind}Reference w:id='{number}'/></w:r>"


def note(kind: str, number: int, *paragraphs: str) -> str:
    return f"<w:{kind} w:id='{number}'>{''.join(paragraphs)}</w:{kind}>"


def box(*paragraphs: str) -> str:
    inner = f"<v:textbox><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></v:textbox>"
    return f"<w:r><w:pict><v:shape>{inner}</v:shape></w:pict></w:r>"


def section(*references: str) -> str:
    return (
        "<w:sectPr>"
        + "".join(f"<w:{each}Reference r:id='{each}' w:type='default'/>" for each in references)
        + "</w:sectPr>"
    )


def test_empty_paragraphs_are_none() -> None:
    assert texts(read(document(SHORT, p(), p("  "), p("It falls.")))) == ["The river rises.", "It falls."]


def test_a_table_is_lines_with_its_cells_side_by_side() -> None:
    made = table(row(p("River"), p("Length")), row(p("Nile"), p("6,650 km")), row(p("Danube") + p("(Donau)"), p("")))
    assert texts(read(document(SHORT, made, p("It falls.")))) == [
        "The river rises.",
        "River | Length\nNile | 6,650 km\nDanube (Donau)",
        "It falls.",
    ]


def test_an_empty_table_is_nothing() -> None:
    assert texts(read(document(SHORT, table(row(p(), p())), table(), p("It falls.")))) == [
        "The river rises.",
        "It falls.",
    ]


def test_a_table_that_arranges_the_page_is_read_as_the_paragraphs_in_it() -> None:
    long = "The river rises. " * (LONGEST_CELL // 17 + 1)
    made = table(row(heading("Left") + p(long), p("Right.")))
    essay = read(document(SHORT, made))
    assert texts(essay) == ["The river rises.", long.strip(), "Right."]
    assert [each.heading for each in essay.sections] == ["Opening", "Left"]


def test_a_table_of_one_cell_is_a_frame() -> None:
    assert texts(read(document(SHORT, table(row(p("One.") + p("Two.")))))) == ["The river rises.", "One.", "Two."]


def test_a_table_in_a_table_is_read_in_order() -> None:
    inner = table(row(p("Nile"), p("6,650 km")))
    assert texts(read(document(table(row(p("Before.") + inner + p("After."), p("Beside.")))))) == [
        "Before.",
        "Nile | 6,650 km",
        "After.",
        "Beside.",
    ]


def test_notes_follow_the_paragraph_that_refers_to_them() -> None:
    foot = part("footnotes", note("footnote", -1, p("")) + note("footnote", 2, p("See Ada."), p("And Bob.")))
    end = part("endnotes", note("endnote", 1, p("At the end.")))
    body = (p(r("It rises"), referring("footnote", 2), r(", it falls"), referring("endnote", 1), r(".")), p("After."))
    essay = read(document(*body, others={"footnotes": foot, "endnotes": end}))
    assert texts(essay) == ["It rises, it falls.", "See Ada.", "And Bob.", "At the end.", "After."]


def test_a_note_is_read_once_however_often_it_is_referred_to() -> None:
    foot = part("footnotes", note("footnote", 2, p("See Ada.")))
    body = (p(r("It rises."), referring("footnote", 2)), p(r("It falls."), referring("footnote", 2)))
    assert texts(read(document(*body, others={"footnotes": foot}))) == ["It rises.", "See Ada.", "It falls."]


def test_a_note_that_nothing_refers_to_any_more_is_left_out() -> None:
    foot = part("footnotes", note("footnote", 2, p("See Ada.")))
    struck = f"<w:del w:id='1'>{referring('footnote', 2)}</w:del>"
    for body in (SHORT, p(r("The river rises."), struck)):
        essay = read(document(body, others={"footnotes": foot}))
        assert texts(essay) == ["The river rises."]
        assert left_out(essay) == [("See Ada.", "deleted")]


def test_what_was_struck_out_in_a_note_is_left_out() -> None:
    struck = "<w:del w:id='1'><w:r><w:delText>Bob</w:delText></w:r></w:del>"
    foot = part("footnotes", note("footnote", 2, p(r("See "), struck, r("Ada."))))
    essay = read(document(p(r("It rises."), referring("footnote", 2)), others={"footnotes": foot}))
    assert texts(essay) == ["It rises.", "See Ada."]
    assert left_out(essay) == [("Bob", "deleted")]


def test_a_frame_in_the_head_of_a_page_is_left_out_too() -> None:
    essay = read(document(SHORT, section("header"), others={"header": part("hdr", p(r("Ada"), box(p("Page 3"))))}))
    assert left_out(essay) == [("Ada", "page header"), ("Page 3", "page header")]


def test_a_note_that_is_not_there_is_passed_over() -> None:
    assert texts(read(document(p(r("It rises."), referring("footnote", 2))))) == ["It rises."]


def test_comments_are_left_out() -> None:
    comments = part("comments", note("comment", 0, p("Really?"), p("Look it up.")))
    essay = read(document(SHORT, p(r("It falls."), referring("comment", 0)), others={"comments": comments}))
    assert texts(essay) == ["The river rises.", "It falls."]
    assert left_out(essay) == [("Really?", "comment"), ("Look it up.", "comment")]


def test_heads_and_feet_of_pages_are_left_out_and_said_once() -> None:
    others = {"header": part("hdr", p("Ada Lovelace")), "footer": part("ftr", p("Page 3"))}
    first = p("It rises.", properties=section("header", "footer"))
    essay = read(document(first, p("It falls."), section("header", "footer"), others=others))
    assert texts(essay) == ["It rises.", "It falls."]
    assert left_out(essay) == [("Ada Lovelace", "page header"), ("Page 3", "page footer")]


def test_a_frame_follows_the_paragraph_that_it_hangs_on() -> None:
    hung = p(r("It rises."), box(p("“It rises.”"), table(row(p("Nile"), p("long")))))
    assert texts(read(document(hung, p("It falls.")))) == ["It rises.", "“It rises.”", "Nile | long", "It falls."]


def test_what_stands_in_a_cell_beside_its_text_is_read_behind_the_table() -> None:
    foot = part("footnotes", note("footnote", 2, p("See Ada.")))
    cell = p(r("6,650 km"), referring("footnote", 2), box(p("Measured.")))
    essay = read(document(SHORT, table(row(p("Nile"), cell)), others={"footnotes": foot}))
    assert texts(essay) == ["The river rises.", "Nile | 6,650 km", "See Ada.", "Measured."]


def test_the_contents_that_word_makes_are_left_out() -> None:
    made = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{p('Rise 1')}{p('Fall 2')}</w:sdtContent></w:sdt>"
    )
    essay = read(document(made, heading("Rise"), p("It rises.")))
    assert left_out(essay) == [("Rise 1", "contents"), ("Fall 2", "contents")]
    assert texts(essay) == ["It rises."]


def test_a_control_around_paragraphs_is_no_part_of_them() -> None:
    control = (
        f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{SHORT}{table(row(p('a'), p('b')))}</w:sdtContent></w:sdt>"
    )
    assert texts(read(document(control))) == ["The river rises.", "a | b"]


def test_paragraphs_that_were_struck_out_are_left_out() -> None:
    struck = f"<w:moveFrom w:id='1'>{p('It falls.')}</w:moveFrom>"
    essay = read(document(SHORT, struck))
    assert texts(essay) == ["The river rises."]
    assert left_out(essay) == [("It falls.", "deleted")]


def test_rows_that_were_struck_out_are_left_out() -> None:
    deleted = "<w:del w:id='1'><w:r><w:delText>{}</w:delText></w:r></w:del>"
    struck = row(p(deleted.format("Danube")), p(deleted.format("2,850 km")))
    essay = read(document(SHORT, table(row(p("Nile"), p("6,650 km")), struck)))
    assert texts(essay) == ["The river rises.", "Nile | 6,650 km"]
    assert left_out(essay) == [("Danube", "deleted"), ("2,850 km", "deleted")]


def test_two_paragraphs_whose_mark_between_was_struck_out_are_read_as_both() -> None:
    marked = "<w:rPr><w:del w:id='1'/></w:rPr>"
    assert texts(read(document(p("It rises", properties=marked), p("and falls.")))) == ["It rises", "and falls."]


def test_page_furniture_is_left_out_and_says_at_which_paragraph() -> None:
    essay = read(document(SHORT, p("* * *"), p("It falls.")))
    assert [(left.line, left.text, left.reason, left.place) for left in essay.left_out] == [
        (2, "* * *", "separator", "paragraph")
    ]


def test_a_part_of_another_document_is_not_read_over() -> None:
    assert texts(read(document(SHORT, "<w:altChunk r:id='x'/>", p("It falls.")))) == ["The river rises.", "It falls."]

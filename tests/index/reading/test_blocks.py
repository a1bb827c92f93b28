from index.essay import LeftOut
from index.reading.blocks import Block


def test_lines_that_are_left_out_are_reported_each_where_it_stands() -> None:
    block = Block("paragraph", "a\nb", 4, ("  a", "", "b "))
    assert block.left_out("notice") == [
        LeftOut(line=4, text="a", reason="notice"),
        LeftOut(line=6, text="b", reason="notice"),
    ]


def test_where_there_are_no_lines_all_stand_in_one_place() -> None:
    left = Block("paragraph", "a\nb", 4, ("a", "b"), place="page").left_out("notice")
    assert [(each.line, each.place) for each in left] == [(4, "page"), (4, "page")]


def test_only_pages_are_pages() -> None:
    assert Block("paragraph", "a", 4, ("a",), place="page").page == 4
    assert Block("paragraph", "a", 4, ("a",), place="chapter").page is None

import pytest

from tests.index.reading.pages import read, refusal, texts

SAID = "“Die Brücke” kostete 3 €, sagte Łukasz."


def page(said: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body><p>{said}</p></body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_its_mark_or_as_utf_8(encoding: str) -> None:
    assert texts(read(page(SAID).encode(encoding))) == [SAID]


@pytest.mark.parametrize(
    ("stated", "encoding", "said"),
    [
        ("<meta charset=windows-1250>", "cp1250", SAID),
        ("<meta charset='windows-1252'>", "cp1252", "“Brücke” 3 €"),
        ("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=koi8-r'>", "koi8-r", "Река"),
        ('<meta charset="Shift_JIS">', "shift_jis", "日本の川"),
        ("<meta charset=gb2312>", "gb2312", "中国的河"),
        ("<?xml version='1.0' encoding='iso-8859-2'?>", "iso-8859-2", "Łukasz"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_states(stated: str, encoding: str, said: str) -> None:
    assert texts(read(page(said, stated).encode(encoding))) == [said]


@pytest.mark.parametrize("stated", ["iso-8859-1", "latin1", "us-ascii"])
def test_what_is_called_latin_1_is_what_windows_writes(stated: str) -> None:
    assert texts(read(page("“Brücke” 3 €", f"<meta charset={stated}>").encode("cp1252"))) == ["“Brücke” 3 €"]


@pytest.mark.parametrize("stated", ["utf-16", "utf-7", "rot13", "base64", "no-such", "idna", "unicode_escape"])
def test_what_no_page_can_be_in_is_not_believed(stated: str) -> None:
    assert texts(read(page(SAID, f"<meta charset={stated}>").encode())) == [SAID]


def test_another_encoding_than_stated_is_refused() -> None:
    assert "not in the encoding utf-8" in refusal(page(SAID).encode("cp1250"))
    assert "not in the encoding gb" in refusal(page("3 €", "<meta charset=gb2312>").encode("utf-8"))


def test_zeros_are_no_page() -> None:
    assert "no web page" in refusal(page("a\0b").encode())

"""The bytes of a page are read in the encoding that it has, whatever it calls that."""

import pytest

from index import EssayError
from index.reading.html.decoding import decoded
from tests.index.reading.html.pages import read, texts

TEXT = "Café – “Größe”"


@pytest.mark.parametrize(
    ("encoding", "stated"),
    [
        ("utf-8", ""),
        ("utf-8", "<meta charset=utf-8>"),
        ("utf-8", '<meta charset="no such thing">'),
        ("utf-8-sig", "<meta charset=latin-1>"),
        ("utf-16", ""),
        ("cp1252", '<meta charset="windows-1252">'),
        ("cp1252", "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>"),
        ("cp1252", "<meta charset=us-ascii>"),
        ("mac-roman", "<meta charset=macintosh>"),
    ],
)
def test_an_encoding_is_known_by_its_mark_or_by_what_the_page_states(encoding: str, stated: str) -> None:
    assert texts(read(f"<html><head>{stated}</head><body><p>{TEXT}</p></body></html>".encode(encoding))) == [TEXT]


def test_an_xml_declaration_states_it_too() -> None:
    assert TEXT in decoded(f'<?xml version="1.0" encoding="windows-1252"?><html><p>{TEXT}'.encode("cp1252"))


@pytest.mark.parametrize("name", ["base64", "rot13", "zlib", "idna", "unicode_escape", "utf-7", "hex"])
def test_what_is_no_encoding_of_text_is_not_tried(name: str) -> None:
    assert "Rivers" in decoded(f"<meta charset={name}><p>Rivers".encode())


def test_bytes_in_another_encoding_than_stated_end_in_a_sentence() -> None:
    with pytest.raises(EssayError, match=r"page\.html is not in the encoding utf-8, as it should be: save it again"):
        read(f"<p>{TEXT}</p>".encode("cp1252"))


def test_what_is_no_text_ends_in_a_sentence() -> None:
    with pytest.raises(EssayError, match="is not a text file"):
        read(b"<p>a\0b</p>")

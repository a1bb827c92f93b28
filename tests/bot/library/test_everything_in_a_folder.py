"""A folder with three hundred files of all kinds: good ones answer, bad ones have their sentence, at a bounded cost."""

import json
import os
import socket
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bot.library.limits import MOST_MEMORY
from bot.printable import on_one_line
from index.reading import SUFFIXES
from tests.bot.conftest import inherited

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the worst of these files only Linux has")

FILES = 300
MB = 1_000_000
LONGEST = 300  # seconds until a folder that is never read fails its test
CLOSED = b"</w:body></w:document>"
LONGEST_SENTENCE = 1_000
OURS = 400 * MB  # what whoever reads the folder may take; Python and what asks take 80
ROOT = Path(__file__).parents[3]
WORD = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"

# Good ones, each of which says something that no other says.


def fact(number: int) -> str:
    return f"The river Riv{number:03}a is {number} kilometres long"


def text(number: int) -> bytes:
    return f"Rivers\n\nAll rivers rise somewhere.\n\n{fact(number)}, and no longer.\n".encode()


def markdown(number: int) -> bytes:
    return f"# Rivers\n\nAll rivers rise somewhere.\n\n## Lengths\n\n{fact(number)}, and no longer.\n".encode()


def web_page(number: int) -> bytes:
    return f"<!doctype html><title>Rivers</title><p>All rivers rise somewhere.<p>{fact(number)}.".encode()


def word_document(number: int) -> bytes:
    from docx import Document

    document, data = Document(), BytesIO()
    for paragraph in ("All rivers rise somewhere.", f"{fact(number)}."):
        document.add_paragraph(paragraph)
    document.save(data)
    return data.getvalue()


def e_book(number: int) -> bytes:
    rootfile = "<rootfile full-path='a.opf' media-type='application/oebps-package+xml'/>"
    container = f"<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>{rootfile}"
    item = "<item id='a' href='a.xhtml' media-type='application/xhtml+xml'/>"
    package = (
        "<package xmlns='http://www.idpf.org/2007/opf'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<dc:title>Rivers</dc:title></metadata><manifest>{item}</manifest>"
        "<spine><itemref idref='a'/></spine></package>"
    )
    chapter = f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{fact(number)}.</p></body></html>"
    return packed(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": f"{container}</rootfiles></container>".encode(),
            "a.opf": package.encode(),
            "a.xhtml": chapter.encode(),
        }
    )


def pdf(number: int) -> bytes:
    return pdf_of(f"BT /F1 12 Tf 72 700 Td ({fact(number)}.) Tj ET".encode())


def pdf_of(content: bytes, *, count: int = 1) -> bytes:
    stream = zlib.compress(content)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [3 0 R] /Count {count} >>".encode(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(stream)} /Filter /FlateDecode >> stream\n".encode() + stream + b"\nendstream",
    )
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj ".encode() + each + b" endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 5\n0000000000 65535 f \n{table}trailer << /Size 5 /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + end.encode()


def pdf_without_end() -> bytes:
    """A page that draws a form, which draws itself twice."""
    drawing = b"/XObject << /F 5 0 R >>"
    form = b"<< /Subtype /Form /BBox [0 0 9 9] /Resources << " + drawing + b" >> /Length 11 >> stream\n/F Do /F Do"
    data = pdf_of(b"/F Do").replace(b"/Resources <<", b"/Resources << " + drawing)
    return data.replace(b"xref\n", b"5 0 obj " + form + b"\nendstream endobj\nxref\n", 1)


def packed(parts: Mapping[str, bytes]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


GOOD: dict[str, Callable[[int], bytes]] = {
    ".txt": text,
    ".md": markdown,
    ".markdown": markdown,
    ".html": web_page,
    ".docx": word_document,
    ".epub": e_book,
    ".pdf": pdf,
}
ODD_NAMES = [
    "two\nlines",
    "\x1b]0;owned\x07",
    "\x1b[2J",
    "\udcff\udcfe",
    "\u202eback",
    " ",
    "-n",
    "%s{}",
    "ﬃ",
    "a" * 200,
]

# Bad ones.


def bomb(declarations: int = 30) -> bytes:
    """An XML document whose one word unfolds to two to the power of so many."""
    entities = "".join(f"<!ENTITY e{n} '&e{n - 1};&e{n - 1};'>" for n in range(1, declarations))
    body = f"{WORD}<w:p><w:r><w:t>&e{declarations - 1};</w:t></w:r></w:p></w:body></w:document>"
    return f"<!DOCTYPE d [<!ENTITY e0 'river'>{entities}]>{body}".encode()


def docx_with(document: bytes) -> bytes:
    with ZipFile(BytesIO(word_document(0))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed({**parts, "word/document.xml": document})


BAD: dict[str, bytes] = {
    "zip bomb.docx": docx_with(WORD.encode() + b" " * (40 * MB)),
    "zip bomb.epub": packed({"META-INF/container.xml": b" " * (40 * MB)}),
    "archive.docx": packed({"inner.zip": packed({"a": bytes(MB)})}),
    "cut.docx": word_document(0)[:2_000],
    "cut.epub": e_book(0)[:500],
    "cut.pdf": pdf(0)[:200],
    "entities.docx": docx_with(bomb()),
    "endless.pdf": pdf_without_end(),
    "deep.docx": docx_with(f"{WORD}{'<w:p>' * 100_000}".encode()),
    "latin.txt": "Flüsse entspringen überall.".encode("latin-1"),
    "cut.txt": "\ufeffRivers rise.".encode("utf-16")[:-1],
    "long.txt": b"Rivers rise. " * (6 * MB // 13),
    "endless paragraph.md": b"Rivers rise. " * 5_000,
    "headings.md": b"# Rivers\n\n## Rise\n",
    "picture.png": b"\x89PNG\r\n",
    "program": b"\x7fELF",
} | {
    f"{name}{suffix}": content
    for suffix in SUFFIXES
    for name, content in {"empty": b"", "zeros": bytes(2_000), "junk": bytes(range(256)) * 40}.items()
}

# What may be read or not, as long as it harms nobody.
EITHER: dict[str, bytes] = {
    "deep.html": b"<div>" * 200_000 + b"Rivers rise.",
    "script.html": b"<!doctype html><script>" + b"while(1){}" * 10_000 + b"</script><p>Rivers rise.",
    "quotes.md": b">" * 100_000 + b" Rivers rise.",
    "lists.md": b"".join(b" " * n + b"- a\n" for n in range(3_000)),
    "brackets.md": b"[" * 100_000 + b" Rivers rise.",
    "stars.md": b"*a _a " * 8_000,
    "spaces.txt": b"Rivers" + b" " * 4_000_000 + b"rise.",
    "lines.txt": b"a\n" * 2_000_000,
    "bomb.pdf": pdf_of(b" " * (300 * MB)),
    "pages.pdf": pdf_of(b"BT (Rivers rise.) Tj ET", count=1_000_000),
    "comments.docx": docx_with(WORD.encode() + b"<w:p><w:r><w:t>Rivers rise.</w:t></w:r></w:p>" * 100_000 + CLOSED),
}


class Laid(NamedTuple):
    """What lies in the folder: the good files by what each says, and the bad ones."""

    good: Mapping[str, Path]
    bad: Sequence[Path]


def lay(folder: Path) -> Laid:
    bad = [lay_file(folder / "bad" / name, content) for name, content in BAD.items()]
    bad += [lay_file(folder / "odd" / f"bad {name}.md", b"") for name in ODD_NAMES]
    bad += lay_what_is_no_file(folder / "bad")
    for name, content in EITHER.items():
        lay_file(folder / "either" / name, content)
    kinds = [*GOOD]
    names = [f"odd/{name}.md" for name in ODD_NAMES]
    names += [f"week {n % 7}/{n}{kinds[n % len(kinds)]}" for n in range(FILES - len(bad) - len(EITHER) - len(names))]
    paths = {fact(number): folder / name for number, name in enumerate(names)}
    for number, path in enumerate(paths.values()):
        lay_file(path, GOOD[path.suffix](number))
    return Laid(paths, bad)


def lay_file(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def lay_what_is_no_file(folder: Path) -> Iterable[Path]:
    os.mkfifo(folder / "pipe.md")
    yield folder / "pipe.md"
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(os.path.relpath(folder / "socket.md"))
    yield folder / "socket.md"
    for name, target in {
        "device.md": "/dev/zero",
        "memory.md": "/proc/self/mem",
        "itself.md": "itself.md",
        "nowhere.md": "none.md",
        "round": "..",
    }.items():
        (folder / name).symlink_to(target)
        yield folder / name
    for name in ("sparse.md", "sparse.pdf", "sparse.docx"):
        with (folder / name).open("wb") as file:
            file.truncate(10_000 * MB)
        yield folder / name
    if os.getuid():  # whom nothing is forbidden
        lay_file(folder / "locked.md", b"Rivers rise.").chmod(0)
        yield folder / "locked.md"


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Laid:
    return lay(tmp_path_factory.mktemp("everything"))


@pytest.fixture(scope="module")
def told(laid: Laid, tmp_path_factory: pytest.TempPathFactory) -> Any:  # noqa: ANN401 - it is JSON
    """What came of reading it, and of asking for everything that a good file says."""
    folder = Path(os.path.commonpath(laid.good.values()))
    done = subprocess.run(
        [sys.executable, "-m", "tests.bot.library.asking_everything", str(folder)],
        input=json.dumps([f"How long is the river {said.split()[2]}?" for said in laid.good]),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**inherited(), "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))},
        timeout=LONGEST,
    )
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_every_good_file_answers(laid: Laid, told: Any) -> None:  # noqa: ANN401
    for said, quotes in zip(laid.good, told["quotes"], strict=True):
        assert quotes, said
        assert said in quotes[0]


def test_every_bad_file_has_its_sentence_and_no_good_one(laid: Laid, told: Any) -> None:  # noqa: ANN401
    problems = [problem for problem in told["problems"] if "/either/" not in problem]
    names = {on_one_line(str(path)) for path in laid.bad}
    assert [
        name for name in names if not any(problem.startswith((f"{name} ", f"{name}, ")) for problem in problems)
    ] == []
    assert len(problems) == len(names)
    for problem in told["problems"]:
        assert problem.endswith(".")
        assert len(problem) < LONGEST_SENTENCE
        assert problem.isprintable()


def test_it_costs_little_memory(told: Any) -> None:  # noqa: ANN401
    assert told["our_bytes"] < OURS
    assert told["worker_bytes"] < MOST_MEMORY

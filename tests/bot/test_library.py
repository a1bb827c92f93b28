"""A folder as a library, at the terminal."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.conftest import DEADLINE, Run, inherited, refused

BEES = "# On Bees\n\nBy Ada Lovelace\n\n## Hives\n\nA hive of bees makes forty kilograms of honey a year.\n"
TIDES = "# On Tides\n\nTides are old.\n\n## The Moon\n\nThe moon draws the water of the sea twice a day.\n"
HONEY = "How much honey does a hive make?"


@pytest.fixture
def readings(tmp_path: Path) -> Path:
    folder = tmp_path / "readings"
    for name, content in {"bees.md": BEES, "week 2/tides.md": TIDES}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_of_several_essays_the_quote_says_which_it_is_from(quoth: Run, readings: Path) -> None:
    expected = ">> A hive of bees makes forty kilograms of honey a year.\nOn Bees, §1 Hives, ¶1\n"
    assert quoth("ask", "--library", "readings", HONEY).stdout.startswith(expected)
    assert quoth("ask", HONEY, QUOTH_LIBRARY="readings").stdout.startswith(expected)
    citation = json.loads(quoth("ask", "--json", "--library", "readings", HONEY).stdout)["quotes"][0]["citation"]
    assert citation == {"essay": "On Bees", "section_number": 1, "section": "Hives", "paragraph": 1}


def test_one_of_them_can_be_asked_alone(quoth: Run, readings: Path) -> None:
    alone = quoth("ask", "--library", "readings", "--in", "bees", HONEY)
    by_itself = quoth("ask", "--essay", "readings/bees.md", HONEY).stdout
    assert alone.stdout == by_itself.replace("\n§1", "\nOn Bees, §1")  # which essay it is, others are beside it
    assert quoth("ask", "--library", "readings", "--in", "on tides", HONEY).returncode == 1
    assert "No essay is called “stars”: there " in refused(quoth("ask", "--library", "readings", "--in", "stars", "x"))


def test_what_none_of_them_says_is_said(quoth: Run, readings: Path) -> None:
    done = quoth("ask", "--library", "readings", "sourdough")
    assert done.returncode == 1
    assert done.stdout.startswith("None of the 2 essays says.\nNowhere in any of them: “sourdough”.\n")


def test_a_library_explains_too(quoth: Run, readings: Path) -> None:
    assert "\nwords: honey " in quoth("ask", "--explain", "--library", "readings", HONEY).stdout


def test_contents_list_the_essays_and_of_one_its_sections(quoth: Run, readings: Path) -> None:
    assert quoth("contents", "--library", "readings").stdout.splitlines() == [
        "2 essays",
        "",
        "bees: “On Bees” by Ada Lovelace, 1 section, 1 paragraph",
        "tides: “On Tides”, 1 section, 2 paragraphs",
    ]
    assert "§1 The Moon, ¶2" in quoth("contents", "--library", "readings", "--in", "tides").stdout.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_of_many_essays_a_terminal_shows_some_and_another_program_gets_all(quoth: Run, readings: Path) -> None:
    for number in range(150):
        (readings / f"tides-{number}.md").write_text(TIDES, encoding="utf-8")
    listed = quoth("contents", "--library", "readings").stdout.splitlines()
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "bot", "contents", "--library", str(readings)]
    env = {**inherited(), "TERM": "xterm", "COLUMNS": "200", "XDG_CACHE_HOME": str(readings.parent)}
    with subprocess.Popen(command, stdout=slave, env=env) as running:
        os.close(slave)
        shown = b"".join(iter(lambda: _read(master), b"")).decode().splitlines()
        os.close(master)
        assert running.wait(DEADLINE) == 0
    assert len(listed) == 2 + 152
    assert shown[2:102] == listed[2:102]
    assert "And 52 more. Piped into another program all are listed" in " ".join(shown[102:])


def test_a_passage_is_read_in_the_essay_that_is_named(quoth: Run, readings: Path) -> None:
    shown = quoth("read", "--library", "readings", "--in", "bees", "1").stdout
    assert shown == "§1 Hives\n\n¶1 A hive of bees makes forty kilograms of honey a year.\n"
    assert quoth("read", "--library", "readings", "On Bees, §1 Hives, ¶1").stdout == shown
    assert "There are 2 essays: say which one is meant" in refused(quoth("read", "--library", "readings", "1"))
    assert "There is no ¶9" in refused(quoth("read", "--library", "readings", "On Tides, ¶9"))


def test_what_can_not_be_read_is_a_line_each_on_standard_error_and_the_rest_answers(quoth: Run, readings: Path) -> None:
    (readings / "empty.md").touch()
    (readings / "a\npicture\x1b[2J.png").touch()
    done = quoth("ask", "--library", "readings", HONEY)
    assert done.returncode == 0
    assert done.stdout == quoth("ask", "--library", "readings", HONEY).stdout
    told = done.stderr.splitlines()
    assert told[0].startswith("readings/a␊picture␛[2J.png is passed over: an essay's file ends in ")
    assert told[1].startswith("readings/empty.md is empty")
    assert len(told) == 2
    for name in "de":
        (readings / f"{name}.png").touch()
    brief = quoth("ask", "--library", "readings", HONEY)
    assert brief.stderr == "4 things in readings are not read: `quoth contents` says which, and why.\n"
    assert len(quoth("contents", "--library", "readings").stderr.splitlines()) == 4


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("none", "There is no folder none: check the name."),
        ("hollow", "There is no essay in hollow: put "),
        ("readings/bees.md", "readings/bees.md is no folder"),
        ("~nobody-has-this-name/x", "There is no folder ~nobody-has-this-name/x"),
    ],
)
def test_a_bad_folder_is_one_sentence(quoth: Run, readings: Path, folder: str, said: str) -> None:
    (readings.parent / "hollow").mkdir()
    for command in (["ask", "x"], ["contents"], ["read", "1"], ["chat"]):
        assert said in refused(quoth(*command, "--library", folder))
    assert said in refused(quoth("ask", "x", QUOTH_LIBRARY=folder))


def test_an_essay_and_a_library_exclude_each_other(quoth: Run, readings: Path) -> None:
    assert "take --essay or --library, not both" in refused(quoth("ask", "--essay", "a", "--library", "b", "x"))


def test_what_is_named_wins_over_what_is_set(quoth: Run, readings: Path) -> None:
    assert quoth("read", "1", "--essay", "readings/bees.md", QUOTH_LIBRARY="none").returncode == 0
    assert "2 essays" in quoth("contents", "--library", "readings", QUOTH_ESSAY="none.md").stdout


def test_a_folder_of_one_essay_answers_as_the_essay_does(quoth: Run, readings: Path) -> None:
    (readings / "bees.md").unlink()
    for command in (["ask", "moon"], ["contents"], ["read", "2"]):
        alone = quoth(*command, "--essay", "readings/week 2/tides.md")
        assert quoth(*command, "--library", "readings").stdout == alone.stdout


def test_a_chat_goes_from_all_to_one_and_back(quoth: Run, readings: Path) -> None:
    lines = f"/contents\n{HONEY}\n/in tides\n/contents\n{HONEY}\n/read 1\n/in\n/read 1\n/in stars\n{HONEY}\n"
    said = quoth("chat", "--library", "readings", stdin=lines).stdout
    expected = (
        "2 essays",
        "On Bees, §1 Hives, ¶1",
        "Asked from now on: “On Tides”.",
        "§1 The Moon, ¶2",
        "The essay does not say.",
        "¶1 Tides are old.",
        "Asked from now on: all 2 essays.",
        "There are 2 essays: say which",
        "No essay is called “stars”",
        "On Bees, §1 Hives, ¶1",
    )
    place = 0
    for text in expected:
        assert text in said[place:]
        place = said.index(text, place) + len(text)
    assert quoth("chat", "--library", "readings", "--in", "bees", stdin="/read 1\n").stdout.startswith("§1 Hives")


def test_doctor_says_how_many_essays_there_are_and_what_can_not_be_read(quoth: Run, readings: Path) -> None:
    (readings / "empty.md").touch()
    said = quoth("doctor", "--library", "readings").stdout
    assert "✓ Library: 2 essays with 3 paragraphs, in readings." in said
    assert "• Library: readings/empty.md is empty: an essay needs at least one paragraph." in said
    assert "✗ Library: There is no folder none" in quoth("doctor", QUOTH_LIBRARY="none").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(("patience", "is_shown"), [(0.0, True), (1_000.0, False)])
def test_a_bar_is_shown_on_a_terminal_where_reading_takes_long(
    readings: Path, patience: float, *, is_shown: bool
) -> None:
    code = f"import sys; from bot import progress; progress.PATIENCE = {patience}; from bot.cli import main; main()"
    master, slave = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", code, "contents", "--library", str(readings)],
        stdout=subprocess.PIPE,
        stderr=slave,
        env={**inherited(), "TERM": "xterm", "XDG_CACHE_HOME": str(readings.parent)},
        timeout=DEADLINE,
        check=True,
    )
    os.close(slave)
    shown = b"".join(iter(lambda: _read(master), b""))
    os.close(master)
    assert (b"Reading" in shown) is is_shown
    assert done.stdout.startswith(b"2 essays")


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:  # all was read, and nobody is left to write
        return b""


def test_nothing_of_a_library_is_loaded_for_a_single_essay() -> None:
    script = (
        "import sys; sys.argv = ['quoth', 'ask', 'Who is Khovayev?']\n"
        "from bot.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.startswith(('bot.library', 'platformdirs', 'rich', 'asyncio'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"

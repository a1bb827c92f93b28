import json
import os
import re
import shlex
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

from index import shipped_essay
from index.reading import read_essay
from tests.bot.conftest import COMMAND, Run, refused

QUESTION = "What are Azerbaijan's preconditions for signing?"


def test_an_answer_is_quoted_marked_and_cited(quoth: Run) -> None:
    done = quoth("ask", QUESTION)
    lines = done.stdout.splitlines()
    cited = lines.index("§1 Current Stage of Armenia–Azerbaijan Negotiations, ¶8")
    assert done.returncode == 0
    assert all(line.startswith((">> ", ">  ")) for line in lines[:cited])
    assert lines[0].startswith(">> However, Azerbaijan insisted that the text would be signed only after")
    assert " ".join(line[3:] for line in lines[:cited]) == shipped_essay().paragraphs[7].text


def test_json_is_one_object_of_the_promised_shape_and_nothing_else(quoth: Run) -> None:
    done = quoth("ask", "--json", QUESTION)
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert done.stderr == ""
    assert list(answer) == ["question", "verdict", "quotes", "nearest"]
    assert (answer["question"], answer["verdict"], answer["nearest"]) == (QUESTION, "answered", [])
    best = answer["quotes"][0]
    assert list(best) == ["text", "highlight", "score", "citation"]
    assert best["text"] == shipped_essay().paragraphs[7].text
    start, end = best["highlight"]
    assert best["text"][start:end].startswith("However, Azerbaijan insisted")
    assert best["score"] > 0
    assert best["citation"] == {
        "essay": "US–Russia Talks: Implications for Armenia–Azerbaijan Negotiations",
        "section_number": 1,
        "section": "Current Stage of Armenia–Azerbaijan Negotiations",
        "paragraph": 8,
    }


def test_the_opening_has_number_0_in_json(quoth: Run) -> None:
    citation = json.loads(quoth("ask", "--json", "the Oval Office meeting").stdout)["quotes"][0]["citation"]
    assert (citation["section_number"], citation["section"], citation["paragraph"]) == (0, "Opening", 1)


def test_json_carries_the_explanation_only_when_asked(quoth: Run) -> None:
    explained, plain = (
        json.loads(quoth("ask", "--json", *option, "the Zangezur corridor").stdout)["quotes"][0]
        for option in (["--explain"], [])
    )
    assert {word["word"] for word in explained["explanation"]["words"]} == {"zangezur", "corridor"}
    assert sum(explained["explanation"]["evidence"].values()) == pytest.approx(explained["score"])
    assert "explanation" not in plain


def test_json_is_ascii_where_the_output_is(quoth: Run) -> None:
    done = quoth("ask", "--json", QUESTION, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.stdout.isascii()
    assert json.loads(done.stdout)["quotes"][0]["text"] == shipped_essay().paragraphs[7].text


def test_text_survives_an_output_that_lacks_its_letters(quoth: Run) -> None:
    done = quoth("ask", QUESTION, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "Armenia?Azerbaijan Negotiations, ?8" in done.stdout


@pytest.mark.parametrize("question", ["How do I bake sourdough bread?", "thanks!", "", "   "])
def test_what_the_essay_does_not_say_has_status_1(quoth: Run, question: str) -> None:
    done = quoth("ask", question)
    assert done.returncode == 1
    assert done.stdout
    answer = json.loads(quoth("ask", "--json", question).stdout)
    assert (answer["verdict"], answer["quotes"]) == ("not_in_essay", [])


def test_a_question_needs_no_quotation_marks(quoth: Run) -> None:
    assert quoth("ask", "who", "is", "Igor", "Khovayev").stdout == quoth("ask", "who is Igor Khovayev").stdout


def test_standard_input_can_ask(quoth: Run) -> None:
    assert "¶12" in quoth("ask", "-", stdin="who is Igor Khovayev?\n").stdout


def test_top_sets_the_most_quotes(quoth: Run) -> None:
    assert quoth("ask", "--top", "1", "Russia").stdout.count("¶") == 1
    assert quoth("ask", "--top", "5", "Russia").stdout.count("¶") == 5


def test_explain_shows_what_each_word_was_worth(quoth: Run) -> None:
    shown = quoth("ask", "--explain", "--top", "1", "Zangezur sourdough").stdout
    assert re.search(r"^score \d+\.\d\d = words \d", shown, re.MULTILINE)
    assert re.search(r"^words: zangezur \d", shown, re.MULTILINE)
    assert "\nnot in this paragraph: sourdough\n" in shown


def test_another_essay_can_be_asked(quoth: Run, tmp_path: Path) -> None:
    (tmp_path / "bread.md").write_text("# Bread\n\nSourdough is baked at 230 degrees.\n", encoding="utf-8")
    assert ">> Sourdough is baked" in quoth("ask", "--essay", "bread.md", "How is sourdough baked?").stdout
    assert ">> Sourdough is baked" in quoth("ask", "How is sourdough baked?", QUOTH_ESSAY="bread.md").stdout
    (tmp_path / ".env").write_text("QUOTH_ESSAY=bread.md\n", encoding="utf-8")
    assert ">> Sourdough is baked" in quoth("ask", "How is sourdough baked?").stdout


def test_contents_lists_sections_and_tells_what_was_left_out(quoth: Run) -> None:
    lines = quoth("contents").stdout.splitlines()
    assert "Opening, ¶1–4" in lines
    assert "§2 The Impact of US–Russia Talks, ¶10–15" in lines
    assert "Nothing of the file was left out." in lines
    raw = str(Path(__file__).parents[1] / "data" / "us-russia-talks.raw.txt")
    assert "4 lines of the file were left out; --left-out shows which" in quoth("contents", "--essay", raw).stdout
    assert (
        "line 20 (invitation): Get the Mirror in your inbox:" in quoth("contents", "--left-out", "--essay", raw).stdout
    )


def test_contents_ends_with_three_questions_that_are_answered(quoth: Run) -> None:
    suggested = [line.removeprefix("- ") for line in quoth("contents").stdout.splitlines()[-3:]]
    assert len(set(suggested)) == 3
    assert [quoth("ask", question).returncode for question in suggested] == [0, 0, 0]


@pytest.mark.parametrize("reference", [["¶8"], ["8"], ["1.4"], ["§1", "Current", "Stage", "of", "…,", "¶8"]])
def test_read_shows_a_passage(quoth: Run, reference: list[str]) -> None:
    assert quoth("read", *reference).stdout.endswith(f"¶8 {shipped_essay().paragraphs[7].text}\n")


def test_help_teaches_by_example(quoth: Run) -> None:
    assert 'quoth ask "What are' in quoth("--help").stdout
    for command in ("ask", "chat", "contents", "read"):
        done = quoth(command, "--help")
        assert done.returncode == 0
        assert f"Usage: quoth {command}" in done.stdout


def test_version(quoth: Run) -> None:
    assert quoth("--version").stdout == f"quoth {version('quoth')}\n"


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash to complete in")
def test_completion_can_be_installed(quoth: Run, tmp_path: Path) -> None:
    """It completes a command's name in the shell it was installed for."""
    named = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1", "HOME": str(tmp_path)}
    assert quoth("--install-completion", "bash", **named).returncode == 0
    path = f"PATH={shlex.quote(str(COMMAND.parent))}:$PATH"
    script = f". .bashrc; {path}; COMP_WORDS=(quoth con) COMP_CWORD=1; _quoth_completion quoth; echo ${{COMPREPLY[@]}}"
    environment = {**os.environ, "HOME": str(tmp_path)}
    done = subprocess.run(
        ["bash", "-c", script],  # noqa: S607 - whichever bash the user has
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment,
        check=False,
    )
    assert done.stdout.split() == ["contents"], done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["ask"], ["aks", "x"], ["ask", "--top", "0", "x"], ["ask", "--nope", "x"], ["read"], ["ask", "--essay", "", "x"]],
)
def test_a_command_used_wrongly_has_status_2_and_says_how(quoth: Run, arguments: list[str]) -> None:
    done = quoth(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Try 'quoth" in done.stderr
    assert "Error: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["ask", "x"], ["contents"], ["read", "1"], ["chat"]])
def test_a_bad_essay_is_one_sentence(quoth: Run, tmp_path: Path, command: list[str]) -> None:
    assert "There is no file none.txt" in refused(quoth(*command, "--essay", "none.txt"))
    assert "directory" in refused(quoth(*command, "--essay", str(tmp_path)))
    assert "directory" in refused(quoth(*command, "--essay", "."))
    assert "There is no file" in refused(quoth(*command, QUOTH_ESSAY="none.txt"))


def test_a_reference_to_nothing_is_one_sentence(quoth: Run) -> None:
    assert "There is no ¶99: the essay has ¶1 to ¶15." in refused(quoth("read", "99"))


def test_a_question_of_100_000_characters_is_one_sentence(quoth: Run) -> None:
    assert "2,000 characters" in refused(quoth("ask", "why " * 25_000))
    assert "2,000 characters" in refused(quoth("ask", "-", stdin="why " * 25_000))


def test_a_question_of_stray_bytes_is_taken_as_far_as_it_goes() -> None:
    done = subprocess.run([str(COMMAND), "ask", b"--json", b"Khovayev \xff"], capture_output=True, check=False)
    assert json.loads(done.stdout)["question"] == "Khovayev \ufffd"


def test_escape_sequences_never_reach_the_terminal(quoth: Run, tmp_path: Path) -> None:
    (tmp_path / "evil.md").write_text(
        "# A \x1b[31mtitle\n\nThe \x1b]0;owned\x07 word \x9b31m turns \u202eback.\n", encoding="utf-8"
    )
    shown = [
        quoth("ask", "--essay", "evil.md", "which word \x1b[2J turns?"),
        quoth("contents", "--essay", "evil.md"),
        quoth("read", "--essay", "evil.md", "1"),
        quoth("read", "--essay", "evil.md", "\x1b[2Jx"),
        quoth("ask", "--json", "--essay", "evil.md", "which word turns?"),
        quoth("contents", "--essay", "no\x1b[31m.txt"),
    ]
    for done in shown:
        assert not any(character in done.stdout + done.stderr for character in "\x1b\x07\x9b")
    assert "␛]0;owned␇" in shown[0].stdout
    assert "\u202e" not in shown[0].stdout


def test_a_made_up_essay_is_read_as_the_library_reads_it(quoth: Run, tmp_path: Path) -> None:
    path = tmp_path / "essay.txt"
    path.write_bytes("\ufeffTitle\r\n\r\nThe first paragraph.\r\n\r\nThe second.\r\n".encode())
    assert quoth("read", "--essay", str(path), "2").stdout.endswith("¶2 The second.\n")
    assert len(read_essay(path).paragraphs) == 2
    assert os.environ.get("QUOTH_ESSAY") is None


def test_the_readmes_transcripts_are_what_is_printed(quoth: Run) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    transcripts = [block for block in blocks if block.startswith("$ quoth ")]
    assert len(transcripts) == 2  # by words, and with meaning
    for transcript, without in zip(transcripts, (["--without", "meaning"], []), strict=True):
        for step in transcript.split("$ quoth ")[1:]:
            command, _, printed = step.partition("\n")
            assert quoth(*shlex.split(command), *without).stdout.strip() == printed.strip()

import json
from pathlib import Path

import pytest

from tests.bot.conftest import Run

ESSAY = "# The Flood\n\nThe river rose by two metres.\n\nAnna built a raft of doors.\n"
QUESTIONS = """{"id": "1", "essay": "flood", "question": "Who built a raft?", "gold": [2], "answers": ["Anna"]}
{"id": "2", "essay": "flood", "question": "How far did the river rise?", "gold": [1], "kind": "amount"}
{"id": "3", "essay": "flood", "question": "Who invented zeppelins?", "gold": []}
"""


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    (tmp_path / "flood.md").write_text(ESSAY, encoding="utf-8")
    (tmp_path / "flood.questions.jsonl").write_text(QUESTIONS, encoding="utf-8")


def test_the_measures_are_a_table_by_set_and_kind(quoth: Run) -> None:
    done = quoth("evaluate", "flood.questions.jsonl", "--essays", "flood.md")
    rows = {line.split()[0]: line.split() for line in done.stdout.splitlines() if line.strip()}
    assert done.returncode == 0
    assert done.stderr == ""
    assert rows["flood"][1:3] == ["3", "100.0"]
    assert rows["amount"][1] == "1"
    assert "Hit@1" in done.stdout


def test_json_is_one_object_with_every_outcome(quoth: Run) -> None:
    report = json.loads(quoth("evaluate", "flood.questions.jsonl", "--essays", "flood.md", "--json").stdout)
    assert report["overall"]["hit_at_1"]["value"] == 1
    assert report["overall"]["answered_wrongly"]["value"] == 0
    assert [outcome["id"] for outcome in report["outcomes"]] == ["1", "2", "3"]


def test_predictions_are_a_line_a_question_whatever_the_verdict(quoth: Run, tmp_path: Path) -> None:
    quoth("evaluate", "flood.questions.jsonl", "--essays", "flood.md", "--predictions", "out.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [set(line) for line in lines] == [{"id", "essay", "verdict", "paragraphs", "highlight", "score"}] * 3
    assert (lines[0]["verdict"], lines[0]["paragraphs"][0]) == ("answered", 2)
    assert "Anna built a raft" in lines[0]["highlight"]
    assert lines[2]["verdict"] == "not_in_essay"


def test_two_runs_are_compared(quoth: Run, tmp_path: Path) -> None:
    asked = ("evaluate", "flood.questions.jsonl", "--essays", "flood.md")
    (tmp_path / "before.json").write_text(quoth(*asked, "--json").stdout, encoding="utf-8")
    assert "hit_at_1 less the other run's: +0.0" in quoth(*asked, "--compare", "before.json").stdout


def test_the_shipped_essay_has_questions_of_its_own(quoth: Run) -> None:
    done = quoth("evaluate")
    assert done.returncode == 0
    assert "paraphrase" in done.stdout


def test_names_of_kinds_are_shown_as_they_are_and_steer_nothing(quoth: Run, tmp_path: Path) -> None:
    kind = json.dumps("[/x]\x1b[31m")
    line = f'{{"id": "1", "essay": "flood", "question": "Who built a raft?", "gold": [2], "kind": {kind}}}'
    (tmp_path / "odd.jsonl").write_text(f"{line}\n{QUESTIONS.splitlines()[1]}\n", encoding="utf-8")
    done = quoth("evaluate", "odd.jsonl", "--essays", "flood.md")
    assert "[/x]␛[31m" in done.stdout
    assert "\x1b" not in done.stdout


def test_two_files_of_one_name_are_two_sets(quoth: Run, tmp_path: Path) -> None:
    (tmp_path / "flood.more.jsonl").write_text(QUESTIONS, encoding="utf-8")
    done = quoth("evaluate", "flood.questions.jsonl", "flood.more.jsonl", "--essays", "flood.md", "--json")
    assert set(json.loads(done.stdout)["sets"]) == {"flood.questions.jsonl", "flood.more.jsonl"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["flood.questions.jsonl", "--essays", "flood.md", "--off-topic"], "asks one essay only"),
        (["none.jsonl"], "none.jsonl can't be read"),
        (["flood.md"], "flood.md, line 1"),
        (["flood.questions.jsonl"], "which is not among the essays"),
        (["flood.questions.jsonl", "--essays", "none.md"], "There is no file none.md"),
        (["flood.questions.jsonl", "--essays", "flood.md", "--compare", "flood.md"], "flood.md is no report"),
        (["flood.questions.jsonl", "--essays", "flood.md", "--predictions", "no/where"], "no/where can't be written"),
    ],
)
def test_bad_input_is_one_sentence(quoth: Run, arguments: list[str], said: str) -> None:
    done = quoth("evaluate", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("engine", ["rank_bm25", "bm25s", "milvus"])
def test_whatever_engine_is_set_the_outcomes_are_the_same(quoth: Run, tmp_path: Path, engine: str) -> None:
    asked = ("evaluate", "flood.questions.jsonl", "--essays", "flood.md", "--predictions")
    quoth(*asked, "by-size.jsonl")
    done = quoth(*asked, "set.jsonl", QUOTH_ENGINE=engine, QUOTH_MILVUS_URI=str(tmp_path / "engine.db"))
    assert done.returncode == 0
    by_size, as_set = (
        [json.loads(line) for line in (tmp_path / name).read_text(encoding="utf-8").splitlines()]
        for name in ("by-size.jsonl", "set.jsonl")
    )
    for one, other in zip(by_size, as_set, strict=True):
        assert other == {**one, "score": pytest.approx(one["score"], abs=0.01)}

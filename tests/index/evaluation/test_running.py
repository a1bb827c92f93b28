from pathlib import Path

import pytest

from index import EssayError
from index.evaluation import Answerers, LabelledQuestion, off_topic, read_essays, read_questions, run

ESSAYS = """
{"essay": "flood", "title": "The Flood", "paragraphs": ["The river rose by two metres.", "Anna built a raft of doors."]}
{"essay": "frost", "title": "Frost", "paragraphs": ["The lake froze.", "Boris skated home."], "headings": [null, "Ice"]}
"""
QUESTIONS = """
{"id": "1", "essay": "flood", "question": "Who built a raft?", "gold": [2], "answers": ["Anna"]}
{"id": "2", "essay": "frost", "question": "and who skated?", "gold": [2], "history": ["What happened to the lake?"]}
{"id": "3", "essay": "flood", "question": "Who invented zeppelins?", "gold": [], "kind": "unanswerable"}
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    essays, questions = tmp_path / "a.essays.jsonl", tmp_path / "a.questions.jsonl"
    essays.write_text(ESSAYS, encoding="utf-8")
    questions.write_text(QUESTIONS, encoding="utf-8")
    return essays, questions


def test_every_question_is_asked_of_its_essay(files: tuple[Path, Path]) -> None:
    first, second, third = run(read_questions(files[1]), Answerers(read_essays(files[0])))
    assert (first.paragraphs[0], first.verdict, first.marked_rightly) == (2, "answered", True)
    assert (second.paragraphs[0], second.marked_rightly) == (2, None)
    assert (third.verdict, third.kind) == ("not_in_essay", "unanswerable")


def test_headings_of_a_set_become_sections(files: tuple[Path, Path]) -> None:
    essays = read_essays(files[0])
    assert [(s.number, s.heading) for s in essays["frost"].sections] == [(0, "Opening"), (1, "Ice")]
    assert [(s.number, s.heading) for s in essays["flood"].sections] == [(0, "Opening")]


def test_off_topic_questions_are_the_same_asked_of_another_essay(files: tuple[Path, Path]) -> None:
    questions = off_topic(read_questions(files[1]))
    assert [(question.essay, question.gold, question.kind) for question in questions] == [
        ("frost", (), "off_topic"),
        ("flood", (), "off_topic"),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1"),
        ('{"id": "1"}', "line 1, essay: Field required"),
        ('{"id": "1", "essay": "x", "question": "?", "gold": "one"}', "line 1, gold"),
    ],
)
def test_a_bad_line_is_told_by_its_number(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(EssayError, match=said):
        read_questions(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(EssayError, match=r"none\.jsonl can't be read: No such file"):
        read_questions(tmp_path / "none.jsonl")


@pytest.mark.parametrize(("essay", "gold"), [("nowhere", (1,)), ("flood", (3,))])
def test_a_question_that_asks_what_is_not_there_is_told(
    files: tuple[Path, Path], essay: str, gold: tuple[int, ...]
) -> None:
    question = LabelledQuestion(id="q", essay=essay, question="?", gold=gold)
    with pytest.raises(EssayError, match=r"nowhere|gold paragraph"):
        list(run([question], Answerers(read_essays(files[0]))))


TWICE = '{"id": "1", "essay": "e", "question": "?", "gold": [1]}\n' * 2
LONG = '{"id": "1", "essay": "e", "question": "?", "gold": [1], "history": ["' + "x" * 3000 + '"]}'


@pytest.mark.parametrize(("text", "said"), [(TWICE, "two questions with the id '1'"), (LONG, "line 1, history")])
def test_questions_that_could_not_be_told_apart_or_asked_are_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EssayError, match=said):
        read_questions(path)


@pytest.mark.parametrize("paragraphs", ["[]", '[" "]', '["One.", "Two."], "headings": ["A"]'])
def test_an_essay_that_is_none_is_refused_with_its_line(tmp_path: Path, paragraphs: str) -> None:
    path = tmp_path / "essays.jsonl"
    path.write_text(f'{{"essay": "e", "title": "T", "paragraphs": {paragraphs}}}', encoding="utf-8")
    with pytest.raises(EssayError, match="line 1"):
        read_essays(path)


def test_a_paragraph_named_twice_is_one() -> None:
    assert LabelledQuestion(id="q", essay="e", question="?", gold=(1, 1, 2)).gold == (1, 2)

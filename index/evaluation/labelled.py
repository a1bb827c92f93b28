"""Labelled questions and the essays they ask, as JSON lines."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator

from index.answering import LONGEST_QUESTION
from index.errors import EssayError
from index.essay import OPENING, Essay, Paragraph, Section
from index.reading.language import language_of_text
from index.reading.sentences import split_sentences

__all__ = ["LabelledQuestion", "read_essays", "read_questions"]

Record = TypeVar("Record", bound=BaseModel)


class LabelledQuestion(BaseModel):
    """A question, the numbers of the paragraphs that answer it (none: the essay does not), and words of the answer."""

    model_config = ConfigDict(frozen=True)

    id: str
    essay: str
    question: str
    gold: tuple[int, ...]
    answers: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    kind: str = "question"

    @field_validator("gold")
    @classmethod
    def _once(cls, gold: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(gold))

    @field_validator("question", "history")
    @classmethod
    def _short_enough(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for question in [value] if isinstance(value, str) else value:
            if len(question) > LONGEST_QUESTION:
                raise ValueError(f"a question is longer than {LONGEST_QUESTION:,} characters")
        return value

    @property
    def wanted(self) -> tuple[str, ...]:
        """Texts of which the marked sentences should contain one."""
        return tuple(text for text in self.answers or self.must if text.strip())


class EssayRecord(BaseModel):
    """An essay of a labelled set; `headings` names for each paragraph what it stands under, if the set tells."""

    essay: str
    title: str
    language: str = ""
    """By ISO 639-1; found out where the set does not tell."""
    paragraphs: tuple[str, ...]
    headings: tuple[str | None, ...] = ()

    @model_validator(mode="after")
    def _is_an_essay(self) -> Self:
        if not self.paragraphs or not all(text.strip() for text in self.paragraphs):
            raise ValueError("an essay needs at least one paragraph, and none may be blank")
        if len(self.headings) not in (0, len(self.paragraphs)):
            raise ValueError("there must be as many headings as paragraphs, or none")
        return self


def read_questions(path: Path) -> list[LabelledQuestion]:
    """The questions of a file, in order.

    Raises:
        EssayError: the file can't be read, or a line of it is no labelled question; the message names the line.
    """
    questions = list(_records(path, LabelledQuestion))
    seen: set[tuple[str, str]] = set()
    for question in questions:
        if (question.essay, question.id) in seen:
            raise EssayError(f"{path} has two questions with the id {question.id!r}: each needs one of its own.")
        seen.add((question.essay, question.id))
    return questions


def read_essays(path: Path) -> dict[str, Essay]:
    """The essays of a file by their ids.

    Raises:
        EssayError: the file can't be read, or a line of it is no essay; the message names the line.
    """
    return {record.essay: _essay(record) for record in _records(path, EssayRecord)}


def _records(path: Path, form: type[Record]) -> Iterator[Record]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _record(line, form, f"{path}, line {number}")
    except (OSError, UnicodeDecodeError) as error:
        raise EssayError(f"{path} can't be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}.") from None


def _record(line: str, form: type[Record], where: str) -> Record:
    try:
        return form.model_validate_json(line)
    except ValidationError as error:
        problem = error.errors()[0]
        field = ".".join(str(part) for part in problem["loc"])
        raise EssayError(f"{where}{f', {field}' if field else ''}: {problem['msg']}.") from None


def _essay(record: EssayRecord) -> Essay:
    language = record.language or language_of_text("\n".join(record.paragraphs))
    paragraphs = [
        Paragraph(number=number, text=text, sentences=split_sentences(text, language))
        for number, text in enumerate(record.paragraphs, 1)
    ]
    headings = [heading or OPENING for heading in record.headings] or [OPENING] * len(paragraphs)
    groups = groupby(zip(headings, paragraphs, strict=True), key=lambda pair: pair[0])
    parts = [(heading, tuple(paragraph for _, paragraph in group)) for heading, group in groups]
    first_number = 0 if headings[:1] == [OPENING] else 1
    sections = (
        Section(number=number, heading=heading, paragraphs=body)
        for number, (heading, body) in enumerate(parts, first_number)
    )
    return Essay(title=record.title, language=language, sections=tuple(sections))

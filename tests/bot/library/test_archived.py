"""An archive answers as the folder does that it was made of, by whatever engine; and never what is there no more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from milvus_lite.server_manager import server_manager_instance

from bot.archiving.indexing import index_folder
from bot.chat import chat
from bot.chosen import Choice, open_essays
from bot.engines import BY_SIZE, EngineName, Search
from bot.evidence import Without
from bot.library.apart import Readers
from bot.library.archived import ArchiveLibrary
from bot.library.folder import FolderLibrary
from index import Answer, ArchiveError, Library, UnknownEssayError
from index.archive.generations import HIDDEN, SEGMENTS
from index.conversation import Conversation
from index.essays import SHIPPED_ESSAY

TEXTS = {
    "bees.md": "# On Bees\n\n## Hives\n\nA hive of bees makes forty kilograms of honey a year. It is kept in combs.\n\n"
    "In winter they sleep. The queen of the hive lives for five years.\n",
    "more/tides.md": "# On Tides\n\n## The Moon\n\nThe moon draws the water of the sea twice a day.\n\nIt is far.\n",
    "canal.md": "# Le canal\n\nLe canal relie la mer au fleuve depuis longtemps, et les bateaux paient à l’écluse.\n",
    "truce.md": "# The Truce\n\nThe ceasefire held for a year.\n\nThe North Atlantic Treaty Organization watched it.\n",
    "truce.glossary.txt": "armistice => ceasefire\n",
    "same.md": "# On Bees\n\nDrones do nothing.\n",
}
QUESTIONS = (
    "How much honey does a hive make?",
    "How much hony does a hive make?",
    "What draws the water of the sea?",
    "Who watches the moon?",
    "How long did the armistice hold?",
    "What did NATO do?",
    "Qui paie à l'écluse ?",
    "What are Azerbaijan's preconditions for signing?",
    "What is Baku waiting for?",
    "How do I bake sourdough bread?",
    "Where is the zebra?",
    "What is it?",
    "hello",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for way, text in TEXTS.items():
        path = tmp_path / "essays" / way
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "essays" / SHIPPED_ESSAY.name).write_bytes(SHIPPED_ESSAY.read_bytes())
    return tmp_path / "essays"


@pytest.fixture
def milvus(tmp_path: Path) -> Iterator[str]:
    file = str(tmp_path / "engine.db")
    yield file
    server_manager_instance.release_server(file)


def as_a_folder(folder: Path) -> Library:
    with Readers() as readers:
        return FolderLibrary(folder, [Without.MEANING]).read(readers)


def plain(answer: Answer) -> Answer:
    """Without the last digits of scores, which engines round in different places."""
    return answer.model_copy(
        update={
            "confidence": round(answer.confidence, 2),
            "quotes": [quote.model_copy(update={"score": round(quote.score, 1)}) for quote in answer.quotes],
            "nearest": [quote.model_copy(update={"score": round(quote.score, 1)}) for quote in answer.nearest],
        }
    )


def compare(library: Library, reference: Library) -> None:
    for question in QUESTIONS:
        assert plain(library.answer(question)) == plain(reference.answer(question))
    for name in reference.essays:
        for question in (QUESTIONS[0], QUESTIONS[-2]):
            assert plain(library.answer(question, essay=name)) == plain(reference.answer(question, essay=name))


def test_an_archive_answers_as_its_folder_does(folder: Path) -> None:
    index_folder(folder)
    compare(ArchiveLibrary(folder, BY_SIZE).library, as_a_folder(folder))


def test_follow_ups_are_understood_as_in_the_folder(folder: Path) -> None:
    index_folder(folder)
    answers = []
    for library in (ArchiveLibrary(folder, BY_SIZE).library, as_a_folder(folder)):
        talk = Conversation()
        turns = ("Who lives for five years?", "and where is honey stored?", "What does she do?", "and in winter?")
        for now, question in enumerate(turns):
            answer, talk = library.ask(question, talk, float(now))
            answers.append(plain(answer))
    assert answers[: len(turns)] == answers[len(turns) :]


@pytest.mark.parametrize("engine", ["rank_bm25", "bm25s", "milvus"])
def test_every_engine_answers_alike(folder: Path, milvus: str, engine: EngineName) -> None:
    search = Search(engine, milvus)
    index_folder(folder, search)
    compare(ArchiveLibrary(folder, search).library, as_a_folder(folder))


def test_milvus_holds_what_is_served_after_files_were_changed(folder: Path, milvus: str) -> None:
    search = Search("auto", milvus)
    index_folder(folder, search)
    (folder / "canal.md").unlink()
    (folder / "bees.md").write_text("# On Bees\n\nA hive of bees makes fifty kilograms of honey a year.\n")
    index_folder(folder, search)
    library = ArchiveLibrary(folder, search).library
    compare(library, as_a_folder(folder))
    assert "fifty" in library.answer(QUESTIONS[0]).quotes[0].text


def test_essays_are_known_without_being_opened(folder: Path) -> None:
    index_folder(folder)
    library, reference = ArchiveLibrary(folder, BY_SIZE).library, as_a_folder(folder)
    assert dict(library.listing) == dict(reference.listing)
    assert library.titles == reference.titles
    assert {name: library.essays[name] for name in library.essays} == reference.essays
    with pytest.raises(UnknownEssayError):
        library.named("zebras")


def test_what_was_removed_is_not_served_once_it_is_opened_again(folder: Path) -> None:
    index_folder(folder)
    archive = ArchiveLibrary(folder, BY_SIZE)
    before = archive.library
    assert archive.is_current()
    (folder / "bees.md").unlink()
    assert archive.is_current()  # nothing has been indexed
    index_folder(folder)
    assert not archive.is_current()
    assert "bees" not in archive.open().essays
    assert archive.is_current()
    assert before.answer(QUESTIONS[0]).quotes  # whoever is being answered is answered to the end


def test_a_damaged_essay_is_told_in_a_sentence_and_the_others_answer(folder: Path) -> None:
    index_folder(folder)
    library = ArchiveLibrary(folder, BY_SIZE).library
    for segment in (folder / HIDDEN / SEGMENTS).iterdir():
        data = bytearray(segment.read_bytes())
        at = data.find(b"forty kilograms")
        data[at : at + 5] = b"fifty"
        segment.write_bytes(data)
    with pytest.raises(ArchiveError, match=r"damaged.*quoth index"):
        library.answer(QUESTIONS[0])
    assert library.answer(QUESTIONS[2]).quotes


def test_chat_answers_from_what_is_indexed_when_a_line_is_typed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    index_folder(folder)

    def lines() -> Iterator[str]:
        yield QUESTIONS[0]
        assert "forty kilograms" in capsys.readouterr().out
        (folder / "bees.md").unlink()
        index_folder(folder)
        yield QUESTIONS[0]

    monkeypatch.setattr("bot.chat._piped_lines", lines)
    monkeypatch.setattr("sys.stdin", None)
    chat(open_essays(Choice(folder=folder)), "bees")
    told = capsys.readouterr().out
    assert "“bees” is not there any more" in told
    assert "forty kilograms" not in told

"""What the engine of bm25s promises of its folder, beside the contract."""

from pathlib import Path
from shutil import copytree

import pytest

from index.engines import EngineError
from index.engines.bm25s import BM25sEngine
from index.engines.rank_bm25 import RankBM25Engine

TEXTS = {"a": [["war", "peace"], ["rail"]], "b": [["war"], ["treaty", "war"]]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    engine = BM25sEngine(folder=tmp_path / "engine")
    engine.hold(TEXTS, TEXTS.__getitem__)
    return tmp_path / "engine"


def test_a_folder_whose_files_are_cut_off_or_gone_is_refused_in_a_sentence(folder: Path) -> None:
    needed = {path.name for path in folder.iterdir()} - {"vocab.index.json"}  # bm25s' own terms, which are not used
    for name in sorted(needed):
        whole = (folder / name).read_bytes()
        for length in (0, 1, len(whole) // 2, len(whole) - 1):
            (folder / name).write_bytes(whole[:length])
            with pytest.raises(EngineError, match="make it anew with “quoth index”"):
                BM25sEngine(folder=folder)
        (folder / name).unlink()
        with pytest.raises(EngineError, match="make it anew with “quoth index”"):
            BM25sEngine(folder=folder)
        (folder / name).write_bytes(whole)
    assert BM25sEngine(folder=folder).search([{"war": 1.0}], 5)


def test_a_folder_made_with_other_parameters_is_refused(folder: Path) -> None:
    with pytest.raises(EngineError, match="other parameters"):
        BM25sEngine(2.0, 0.5, folder)


def test_what_is_interrupted_leaves_the_folder_as_it_was(folder: Path) -> None:
    before = copytree(folder, folder.with_name("before"))

    def interrupted(text: str) -> list[list[str]]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        BM25sEngine(folder=folder).hold({"c"}, interrupted)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in before.iterdir()
    }
    assert sorted(path.name for path in folder.parent.iterdir()) == ["before", "engine"]


def test_with_numba_the_hits_are_the_same_and_it_is_compiled_once(folder: Path) -> None:
    pytest.importorskip("numba", reason="numba is not installed: bm25s is tried without it alone")
    reference, in_memory, opened = RankBM25Engine(), BM25sEngine(), BM25sEngine(folder=folder)
    for engine in (reference, in_memory):
        engine.hold(TEXTS, TEXTS.__getitem__)
    for words in ([{"war": 1.0}], [{"war": 1.0}, {"war": 1.0}, {"rail": 0.9, "treaty": 0.8}]):
        assert in_memory.search(words, 5) == opened.search(words, 5) == reference.search(words, 5)
    compiled = in_memory._bm25._compute_relevance_from_scores
    assert compiled is opened._bm25._compute_relevance_from_scores
    assert compiled.signatures

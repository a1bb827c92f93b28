"""What tells the code by which something was made: whatever changes in it may make something else."""

import re
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import index

__all__ = ["makers"]

ROOT = Path(index.__file__).parents[1]
IMPORTED = re.compile(rb"^\s*(?:from|import) (index[\w.]*)", re.MULTILINE)
# Packages whose next version may make other terms of the same words, or part sentences elsewhere,
OF_TEXTS = ("pystemmer", "regex", "sentencex", "stop-words", "stopwordsiso")
OF_ENGINES = ("bm25s",)  # and those whose next version may write other files


def makers() -> dict[str, str]:
    """Of texts, which are made of files one by one, and of generations, which are made of all texts."""
    reading = (ROOT / "index/reading").rglob("*.py")  # its formats are loaded by name, which no import tells
    return {
        "texts": _digest([*map(_module, reading), "index.prepared", "index.listing"], OF_TEXTS),
        "generation": _digest(["index.archive.building"], (*OF_TEXTS, *OF_ENGINES)),
    }


def _digest(modules: Iterable[str], packages: Iterable[str]) -> str:
    """Of modules of the essay's side, of all of it that they import, and of the versions of packages."""
    sources: dict[str, bytes] = {}
    left = list(modules)
    while left:
        module = left.pop()
        if module not in sources:
            sources[module] = _source(module)
            left += [name.decode() for name in IMPORTED.findall(sources[module])]
    digest = sha256(" ".join(map(version, packages)).encode())
    for module in sorted(sources):
        digest.update(sources[module])
    return digest.hexdigest()


def _source(module: str) -> bytes:
    path = ROOT / module.replace(".", "/")
    return (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_bytes()


def _module(path: Path) -> str:
    way = path.relative_to(ROOT).with_suffix("")
    return ".".join(part for part in way.parts if part != "__init__")

"""Options that several commands take: which essays are asked, and what is left out."""

from pathlib import Path
from typing import Annotated

import typer

from bot.evidence import Without

__all__ = ["EssayOption", "FolderArgument", "InOption", "LibraryOption", "WithoutOption"]


def _named_file(name: str) -> Path:
    if not name.strip():
        raise typer.BadParameter("it names no file; give an essay's, or leave the option out.")
    return Path(name)


def _named_folder(name: str) -> Path:
    if not name.strip():
        raise typer.BadParameter("it names no folder; give one with essays in it, or leave the option out.")
    return Path(name)


EssayOption = Annotated[
    Path | None,
    typer.Option(
        "--essay",
        metavar="FILE",
        parser=_named_file,
        help="Answer from this essay: text, Markdown, HTML, DOCX, PDF or EPUB.",
    ),
]

LibraryOption = Annotated[
    Path | None,
    typer.Option("--library", metavar="FOLDER", parser=_named_folder, help="Answer from all essays in this folder."),
]

FolderArgument = Annotated[
    Path, typer.Argument(metavar="FOLDER", parser=_named_folder, help="The folder with the essays, at any depth.")
]

InOption = Annotated[
    str | None,
    typer.Option(
        "--in", metavar="ESSAY", help="Of a library only this essay: its name, its title, or a part that only one has."
    ),
]

WithoutOption = Annotated[
    list[Without],
    typer.Option(
        "--without", help="Leave out a way in which words meet the essay's, or meaning; several times if need be."
    ),
]

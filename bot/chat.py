"""`quoth chat`: a conversation at a terminal, until the reader leaves."""

import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

from bot.chosen import Opened, named_in
from bot.layout import Line, answer_lines, contents_lines, counted, library_lines, passage_lines
from bot.passages import find_passage
from bot.streams import standard_input
from bot.terminal import most_essays, show
from index import Library, QuothError
from index.conversation import Conversation

__all__ = ["chat"]

COMMANDS = {
    "/help": "this list",
    "/contents": "the essay's sections; of several essays which they are",
    "/read REF": "a passage: /read ¶8, /read §2, /read 2.3, /read a heading",
    "/in ESSAY": "of several essays ask only this one; /in alone: ask all of them",
    "/new": "forget what we talked about; the next question stands for itself",
    "/quit": "leave (/exit and Ctrl-D do too)",
}
LEAVING = ("/quit", "/exit")
PROMPT = "? "
GONE = "“{name}” is not there any more: all are asked from now on."


class Talk(NamedTuple):
    """Where the talk is: which essay is asked (None: all there are), and what was talked about."""

    essay: str | None
    before: Conversation = Conversation()


def chat(opened: Opened, essay: str | None) -> None:
    """Answer line after line from standard input; what goes wrong with one line ends only that line."""
    typed = sys.stdin is not None and sys.stdin.isatty()
    talk = Talk(essay)
    for line in _typed_lines() if typed else _piped_lines():
        if _command(line)[0] in LEAVING:
            return
        try:
            library = opened.latest()
            if talk.essay and talk.essay not in library.essays:
                _say(GONE.format(name=talk.essay))
                talk = Talk(None)
            talk = _respond(line, library, talk)
        except QuothError as error:
            _say(str(error))
        _say("")


def _respond(line: str, library: Library, talk: Talk) -> Talk:
    """Answer a question or do as a command says; where the talk is then."""
    if not line.startswith("/"):
        answer, after = library.ask(line, talk.before, time.monotonic(), essay=talk.essay)
        show(answer_lines(answer))
        return talk._replace(before=after)
    command, rest = _command(line)
    if command == "/new":
        _say("Forgotten: ask anew.")
        return Talk(talk.essay)
    if command == "/in":
        return Talk(_chosen(library, rest))
    _obey(command, rest, library, talk.essay)
    return talk


def _chosen(library: Library, name: str) -> str | None:
    """The essay that is asked from now on; of what was talked about in others it knows nothing."""
    essay = named_in(library, name or None)
    asked = library.listing[essay].called if essay else f"all {counted(len(library.essays), 'essay')}"
    _say(f"Asked from now on: {asked}.")
    return essay


def _obey(command: str, rest: str, library: Library, essay: str | None) -> None:
    match command:
        case "/help":
            _help()
        case "/contents":
            show(_contents(library, essay))
        case "/read" if rest:
            show(passage_lines(find_passage(library, essay, rest)))
        case "/read":
            _say("/read takes a paragraph (/read ¶8), a section (/read §2), a place (/read 2.3) or a heading.")
        case _:
            _say(f"There is no “{command}”. /help lists what there is.")


def _contents(library: Library, essay: str | None) -> Iterator[Line]:
    if essay is None:
        return library_lines(library.listing, most_essays())
    return contents_lines(library.essays[essay], suggestions=library.suggestions(essay))


def _command(line: str) -> tuple[str, str]:
    """The first word in small letters, and the rest."""
    command, *rest = line.split(maxsplit=1)
    return command.lower(), " ".join(rest)


def _help() -> None:
    _say("Ask about the essay in your own words, or:")
    for command, meaning in COMMANDS.items():
        _say(f"{command:<12}{meaning}", indent=" " * 12)


def _say(text: str, indent: str = "") -> None:
    show([Line(text, indent=indent)])


def _piped_lines() -> Iterator[str]:
    with standard_input() as stream:
        yield from (line.strip() for line in stream if line.strip())


def _typed_lines() -> Iterator[str]:
    """Lines typed at the prompt: edited, recalled with the arrow keys, commands completed with Tab."""
    from prompt_toolkit import PromptSession  # takes a while to load, and only this command needs it
    from prompt_toolkit.completion import WordCompleter

    words = [command.split()[0] for command in COMMANDS]
    session: PromptSession[str] = PromptSession(
        PROMPT,
        completer=WordCompleter(words, sentence=True, ignore_case=True),
        reserve_space_for_menu=len(words),
    )
    _say("Ask about the essay. /help lists commands, /quit leaves.")
    while True:
        try:
            line = session.prompt().strip()
        except KeyboardInterrupt:
            continue  # Ctrl-C clears the line, as in a shell
        except EOFError:
            return
        if line:
            yield line

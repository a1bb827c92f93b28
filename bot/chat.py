"""`quoth chat`: questions and answers at a terminal, until the reader leaves."""

import sys
from collections.abc import Iterator

from bot.errors import sentence
from bot.terminal import Terminal
from index import Answerer, QuothError, find_reference

__all__ = ["chat"]

COMMANDS = {
    "/help": "this list",
    "/contents": "the essay's sections",
    "/read REF": "a passage: /read ¶8, /read §2, /read 2.3, /read a heading",
    "/quit": "leave (Ctrl-D does too)",
}
PROMPT = "? "


def chat(answerer: Answerer, terminal: Terminal) -> None:
    """Answer line after line from standard input; what goes wrong with one line ends only that line."""
    lines = _typed_lines(terminal) if sys.stdin.isatty() else _piped_lines()
    for line in lines:
        if line == "/quit":
            return
        try:
            _respond(line, answerer, terminal)
        except QuothError as error:
            terminal.line(sentence(error) or "")
        terminal.line()


def _respond(line: str, answerer: Answerer, terminal: Terminal) -> None:
    command, _, rest = line.partition(" ")
    match command:
        case "/help":
            _help(terminal)
        case "/contents":
            terminal.contents(answerer.essay)
        case "/read" if rest.strip():
            terminal.passages(find_reference(answerer.essay, rest))
        case _ if command.startswith("/"):
            terminal.line(f"There is no “{line}”. /help lists what there is.")
        case _:
            terminal.answer(answerer.answer(line))


def _help(terminal: Terminal) -> None:
    terminal.line("Ask about the essay in your own words, or:")
    for command, meaning in COMMANDS.items():
        terminal.line(f"{command:<12}{meaning}", indent=" " * 12)


def _piped_lines() -> Iterator[str]:
    return (line.strip() for line in sys.stdin if line.strip())


def _typed_lines(terminal: Terminal) -> Iterator[str]:
    """Lines typed at the prompt: edited, recalled with the arrow keys, commands completed with Tab."""
    from prompt_toolkit import PromptSession  # takes a while to load, and only this command needs it
    from prompt_toolkit.completion import WordCompleter

    words = [command.split()[0] for command in COMMANDS]
    session: PromptSession[str] = PromptSession(PROMPT, completer=WordCompleter(words, sentence=True))
    terminal.line("Ask about the essay. /help lists commands, /quit leaves.")
    while True:
        try:
            line = session.prompt().strip()
        except KeyboardInterrupt:
            continue  # Ctrl-C clears the line, as in a shell
        except EOFError:
            return
        if line:
            yield line

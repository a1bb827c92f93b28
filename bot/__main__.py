"""Where the command `quoth` begins."""

import gc

__all__ = ["main"]


def main() -> None:
    """Start the command line with the garbage collector off: it would run a dozen times while modules are loaded.

    A single answer is over before its garbage matters; commands that go on for long switch it on again.
    """
    gc.disable()
    from bot.cli import main as run

    run()


if __name__ == "__main__":
    main()

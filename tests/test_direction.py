"""The arrow between the two sides points one way: bot knows index, index knows nothing of bot."""

import subprocess
import sys
from pathlib import Path

import index

PEOPLES_SIDE = {"bot", "discord", "typer", "click", "rich", "prompt_toolkit", "pydantic_settings"}


def test_the_essays_side_loads_nothing_of_the_peoples_side() -> None:
    modules = [
        ".".join(path.relative_to(Path(index.__file__).parents[1]).with_suffix("").parts).removesuffix(".__init__")
        for path in Path(index.__file__).parent.rglob("*.py")
    ]
    assert len(modules) > 10
    script = f"import sys, {', '.join(modules)}; print(sorted({PEOPLES_SIDE!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_asking_at_the_terminal_does_not_load_discord() -> None:
    script = "import sys, bot.cli; print('discord' in sys.modules, 'prompt_toolkit' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False False"

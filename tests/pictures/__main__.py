"""Write what is sent, and the pictures of it, to a folder: `python -m tests.pictures docs/pictures`."""

import asyncio
import subprocess
import sys
from pathlib import Path

from tests.pictures.browser import browser
from tests.pictures.page import WIDTH, page
from tests.pictures.readme import fenced, image
from tests.pictures.scenes import as_json, play

# A third of the size. Letters on a few plain colours, and three emoji, need no more colours; without dithering, for it
# would make the plain ones coarse.
SMALLER = "pngquant --nofs 64 -".split()


async def main(folder: Path) -> None:
    scenes = await play()
    folder.mkdir(parents=True, exist_ok=True)
    async with browser() as chromium:
        for scene in scenes:
            drawn = await chromium.picture(page(scene), WIDTH)
            smaller = subprocess.run(SMALLER, input=drawn, capture_output=True, check=True).stdout
            (folder / f"{scene.name}.png").write_bytes(smaller)
    (folder / "answers.json").write_text(as_json(scenes), encoding="utf-8")  # last: what it tells of is there
    print(*map(image, scenes), fenced(scenes), sep="\n\n")


asyncio.run(main(Path(sys.argv[1])))

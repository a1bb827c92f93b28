"""An archive: what was made of the essays of a folder, on disk, so that asking them needs none of their files.

FOLDER/.quoth/
├── key                 tells the archive from any other
├── current             the name of the generation that is served; replaced as a whole
├── generations/NAME/   which essays there are, and what finds them; never changed once it has its name
└── segments/NAME       what was made of files, many in one; never changed once it has its name

A generation names the segments that it needs. Whoever has opened one can go on with it when another is served: the
segments are open, and all else of it stays until yet another is made.
"""

from index.archive.archive import Archive
from index.archive.generations import archive_key, is_indexed

__all__ = ["Archive", "archive_key", "is_indexed"]

"""A PostgreSQL of the tests' own, out of Debian's binaries: made in an empty folder, gone at the end."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

__all__ = ["binaries", "running_server"]

DEBIANS = Path("/usr/lib/postgresql")
NOBODY = 65534  # PostgreSQL will not run as root


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`, the newest if there are several."""
    found = sorted(DEBIANS.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    in_path = shutil.which("initdb")
    return found[-1].parent if found else Path(in_path).parent if in_path else None


@contextmanager
def running_server(folder: Path) -> Iterator[str]:
    """Its address, up to the name of a database; it listens on loopback alone, and trusts whoever comes."""
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="quoth-pg-") as data:
        os.chmod(data, 0o700)  # noqa: PTH101
        if os.geteuid() == 0:
            os.chown(data, NOBODY, NOBODY)
        yield from _running(folder, Path(data) / "cluster")


def _running(folder: Path, cluster: Path) -> Iterator[str]:
    options = _as_nobody()
    made = ("--auth=trust", "--username=quoth", "--encoding=UTF8", "--locale=C")
    subprocess.run([folder / "initdb", *made, "-D", cluster], check=True, capture_output=True, **options)
    port = _free_port()
    listening = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={cluster}"
    control: list[Path | str] = [folder / "pg_ctl", "-D", cluster, "-w"]
    with (cluster.parent / "log").open("w") as log:
        subprocess.run([*control, "-o", listening, "start"], check=True, stdout=log, stderr=log, **options)
    try:
        yield f"postgresql://quoth@127.0.0.1:{port}/"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True, **options)


def _as_nobody() -> Mapping[str, Any]:
    return {"user": NOBODY, "group": NOBODY, "cwd": "/tmp"} if os.geteuid() == 0 else {}  # noqa: S108


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

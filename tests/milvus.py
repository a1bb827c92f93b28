"""Milvus' engine for a file in a process at an address, to be killed and started again."""

import signal
import socket
from pathlib import Path

from milvus_lite.server import Server

__all__ = ["MilvusServer"]


class MilvusServer:
    """The same engine at the same address, as often as it is started."""

    def __init__(self, file: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._address = f"127.0.0.1:{free.getsockname()[1]}"
        self.uri = f"http://{self._address}"
        self._file = file
        self._server: Server | None = None

    def start(self) -> None:
        self._server = Server(str(self._file), self._address)
        assert self._server.init()
        assert self._server.start()

    def kill(self) -> None:
        if self._server and self._server._p:
            self._server._p.send_signal(signal.SIGKILL)
            self._server._p.wait()
            self._server.stop()

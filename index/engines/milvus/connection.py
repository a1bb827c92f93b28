"""The way to Milvus: calls that end in time, and end in a sentence if they fail."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from index.engines import EngineError

__all__ = ["ASKING", "WRITING", "Connection", "UnknownCallError"]

log = logging.getLogger(__name__)

ASKING = 2.0  # seconds to connect in, and to search in, while somebody waits; a hundredth of that is usual
WRITING = 60.0  # seconds for one call while texts are put or dropped
QUIET = 1.0  # seconds after a failure in which nobody else has to wait for another one

AWAY = "The search engine does not answer. Try again in a moment; if it stays so, tell whoever runs Quoth."
REFUSED = "The search engine refuses the token that Quoth has: set the right one in QUOTH_MILVUS_TOKEN."
MISSING = "The search engine does not hold what is asked: index it with “quoth index”, with the same settings."
NOT_OPENED = (
    "The search engine can't open its file: another process may have it open, and only one can. "
    "Stop that one, or name a server in QUOTH_MILVUS_URI."
)
NOT_INSTALLED = "Milvus' client is not installed: pip install '.[milvus]' in Quoth's folder."


class UnknownCallError(EngineError):
    """Milvus' engine for a file can't do all that a cluster can."""


class Connection:
    """It is made when it is first needed, and again after Milvus was away. Threads may call together."""

    def __init__(self, uri: str, token: str) -> None:
        """Connect to nothing yet; see `MilvusEngine`."""
        self._uri, self._token = uri, token
        self._lock = Lock()
        self._client: Any = None  # pymilvus' types are Any where they matter
        self._quiet_until, self._trouble = 0.0, AWAY

    def open(self) -> None:
        """Connect, unless that is done.

        Raises:
            EngineError: Milvus does not answer, or not in time.
        """
        with self.sentences():
            self._connected()

    def call(self, method: str, within: float, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - pymilvus' own
        """Call a method of pymilvus' client, for so many seconds.

        Raises:
            EngineError: Milvus does not answer, or not in time, or does not do it.
        """
        with self.sentences():
            return getattr(self._connected(), method)(*args, timeout=within, **named)

    @contextmanager
    def sentences(self) -> Iterator[None]:
        """What goes wrong in the block is told without the token, and the next call connects anew."""
        try:
            from grpc import FutureTimeoutError, RpcError, StatusCode
            from pymilvus.exceptions import ErrorCode, MilvusException
        except ImportError:
            raise EngineError(NOT_INSTALLED) from None
        try:
            yield
        except (MilvusException, RpcError, FutureTimeoutError, OSError, ValueError) as error:
            if isinstance(error, MilvusException) and error.code == ErrorCode.COLLECTION_NOT_FOUND:
                raise EngineError(MISSING) from None
            if isinstance(error, RpcError) and error.code() == StatusCode.UNIMPLEMENTED:
                raise UnknownCallError(AWAY) from None
            log.warning("Milvus at %s does not answer (%s).", self._address, type(error).__name__)
            with self._lock:
                self._trouble = self._told(error)
                self._let_go()
                self._bury()
                self._quiet_until = time.monotonic() + QUIET
                raise EngineError(self._trouble) from None

    def close(self) -> None:
        """Be done with it."""
        with self._lock:
            self._let_go()

    def _connected(self) -> Any:  # noqa: ANN401 - pymilvus' own
        with self._lock:
            if self._client is None:
                if time.monotonic() < self._quiet_until:
                    raise EngineError(self._trouble)
                self._client = self._connect()
            return self._client

    def _connect(self) -> Any:  # noqa: ANN401 - pymilvus' own
        from pymilvus import MilvusClient

        for name in ("pymilvus", "pymilvus.decorators", "pymilvus.client", "milvus_lite"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is told once, as a sentence
        return MilvusClient(self._uri, token=self._token, timeout=ASKING)

    def _told(self, error: BaseException) -> str:
        """What went wrong, in a sentence."""
        from grpc import RpcError, StatusCode

        if self._client is None and self._is_file:
            return NOT_OPENED
        refusals = (StatusCode.UNAUTHENTICATED, StatusCode.PERMISSION_DENIED)
        is_refused = any(isinstance(one, RpcError) and one.code() in refusals for one in _behind(error))
        return REFUSED if is_refused else AWAY

    def _let_go(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with suppress(Exception):  # it may be what went wrong
                client.close()

    def _bury(self) -> None:
        """milvus-lite keeps a process that has died for one that runs."""
        if not self._is_file:
            return
        from milvus_lite.server_manager import server_manager_instance

        path = str(Path(self._uri).absolute().resolve())
        server = server_manager_instance._servers.get(path)
        if server and (server._p is None or server._p.poll() is not None):
            server_manager_instance.release_server(path)

    @property
    def _is_file(self) -> bool:
        return "://" not in self._uri

    @property
    def _address(self) -> str:
        parts = urlsplit(self._uri)
        return parts.netloc.rpartition("@")[2] if parts.netloc else self._uri


def _behind(error: BaseException | None) -> list[BaseException]:
    """An error, and those that it came of; pymilvus raises some from themselves."""
    errors: list[BaseException] = []
    while error is not None and error not in errors:
        errors.append(error)
        error = error.__cause__ or error.__context__
    return errors

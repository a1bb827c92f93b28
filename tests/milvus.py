"""Milvus' engine for a file in a process at an address, to be killed and started again, or to be spoken for."""

import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import grpc
from milvus_lite.server import Server

__all__ = ["Answer", "MilvusServer", "between"]

Answer = Callable[[Callable[[], bytes], grpc.ServicerContext], bytes]
"""Answers in Milvus' place, which the first argument asks."""


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


@contextmanager
def between(uri: str, answers: Mapping[str, Answer]) -> Iterator[tuple[str, list[str]]]:
    """An address that passes on what is asked of Milvus, but for these methods; and what was asked there."""
    asked: list[str] = []

    class Passing(grpc.GenericRpcHandler):  # type: ignore[misc]
        def service(self, details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler:
            method = details.method.rpartition("/")[2]
            call = channel.unary_unary(details.method)

            def answer(request: bytes, context: grpc.ServicerContext) -> bytes:
                asked.append(method)
                own = answers.get(method)
                return own(lambda: bytes(call(request)), context) if own else bytes(call(request))

            return grpc.unary_unary_rpc_method_handler(answer)

    server = grpc.server(ThreadPoolExecutor())
    server.add_generic_rpc_handlers((Passing(),))
    port = server.add_insecure_port("127.0.0.1:0")
    with grpc.insecure_channel(uri.removeprefix("http://")) as channel:
        server.start()
        try:
            yield f"http://127.0.0.1:{port}", asked
        finally:
            server.stop(None).wait()

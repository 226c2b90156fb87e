"""A local server that speaks the Messages API's wire format, JSON and SSE, with every way it can go wrong.

A test queues what shall happen, a request each; what is not queued is answered by `otherwise`. Requests are kept as
they came.
"""

from __future__ import annotations

import json
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-ant-test-0123456789-not-a-real-key"
MODEL = "claude-sonnet-5-5"

Body = dict[str, Any]
Behaviour = Callable[["Exchange"], None]


class Exchange:
    """One request and the socket its answer goes to."""

    def __init__(self, handler: BaseHTTPRequestHandler, server: MessagesServer, body: Body) -> None:
        self.handler = handler
        self.server = server
        self.body = body

    def status(self, code: int, headers: Mapping[str, str]) -> None:
        self.handler.send_response(code)
        for name, value in {"connection": "close", **headers}.items():
            self.handler.send_header(name, value)
        self.handler.end_headers()

    def write(self, text: str) -> None:
        self.handler.wfile.write(text.encode())
        self.handler.wfile.flush()

    def event(self, name: str, data: Mapping[str, Any]) -> None:
        self.write(f"event: {name}\ndata: {json.dumps({'type': name, **data})}\n\n")

    def begin(self) -> None:
        """The head of a stream, and its first event."""
        self.status(200, {"content-type": "text/event-stream; charset=utf-8", "request-id": "req_test"})
        self.event("message_start", {"message": message("", stop=None, tokens_out=1)})
        self.event("content_block_start", {"index": 0, "content_block": {"type": "text", "text": ""}})
        self.event("ping", {})

    def delta(self, text: str) -> None:
        self.event("content_block_delta", {"index": 0, "delta": {"type": "text_delta", "text": text}})

    def end(self, stop: str = "end_turn", tokens_out: int = 50) -> None:
        self.event("content_block_stop", {"index": 0})
        delta = {"stop_reason": stop, "stop_sequence": None}
        self.event("message_delta", {"delta": delta, "usage": {"output_tokens": tokens_out}})
        self.event("message_stop", {})


def message(text: str, *, stop: str | None = "end_turn", tokens_in: int = 100, tokens_out: int = 50) -> Body:
    """A message as the API sends it."""
    return {
        "id": "msg_test",
        "type": "message",
        "role": "assistant",
        "model": MODEL,
        "content": [{"type": "text", "text": text}] if text else [],
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": {"input_tokens": tokens_in, "output_tokens": tokens_out},
    }


def says(text: str, *, stop: str = "end_turn", tokens_out: int = 50, pieces: int = 3) -> Behaviour:
    """Stream `text` as a reply."""

    def behave(exchange: Exchange) -> None:
        exchange.begin()
        step = max(1, -(-len(text) // pieces))
        for start in range(0, len(text), step):
            exchange.delta(text[start : start + step])
        exchange.end(stop, tokens_out)

    return behave


def says_json(text: str) -> Behaviour:
    """Answer in one piece, as a server does that cannot stream."""

    def behave(exchange: Exchange) -> None:
        exchange.status(200, {"content-type": "application/json"})
        exchange.write(json.dumps(message(text)))

    return behave


def fails(
    status: int, type_: str = "api_error", said: str = "no", headers: Mapping[str, str] | None = None
) -> Behaviour:
    """An error as the API sends it; a wait before another try is short."""

    def behave(exchange: Exchange) -> None:
        exchange.status(status, {"content-type": "application/json", "retry-after-ms": "20", **(headers or {})})
        exchange.write(json.dumps({"type": "error", "error": {"type": type_, "message": said}}))

    return behave


def error_event(type_: str) -> Behaviour:
    """An error in the midst of a stream."""

    def behave(exchange: Exchange) -> None:
        exchange.begin()
        exchange.delta("{")
        exchange.event("error", {"error": {"type": type_, "message": "Overloaded"}})

    return behave


def page(exchange: Exchange) -> None:
    """200, and a web page: somebody's login, or a proxy's."""
    exchange.status(200, {"content-type": "text/html"})
    exchange.write("<html><body>Please log in</body></html>")


def redirects(exchange: Exchange) -> None:
    """Somewhere else."""
    exchange.status(307, {"location": f"{exchange.server.url}/elsewhere", "content-length": "0"})


def breaks_off(exchange: Exchange) -> None:
    """Half a reply, then the connection is closed."""
    exchange.begin()
    exchange.delta('{"labels": [')


def half_an_event(exchange: Exchange) -> None:
    """Half an event, then silence."""
    exchange.begin()
    exchange.write('event: content_block_delta\ndata: {"type": "content_bl')
    exchange.server.wait()


def silent(exchange: Exchange) -> None:
    """Headers, then silence."""
    exchange.status(200, {"content-type": "text/event-stream"})
    exchange.server.wait()


def says_nothing(exchange: Exchange) -> None:
    """Not even headers."""
    exchange.server.wait()


def garbage(exchange: Exchange) -> None:
    """Events whose data is no JSON."""
    exchange.begin()
    exchange.write("event: content_block_delta\ndata: {not json\n\n")


def drips(exchange: Exchange) -> None:
    """A reply that never ends: a letter at a time until the other side is gone."""
    exchange.begin()
    try:
        while not exchange.server.released.wait(0.005):
            exchange.delta("x")
            exchange.server.dripped += 1
    except OSError:
        exchange.server.hung_up.set()


class MessagesServer:
    """The server; `url` is where it listens."""

    def __init__(self) -> None:
        self.queue: deque[Behaviour] = deque()
        self.otherwise: Behaviour = says("{}")
        self.requests: list[Body] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.released = threading.Event()
        self.hung_up = threading.Event()
        self.dripped = 0
        self._lock = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                with server._lock:
                    server.requests.append(body)
                    server.paths.append(self.path)
                    server.headers.append({name.lower(): value for name, value in self.headers.items()})
                    behave = server.queue.popleft() if server.queue else server.otherwise
                try:
                    behave(Exchange(self, server, body))
                except OSError:
                    server.hung_up.set()
                self.close_connection = True

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: Any) -> None:
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.host = self.url.removeprefix("http://")
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.01), daemon=True)
        self._thread.start()

    def will(self, *behaviours: Behaviour) -> None:
        """What becomes of the next requests, one each."""
        self.queue.extend(behaviours)

    def wait(self) -> None:
        """Say nothing more until the server is closed."""
        self.released.wait(60)

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(30)


@contextmanager
def serving() -> Iterator[MessagesServer]:
    """A server for the length of a block."""
    server = MessagesServer()
    try:
        yield server
    finally:
        server.close()


def unused_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def texts_of(body: Body) -> Sequence[str]:
    """What the turns of a request say."""
    return [turn["content"] for turn in body["messages"]]

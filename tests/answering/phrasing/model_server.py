"""A real OpenAI-compatible server on loopback: streamed chat completions, and the ways one fails."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Script:
    """What the server says next. `status` other than 200 is an error; `silent` seconds pass before each piece;
    `cut`: the connection is dropped after the pieces, without the end of the stream."""

    pieces: list[str] = field(default_factory=list)
    status: int = 200
    silent: float = 0.0
    cut: bool = False
    requests: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


@contextmanager
def serving(script: Script) -> Iterator[str]:
    """The base address "http://127.0.0.1:PORT/v1" of a server that follows `script`."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            script.paths.append(self.path)
            self._send(b"{}", 404)

        def do_POST(self) -> None:
            script.paths.append(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            script.requests.append(json.loads(body) if body[:1] == b"{" else {})
            if script.status != 200:
                self._send(json.dumps({"error": {"message": "quá tải"}}).encode(), script.status)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            try:
                for piece in script.pieces:
                    time.sleep(script.silent)
                    self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}}]})
                if not script.cut:
                    self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
                    self.wfile.write(b"data: [DONE]\n\n")
            except (BrokenPipeError, ConnectionResetError):
                pass  # the client gave up waiting, which is what the test is about

        def _event(self, chunk: dict[str, Any]) -> None:
            whole = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "mau", **chunk}
            self.wfile.write(f"data: {json.dumps(whole, ensure_ascii=False)}\n\n".encode())
            self.wfile.flush()

        def _send(self, body: bytes, status: int) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

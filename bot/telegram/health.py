"""Whether the bot is well, for a supervisor, and its metrics: /health and /metrics over HTTP on this machine only."""

import json
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from typing import Self

from bot.errors import SettingsError
from bot.telegram.metrics import CONTENT_TYPE, Metrics

ADDRESS = "127.0.0.1"
LONGEST_SILENCE_SECONDS = 15
"""of the loop that answers, which gives a sign every second"""
LONGEST_DEAFNESS_SECONDS = 300
"""without a poll that Telegram answered; one takes ten seconds where nobody writes"""


class Health:
    """Signs of life; threads may share it."""

    def __init__(self, polls: bool, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._lived = now()
        self._polled = now() if polls else None

    def lives(self) -> None:
        """The loop that answers turned once more."""
        self._lived = self._now()

    def polled(self) -> None:
        """Telegram answered a poll."""
        if self._polled is not None:
            self._polled = self._now()

    def ailments(self) -> list[str]:
        """What is wrong; nothing where the bot is well."""
        silence = self._now() - self._lived
        deafness = 0 if self._polled is None else self._now() - self._polled
        found = []
        if silence > LONGEST_SILENCE_SECONDS:
            found.append(f"no sign of life for {silence:.0f} seconds")
        if deafness > LONGEST_DEAFNESS_SECONDS:
            found.append(f"no poll was answered for {deafness:.0f} seconds")
        return found


class HealthServer:
    """Answers /health and /metrics in a thread of its own, while it is entered."""

    def __init__(self, port: int, health: Health, metrics: Metrics, waiting: Callable[[], int]) -> None:
        try:
            self._server = ThreadingHTTPServer((ADDRESS, port), _handler_of(health, metrics, waiting))
        except OSError as error:
            raise SettingsError(
                f"GONGKAI_HEALTH_PORT is {port}, which can't be listened on ({error.strerror}): name a free port"
            ) from error
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True, name="health")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _handler_of(health: Health, metrics: Metrics, waiting: Callable[[], int]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/health":
                ailments = health.ailments()
                told = {"status": "ailing" if ailments else "ok", "ailments": ailments, "waiting": waiting()}
                status = HTTPStatus.SERVICE_UNAVAILABLE if ailments else HTTPStatus.OK
                self._answer(status, "application/json", json.dumps(told).encode())
            elif self.path == "/metrics":
                self._answer(HTTPStatus.OK, CONTENT_TYPE, metrics.text())
            else:
                self._answer(HTTPStatus.NOT_FOUND, "text/plain", b"there are /health and /metrics\n")

        def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
            """Says nothing: a supervisor asks every few seconds."""

    return Handler

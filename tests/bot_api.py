"""A Bot API server over HTTP on the loopback: keeps what a bot sends and hands it what people write."""

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from time import monotonic
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl

TOKEN = "123456:TEST-token_of-no_bot"
USERNAME = "gongkai_test_bot"
BOT = {"id": 123456, "is_bot": True, "first_name": "公开", "username": USERNAME}
PATIENCE_SECONDS = 60
"""a wait that is longer has failed"""


_UPDATE_IDS = count(1)
"""one row for all servers of a test run: a data folder that they share has seen none before"""


class Refusal(Exception):
    """An answer with ok: false."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


class BotApi:
    """The server; `refuse` maps methods to the status codes with which it refuses them.

    `stumbles` are the status codes with which it refuses the first messages, one each; `takes_html` is False
    for one that refuses all HTML.
    """

    def __init__(
        self, refuse: Mapping[str, int] | None = None, stumbles: Iterable[int] = (), takes_html: bool = True
    ) -> None:
        self.refuse = dict(refuse or {})
        self.stumbles = list(stumbles)
        self.takes_html = takes_html
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.sent: list[dict[str, Any]] = []
        self.updates: list[dict[str, Any]] = []
        """those that the bot hasn't confirmed"""
        self._last_message = 1000
        self._stopping = False
        self._changed = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever)

    @property
    def url(self) -> str:
        """Its address, for GONGKAI_TELEGRAM_API_URL."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def say(self, text: str | None = None, chat: int = 1, language: str | None = "zh-hans", **fields: Any) -> None:
        """Somebody sends a message: in a private chat, or in a group where `chat` is negative."""
        self._deliver("message", text, chat, language, fields)

    def edit(self, text: str | None = None, chat: int = 1, language: str | None = "zh-hans", **fields: Any) -> None:
        """Somebody edits a message."""
        self._deliver("edited_message", text, chat, language, {"edit_date": 1700000001, **fields})

    def _deliver(self, kind: str, text: str | None, chat: int, language: str | None, fields: Mapping[str, Any]) -> None:
        with self._changed:
            self._last_message += 1
            message = {
                "message_id": self._last_message,
                "date": 1700000000,
                "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup", "title": "群"},
                "from": {"id": abs(chat), "is_bot": False, "first_name": "李", "language_code": language},
            }
            if text is not None:
                message |= {"text": text, "entities": _entities(text)}
            self.updates.append({"update_id": next(_UPDATE_IDS), kind: message | dict(fields)})
            self._changed.notify_all()

    def texts(self, chat: int, count: int) -> list[str]:
        """The texts of the messages sent to a chat, as soon as there are that many."""
        return [message["text"] for message in self.messages(chat, count)]

    def messages(self, chat: int, count: int) -> list[dict[str, Any]]:
        """The messages sent to a chat, as soon as there are that many."""

        def found() -> list[dict[str, Any]]:
            return [message for message in self.sent if message["chat_id"] == str(chat)]

        self.wait(lambda: len(found()) >= count, lambda: f"{count} messages for chat {chat}, has {found()}")
        return found()

    def wait(self, happened: Callable[[], bool], what: Callable[[], str]) -> None:
        """Waits until something happened, with an end."""
        end = monotonic() + PATIENCE_SECONDS
        with self._changed:
            while not happened():
                if monotonic() > end:
                    raise AssertionError(f"waited {PATIENCE_SECONDS} seconds for {what()}")
                self._changed.wait(0.05)  # a process that ends wakes nobody

    def call(self, token: str, method: str, values: dict[str, Any]) -> object:
        """What one call gives; raises Refusal."""
        with self._changed:
            self.calls.append((method, values))
            self._changed.notify_all()
            if token != TOKEN:
                raise Refusal(401, "Unauthorized")
            if method in self.refuse:
                raise Refusal(self.refuse[method], f"{method} is refused here")
            answer = _METHODS.get(method)
            if answer is None:
                raise Refusal(404, "Not Found")
            return answer(self, values)

    def get_updates(self, values: dict[str, Any]) -> object:
        """New updates, as soon as there are some or the caller's time is up."""
        offset = int(values.get("offset", 0))
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        self._changed.wait_for(lambda: bool(self.updates) or self._stopping, float(values.get("timeout", 0)))
        return [update for update in self.updates if update["update_id"] >= offset]

    def send_message(self, values: dict[str, Any]) -> object:
        """Keeps a message, if the real server would take it."""
        if self.stumbles:
            status = self.stumbles.pop(0)
            raise Refusal(status, "try again later", **({"retry_after": 1} if status == 429 else {}))
        text = values["text"]
        if values.get("parse_mode") == "HTML":
            markup = Markup(text)
            if markup.problems or not self.takes_html:
                raise Refusal(400, f"Bad Request: can't parse entities: {markup.problems}")
            text = markup.text
        if not text.strip():
            raise Refusal(400, "Bad Request: message text is empty")
        if utf16_length(text) > 4096:
            raise Refusal(400, "Bad Request: message is too long")
        self._last_message += 1
        self.sent.append(values)
        self._changed.notify_all()
        chat = {"id": int(values["chat_id"]), "type": "private"}
        return {"message_id": self._last_message, "date": 1700000000, "chat": chat, "from": BOT, "text": text}

    def yes(self, _: dict[str, Any]) -> object:
        """Done."""
        return True

    def get_me(self, _: dict[str, Any]) -> object:
        """The bot."""
        return BOT


_METHODS: dict[str, Callable[[BotApi, dict[str, Any]], object]] = {
    "getMe": BotApi.get_me,
    "getUpdates": BotApi.get_updates,
    "sendMessage": BotApi.send_message,
    "sendChatAction": BotApi.yes,
    "setMyCommands": BotApi.yes,
    "deleteWebhook": BotApi.yes,
}


class Markup(HTMLParser):
    """An independent reading of HTML: its text, and whether every tag is Telegram's and closed in turn."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.links: list[str | None] = []
        self.problems: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.problems += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"a", "b", "i", "code", "blockquote"}:
            self.problems.append(tag)
        self.links += [value for name, value in attrs if name == "href"]
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.problems.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.text += data


def utf16_length(text: str) -> int:
    """How long Telegram takes a text to be."""
    return sum(2 if ord(character) > 0xFFFF else 1 for character in text)


def plain(html_parts: Iterable[str]) -> str:
    """The text of several messages."""
    return "".join(Markup(part).text for part in html_parts)


def _entities(text: str) -> list[dict[str, Any]]:
    """A command at the beginning and mentions anywhere, as Telegram marks them."""
    found = []
    position = 0
    for word in text.split(" "):
        kind = "bot_command" if word.startswith("/") and position == 0 else "mention" if word[:1] == "@" else None
        if kind:
            found.append({"type": kind, "offset": position, "length": utf16_length(word)})
        position += utf16_length(word) + 1
    return found


def _handler_of(api: BotApi) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            token, _, method = self.path.removeprefix("/bot").partition("/")
            try:
                self._answer(200, {"ok": True, "result": api.call(token, method, dict(parse_qsl(body)))})
            except ConnectionAbortedError:
                self.close_connection = True
            except Refusal as refusal:
                answer: dict[str, Any] = {"ok": False, "error_code": refusal.status}
                answer |= {"description": refusal.description}
                self._answer(refusal.status, answer | {"parameters": refusal.parameters})

        def _answer(self, status: int, answer: object) -> None:
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
            """Says nothing."""

    return Handler

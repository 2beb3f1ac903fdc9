"""A Bot API server over HTTP on the loopback: keeps what a bot sends and hands it what people write."""

import io
import json
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from email.message import Message as Mail
from email.parser import BytesParser
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from time import monotonic
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from PIL import Image

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
        """what the bot has sent to chats: a call's values, with `message_id` and, where a file came, its bytes"""
        self.edits: list[dict[str, Any]] = []
        self.told: list[dict[str, Any]] = []
        """answers to pressed buttons"""
        self.offered: list[dict[str, Any]] = []
        """answers to inline queries"""
        self.files: dict[str, bytes] = {}
        """what people uploaded, by file id"""
        self._messages: dict[int, dict[str, Any]] = {}
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
                "chat": _chat(chat),
                "from": {"id": abs(chat), "is_bot": False, "first_name": "李", "language_code": language},
            }
            if text is not None:
                message |= {"text": text, "entities": _entities(text)}
            self._put(kind, message | dict(fields))

    def _put(self, kind: str, content: Mapping[str, Any]) -> None:
        self.updates.append({"update_id": next(_UPDATE_IDS), kind: content})
        self._changed.notify_all()

    def upload(self, content: bytes, name: str, chat: int = 1, size: int | None = None, **fields: Any) -> None:
        """Somebody sends a file, of another size than it has where `size` says so."""
        file_id = f"file-{len(self.files)}"
        self.files[file_id] = content
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "mime_type": "application/pdf"}
        self.say(None, chat, document=document | {"file_size": size or len(content)}, **fields)

    def press(self, sent: Mapping[str, Any], label: str, person: int | None = None, language: str = "zh-hans") -> None:
        """Somebody presses the button with that label under a message that the bot sent."""
        self.press_data(sent, buttons(sent)[label], person, language)

    def press_data(
        self,
        sent: Mapping[str, Any],
        data: str,
        person: int | None = None,
        language: str = "zh-hans",
        old: bool = False,
    ) -> None:
        """Somebody sends a button's data, forged where no button has it; Telegram shows an old message no more."""
        chat = int(sent["chat_id"])
        message = {"message_id": sent["message_id"], "date": 0, "chat": _chat(chat)}
        if not old:
            message = self._messages[sent["message_id"]]
        who = {"id": person or abs(chat), "is_bot": False, "first_name": "李", "language_code": language}
        with self._changed:
            query = {"id": f"press-{next(_UPDATE_IDS)}", "from": who, "chat_instance": "1", "data": data}
            self._put("callback_query", query | {"message": message})

    def type_inline(self, text: str, person: int = 1, language: str = "zh-hans") -> str:
        """Somebody types behind the bot's name in another chat; gives the query's id."""
        who = {"id": person, "is_bot": False, "first_name": "李", "language_code": language}
        with self._changed:
            query_id = f"inline-{next(_UPDATE_IDS)}"
            self._put("inline_query", {"id": query_id, "from": who, "query": text, "offset": ""})
        return query_id

    def told_after(self, count: int) -> list[dict[str, Any]]:
        """The answers to pressed buttons, as soon as there are that many."""
        self.wait(lambda: len(self.told) >= count, lambda: f"{count} answers to buttons, has {self.told}")
        return self.told

    def offered_for(self, query_id: str) -> list[dict[str, Any]]:
        """The results offered to an inline query, as soon as there are some."""

        def found() -> list[dict[str, Any]]:
            return [answer for answer in self.offered if answer["inline_query_id"] == query_id]

        self.wait(lambda: bool(found()), lambda: f"results for {query_id}")
        return json.loads(found()[0]["results"])  # type: ignore[no-any-return]

    def texts(self, chat: int, count: int) -> list[str]:
        """The texts of the messages sent to a chat, or what stands under their pictures, as soon as there are so many."""
        return [message.get("text", message.get("caption", "")) for message in self.messages(chat, count)]

    def messages(self, chat: int, count: int) -> list[dict[str, Any]]:
        """The messages sent to a chat, as soon as there are that many."""

        def found() -> list[dict[str, Any]]:
            return [message for message in self.sent if message["chat_id"] == str(chat)]

        self.wait(lambda: len(found()) >= count, lambda: f"{count} messages for chat {chat}, has {found()}")
        return found()

    def wait(self, happened: Callable[[], bool], what: Callable[[], str], patience: float = PATIENCE_SECONDS) -> None:
        """Waits until something happened, with an end."""
        end = monotonic() + patience
        with self._changed:
            while not happened():
                if monotonic() > end:
                    raise AssertionError(f"waited {patience} seconds for {what()}")
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
        self._stumble()
        return self._sent(values, {"text": self._text(values, "text", 4096)})

    def send_photo(self, values: dict[str, Any]) -> object:
        """Keeps a picture, if the real server would take it."""
        self._stumble()
        width, height = Image.open(io.BytesIO(values["photo"])).size
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise Refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
        photo = [{"file_id": "sent", "file_unique_id": "sent", "width": width, "height": height}]
        caption = self._text(values, "caption", 1024) if "caption" in values else ""
        return self._sent(values, {"photo": photo, "caption": caption})

    def send_document(self, values: dict[str, Any]) -> object:
        """Keeps a file."""
        self._stumble()
        document = {"file_id": "sent", "file_unique_id": "sent"}
        caption = self._text(values, "caption", 1024) if "caption" in values else ""
        return self._sent(values, {"document": document, "caption": caption})

    def edit_text(self, values: dict[str, Any]) -> object:
        """Keeps the new text of a message."""
        self._stumble()
        message = self._messages[int(values["message_id"])]
        text = self._text(values, "text", 4096)
        markup = _markup(values)
        if message.get("text") == text and message.get("reply_markup") == markup.get("reply_markup"):
            raise Refusal(400, "Bad Request: message is not modified")
        message.pop("reply_markup", None)
        message |= {"text": text} | markup
        self.edits.append(values)
        self._changed.notify_all()
        return message

    def answer_press(self, values: dict[str, Any]) -> object:
        """Keeps what a pressed button shows."""
        self.told.append(values)
        self._changed.notify_all()
        return True

    def answer_inline(self, values: dict[str, Any]) -> object:
        """Keeps what is offered to an inline query, if the real server would take it."""
        for result in json.loads(values["results"]):
            content = result["input_message_content"]
            if Markup(content["message_text"]).problems or len(result["id"].encode()) > 64:
                raise Refusal(400, "Bad Request: RESULT_INVALID")
        self.offered.append(values)
        self._changed.notify_all()
        return True

    def get_file(self, values: dict[str, Any]) -> object:
        """Where a file can be fetched."""
        file_id = values["file_id"]
        return {"file_id": file_id, "file_unique_id": file_id, "file_path": file_id}

    def _stumble(self) -> None:
        if self.stumbles:
            status = self.stumbles.pop(0)
            raise Refusal(status, "try again later", **({"retry_after": 1} if status == 429 else {}))

    def _text(self, values: dict[str, Any], name: str, limit: int) -> str:
        """A text as people see it; refused as the real server would."""
        text: str = values[name]
        if values.get("parse_mode") == "HTML":
            markup = Markup(text)
            if markup.problems or not self.takes_html:
                raise Refusal(400, f"Bad Request: can't parse entities: {markup.problems}")
            text = markup.text
        if not text.strip():
            raise Refusal(400, "Bad Request: message text is empty")
        if utf16_length(text) > limit:
            raise Refusal(400, "Bad Request: message is too long")
        return text

    def _sent(self, values: dict[str, Any], content: dict[str, Any]) -> object:
        markup = _markup(values)
        self._last_message += 1
        message = {"message_id": self._last_message, "date": 1700000000, "from": BOT}
        if "message_thread_id" in values:
            message |= {"message_thread_id": int(values["message_thread_id"]), "is_topic_message": True}
        message |= {"chat": _chat(int(values["chat_id"]))} | content | markup
        self._messages[self._last_message] = message
        self.sent.append(values | {"message_id": self._last_message})
        self._changed.notify_all()
        return message

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
    "sendPhoto": BotApi.send_photo,
    "sendDocument": BotApi.send_document,
    "editMessageText": BotApi.edit_text,
    "answerCallbackQuery": BotApi.answer_press,
    "answerInlineQuery": BotApi.answer_inline,
    "getFile": BotApi.get_file,
    "sendChatAction": BotApi.yes,
    "setMyCommands": BotApi.yes,
    "deleteWebhook": BotApi.yes,
    "setWebhook": BotApi.yes,
}


def buttons(sent: Mapping[str, Any]) -> dict[str, str]:
    """The buttons under a message, by label: their data, or the address that they open."""
    rows = json.loads(sent.get("reply_markup", "{}")).get("inline_keyboard", [])
    return {button["text"]: button.get("callback_data") or button["url"] for row in rows for button in row}


def _markup(values: Mapping[str, Any]) -> dict[str, Any]:
    """The keyboard of a message; refused where a button's data is longer than Telegram's 64 bytes."""
    if "inline_keyboard" not in values.get("reply_markup", ""):
        return {}
    if any(not 1 <= len(data.encode()) <= 64 for data in buttons(values).values() if not data.startswith("https://")):
        raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    return {"reply_markup": json.loads(values["reply_markup"])}


def _chat(chat: int) -> dict[str, Any]:
    return {"id": chat, "type": "private" if chat > 0 else "supergroup", "title": "群"}


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
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            path = urlsplit(self.path).path  # a whole address where the server stands for a proxy
            token, _, method = path.removeprefix("/bot").partition("/")
            values = _values(body, self.headers.get("Content-Type", ""))
            try:
                self._answer(200, {"ok": True, "result": api.call(token, method, values)})
            except ConnectionAbortedError:
                self.close_connection = True
            except Refusal as refusal:
                answer: dict[str, Any] = {"ok": False, "error_code": refusal.status}
                answer |= {"description": refusal.description}
                self._answer(refusal.status, answer | {"parameters": refusal.parameters})

        def do_GET(self) -> None:
            content = api.files[self.path.rpartition("/")[2]]
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _answer(self, status: int, answer: object) -> None:
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(BrokenPipeError):  # a bot that was stopped doesn't wait for its answer
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
            """Says nothing."""

    return Handler


def _values(body: bytes, content_type: str) -> dict[str, Any]:
    """The fields of a form; files as bytes."""
    if not content_type.startswith("multipart/form-data"):
        return dict(parse_qsl(body.decode()))
    mail = BytesParser().parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    values: dict[str, Any] = {}
    for part in mail.walk():
        name = part.get_param("name", header="Content-Disposition")
        if isinstance(name, str):
            values[name] = _content(part)
    return values


def _content(part: Mail) -> str | bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content if part.get_filename() else content.decode()

"""A Bot API server with the troubles of a real network: pauses, blocked chats, connections that close or are refused."""

from collections import Counter
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from threading import Thread
from time import monotonic
from typing import Any

from tests.bot_api import _UPDATE_IDS, BOT, BotApi, Refusal, _handler_of


class TroubledApi(BotApi):
    """The server; what troubles it is set while it runs.

    `stumbles` may hold, besides status codes, LOST_BEFORE (the connection closes and the message isn't taken) and
    LOST_AFTER (it is taken, and the connection closes before the bot hears so).
    """

    LOST_BEFORE = -1
    LOST_AFTER = -2

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blocked: set[int] = set()
        """chats whose people blocked the bot"""
        self.held: set[int] = set()
        """chats whose messages are taken, but the bot doesn't hear so"""
        self.silent = False
        """every connection closes without an answer"""
        self.pause_seconds = 0
        """what the next message is asked to wait, once; messages that don't are kept in `too_early`"""
        self.too_early: list[dict[str, Any]] = []
        self._pause_ends = 0.0
        self._hold: Counter[int] = Counter()

    def call(self, token: str, method: str, values: dict[str, Any]) -> object:
        """What one call gives, if nothing troubles it."""
        if self.silent:
            raise ConnectionAbortedError
        if method != "sendMessage":
            return self._still_there(method, super().call(token, method, values))
        with self._changed:
            self._check_pause(values)
            if int(values["chat_id"]) in self.blocked:
                raise Refusal(403, "Forbidden: bot was blocked by the user")
            lost = self.stumbles.pop(0) if self.stumbles and self.stumbles[0] < 0 else 0
            if lost == self.LOST_BEFORE:
                raise ConnectionAbortedError
            answer = super().call(token, method, values)
            if lost == self.LOST_AFTER:
                raise ConnectionAbortedError
            self._hold[int(values["chat_id"])] -= 1
            if self._hold[int(values["chat_id"])] == 0:
                self.held.add(int(values["chat_id"]))
            if int(values["chat_id"]) in self.held:
                self._changed.wait_for(lambda: self._stopping)
            return answer

    def _still_there(self, method: str, answer: object) -> object:
        """An answer that took its time, if nothing went wrong meanwhile."""
        if self.silent:
            raise ConnectionAbortedError
        if method in self.refuse:
            raise Refusal(self.refuse[method], f"{method} is refused here")
        return answer

    def hold_message(self, number: int, chat: int) -> None:
        """The bot doesn't hear that a chat's message of that number, counted from now, was taken."""
        self._hold[chat] = number

    def _check_pause(self, values: dict[str, Any]) -> None:
        if monotonic() < self._pause_ends:
            self.too_early.append(values)
        elif self.pause_seconds:
            self._pause_ends = monotonic() + self.pause_seconds
            asked, self.pause_seconds = self.pause_seconds, 0
            raise Refusal(429, f"Too Many Requests: retry after {asked}", retry_after=asked)

    def deliver_again(self, update: dict[str, Any]) -> None:
        """Hands the bot an update that it had before, as if its confirmation had been lost."""
        with self._changed:
            self.updates.append(update)
            self._changed.notify_all()

    def leave(self, chat: int) -> None:
        """Somebody blocks the bot, and Telegram tells it so."""
        member = {"user": BOT, "status": "kicked", "until_date": 0}
        event = {
            "chat": {"id": chat, "type": "private"},
            "from": {"id": chat, "is_bot": False, "first_name": "李"},
            "date": 1700000000,
            "old_chat_member": {"user": BOT, "status": "member"},
            "new_chat_member": member,
        }
        self.deliver_again({"update_id": next(_UPDATE_IDS), "my_chat_member": event})

    def go_down(self) -> Callable[[], None]:
        """Refuses connections from now on; what it returns brings it back at the same address."""
        port = self._server.server_port
        self.silent = True
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

        def come_back() -> None:
            self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler_of(self))
            self._server.daemon_threads = True
            self._thread = Thread(target=self._server.serve_forever)
            self.silent = False
            self._thread.start()

        return come_back

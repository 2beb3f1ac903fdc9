"""What the chat wants of an assistant, and each conversation's turns."""

import asyncio
from typing import Protocol
from weakref import WeakValueDictionary

from bot.records import Reply
from ingest.records import Report


class ChatAssistant(Protocol):
    """What answers the questions; called from several threads."""

    def answer(self, question: str, conversation: str | None = None) -> Reply:
        """One question's reply; follow-ups of one conversation carry the same key."""
        ...

    def forget(self, conversation: str) -> None:
        """Ends a conversation: the next question in it is no follow-up."""
        ...

    def sources(self) -> tuple[Report, ...]:
        """The reports held."""
        ...


class Turns:
    """In each conversation one message is answered after the other, so that follow-ups follow."""

    def __init__(self) -> None:
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, conversation: str) -> asyncio.Lock:
        """Held while one message of a conversation is answered."""
        return self._turns.setdefault(conversation, asyncio.Lock())

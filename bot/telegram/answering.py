"""What the chat wants of an assistant, and each conversation's turns."""

import asyncio
from typing import Protocol
from weakref import WeakValueDictionary

from bot.records import Citation, Reply
from ingest.records import Report


class ChatAssistant(Protocol):
    """What answers the questions; called from several threads."""

    def answer(self, question: str, conversation: str | None = None, *, offers: bool = True) -> Reply:
        """One question's reply; follow-ups of one conversation carry the same key, a refusal may offer others."""
        ...

    def forget(self, conversation: str) -> None:
        """Ends a conversation: the next question in it is no follow-up."""
        ...

    def sources(self) -> tuple[Report, ...]:
        """The reports held."""
        ...

    @property
    def snapshot_id(self) -> str:
        """Of what it answers from."""
        ...

    def passage(self, citation: Citation) -> str | None:
        """The whole passage that a quote stands in; None where its report isn't held any more."""
        ...

    def related(self, reply: Reply) -> tuple[str, ...]:
        """Questions near a reply that its report answers."""
        ...


class Turns:
    """In each conversation one message is answered after the other, so that follow-ups follow."""

    def __init__(self) -> None:
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, conversation: str) -> asyncio.Lock:
        """Held while one message of a conversation is answered."""
        return self._turns.setdefault(conversation, asyncio.Lock())

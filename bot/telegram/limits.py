"""How much one person may ask: so many questions a minute, one answered and one waiting at a time."""

from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from aiolimiter import AsyncLimiter

MINUTE_SECONDS = 60
MOST_UNANSWERED = 2
"""one question that is being answered, and one that waits for it"""
PEOPLE_REMEMBERED = 10_000
"""whose pace is known; the one longest silent is forgotten first"""


class Pace(StrEnum):
    """What becomes of a question."""

    ANSWERED = "answered"
    BUSY = "busy"
    """the person's earlier questions are not answered yet"""
    TOO_MANY = "too_many"
    """the person asked more than the limit; told once"""
    STILL_TOO_MANY = "still_too_many"
    """the same again, told before"""


class Limits:
    """Every person's pace; used by one event loop."""

    def __init__(self, questions_a_minute: int) -> None:
        self._most = questions_a_minute
        self._paces: OrderedDict[str, AsyncLimiter] = OrderedDict()
        self._told: set[str] = set()
        self._unanswered: Counter[str] = Counter()

    async def admit(self, person: str) -> Pace:
        """Whether a question of a person is answered now; counts it where it is."""
        pace = self._pace(person)
        if not pace.has_capacity():
            was_told = person in self._told
            self._told.add(person)
            return Pace.STILL_TOO_MANY if was_told else Pace.TOO_MANY
        await pace.acquire()
        self._told.discard(person)
        return Pace.BUSY if self._unanswered[person] >= MOST_UNANSWERED else Pace.ANSWERED

    @contextmanager
    def answering(self, person: str) -> Iterator[None]:
        """Counts a question as unanswered for as long as it is."""
        self._unanswered[person] += 1
        try:
            yield
        finally:
            self._unanswered[person] -= 1
            if not self._unanswered[person]:
                del self._unanswered[person]

    def forget(self, person: str) -> None:
        """Whether somebody asked much or little is known no more."""
        self._paces.pop(person, None)
        self._told.discard(person)

    def _pace(self, person: str) -> AsyncLimiter:
        pace = self._paces.setdefault(person, AsyncLimiter(self._most, MINUTE_SECONDS))
        self._paces.move_to_end(person)
        while len(self._paces) > PEOPLE_REMEMBERED:
            self.forget(next(iter(self._paces)))
        return pace

"""What happens in the chat → counts and times in Prometheus's text form; the only module that knows its library."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

CONTENT_TYPE = CONTENT_TYPE_LATEST
ANSWER_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
"""upper ends of the bins in which times of answers are counted"""


class Metrics:
    """The counts of one process; threads may share it. No label says anything about a person or a question."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._updates = self._counter("updates", "Updates received from Telegram, each once.")
        self._answers = self._counter("answers", "Questions answered, by the status of the reply.", "status")
        self._limited = self._counter("limited", "Questions that were not answered at once, by the reason.", "reason")
        self._sent = self._counter("sent", "Calls to Telegram that arrived, by method.", "method")
        self._failed = self._counter("failed_calls", "Calls to Telegram that failed, by kind of error.", "error")
        self._blocked = self._counter("blocked", "People who blocked the bot and were forgotten.")
        self._seconds = Histogram(
            "gongkai_answer_seconds",
            "From a question's arrival to its reply.",
            buckets=ANSWER_SECONDS,
            registry=self._registry,
        )

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"gongkai_{name}", meaning, labels, registry=self._registry)

    def watch_waiting(self, count: Callable[[], int]) -> None:
        """Shows how many updates wait, counted when it is asked for."""
        waiting = Gauge("gongkai_waiting_updates", "Updates stored and not answered yet.", registry=self._registry)
        waiting.set_function(count)

    def received(self) -> None:
        """An update arrived."""
        self._updates.inc()

    def answered(self, status: str, seconds: float) -> None:
        """A question got its reply."""
        self._answers.labels(status).inc()
        self._seconds.observe(seconds)

    def limited(self, reason: str) -> None:
        """A question met a limit."""
        self._limited.labels(reason).inc()

    def sent(self, method: str) -> None:
        """A call arrived."""
        self._sent.labels(method).inc()

    def failed(self, error: BaseException) -> None:
        """A call failed."""
        self._failed.labels(type(error).__name__).inc()

    def blocked(self) -> None:
        """Somebody blocked the bot."""
        self._blocked.inc()

    def text(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self._registry)

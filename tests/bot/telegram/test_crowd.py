"""Many people at once, in a real process; benchmarks/crowd.py measures the same with real answers."""

from pathlib import Path

from benchmarks.crowd import CrowdApi, median_and_p95
from tests.telegram_process import running

PEOPLE = 50


def test_fifty_at_once_each_get_their_own_answer(tmp_path: Path) -> None:
    """Fifty people who ask at the same moment get one reply each, to their own question."""
    with CrowdApi() as api, running(api, tmp_path):
        questions = {person: f"第{person}人问几件？" for person in range(1, PEOPLE + 1)}
        asked = api.ask_at_once(questions, dict.fromkeys(questions, 1))
        api.say("完", PEOPLE + 1)
        api.texts(PEOPLE + 1, 1)
        assert len(api.sent) == PEOPLE + 1
    assert len(asked) == PEOPLE
    for one in asked:
        assert len(one.texts) == 1
        assert f"“{one.question}”是第 1 问" in one.texts[0]
    waits = median_and_p95([one.seconds for one in asked])
    assert 0 < waits["median"] <= waits["p95"]

"""What the chat keeps on disk: pseudonyms' key, inbox, journal; and the pace of one person."""

import stat
from contextlib import closing
from pathlib import Path
from time import time

import pytest
from telegram import Update
from telegram.error import NetworkError

from bot.errors import BotError
from bot.records import Language, Reply, Status
from bot.telegram.delivery import KeptQueue
from bot.telegram.inbox import DAY_SECONDS, Inbox, Waiting
from bot.telegram.journal import COUNTED_DAYS, Journal
from bot.telegram.kept_file import KeptFile, NotKept
from bot.telegram.limits import Limits, Pace
from bot.telegram.metrics import Metrics
from bot.telegram.pseudonyms import Pseudonyms


def reply(question: str, status: Status = Status.ANSWERED) -> Reply:
    """A reply to a question."""
    return Reply("0123456789abcdef", question, Language.CHINESE, status, "答复")


# Pseudonyms


def test_pseudonyms_stay_with_their_folder(tmp_path: Path) -> None:
    """A folder's names are the same in every process and differ from another folder's; its key is private."""
    first, again, other = (Pseudonyms.of_folder(tmp_path / name) for name in ("a", "a", "b"))
    assert first.name(17) == again.name(17)
    assert first.webhook_secret() == again.webhook_secret()
    assert first.name(17) != first.name(18)
    assert first.name(17) != other.name(17)
    assert stat.S_IMODE((tmp_path / "a" / "telegram" / "key").stat().st_mode) == 0o600


def test_damaged_key_is_refused(tmp_path: Path) -> None:
    """A key that was cut short would give weak names: it is refused with what to do."""
    Pseudonyms.of_folder(tmp_path)
    (tmp_path / "telegram" / "key").write_bytes(b"short")
    with pytest.raises(BotError, match="has 5 bytes, not 32: remove it"):
        Pseudonyms.of_folder(tmp_path)


# Inbox


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    """An empty one."""
    return Inbox.of_folder(tmp_path, 1)


def test_update_is_kept_once(inbox: Inbox) -> None:
    """The same number is new once, also after it was finished."""
    assert inbox.keep(5, "ann", "{}")
    assert not inbox.keep(5, "ann", "{}")
    inbox.finish(5)
    assert not inbox.keep(5, "ann", "{}")


def test_next_process_takes_up_what_waits(inbox: Inbox, tmp_path: Path) -> None:
    """What isn't finished comes back whole, in order, with its starts counted."""
    for number in (7, 5, 6):
        inbox.keep(number, "ann", f'{{"text": "问{number}"}}')
    inbox.finish(6)
    assert [one.starts for one in inbox.take_up()] == [0, 0]
    inbox.close()
    again = Inbox.of_folder(tmp_path, 1)
    assert again.take_up() == (Waiting(5, {"text": "问5"}, 1), Waiting(7, {"text": "问7"}, 1))
    assert again.count_waiting() == 2


def test_bots_have_inboxes_of_their_own(inbox: Inbox, tmp_path: Path) -> None:
    """The numbers of another bot's updates are others."""
    inbox.keep(5, "ann", "{}")
    assert Inbox.of_folder(tmp_path, 2).keep(5, "ann", "{}")


def test_sent_messages_are_known_until_the_update_is_finished(inbox: Inbox) -> None:
    """What Telegram answered comes back equal; afterwards it is gone."""
    inbox.keep(5, "ann", "{}")
    inbox.record(5, 1, {"message_id": 9, "text": "答"})
    assert inbox.result_of(5, 1) == {"message_id": 9, "text": "答"}
    assert inbox.result_of(5, 2) is None
    inbox.finish(5)
    assert inbox.result_of(5, 1) is None


def test_forgetting_spares_others_and_the_asking_update(inbox: Inbox) -> None:
    """A person's waiting updates are finished, but for the one that asks to be forgotten."""
    for number, person in ((1, "ann"), (2, "ann"), (3, "bob")):
        inbox.keep(number, person, "{}")
    inbox.forget("ann", except_update=2)
    assert [inbox.is_waiting(number) for number in (1, 2, 3)] == [False, True, True]


def test_inbox_that_cannot_be_opened_says_what_to_do(tmp_path: Path) -> None:
    """A file that is no database is refused with its path and the remedy."""
    (tmp_path / "telegram").mkdir()
    (tmp_path / "telegram" / "inbox-1.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(NotKept, match=r"inbox-1\.sqlite can't be used .*: let the bot write into"):
        Inbox.of_folder(tmp_path, 1)


async def test_update_that_cannot_be_stored_stays_with_telegram(tmp_path: Path) -> None:
    """Where the inbox fails, the queue takes nothing and tells the library that fetching failed."""
    with closing(Inbox(tmp_path / "inbox.sqlite")) as inbox:
        queue = KeptQueue(inbox, Pseudonyms(bytes(32)), Metrics())
        await queue.put(Update(1))
        KeptFile(tmp_path / "inbox.sqlite", "DROP TABLE updates").close()
        with pytest.raises(NetworkError, match="can't be stored"):
            await queue.put(Update(2))
    assert queue.qsize() == 1


# Journal


def test_words_are_kept_for_their_days(tmp_path: Path) -> None:
    """Words go after the days that are set, the count after ninety."""
    journal = Journal.of_folder(tmp_path, 3)
    journal.note(1, "ann", reply("几件？"), 0.5)
    (one,) = journal.since(1)
    assert (one.person, one.status, one.seconds, one.question) == ("ann", Status.ANSWERED, 0.5, "几件？")
    journal.prune(time() + 2.9 * DAY_SECONDS)
    assert journal.since(1)[0].question == "几件？"
    journal.prune(time() + 3.1 * DAY_SECONDS)
    assert journal.since(1)[0].question is None
    journal.prune(time() + (COUNTED_DAYS + 0.1) * DAY_SECONDS)
    assert journal.since(1) == ()


def test_shorter_setting_takes_words_back(tmp_path: Path) -> None:
    """A journal that is opened with 0 days has no words any more, on disk either."""
    journal = Journal.of_folder(tmp_path, 3)
    journal.note(1, "ann", reply("一个秘密的问题"), 0.5)
    journal.close()
    again = Journal.of_folder(tmp_path, 0)
    assert again.since(1)[0].question is None
    again.close()
    files = (tmp_path / "telegram").glob("journal*")
    assert not any("秘密".encode() in path.read_bytes() for path in files)


def test_repeated_update_counts_once(tmp_path: Path) -> None:
    """An update that two processes answered is one question."""
    journal = Journal.of_folder(tmp_path, 0)
    for seconds in (0.5, 0.7):
        journal.note(1, "ann", reply("几件？"), seconds)
    assert [one.seconds for one in journal.since(1)] == [0.7]


# Pace


async def test_pace_is_each_persons_own() -> None:
    """So many questions pass, the next is refused with a word and those behind it without; others are free."""
    limits = Limits(2)
    assert [await limits.admit("ann") for _ in range(4)] == [
        Pace.ANSWERED,
        Pace.ANSWERED,
        Pace.TOO_MANY,
        Pace.STILL_TOO_MANY,
    ]
    assert await limits.admit("bob") is Pace.ANSWERED


async def test_two_unanswered_questions_are_enough() -> None:
    """With one answered and one waiting a third is put off, until one of them is done."""
    limits = Limits(20)
    with limits.answering("ann"):
        with limits.answering("ann"):
            assert await limits.admit("ann") is Pace.BUSY
            assert await limits.admit("bob") is Pace.ANSWERED
        assert await limits.admit("ann") is Pace.ANSWERED

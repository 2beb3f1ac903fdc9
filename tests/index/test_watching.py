"""A build follows when files have changed and rest."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.ledger import withdraw
from index.watching import LOOKS_AFTER_FAILURE, watch


class NoMore(Exception):
    """The looks of a test are used up."""


def looks(*changes: Callable[[], object] | None) -> Callable[[float], None]:
    """Changes files between looks, one after the other, then ends the watching."""
    left = iter(changes)

    def wait(_: float) -> None:
        try:
            change = next(left)
        except StopIteration:
            raise NoMore from None
        if change:
            change()

    return wait


def watched(folder: Path, wait: Callable[[float], None], results: tuple[bool, ...] = ()) -> list[list[str]]:
    """The files that lay there at each build."""
    corpus, data, builds = folder / "corpus", folder / "data", []
    (data / "received").mkdir(parents=True, exist_ok=True)
    corpus.mkdir(exist_ok=True)

    def build() -> bool:
        builds.append(sorted(path.name for path in (*corpus.iterdir(), *(data / "received").iterdir())))
        return results[len(builds) - 1] if len(builds) <= len(results) else True

    with pytest.raises(NoMore):
        watch(corpus, data, build, wait)
    return builds


def test_builds_follow_changes(tmp_path: Path) -> None:
    """One at the start, one after each change that rests for a look; none where nothing changes."""
    a, b = tmp_path / "corpus" / "a.pdf", tmp_path / "data" / "received" / "b.PDF"
    wait = looks(
        None, None, None,
        lambda: a.write_bytes(b"1"), lambda: a.write_bytes(b"12"), None, None,
        lambda: b.write_bytes(b"1"), None, None,
        a.unlink, None, None,
        lambda: (tmp_path / "corpus" / "notes.txt").write_bytes(b"1"), None, None,
        lambda: withdraw(tmp_path / "data", "ab" * 32, "b.pdf"), None, None,
    )  # fmt: skip
    assert watched(tmp_path, wait) == [[], ["a.pdf"], ["a.pdf", "b.PDF"], ["b.PDF"], ["b.PDF", "notes.txt"]]


def test_a_failed_build_is_tried_again(tmp_path: Path) -> None:
    """After a while, without another change."""
    wait = looks(*[None] * (LOOKS_AFTER_FAILURE + 4))
    assert watched(tmp_path, wait, (False, True)) == [[], []]

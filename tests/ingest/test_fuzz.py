"""Changed at random, no file ends in anything but a reading or a named reason."""

from pathlib import Path

import pytest

from benchmarks.fuzz import fuzzed


@pytest.mark.slow
def test_random_damage(tmp_path: Path) -> None:
    """Sixty inputs; `python -m benchmarks.fuzz` gives two thousand."""
    counts, failures, _ = fuzzed(tmp_path, 60, seed=7)
    assert failures == []
    assert sum(counts.values()) == 60
    assert {"read", "damaged"} <= counts.keys()

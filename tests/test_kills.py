"""A build may be killed at any moment."""

from pathlib import Path

import pytest

from benchmarks.kills import killed


@pytest.mark.slow
def test_killed_builds_break_nothing(tmp_path: Path) -> None:
    """Four kills; `python -m benchmarks.kills` does fifty."""
    counts = killed(tmp_path, 4, seed=3)
    assert counts["still the one before"] + counts["the new one"] == counts["builds"]
    assert counts["killed"] == 4

"""Whatever a file does, reading it ends in time with what it says or with a named reason."""

from pathlib import Path

import pytest

from ingest.apart import ReadingLimits, ReadingProcess
from ingest.catalog import CatalogEntry, file_sha256
from ingest.errors import Fault, UnreadableReport
from tests.samples import hostile

LIMITS = ReadingLimits(seconds=8, memory_bytes=500 << 20)
REASONS = {
    "zero_bytes": Fault.EMPTY,
    "web_page": Fault.NOT_A_PDF,
    "cut_short": Fault.DAMAGED,
    "password": Fault.PROTECTED,
    "five_thousand_pages": Fault.TOO_MANY_PAGES,
    "bomb": Fault.TOO_MUCH_MEMORY,
    "bomb_in_a_bomb": Fault.TOO_MUCH_MEMORY,
    "length_of_itself": Fault.DAMAGED,
    "table_before_itself": Fault.DAMAGED,
    "endless_text": Fault.TOO_SLOW,
    "huge_page": Fault.TOO_LARGE_PAGE,
    "outside_font_map": Fault.DAMAGED,
}
"""Why a file isn't read; all others are, since their text is there to be read"""
SLOW = ("five_thousand_pages", "bomb", "bomb_in_a_bomb", "endless_text")


@pytest.mark.parametrize(
    "name",
    [pytest.param(make.__name__, marks=pytest.mark.slow if make.__name__ in SLOW else ()) for make in hostile.FILES],
)
def test_hostile_files(tmp_path: Path, name: str) -> None:
    """Bombs, loops, too many pages, huge pictures, scripts, held files: read or refused, and the next file is read."""
    path, good = tmp_path / f"{name}.pdf", tmp_path / "good.pdf"
    path.write_bytes(getattr(hostile, name)())
    good.write_bytes(hostile.good())
    with ReadingProcess(LIMITS) as process:
        if name in REASONS:
            with pytest.raises(UnreadableReport, match=f"^{name}\\.pdf") as refused:
                process.read(entry(path))
            assert refused.value.fault is REASONS[name]
        else:
            assert "301 cases of legal aid" in "".join(one.text for one in process.read(entry(path)).passages)
        assert process.read(entry(good)).passages
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted({"good.pdf", path.name})


def entry(path: Path) -> CatalogEntry:
    """The entry of a file that no catalogue lists."""
    return CatalogEntry(path, path.name, file_sha256(path))

"""The retrieval benchmark: paragraphs become passages, questions find them, and its own set is sound."""

from pathlib import Path

import pytest

from benchmarks.retrieval import (
    CHINESE,
    Asked,
    Collection,
    bilingual,
    collection,
    main,
    paragraphs_reading,
    ranks_by_way,
    report_collection,
    snapshot_of,
)
from ingest.passages import LONGEST

PARAGRAPHS = {
    "aid": "全年受理法律援助案件三百余件，" + "其中多数由农民工提出。" * 40,
    "bus": "該巴士路線由中環碼頭開往石排灣邨，全程收費五元三角。",
    "fish": "本鱼分布于印度西太平洋区，水深两至十五米，体长可达十二厘米。",
}


def test_paragraphs_are_cut_as_passages() -> None:
    """A long paragraph becomes several passages, none longer than a report's, and nothing of it is lost."""
    reading, paragraph_of = paragraphs_reading("three", PARAGRAPHS, LONGEST)
    texts = [passage.text for passage in reading.passages if paragraph_of[passage.id] == "aid"]
    assert ("".join(texts), len(texts) > 1) == (PARAGRAPHS["aid"], True)
    assert all(len(passage.text) <= LONGEST for passage in reading.passages)


def test_every_way_finds_the_right_paragraph(tmp_path: Path) -> None:
    """Simplified questions find traditional text, and the other way round, by words and by meaning."""
    asked = (Asked("从中环码头到石排湾的巴士要多少钱？", "bus"), Asked("這種魚的體長可達多少？", "fish"))
    found = Collection("three", *paragraphs_reading("three", PARAGRAPHS, LONGEST), {"three": asked})
    with snapshot_of(found, tmp_path) as snapshot:
        assert set(map(tuple, ranks_by_way(found, asked, snapshot, CHINESE).values())) == {(1, 1)}


def test_the_bilingual_set() -> None:
    """Every English question is asked once and has its one passage; half of them are only reported on."""
    lines = [*bilingual("report"), *bilingual("cmrc2018")]
    assert len({line["question"] for line in lines}) == len(lines) >= 150
    assert 0 <= 2 * sum(line["part"] == "practice" for line in lines) - len(lines) <= 2
    asked = [one for part in report_collection().asked.values() for one in part]
    assert len(asked) == len([*bilingual("report")])


def test_a_set_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A data set that isn't in the folder is left out, and said so; without a folder too."""
    assert main(["--only", "drcd", "--bench", str(tmp_path)]) == 0
    assert "drcd: left out, there is no DRCD_dev.json" in capsys.readouterr().out
    assert collection("cmrc2018", None, LONGEST) is None

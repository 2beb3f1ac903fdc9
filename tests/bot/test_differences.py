"""What a newer snapshot says otherwise than an older one."""

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.differences import answer_lines, difference_lines, kept_questions
from bot.errors import BotError
from index.build import build
from index.snapshot import Snapshot, open_snapshot
from tests.fakes import ShelfReader, reading

BODY = "洪泽区司法局"
OTHER = "普陀区司法局"
SHELF = {
    b"old": reading(BODY, 2023, ["2023年办理法律援助案件301件。"], {"法律援助案件": "301", "公证": "12"}),
    b"new": reading(BODY, 2023, ["2023年办理法律援助案件310件。"], {"法律援助案件": "310", "行政复议": "4"}),
    b"other": reading(OTHER, 2023, ["开展普法讲座。"], {"普法讲座": "9"}),
}


def published(folder: Path, *contents: bytes) -> Snapshot:
    """A snapshot of these files."""
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for file in corpus.iterdir():
        file.unlink()
    for number, content in enumerate(contents):
        (corpus / f"{number}.pdf").write_bytes(content)
    made = build(corpus, folder / "data", "", read=ShelfReader(SHELF)).manifest.id
    return open_snapshot(folder / "data", made[:10])


def test_figures_and_answers(tmp_path: Path) -> None:
    """Figures that changed, came and went, reports that came, and answers that are others now."""
    before, after = published(tmp_path, b"old"), published(tmp_path, b"new", b"other")
    assert list(difference_lines(before, before)) == []
    lines = list(difference_lines(before, after))
    assert lines == [
        f"+ {OTHER}2023年政府信息公开工作年度报告 ({OTHER}2023年政府信息公开工作年度报告.pdf)",
        f"~ {BODY}2023年政府信息公开工作年度报告 ({BODY}2023年政府信息公开工作年度报告.pdf)",
        "    page 1, 法律援助案件: 301 → 310",
        "    - page 1, 公证: 12",
        "    + page 1, 行政复议: 4",
    ]
    asked = ["2023年法律援助案件有多少件？", "今天天气怎么样？"]
    found = list(answer_lines(Assistant(before), Assistant(after), asked))
    assert found[0] == f"? {asked[0]}"
    assert "301" in found[1]
    assert "310" in found[2]
    assert len(found) == 3


def test_kept_questions(tmp_path: Path) -> None:
    """One a line, as they are or as JSON; what can't be read is refused."""
    path = tmp_path / "questions.txt"
    path.write_text('甲？\n\n{"question": "乙？", "values": []}\n', "utf-8")
    assert kept_questions(path) == ("甲？", "乙？")
    path.write_text('{"question"', "utf-8")
    with pytest.raises(BotError, match="write one a line"):
        kept_questions(path)

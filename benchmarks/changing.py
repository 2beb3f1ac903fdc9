"""A corpus folder whose reports come, change and go, and what a snapshot of each state answers."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.command import draw_report

BODIES = ("安河县", "平阳县", "清水县", "洪泽区", "普陀区", "沙坡头区", "石泉县", "临江市")
YEARS = (2021, 2022, 2023)


@dataclass(frozen=True, slots=True)
class Held:
    """One report of a state: whose, which year's, and its one number."""

    body: str
    year: int
    count: int

    @property
    def name(self) -> str:
        """Its file."""
        return f"{self.body}司法局{self.year}.pdf"

    @property
    def question(self) -> str:
        """What asks for its number."""
        return f"{self.body}司法局{self.year}年受理法律援助案件多少件？"


def all_reports(chance: random.Random) -> list[Held]:
    """Two editions, with different numbers, of each body's and year's report."""
    return [Held(body, year, chance.randint(100, 9999)) for body in BODIES for year in YEARS for _ in range(2)]


def drawn(shelf: Path, reports: list[Held]) -> dict[Held, bytes]:
    """The file of each report."""
    files = {}
    for number, held in enumerate(reports):
        title = f"{held.body}司法局{held.year}年政府信息公开工作年度报告"
        said = (f"{held.year}年，受理法律援助案件{held.count}件，办结{held.count // 2}件。", "开展普法讲座15场。")
        files[held] = draw_report(shelf / f"{number}.pdf", title, ("一、总体情况", *said)).read_bytes()
    return files


def state(reports: list[Held], chance: random.Random) -> dict[str, Held]:
    """Some of the reports, by file: of one body and year, one."""
    some = chance.sample(reports, len(reports) // 3)
    return {held.name: held for held in some}


def put(corpus: Path, wanted: Mapping[str, Held], files: Mapping[Held, bytes]) -> None:
    """Makes a folder hold exactly a state's files."""
    corpus.mkdir(parents=True, exist_ok=True)
    for path in corpus.iterdir():
        if path.name not in wanted:
            path.unlink()
    for name, held in wanted.items():
        path = corpus / name
        if not path.exists() or path.read_bytes() != files[held]:
            path.write_bytes(files[held])

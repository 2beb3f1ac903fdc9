"""The exams that need other reports than the repository's own, with the reports and the day that each is asked on."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.assistant import Assistant
from index.build import build
from index.records import Calibration
from index.snapshot import open_current
from tests.samples.printers import print_report
from tests.samples.specs import read_specs

QUESTIONS = Path(__file__).parent / "questions"
OTHER_REPORTS = Path(__file__).parents[2] / "shared" / "corpus"
"""Published reports that don't belong to the project; what needs them is left out where they aren't."""


@dataclass(frozen=True, slots=True)
class Exam:
    """Questions over one set of reports."""

    folder: Path
    asked_on: date

    @property
    def files(self) -> tuple[Path, ...]:
        """Its files of questions."""
        return tuple(sorted(self.folder.glob("*.jsonl")))

    @property
    def specs(self) -> Path:
        """What its invented reports are printed from; absent where it is asked over published ones."""
        return self.folder / "reports.json"

    @property
    def reports(self) -> Path:
        """What its reports come from: exams of one have the same."""
        return self.specs if self.specs.exists() else OTHER_REPORTS

    @property
    def is_possible(self) -> bool:
        """Whether its reports are at hand."""
        return self.specs.exists() or OTHER_REPORTS.is_dir()

    @contextmanager
    def built(self) -> Iterator[Path]:
        """A data folder with its reports, printed and built for the occasion."""
        with TemporaryDirectory() as name:
            self.build_in(Path(name) / "data")
            yield Path(name) / "data"

    def build_in(self, data: Path) -> None:
        """Prints its reports, where they are invented, and builds them in a data folder."""
        corpus = OTHER_REPORTS
        if self.specs.exists():
            corpus = data.with_name(f"{data.name} corpus")
            corpus.mkdir()
            for seed, spec in enumerate(read_specs(self.specs)):
                print_report(spec, corpus / spec.file, seed)
        build(corpus, data, "")

    @contextmanager
    def opened(self, data: Path, calibration: Calibration | None = None) -> Iterator[Assistant]:
        """An assistant over such a folder, asked on its day; with the model's calibration or another one."""
        with closing(open_current(data, "")) as snapshot:
            yield Assistant(snapshot, lambda: self.asked_on, calibration=calibration)

    @contextmanager
    def assistant(self, calibration: Calibration | None = None) -> Iterator[Assistant]:
        """Both at once."""
        with self.built() as data, self.opened(data, calibration) as assistant:
            yield assistant


THREE_REPORTS = Exam(QUESTIONS / "three_reports", date(2021, 6, 1))
YEARLY_BODIES = Exam(QUESTIONS / "yearly_bodies", date(2025, 3, 1))
SEVERAL_REPORTS = Exam(QUESTIONS / "several_reports", date(2021, 6, 1))
TRANSPORT = Exam(QUESTIONS / "transport_and_civil_affairs", date(2025, 4, 10))
PRACTICE = (
    THREE_REPORTS,
    YEARLY_BODIES,
    SEVERAL_REPORTS,
    Exam(QUESTIONS / "published_practice", date(2026, 6, 1)),
    Exam(QUESTIONS / "city_offices", date(2024, 6, 1)),
    Exam(QUESTIONS / "county_offices", date(2023, 6, 1)),
    Exam(QUESTIONS / "ecology_bureau", date(2024, 6, 1)),
    Exam(QUESTIONS / "county_health", date(2025, 3, 10)),
    TRANSPORT,
    Exam(QUESTIONS / "education_and_agriculture", date(2025, 4, 10)),
    Exam(QUESTIONS / "markets_and_housing", date(2025, 5, 12)),
    Exam(QUESTIONS / "insurance_and_water", date(2025, 6, 18)),
    Exam(QUESTIONS / "emergency_and_housing_fund", date(2025, 9, 20)),
)
"""Read when they were wrong: the decision is fitted on them."""
UNSEEN = (
    Exam(QUESTIONS / "published_reports", date(2026, 6, 1)),
    Exam(QUESTIONS / "greenery_and_justice", date(2025, 9, 10)),
    Exam(QUESTIONS / "sports_and_buses", date(2025, 9, 20)),
    Exam(QUESTIONS / "land_and_weather", date(2025, 9, 20)),
)
"""Only reported on: nobody who works on the program reads what went wrong in them."""
EXAMS = (*(exam for exam in PRACTICE if exam is not SEVERAL_REPORTS), *UNSEEN)
"""Those that tests/test_exams.py asks; tests/test_several_reports.py has its own."""


def conversations() -> dict[str, Any]:
    """Ten conversations and two interleaved ones, each turn with what its reply must hold."""
    found: dict[str, Any] = json.loads((YEARLY_BODIES.folder / "conversations.json").read_text("utf-8"))
    return found

"""How sure an answer has to be, fitted for one embedding model: shipped with the bundled one, or kept with the data."""

from importlib.resources import files
from pathlib import Path

from index.disk import write_whole
from index.errors import SnapshotError
from index.records import Calibration
from ingest.archive import from_json, to_json

KEPT = "calibrations.json"
SHIPPED = "calibration.json"


def calibration_for(data: Path, engine: str) -> Calibration | None:
    """What was fitted for an engine with this data folder, else what is shipped for it; None where neither is.

    Raises SnapshotError where the kept file can't be read.
    """
    return {one.engine: one for one in (*shipped(), *kept(data))}.get(engine)


def shipped() -> tuple[Calibration, ...]:
    """Those that come with the program."""
    return from_json((files("index") / SHIPPED).read_bytes(), tuple[Calibration, ...])


def kept(data: Path) -> tuple[Calibration, ...]:
    """Those that were fitted with a data folder."""
    path = data / KEPT
    if not path.exists():
        return ()
    try:
        return from_json(path.read_bytes(), tuple[Calibration, ...])
    except (OSError, ValueError) as error:
        raise SnapshotError(f"{path} can't be read ({error}): remove it and run gongkai calibrate again") from error


def keep(calibration: Calibration, data: Path) -> None:
    """Keeps a calibration instead of an earlier one of its engine."""
    others = (one for one in kept(data) if one.engine != calibration.engine)
    write_whole(data / KEPT, to_json((*others, calibration)))

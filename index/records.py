"""What is asked of the index and what it gives back."""

from dataclasses import dataclass

from ingest.errors import Fault
from ingest.records import Figure, Passage


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. Body, year and kind are filters that apply before anything is ranked."""

    text: str
    """the question's words, as the person wrote them; embedded for the dense side"""
    terms: tuple[tuple[str, ...], ...] = ()
    """search terms, each with its alternatives (synonyms, translations); empty: taken from the text"""
    report_ids: frozenset[str] | None = None
    """only these reports; None: all"""
    limit: int = 20
    """how many of each (passages, figures) at most"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage or figure that was found."""

    item: Passage | Figure
    score: float
    """grows with fit; comparable within one answer only"""
    found_by: tuple[str, ...]
    """which searches found it: "words", "meaning" """


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file that was left out of a snapshot, and why."""

    file: str
    reason: str
    fault: Fault = Fault.UNREADABLE


@dataclass(frozen=True, slots=True)
class Source:
    """A stored reading, without opening it."""

    report_id: str
    key: str
    """names the stored reading: changes with the file, its name, what is said of it, and the reader"""
    size: int
    """bytes of the stored reading"""
    digest: str
    """of the stored reading"""
    passages: int
    figures: int
    remarks: tuple[str, ...]
    """what staff should look at"""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot was made from and with; stands in it as manifest.json."""

    id: str
    schema: int
    """version of the snapshot's form; another one is refused"""
    program: str
    """what turned the readings into it; another program builds it anew"""
    model: str
    """the setting that names the embedding model"""
    engine: str
    """the model's name and version, so that another one is recognised"""
    dimension: int
    reports: tuple[str, ...]
    """report ids, sorted"""
    passages: int
    figures: int
    unread: tuple[UnreadFile, ...]
    remarks: tuple[str, ...]
    """what staff should look at, such as a catalogue entry that a first page denies"""
    sha256: dict[str, str]
    """of every other file of the snapshot, by file name"""
    sizes: dict[str, int]
    """bytes of every other file of the snapshot, by file name"""
    digest: str = ""
    """of everything else that stands here"""


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did, for people."""

    manifest: Manifest
    parsed: int
    """reports read anew; the others' parses were reused"""
    reused: int
    embedded: int
    """texts embedded anew"""
    published: bool
    """False where the snapshot in place already was this one"""

"""catalog.toml → checked entries; a file that isn't listed gets its entry from its own first page."""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from ingest.bodies import office_of
from ingest.errors import CatalogError
from ingest.outline import title_lines
from ingest.pages import Page, joined
from ingest.records import ReportKind, content_id

CATALOG = "catalog.toml"
TEXTS = ("file", "title", "publisher", "kind", "url", "sha256", "note")
FIELDS = {*TEXTS, "year"}
YEAR = re.compile(r"((?:19|20)\d{2})\s*年")
KINDS = (
    (re.compile(r"信息公开.{0,8}年度报告|信息公开.{0,4}报告"), ReportKind.ANNUAL_REPORT),
    (re.compile(r"决算"), ReportKind.FINAL_ACCOUNTS),
    (re.compile(r"预算"), ReportKind.BUDGET),
)
BODY_END = re.compile(
    r"^(.*?(?:局|委员会|政府|办公室|厅|院|中心|委|办|处|署|站|所|街道|镇|乡|区|县|市|省))(?=\s*(?:19|20)\d{2}|$|关于)"
)


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """One PDF of the corpus and what is known of it before it is read; None where its first page has to say it."""

    path: Path
    file: str
    """path inside the corpus folder"""
    sha256: str
    title: str | None = None
    publisher: str | None = None
    year: int | None = None
    kind: ReportKind | None = None
    url: str | None = None

    @property
    def cache_key(self) -> str:
        """Changes with the file's content, its name and what the catalogue says of it."""
        return content_id(self.sha256, self.file, self.title, self.publisher, self.year, self.kind, self.url)


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What a first page says of its report."""

    title: str
    publisher: str
    year: int | None
    kind: ReportKind


def catalog_entries(corpus: Path) -> tuple[CatalogEntry, ...]:
    """One entry for each PDF below a corpus folder, by file name.

    Raises CatalogError where the folder is missing or catalog.toml is wrong.
    """
    if not corpus.is_dir():
        raise CatalogError(f"no corpus folder at {corpus}; create it and put the reports (PDF) there")
    listed = _listed(corpus)
    paths = sorted(path for path in corpus.rglob("*") if path.suffix.lower() == ".pdf" and path.is_file())
    entries = tuple(_entry(path, corpus, listed) for path in paths)
    missing = sorted(set(listed) - {entry.file for entry in entries})
    if missing:
        raise CatalogError(
            f"{corpus / CATALOG}: lists {missing[0]!r}, which isn't in the folder; add the file or remove the entry"
        )
    return entries


def _entry(path: Path, corpus: Path, listed: dict[str, dict[str, object]]) -> CatalogEntry:
    file = path.relative_to(corpus).as_posix()
    sha256 = file_sha256(path)
    known = listed.get(file, {})
    if known.get("sha256", sha256) != sha256:
        raise CatalogError(
            f"{corpus / CATALOG}: {file} has sha256 {sha256}, listed is {known['sha256']}; "
            "put the published file back or correct the entry"
        )
    return CatalogEntry(
        path,
        file,
        sha256,
        _text(known.get("title")),
        _text(known.get("publisher")),
        known.get("year"),  # type: ignore[arg-type]
        ReportKind(str(known["kind"])) if "kind" in known else None,
        _text(known.get("url")),
    )


def file_sha256(path: Path) -> str:
    """A file's digest, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _text(value: object) -> str | None:
    return str(value) if value else None


def _listed(corpus: Path) -> dict[str, dict[str, object]]:
    path = corpus / CATALOG
    if not path.exists():
        return {}
    listed: dict[str, dict[str, object]] = {}
    for entry in _tables(path):
        _check(entry, path, listed)
        listed[str(entry["file"])] = entry
    return listed


def _tables(path: Path) -> list[dict[str, object]]:
    """The [[reports]] of a catalogue, each still unchecked."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogError(f"{path}: {error}; correct the file") from error
    if unknown := sorted(set(document) - {"reports"}):
        raise CatalogError(f"{path}: unknown name {unknown[0]!r} at the top; entries are written [[reports]]")
    tables = document.get("reports", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise CatalogError(f"{path}: reports is {tables!r}, wanted a list of entries; write each as [[reports]]")
    return tables


def _check(entry: dict[str, object], path: Path, listed: dict[str, dict[str, object]]) -> None:
    name = entry.get("file")
    if not name:
        raise CatalogError(f"{path}: an entry has no file; every [[reports]] needs one")
    if wrong := [field for field in TEXTS if not isinstance(entry.get(field, ""), str)]:
        raise CatalogError(f"{path}: {name}: {wrong[0]} is {entry[wrong[0]]!r}, wanted text in quotation marks")
    if name in listed:
        raise CatalogError(f"{path}: lists {name!r} twice; keep one entry")
    if unknown := sorted(set(entry) - FIELDS):
        raise CatalogError(f"{path}: {name}: unknown field {unknown[0]!r}; known are {', '.join(sorted(FIELDS))}")
    if type(entry.get("year", 2000)) is not int:
        raise CatalogError(f"{path}: {name}: year is {entry['year']!r}, wanted a number such as 2020")
    kinds = [kind.value for kind in ReportKind]
    if entry.get("kind", kinds[0]) not in kinds:
        raise CatalogError(f"{path}: {name}: kind is {entry['kind']!r}, wanted one of {', '.join(kinds)}")


def read_first_page(page: Page | None, file: str) -> FirstPage:
    """Title, publisher, year and kind from a report's first page; from its file's name where the page doesn't say."""
    lines = title_lines(page) if page else ()
    stem = re.sub(r"\.pdf$", "", file.rsplit("/", 1)[-1], flags=re.IGNORECASE)
    title = re.sub(r"\s+", "", joined(line.text for line in lines)) or stem
    text = " ".join((title, *(line.text for line in (page.lines if page else ())), stem))
    year = YEAR.search(title) or YEAR.search(text)
    kind = next((kind for pattern, kind in KINDS for one in (title, text) if pattern.search(one)), ReportKind.OTHER)
    return FirstPage(title, _publisher(title, page, stem), int(year[1]) if year else None, kind)


def disagreements(entry: CatalogEntry, page: Page | None, found: FirstPage) -> tuple[str, ...]:
    """What is said of a report that its own first page denies, each a sentence: another year, kind or body."""
    lines = () if page is None else page.lines
    text = re.sub(r"\s", "", "".join(line.text for line in lines))
    denied = []
    if entry.year and found.year and entry.year != found.year and str(entry.year) not in text:
        denied.append(f"the year {entry.year}, the first page says {found.year}")
    if entry.kind and ReportKind.OTHER not in (entry.kind, found.kind) and entry.kind is not found.kind:
        denied.append(f"the kind {entry.kind}, the first page says {found.kind}")
    if entry.publisher and text and not any(name in text for name in _names(entry.publisher)):
        denied.append(f"the publisher {entry.publisher}, which the first page doesn't name; it says {found.publisher}")
    return tuple(f"{entry.file}: listed with {one}; correct the entry, or gongkai edit" for one in denied)


def _names(publisher: str) -> tuple[str, ...]:
    """The body's name, and its office alone: a first page may leave out where it is."""
    return publisher, office_of(publisher)


def _publisher(title: str, page: Page | None, stem: str) -> str:
    """The body named before the year in the title, on a line 部门：…, or in the file's name."""
    before_year = YEAR.split(title)[0]
    if (match := BODY_END.match(before_year)) and len(match[1]) >= 4 and _is_office(match[1]):
        return match[1]
    for line in page.lines if page else ():
        if match := re.search(r"(?:部门|单位|机关|主管部门)\s*[:：]\s*(\S{4,30})", line.text):
            return match[1]
    if (match := BODY_END.match(YEAR.split(stem)[0])) and _is_office(match[1]):
        return match[1]
    return before_year or stem


def _is_office(name: str) -> bool:
    """A body, not only a region: 上海市普陀区 is where, not who."""
    return not re.search(r"[省市区县]$", name)

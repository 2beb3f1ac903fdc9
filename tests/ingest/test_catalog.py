"""The catalogue says what a file is, or its first page does; what is wrong in it is said in one sentence."""

import hashlib
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.catalog import CATALOG, CatalogEntry, FirstPage, catalog_entries, read_first_page
from ingest.errors import CatalogError
from ingest.pages import Line, Page
from ingest.reading import read_report
from ingest.records import ReportKind
from tests.command import draw_report
from tests.samples.words import line, page

CONTENT = b"%PDF-1.4 anything"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
BODY = [line(f"第{number}句话说明情况。") for number in range(6)]


def corpus(folder: Path, catalog: str | None, *files: str) -> Path:
    """A corpus folder with these files, all of one content, and this catalogue."""
    for name in files or ("a.pdf",):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(CONTENT)
    if catalog is not None:
        (folder / CATALOG).write_text(catalog, encoding="utf-8")
    return folder


def refusal(folder: Path, catalog: str) -> str:
    """Why a catalogue is refused, without the folder's name."""
    with pytest.raises(CatalogError) as error:
        catalog_entries(corpus(folder, catalog))
    return str(error.value).replace(f"{folder}/", "")


def test_everything_that_is_listed(tmp_path: Path) -> None:
    """An entry's fields come out as they were listed."""
    fields = 'title = "报告"\npublisher = "司法局"\nyear = 2020\nkind = "budget"\nurl = "https://a.cn/1"\nnote = "！"'
    folder = corpus(tmp_path, f'[[reports]]\nfile = "a.pdf"\n{fields}\nsha256 = "{SHA256}"\n')
    path, kind = folder / "a.pdf", ReportKind.BUDGET
    entry = CatalogEntry(path, "a.pdf", SHA256, "报告", "司法局", 2020, kind, "https://a.cn/1")
    assert catalog_entries(folder) == (entry,)


def test_without_a_catalogue(tmp_path: Path) -> None:
    """Every PDF below the folder has an entry, by name, whatever the case of its ending; other files have none."""
    entries = catalog_entries(corpus(tmp_path, None, "b.PDF", "区/a.pdf", "a.pdf", "a.docx", ".hidden"))
    assert [(entry.file, entry.title, entry.year, entry.sha256) for entry in entries] == [
        ("a.pdf", None, None, SHA256),
        ("b.PDF", None, None, SHA256),
        ("区/a.pdf", None, None, SHA256),
    ]


def test_the_cache_key_holds_all(tmp_path: Path) -> None:
    """The key of a stored reading changes with file name and with every field of the catalogue."""
    catalogs = ["", 'title = "甲"', 'publisher = "甲"', "year = 2020", 'kind = "other"', 'url = "https://a.cn"']
    keys = set()
    for number, fields in enumerate(catalogs):
        folder = corpus(tmp_path / str(number), None)
        (folder / CATALOG).write_text(f'[[reports]]\nfile = "a.pdf"\n{fields}\n', encoding="utf-8")
        keys.add(catalog_entries(folder)[0].cache_key)
    keys.add(catalog_entries(corpus(tmp_path / "name", None, "b.pdf"))[0].cache_key)
    assert len(keys) == 7


# what is wrong


def test_no_folder(tmp_path: Path) -> None:
    """A corpus folder that isn't there is named, with what to do."""
    with pytest.raises(CatalogError) as error:
        catalog_entries(tmp_path / "corpus")
    assert str(error.value) == f"no corpus folder at {tmp_path}/corpus; create it and put the reports (PDF) there"


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ('title = "报告"', "catalog.toml: an entry has no file; every [[reports]] needs one"),
        (
            'file = "b.pdf"',
            "catalog.toml: lists 'b.pdf', which isn't in the folder; add the file or remove the entry",
        ),
        (
            'file = "a.pdf"\nauthor = "局"',
            "catalog.toml: a.pdf: unknown field 'author'; known are file, kind, note, publisher, sha256, title, url, year",
        ),
        ('file = "a.pdf"\nyear = "二〇二〇"', "catalog.toml: a.pdf: year is '二〇二〇', wanted a number such as 2020"),
        (
            'file = "a.pdf"\nkind = "预算"',
            "catalog.toml: a.pdf: kind is '预算', wanted one of annual_report, budget, final_accounts, other",
        ),
        ('file = "a.pdf"\n[[reports]]\nfile = "a.pdf"', "catalog.toml: lists 'a.pdf' twice; keep one entry"),
        (
            'file = "a.pdf"\nsha256 = "00"',
            f"catalog.toml: a.pdf has sha256 {SHA256}, listed is 00; put the published file back or correct the entry",
        ),
    ],
    ids=["no file", "gone", "unknown field", "year", "kind", "twice", "sha256"],
)
def test_wrong_entries(tmp_path: Path, entry: str, sentence: str) -> None:
    """Each mistake in an entry has its own sentence, with what was met and what is wanted."""
    assert refusal(tmp_path, f"[[reports]]\n{entry}\n") == sentence


def test_no_toml(tmp_path: Path) -> None:
    """A catalogue that isn't TOML is named with the place of the mistake."""
    assert refusal(tmp_path, "[[reports]\n").startswith("catalog.toml: ")
    assert "line 1" in refusal(tmp_path, "[[reports]\n")


def test_not_in_utf8(tmp_path: Path) -> None:
    """A catalogue in another encoding, as GB 18030, is refused in a sentence."""
    folder = corpus(tmp_path, None)
    (folder / CATALOG).write_bytes('[[reports]]\nfile = "报告.pdf"\n'.encode("gb18030"))
    with pytest.raises(CatalogError, match=r"catalog\.toml: 'utf-8' codec can't decode .*; correct the file"):
        catalog_entries(folder)


WANTED_LIST = "wanted a list of entries; write each as [[reports]]"


@pytest.mark.parametrize(
    ("catalog", "sentence"),
    [
        ('[reports]\nfile = "a.pdf"', f"reports is {{'file': 'a.pdf'}}, {WANTED_LIST}"),
        ("reports = 5", f"reports is 5, {WANTED_LIST}"),
        ("reports = [1]", f"reports is [1], {WANTED_LIST}"),
        ('[[reports]]\nfile = ["a.pdf"]', "['a.pdf']: file is ['a.pdf'], wanted text in quotation marks"),
        ('[[reports]]\nfile = "a.pdf"\ntitle = 5', "a.pdf: title is 5, wanted text in quotation marks"),
        ('[[reports]]\nfile = "a.pdf"\nyear = true', "a.pdf: year is True, wanted a number such as 2020"),
    ],
)
def test_other_shapes(tmp_path: Path, catalog: str, sentence: str) -> None:
    """[reports] for [[reports]] and other values in wrong places are refused in a sentence."""
    assert refusal(tmp_path, catalog) == f"catalog.toml: {sentence}"


def test_misspelt_tables(tmp_path: Path) -> None:
    """[[report]] is refused: its entries would silently not count."""
    sentence = "catalog.toml: unknown name 'report' at the top; entries are written [[reports]]"
    assert refusal(tmp_path, '[[report]]\nfile = "a.pdf"') == sentence


VALUES = st.sampled_from(['"a.pdf"', '"b.pdf"', '"budget"', '""', "2020", "true", "1.5", "2020-01-01"])
NAMES = st.sampled_from(["title", "publisher", "year", "kind", "url", "sha256", "note", "autor"])


@given(st.lists(st.tuples(VALUES, st.dictionaries(NAMES, VALUES, max_size=4)), max_size=3))
def test_any_entries(entries: list[tuple[str, dict[str, str]]]) -> None:
    """Whatever values an entry has, it is taken or refused in one sentence that names the catalogue."""
    lines = [
        line
        for file, fields in entries
        for line in ("[[reports]]", f"file = {file}", *(f"{name} = {value}" for name, value in fields.items()))
    ]
    assert taken_or_refused("\n".join(lines))


@given(st.text(st.characters(codec="utf-8")))
def test_any_text(text: str) -> None:
    """Any text as catalogue is taken or refused in a sentence."""
    assert taken_or_refused(text)


def taken_or_refused(catalog: str) -> bool:
    """Whether the one file is taken, or the catalogue refused in a line that begins with its path."""
    with TemporaryDirectory() as folder:
        try:
            return [entry.file for entry in catalog_entries(corpus(Path(folder), catalog))] == ["a.pdf"]
        except CatalogError as error:
            return str(error).startswith(f"{folder}/{CATALOG}: ") and "\n" not in str(error)


# first pages


@pytest.mark.parametrize(
    ("lines", "file", "found"),
    [
        (
            [line("中卫市沙坡头区司法局", size=20), line("2020年政府信息公开工作年度报告", size=20), *BODY],
            "1.pdf",
            ("中卫市沙坡头区司法局2020年政府信息公开工作年度报告", "中卫市沙坡头区司法局", 2020, "annual_report"),
        ),
        (
            [line("上海市普陀区2026年区级部门预算", size=20), line("预算主管部门：上海市普陀区司法局"), *BODY],
            "1.pdf",
            ("上海市普陀区2026年区级部门预算", "上海市普陀区司法局", 2026, "budget"),
        ),
        (
            BODY,
            "区/某市财政局2022年度部门决算.PDF",
            ("某市财政局2022年度部门决算", "某市财政局", 2022, "final_accounts"),
        ),
        ([line("通知", size=20), *BODY], "scan.pdf", ("通知", "通知", None, "other")),
    ],
    ids=["title", "a line 部门", "file name", "nothing"],
)
def test_first_pages(lines: list[Line], file: str, found: tuple[str, str, int | None, str]) -> None:
    """Title, publisher, year and kind come from the title, then from the page, then from the file's name."""
    title, publisher, year, kind = found
    assert read_first_page(page(1, *lines), file) == FirstPage(title, publisher, year, ReportKind(kind))


def test_no_first_page() -> None:
    """Without a page the file's name says what it says."""
    assert read_first_page(None, "某市财政局2022年部门预算.pdf") == FirstPage(
        "某市财政局2022年部门预算", "某市财政局", 2022, ReportKind.BUDGET
    )


def test_the_sample_says_what_the_catalogue_says(sample_entry: CatalogEntry, sample_pages: tuple[Page, ...]) -> None:
    """The sample report's own first page agrees with its entry."""
    found = read_first_page(sample_pages[0], "unnamed.pdf")
    assert (found.title, found.publisher, found.year, found.kind) == (
        sample_entry.title,
        sample_entry.publisher,
        sample_entry.year,
        sample_entry.kind,
    )


def test_an_entry_that_the_first_page_denies(tmp_path: Path) -> None:
    """Another year, kind or body than the first page names is told, each with both; what agrees isn't."""
    path = draw_report(
        tmp_path / "a.pdf", "安河县司法局2022年政府信息公开工作年度报告", ["2022年，受理法律援助案件350件。"]
    )
    right = CatalogEntry(
        path, "a.pdf", "0" * 64, publisher="平阳市安河县司法局", year=2022, kind=ReportKind.ANNUAL_REPORT
    )
    wrong = replace(right, publisher="普陀区财政局", year=2021, kind=ReportKind.BUDGET)
    assert read_report(right).remarks == read_report(CatalogEntry(path, "a.pdf", "0" * 64)).remarks == ()
    assert [remark.split("; correct")[0] for remark in read_report(wrong).remarks] == [
        "a.pdf: listed with the year 2021, the first page says 2022",
        "a.pdf: listed with the kind budget, the first page says annual_report",
        "a.pdf: listed with the publisher 普陀区财政局, which the first page doesn't name; it says 安河县司法局",
    ]

"""The command `gongkai` as a process: what it prints, and the sentence and status with which it refuses."""

import csv
import io
import json
import shutil
import signal
from pathlib import Path
from time import sleep

import pytest

from bot.listing import BYTE_ORDER_MARK
from bot.settings import SETTINGS
from tests.command import CORPUS, Run, draw_picture, draw_report, run_gongkai, start_gongkai
from tests.tiny_model import tiny_model

pytestmark = pytest.mark.slow

QUESTION = "2020年法律援助案件有多少件？"
TITLE = "安河县司法局2022年政府信息公开工作年度报告"
PARAGRAPHS = ("一、总体情况", "2022年，受理法律援助案件350件，办结333件。", "开展普法讲座15场。")


def assert_refused(run: Run, *said: str) -> None:
    """Status 2, nothing on stdout, and on stderr a clear sentence that says these words, without a trace."""
    assert run.status == 2, run.out + run.err
    assert run.out == ""
    assert "Traceback" not in run.err
    assert [words for words in said if words not in run.sentence] == [], run.sentence


# Questions


@pytest.mark.parametrize("before", [True, False])
def test_data_before_and_after_the_verb(built_data: Path, tmp_path: Path, before: bool) -> None:
    """--data means the same before and after the verb."""
    data = ("--data", str(built_data))
    arguments = (*data, "ask", QUESTION) if before else ("ask", *data, QUESTION)
    run = run_gongkai(*arguments, folder=tmp_path)
    assert (run.status, run.err) == (0, "")
    assert "576 件" in run.out
    assert "中卫市沙坡头区司法局2020年政府信息公开工作年度报告" in run.out


def test_data_after_the_verb_wins(built_data: Path, tmp_path: Path) -> None:
    """Behind the verb wins over before it, the command line over the environment."""
    run = run_gongkai(
        "--data",
        "nowhere",
        "ask",
        "--data",
        str(built_data),
        QUESTION,
        folder=tmp_path,
        settings={"GONGKAI_DATA": "no"},
    )
    assert run.status == 0
    run = run_gongkai("--data", str(built_data), "ask", QUESTION, folder=tmp_path, settings={"GONGKAI_DATA": "no"})
    assert run.status == 0


def test_settings_from_a_file(built_data: Path, tmp_path: Path) -> None:
    """A .env file in the folder is read."""
    (tmp_path / ".env").write_text(f"GONGKAI_DATA={built_data}\n", "utf-8")
    assert "576 件" in run_gongkai("ask", QUESTION, folder=tmp_path).out


def test_ask_json(built_data: Path, tmp_path: Path) -> None:
    """--json writes one object on one line."""
    run = run_gongkai("ask", "--json", QUESTION, folder=tmp_path, settings={"GONGKAI_DATA": str(built_data)})
    (line,) = run.out.splitlines()
    reply = json.loads(line)
    assert (reply["status"], reply["figures"][0]["value"]) == ("answered", "576")
    assert "法律援助" in line


def test_ask_many(built_data: Path, tmp_path: Path) -> None:
    """`ask --json -` writes one reply a line, in order, also for lines that are blank, long or no UTF-8."""
    lines = [
        QUESTION.encode(),
        b"\xff\xfe\x80 \xb7\xa8\xd4\xae",
        b"",
        b"\x00",
        "法".encode()[:-1],
        "援助\r".encode(),
        b"a" * 100_000,
        b'"; AND title:x % {}',
        b"How many legal aid cases in 2020?",
    ]
    run = run_gongkai(
        "ask", "--json", "-", folder=tmp_path, stdin=b"\n".join(lines), settings={"GONGKAI_DATA": str(built_data)}
    )
    assert (run.status, run.err) == (0, "")
    replies = [json.loads(line) for line in run.out.splitlines()]
    assert len(replies) == len(lines)
    assert [replies[at]["figures"][0]["value"] for at in (0, -1)] == ["576", "576"]
    assert all(reply["answer"] and not reply["figures"] for reply in replies[1:5])


def test_ask_nothing_on_standard_input(built_data: Path, tmp_path: Path) -> None:
    """No lines, no replies."""
    run = run_gongkai("ask", "--json", "-", folder=tmp_path, settings={"GONGKAI_DATA": str(built_data)})
    assert (run.status, run.out, run.err) == (0, "", "")


def test_a_refusal_is_a_reply(built_data: Path, tmp_path: Path) -> None:
    """Not to find something is no error."""
    run = run_gongkai(
        "ask", "2018年法律援助案件有多少件？", folder=tmp_path, settings={"GONGKAI_DATA": str(built_data)}
    )
    assert (run.status, run.err) == (0, "")
    assert run.out.strip()


def test_picture(built_data: Path, tmp_path: Path) -> None:
    """--picture writes the cited place as a PNG."""
    run = run_gongkai(
        "ask", "--picture", "place.png", QUESTION, folder=tmp_path, settings={"GONGKAI_DATA": str(built_data)}
    )
    assert (run.status, run.err) == (0, "")
    assert (tmp_path / "place.png").read_bytes().startswith(b"\x89PNG")


def test_chat(built_data: Path, tmp_path: Path) -> None:
    """All lines of a chat are one conversation; those of `ask -` are none."""
    stdin = f"{QUESTION}\n那2020年呢？\n".encode()
    settings = {"GONGKAI_DATA": str(built_data)}
    chat = run_gongkai("chat", "--json", "-", folder=tmp_path, stdin=stdin, settings=settings)
    assert [len(json.loads(line)["figures"]) for line in chat.out.splitlines()] == [1, 1]
    ask = run_gongkai("ask", "--json", "-", folder=tmp_path, stdin=stdin, settings=settings)
    assert [len(json.loads(line)["figures"]) for line in ask.out.splitlines()] == [1, 0]
    plain = run_gongkai("chat", folder=tmp_path, stdin=stdin, settings=settings)
    assert (plain.status, plain.err) == (0, "")
    assert plain.out.count("576 件") >= 2


def test_chat_takes_the_number_of_an_offered_question(small_data: Path, tmp_path: Path) -> None:
    """A number behind a question back chooses what was offered; without an offer it is only a number."""
    stdin = "1\n联系电话是多少？\n第2个\n".encode()
    chat = run_gongkai("chat", "--json", "-", folder=tmp_path, stdin=stdin, settings={"GONGKAI_DATA": str(small_data)})
    alone, back, chosen = map(json.loads, chat.out.splitlines())
    assert (alone["status"], back["status"], chosen["status"]) == ("out_of_scope", "ambiguous", "answered")
    assert chosen["question"] == back["suggestions"][1]
    assert "0999-1234567" in chosen["answer"]


# For staff


def test_search(built_data: Path, tmp_path: Path) -> None:
    """Search lists passages and figures with report and page, at most as many as asked for, as text and JSON."""
    settings = {"GONGKAI_DATA": str(built_data)}
    run = run_gongkai("search", "法律援助", "--limit", "3", folder=tmp_path, settings=settings)
    assert (run.status, run.err) == (0, "")
    assert "第 3 页" in run.out
    found = run_gongkai(
        "search", "法律援助", "--limit", "3", "--json", folder=tmp_path, settings=settings
    ).out.splitlines()
    assert 1 <= len(found) <= 6
    assert {json.loads(line)["kind"] for line in found} == {"passage", "figure"}


@pytest.mark.parametrize("words", ["AND", "%", '"', "a:b", "法律 AND (", "*", "😀", "x" * 10_000])
def test_search_syntax_is_words(built_data: Path, tmp_path: Path, words: str) -> None:
    """Signs of a search language mean nothing."""
    run = run_gongkai("search", "--json", "--", words, folder=tmp_path, settings={"GONGKAI_DATA": str(built_data)})
    assert (run.status, run.err) == (0, "")


def test_search_filters(built_data: Path, tmp_path: Path) -> None:
    """A year of which nothing is held finds nothing, and says so."""
    settings = {"GONGKAI_DATA": str(built_data)}
    assert "576" in run_gongkai("search", "法律援助", "--year", "2020", folder=tmp_path, settings=settings).out
    nothing = run_gongkai("search", "法律援助", "--year", "1999", folder=tmp_path, settings=settings)
    assert (nothing.status, nothing.out) == (0, "nothing found\n")


def test_show(built_data: Path, tmp_path: Path) -> None:
    """Show prints headings, passages, tables and figures; --page those of one page only."""
    settings = {"GONGKAI_DATA": str(built_data)}
    whole = run_gongkai("show", "沙坡头", folder=tmp_path, settings=settings)
    page = run_gongkai("show", "沙坡头", "--page", "3", folder=tmp_path, settings=settings)
    assert (whole.status, page.status, whole.err, page.err) == (0, 0, "", "")
    assert "576 件" in whole.out
    assert "576 件" in page.out
    assert len(page.out) < len(whole.out)
    assert "1382400" in whole.out
    assert "1382400" not in page.out


def test_figures(built_data: Path, tmp_path: Path) -> None:
    """Figures writes the same figures as text, JSON and CSV."""
    settings = {"GONGKAI_DATA": str(built_data)}
    text, as_json, as_csv = (
        run_gongkai("figures", *options, folder=tmp_path, settings=settings).out
        for options in ((), ("--json",), ("--csv", "--report", "沙坡头"))
    )
    printed = [json.loads(line)["printed"] for line in as_json.splitlines()]
    assert len(text.splitlines()) == len(printed) > 200
    assert as_csv.startswith(BYTE_ORDER_MARK)
    rows = list(csv.DictReader(io.StringIO(as_csv.removeprefix(BYTE_ORDER_MARK))))
    assert [row["printed"] for row in rows] == printed


def test_check(built_data: Path, tmp_path: Path) -> None:
    """Check ends with status 1 where a relation fails, naming page and numbers: 141 documents of 137."""
    run = run_gongkai("check", folder=tmp_path, settings={"GONGKAI_DATA": str(built_data)})
    assert (run.status, run.err) == (1, "")
    assert all(words in run.out for words in ("第 2 页", "137", "141"))


def test_help(tmp_path: Path) -> None:
    """--help lists every setting."""
    run = run_gongkai("--help", folder=tmp_path)
    assert run.status == 0
    assert [setting.name for setting in SETTINGS if setting.name not in run.out] == []


# Builds


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """A folder with a report that no catalogue lists among files that can't be read, and its first build."""
    folder = tmp_path_factory.mktemp("mixed")
    draw_report(folder / "corpus" / "sub" / "scan 1.pdf", TITLE, PARAGRAPHS)
    put_bad_files(folder / "corpus")
    return folder, run_gongkai("build", "corpus", "--data", "data", folder=folder)


def put_bad_files(corpus: Path) -> None:
    """A cut PDF, an empty one, one of pictures, a text that calls itself PDF, and a file that isn't meant."""
    corpus.mkdir(parents=True, exist_ok=True)
    (report,) = CORPUS.glob("*.pdf")
    (corpus / "cut.pdf").write_bytes(report.read_bytes()[:20_000])
    (corpus / "empty.pdf").write_bytes(b"")
    draw_picture(corpus / "picture.pdf")
    (corpus / "text.pdf").write_text("法律援助案件576件", "utf-8")
    (corpus / "notes.txt").write_text("not a report", "utf-8")


BAD_FILES = {
    "cut.pdf": "damaged",
    "empty.pdf": "empty",
    "picture.pdf": "no text layer",
    "text.pdf": "not a PDF",
}


def test_bad_files_among_good_ones(mixed: tuple[Path, Run]) -> None:
    """Each file that can't be read is named at the end with its reason; the rest is served, status 0."""
    _, run = mixed
    assert run.status == 0, run.err
    assert "Traceback" not in run.err
    lines = run.err.strip().splitlines()
    assert len(lines) == len(BAD_FILES)
    for line, (name, reason) in zip(sorted(lines), sorted(BAD_FILES.items()), strict=True):
        assert name in line
        assert reason in line
    assert run.out.startswith("1 report")
    assert "notes.txt" not in run.err


def test_report_without_a_catalogue(mixed: tuple[Path, Run]) -> None:
    """Title, publisher, year and kind of a PDF that isn't listed come from its first page."""
    folder, _ = mixed
    run = run_gongkai("ask", "--json", "安河县司法局2022年受理法律援助案件多少件？", folder=folder)
    reply = json.loads(run.out)
    (figure,), (citation,) = reply["figures"], reply["citations"]
    assert (figure["value"], figure["publisher"], figure["period"]) == ("350", "安河县司法局", "2022")
    assert (citation["file"], citation["title"], citation["page"]) == ("sub/scan 1.pdf", TITLE, 1)
    shown = run_gongkai("show", "scan 1", folder=folder).out
    assert all(words in shown for words in (TITLE, "安河县司法局", "2022", "annual_report"))
    assert "350件" in run_gongkai("search", "法律援助", "--kind", "annual_report", folder=folder).out


def test_second_build_reuses(mixed: tuple[Path, Run]) -> None:
    """Building again without naming the folder reads it again, finds nothing new, and names the bad files again."""
    folder, first = mixed
    run = run_gongkai("build", folder=folder)
    assert run.status == 0, run.err
    assert "0 read, 1 reused" in run.out
    assert "up to date" in run.out
    assert run.err == first.err


def test_remembered_folder(mixed: tuple[Path, Run], tmp_path: Path) -> None:
    """A build from anywhere takes the corpus folder that its data folder was built from."""
    folder, _ = mixed
    run = run_gongkai("build", "--data", str(folder / "data"), folder=tmp_path)
    assert run.status == 0, run.err
    assert "0 read, 1 reused" in run.out


def test_new_changed_and_removed_reports(mixed: tuple[Path, Run], tmp_path: Path) -> None:
    """A new report is read, an old one reused, a removed one is gone; the older snapshot can be used again."""
    folder = tmp_path / "copy"
    shutil.copytree(mixed[0], folder, ignore=shutil.ignore_patterns("corpus-folder"))
    for name in BAD_FILES:
        (folder / "corpus" / name).unlink()
    draw_report(
        folder / "corpus" / "b.pdf",
        "云山县司法局2022年政府信息公开工作年度报告",
        ("一、总体情况", "调解纠纷77件。"),
    )
    added = run_gongkai("build", folder=folder)
    assert "2 reports (1 read, 1 reused)" in added.out
    assert added.err == ""
    (folder / "corpus" / "sub" / "scan 1.pdf").unlink()
    assert "1 report" in run_gongkai("build", folder=folder).out
    assert json.loads(run_gongkai("ask", "--json", "安河县司法局受理多少件？", folder=folder).out)["figures"] == []
    listed = run_gongkai("snapshots", folder=folder).out.splitlines()
    assert len(listed) == 3
    (current,) = [line for line in listed if line.startswith("*")]
    older = next(line.split()[0] for line in listed if "2 reports" in line)
    assert older not in current
    assert run_gongkai("snapshots", "use", older, folder=folder).status == 0
    assert "350" in run_gongkai("ask", "安河县司法局2022年受理法律援助案件多少件？", folder=folder).out


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("name", sorted(BAD_FILES))
def test_bad_file_alone(tmp_path: Path, name: str, before: bool) -> None:
    """A build of which nothing can be read refuses, naming file and reason; --corpus before and after the verb."""
    put_bad_files(tmp_path / "reports")
    for other in BAD_FILES.keys() - {name}:
        (tmp_path / "reports" / other).unlink()
    corpus = ("--corpus", "reports")
    run = run_gongkai(*((*corpus, "build") if before else ("build", *corpus)), folder=tmp_path)
    assert_refused(run, name, BAD_FILES[name])


def test_no_corpus_folder(tmp_path: Path) -> None:
    """A corpus folder that isn't there is named, with what to do."""
    assert_refused(run_gongkai("build", "nowhere", folder=tmp_path), "nowhere", "create it")
    assert_refused(run_gongkai("build", folder=tmp_path), "corpus", "create it")


def test_corpus_that_is_a_file(tmp_path: Path) -> None:
    """A report instead of a folder is refused."""
    draw_report(tmp_path / "a.pdf", TITLE, PARAGRAPHS)
    assert_refused(run_gongkai("build", "a.pdf", folder=tmp_path), "a.pdf", "folder")


def test_empty_corpus_folder(tmp_path: Path) -> None:
    """A folder without reports is refused."""
    (tmp_path / "corpus").mkdir()
    assert_refused(run_gongkai("build", folder=tmp_path), "no PDF")


def test_wrong_catalogue(tmp_path: Path) -> None:
    """A catalogue that lists a file which isn't there is refused, naming both."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "catalog.toml").write_text('[[reports]]\nfile = "gone.pdf"\n', "utf-8")
    assert_refused(run_gongkai("build", folder=tmp_path), "catalog.toml", "gone.pdf")


def test_data_that_is_a_file(tmp_path: Path) -> None:
    """A file where the data folder should be is refused."""
    (tmp_path / "data").write_text("x", "utf-8")
    (tmp_path / "corpus").mkdir()
    assert_refused(run_gongkai("build", folder=tmp_path), "data")
    assert_refused(run_gongkai("ask", QUESTION, folder=tmp_path), "data")


# Refusals


@pytest.mark.parametrize("question", ["", " ", "\t\n", "　"])
def test_empty_question(built_data: Path, tmp_path: Path, question: str) -> None:
    """An empty question is refused with an example."""
    run = run_gongkai("ask", question, folder=tmp_path, settings={"GONGKAI_DATA": str(built_data)})
    assert_refused(run, "the question is empty", "gongkai ask")


def test_empty_search(built_data: Path, tmp_path: Path) -> None:
    """A search for nothing is refused."""
    assert_refused(run_gongkai("search", " ", folder=tmp_path, settings={"GONGKAI_DATA": str(built_data)}), "one word")


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", QUESTION),
        ("ask", "--json", "-"),
        ("chat", "-"),
        ("search", "法律援助"),
        ("show", "沙坡头"),
        ("figures",),
        ("check",),
    ],
    ids=lambda arguments: arguments[0],
)
def test_no_snapshot(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Before the first build every question says what to run."""
    assert_refused(run_gongkai(*arguments, folder=tmp_path), "gongkai build")


def test_telegram_without_snapshot(tmp_path: Path) -> None:
    """The bot doesn't start without something to answer from."""
    run = run_gongkai(
        "telegram",
        folder=tmp_path,
        settings={"GONGKAI_TELEGRAM_TOKEN": "123456:TEST", "GONGKAI_TELEGRAM_API_URL": "http://127.0.0.1:9"},
    )
    assert_refused(run, "gongkai build")


def test_no_token(built_data: Path, tmp_path: Path) -> None:
    """The bot doesn't start without a token."""
    run = run_gongkai("telegram", folder=tmp_path, settings={"GONGKAI_DATA": str(built_data)})
    assert_refused(run, "GONGKAI_TELEGRAM_TOKEN", "@BotFather")


def test_snapshot_of_another_model(built_data: Path, tmp_path: Path) -> None:
    """A snapshot that was built with another model is refused with the remedy."""
    run = run_gongkai(
        "ask", QUESTION, folder=tmp_path, settings={"GONGKAI_DATA": str(built_data), "GONGKAI_MODEL": "BAAI/bge-m3"}
    )
    assert_refused(run, "bundled", "BAAI/bge-m3", "gongkai build")


def test_another_model_by_its_folder(tmp_path: Path) -> None:
    """A model's folder in the setting builds and answers, in both languages, with no network; its snapshot is its own.

    The build says that nothing has been calibrated for it; what is asked in the report's own words is answered.
    """
    model = tiny_model(tmp_path / "tiny", {"query": "问：", "passage": "文："})
    draw_report(tmp_path / "corpus" / "anhe.pdf", TITLE, PARAGRAPHS)
    settings = {"GONGKAI_MODEL": str(model), "HF_HUB_OFFLINE": "1"}
    built = run_gongkai("build", folder=tmp_path, settings=settings)
    assert (built.status, "hasn't been calibrated" in built.err) == (0, True)
    questions = "2022年受理法律援助案件多少件？\nHow many legal aid cases were accepted in 2022?\n"
    run = run_gongkai("ask", "--json", "-", folder=tmp_path, stdin=questions.encode(), settings=settings)
    replies = [json.loads(line) for line in run.out.splitlines()]
    assert [[figure["value"] for figure in reply["figures"]] for reply in replies] == [["350"], ["350"]], run.err
    assert_refused(run_gongkai("ask", QUESTION, folder=tmp_path), str(model), "gongkai build")


def test_damaged_snapshot(built_data: Path, tmp_path: Path) -> None:
    """A snapshot with a shortened or missing file is refused, naming it."""
    shutil.copytree(built_data, tmp_path / "data")
    (snapshot,) = (tmp_path / "data" / "snapshots").iterdir()
    for path in sorted(snapshot.iterdir()):
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        assert_refused(run_gongkai("ask", QUESTION, folder=tmp_path), path.name)
        path.unlink()
        assert_refused(run_gongkai("ask", QUESTION, folder=tmp_path), path.name)
        path.write_bytes(whole)
    assert run_gongkai("ask", QUESTION, folder=tmp_path).status == 0


def test_damaged_pointer(built_data: Path, tmp_path: Path) -> None:
    """A CURRENT that names nothing that is there is refused."""
    shutil.copytree(built_data, tmp_path / "data")
    for written in ("", "../../x", "0123456789abcdef\n"):
        (tmp_path / "data" / "CURRENT").write_text(written, "utf-8")
        assert_refused(run_gongkai("ask", QUESTION, folder=tmp_path), "gongkai")


@pytest.mark.parametrize("in_file", [True, False])
def test_unknown_setting(tmp_path: Path, in_file: bool) -> None:
    """A misspelt setting, in the environment or the file, is refused with the right name."""
    if in_file:
        (tmp_path / ".env").write_text("GONGKAI_TELEGRAM_TOKE=1\n", "utf-8")
        run = run_gongkai("ask", QUESTION, folder=tmp_path)
    else:
        run = run_gongkai("ask", QUESTION, folder=tmp_path, settings={"GONGKAI_TELEGRAM_TOKE": "1"})
    assert_refused(run, "GONGKAI_TELEGRAM_TOKE ", "GONGKAI_TELEGRAM_TOKEN")


def test_impossible_setting(tmp_path: Path) -> None:
    """An impossible value is refused, and a secret isn't shown."""
    run = run_gongkai("ask", QUESTION, folder=tmp_path, settings={"GONGKAI_TELEGRAM_TOKEN": "not a token 98765"})
    assert_refused(run, "GONGKAI_TELEGRAM_TOKEN")
    assert "98765" not in run.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "天水县"), ("天水县", "沙坡头")),
        (("show", "沙坡头", "--page", "99"), ("pages", "99")),
        (("figures", "--report", "天水县"), ("天水县", "沙坡头")),
        (("check", "天水县"), ("天水县", "沙坡头")),
        (("search", "法律援助", "--kind", "yearbook"), ("yearbook", "annual_report")),
        (("snapshots", "use", "0123456789abcdef"), ("0123456789abcdef",)),
        (("snapshots", "verify", "0123456789abcdef"), ("0123456789abcdef",)),
        (("snapshots", "use"), ("gongkai snapshots",)),
        (("snapshots", "burn"), ("burn", "verify")),
        (("ask", "--picture", "no/such/folder/a.png", QUESTION), ("no/such/folder",)),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_unknown_name(built_data: Path, tmp_path: Path, arguments: tuple[str, ...], said: tuple[str, ...]) -> None:
    """A report, page, kind, snapshot or folder that isn't there is refused, naming it and what there is."""
    run = run_gongkai(*arguments, folder=tmp_path, settings={"GONGKAI_DATA": str(built_data)})
    assert run.status == 2, run.out + run.err
    assert "Traceback" not in run.err
    assert [words for words in said if words not in run.sentence] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("ask",),
        ("ask", "a", "b"),
        ("ask", "--frobnicate", "a"),
        ("search", "法律援助", "--year", "two"),
        ("search", "法律援助", "--limit", "0"),
        ("show", "沙坡头", "--page", "0"),
    ],
    ids=" ".join,
)
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """What isn't in the help is refused without a trace."""
    assert_refused(run_gongkai(*arguments, folder=tmp_path))


def test_snapshots(built_data: Path, tmp_path: Path) -> None:
    """Snapshots lists what there is, with a star at the one that is served, and verifies it."""
    settings = {"GONGKAI_DATA": str(built_data)}
    run = run_gongkai("snapshots", folder=tmp_path, settings=settings)
    assert (run.status, run.err, run.out[:2]) == (0, "", "* ")
    assert "1 report" in run.out
    assert "whole" in run_gongkai("snapshots", "verify", folder=tmp_path, settings=settings).out
    assert "gongkai build" in run_gongkai("snapshots", folder=tmp_path).out


def test_changed_byte_is_found(built_data: Path, tmp_path: Path) -> None:
    """`snapshots verify` finds one changed byte and names its file."""
    shutil.copytree(built_data, tmp_path / "data")
    (snapshot,) = (tmp_path / "data" / "snapshots").iterdir()
    path = max(snapshot.iterdir(), key=lambda path: path.stat().st_size)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert_refused(run_gongkai("snapshots", "verify", folder=tmp_path), path.name)


def test_remove_and_edit(mixed: tuple[Path, Run], tmp_path: Path) -> None:
    """A removed report answers no more and can be let in again; an edited one is what staff say that it is."""
    shutil.copytree(mixed[0], tmp_path / "here")
    folder = tmp_path / "here"
    other = draw_report(folder / "corpus" / "b.pdf", TITLE.replace("2022", "2021"), ["全年受理法律援助案件340件。"])
    asked = ("ask", "--json", "2021年受理法律援助案件多少件？")
    assert run_gongkai("build", "corpus", folder=folder).status == 0
    assert json.loads(run_gongkai(*asked, folder=folder).out)["figures"][0]["value"] == "340"
    removed = run_gongkai("remove", "b.pdf", "--reason", "印错了", folder=folder)
    assert (removed.status, other.exists()) == (0, True)
    assert "not read: b.pdf was withdrawn: 印错了" in removed.err
    assert json.loads(run_gongkai(*asked, folder=folder).out)["status"] == "not_found"
    edited = run_gongkai("edit", "scan 1", "--publisher", "平湖县司法局", folder=folder)
    assert edited.status == 0, edited.err
    assert "平湖县司法局" in run_gongkai("show", "scan 1", folder=folder).out
    assert run_gongkai("remove", "--undo", "b.pdf", folder=folder).out.startswith("b.pdf is let in")
    assert run_gongkai("edit", "scan 1", folder=folder).sentence.startswith("gongkai: nothing to correct")
    assert "unknown kind 'x'" in run_gongkai("edit", "scan 1", "--kind", "x", folder=folder).sentence


# Keeping


def test_interrupted_build(tmp_path: Path, built_data: Path) -> None:
    """Ctrl-C ends a build with a sentence; what was published is served, and what was read isn't read again."""
    shutil.copytree(built_data, tmp_path / "data")
    corpus = tmp_path / "corpus"
    for number in range(40):
        draw_report(corpus / f"{number:02}.pdf", f"安河县司法局{2000 + number}年年度报告", PARAGRAPHS)
    current = (tmp_path / "data" / "CURRENT").read_text()
    readings = tmp_path / "data" / "cache" / "readings"
    before = len(list(readings.iterdir()))
    process = start_gongkai("build", "corpus", folder=tmp_path)
    while process.poll() is None and len(list(readings.iterdir())) < before + 3:
        sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert (process.returncode, said.decode().startswith("stopped; what was published before")) == (130, True)
    assert (tmp_path / "data" / "CURRENT").read_text() == current
    again = run_gongkai("build", "corpus", folder=tmp_path)
    assert again.status == 0, again.err
    assert int(again.out.split("(")[1].split()[0]) <= 37


def test_backup_and_restore(built_data: Path, tmp_path: Path) -> None:
    """One command each; what is restored answers."""
    settings = {"GONGKAI_DATA": str(built_data), "GONGKAI_CORPUS": str(CORPUS)}
    backed_up = run_gongkai("backup", "here.tar.gz", folder=tmp_path, settings=settings)
    assert (backed_up.status, "gongkai restore here.tar.gz" in backed_up.out) == (0, True)
    restored = run_gongkai("restore", "here.tar.gz", "--corpus", "reports", folder=tmp_path)
    assert restored.out.endswith("is served now\n"), restored.err
    assert "576 件" in run_gongkai("ask", QUESTION, folder=tmp_path).out
    assert run_gongkai("snapshots", "verify", folder=tmp_path).out.endswith("with the originals of its 1 reports\n")
    assert_refused(run_gongkai("restore", "here.tar.gz", folder=tmp_path), "isn't empty")
    assert_refused(run_gongkai("restore", "nowhere", "--data", "new", folder=tmp_path), "there is no file nowhere")


def test_doctor(built_data: Path, tmp_path: Path) -> None:
    """Every line says what was looked at; what is amiss has its remedy and exit status 1."""
    well = run_gongkai("doctor", folder=tmp_path, settings={"GONGKAI_DATA": str(built_data)})
    assert "every byte as it was written" in well.out
    ill = run_gongkai("doctor", folder=tmp_path)
    assert (ill.status, "! snapshot: there is no index" in ill.out) == (1, True)


def test_diff(built_data: Path, tmp_path: Path) -> None:
    """A snapshot doesn't differ from itself; unknown ones are refused with those that there are."""
    settings = {"GONGKAI_DATA": str(built_data)}
    current = (built_data / "CURRENT").read_text().strip()
    (tmp_path / "asked.txt").write_text(QUESTION, "utf-8")
    same = run_gongkai("diff", current, current[:6], "--questions", "asked.txt", folder=tmp_path, settings=settings)
    assert (same.status, same.out, same.err) == (0, "", "")
    assert_refused(run_gongkai("diff", current, "ffff", folder=tmp_path, settings=settings), current)


def test_watching(built_data: Path, tmp_path: Path) -> None:
    """A file that comes while a folder is watched is in the next snapshot; Ctrl-C ends the watching."""
    shutil.copytree(built_data, tmp_path / "data")
    shutil.copytree(CORPUS, tmp_path / "corpus")
    process = start_gongkai("build", "corpus", "--watch", folder=tmp_path)
    assert process.stderr is not None
    assert process.stdout is not None
    assert process.stderr.readline().startswith(b"watching corpus and what staff send in")
    assert b"1 reports (0 read, 1 reused)" in process.stdout.readline()
    draw_report(tmp_path / "corpus" / "new.pdf", TITLE, PARAGRAPHS)
    assert b"2 reports (1 read, 1 reused)" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert (process.returncode, b"stopped; what was published before" in said) == (130, True)
    assert str(tmp_path / "corpus") in (tmp_path / "data" / "corpus-folder").read_text("utf-8")

"""What replies and lists look like in Telegram, and how long ones are split."""

import re
from dataclasses import replace
from decimal import Decimal
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.arithmetic import Operation
from bot.records import AnswerFigure, Citation, Language, Reply, Status
from bot.telegram.format import (
    QUOTE_LIMIT,
    SOURCES_LIMIT,
    clipped,
    help_html,
    passage_html,
    plain_text,
    reply_html,
    source_caption,
    sources_html,
    split_html,
    utf16_length,
)
from ingest.records import Report, ReportKind, UnitSource
from tests.bot_api import Markup

TITLE = "中卫市沙坡头区司法局2020年政府信息公开工作年度报告"


def figure(printed: str, citation: int = 1) -> AnswerFigure:
    """A printed figure of which only the print and the citation matter."""
    return AnswerFigure(
        value=Decimal(1),
        printed=printed,
        unit=None,
        unit_source=UnitSource.NONE,
        approximate=False,
        label="法律援助案件",
        publisher="中卫市沙坡头区司法局",
        period="2020",
        citation=citation,
    )


def reply(answer: str, *figures: AnswerFigure, language: Language = Language.CHINESE) -> Reply:
    """An answer without citations."""
    return Reply("id", "问题", language, Status.ANSWERED, answer, figures)


CITATION = Citation(1, "r", "a.pdf", TITLE, "https://example.org/a?b=1&c=2", 3, "法律援助案件 576 件", ())

REPORT = Report(
    id="r",
    file="a.pdf",
    title=TITLE,
    publisher="中卫市沙坡头区司法局",
    year=2020,
    kind=ReportKind.ANNUAL_REPORT,
    url=None,
    sha256="",
    page_count=5,
    form="2019",
)


def test_whole_reply() -> None:
    """The figure first and bold, then what it counts, a line of source, note and suggestion, each on its place."""
    whole = Reply(
        id="id",
        question="2020年法律援助案件有多少件？",
        language=Language.CHINESE,
        status=Status.ANSWERED,
        answer="2020年，受理法律援助案件 576 件。[1]",
        figures=(figure("576 件"),),
        citations=(CITATION,),
        notes=("合计与分项不符。",),
        suggestions=("2020年收到多少件申请？",),
    )
    assert reply_html(whole) == (
        "<b>576 件</b>\n2020年，受理法律援助案件 576 件。[1]\n\n"
        f'[1] <a href="https://example.org/a?b=1&amp;c=2">{TITLE}</a>，第3页\n\n'
        "注：合计与分项不符。\n\n"
        "您可以这样问：\n"
        "· 2020年收到多少件申请？"
    )


def test_english_reply() -> None:
    """An English reply has English words around what is printed in Chinese."""
    html = reply_html(
        replace(
            reply("In 2020: 576 件 (cases). [1]", figure("576 件"), language=Language.ENGLISH),
            citations=(replace(CITATION, url=None),),
            notes=("a",),
            suggestions=("b?",),
            status=Status.AMBIGUOUS,
        )
    )
    assert "<b>576 件</b> (cases)" in html
    assert f"[1] {TITLE}, p. 3\n" in html
    assert "Note: a" in html
    assert "Please choose or send the one you mean:\n· b?" in html


def test_reply_is_escaped() -> None:
    """Whatever a report or an address holds arrives as text, never as markup."""
    hostile = "<script>&\"'</script>"
    whole = replace(
        reply(hostile, figure(hostile)),
        citations=(replace(CITATION, title=hostile, quote=hostile, url=f"https://a/{hostile}"),),
        notes=(hostile,),
        suggestions=(hostile,),
    )
    markup = Markup(reply_html(whole))
    assert markup.problems == []
    assert markup.text.count(hostile) == 4
    shown = Markup(
        source_caption(whole.citations[0], whole) + passage_html(whole.citations[0], hostile, whole.language)
    )
    assert shown.problems == []
    assert shown.text.count(hostile) == 4
    assert markup.links == [f"https://a/{hostile}"]


def test_only_web_addresses_are_linked() -> None:
    """An address that is no web page stays out of the message."""
    html = reply_html(replace(reply("a"), citations=(replace(CITATION, url="javascript:alert(1)"),)))
    assert "javascript" not in html
    assert TITLE in html


@pytest.mark.parametrize(
    ("answer", "printed", "html"),
    [
        ("2020年1月收到1 件。[1]", ["1"], "2020年1月收到<b>1</b> 件。[1]"),
        ("共576件，其中5件", ["5"], "共576件，其中<b>5</b>件"),
        ("1.5 和 15 和 5", ["5"], "1.5 和 15 和 <b>5</b>"),
        ("1,005 和 5", ["5"], "1,005 和 <b>5</b>"),
        ("甲 3 件，乙 3 件", ["3", "3"], "甲 <b>3</b> 件，乙 <b>3</b> 件"),
        ("甲 3 件，乙 4 件", ["4 件", "3 件"], "甲 <b>3 件</b>，乙 <b>4 件</b>"),
        ("共 576 件", ["576  件"], "共 <b>576 件</b>"),
        ("未收到申请", ["未收到"], "<b>未收到</b>申请"),
        ("没有这个数", ["7"], "没有这个数"),
        ("共60余次", ["60余次"], "共<b>60余次</b>"),
    ],
)
def test_figures_are_bold(answer: str, printed: list[str], html: str) -> None:
    """A figure is bold where it stands as a number of its own, not inside dates, other numbers or marks."""
    several = replace(reply(answer, *map(figure, printed)), status=Status.CONFLICT)
    assert reply_html(several) == html


def test_a_figure_that_comes_first_is_not_repeated() -> None:
    """An answer that begins with its figure has no second line for it."""
    said = reply("576 件 (cases): 法律援助案件. [1]", figure("576 件"), language=Language.ENGLISH)
    assert reply_html(said) == "<b>576 件</b> (cases): 法律援助案件. [1]"


def test_long_quote_shows_the_figure() -> None:
    """Under a picture, of a long quote the stretch around its figure is shown."""
    quote = "前" * 300 + "576 件" + "后" * 300
    cited = replace(CITATION, quote=quote)
    html = source_caption(cited, replace(reply("576 件", figure("576 件")), citations=(cited,)))
    shown = html.split("标黄处：")[1]
    assert "前576 件后" in shown
    assert len(shown) == QUOTE_LIMIT


def test_quote_of_a_computed_figure_shows_its_operand() -> None:
    """A computed figure's source shows the operand that was printed there."""
    quote = "前" * 300 + "576 件" + "后" * 300
    computed = replace(
        figure("12"),
        derived=True,
        operands=(figure("576 件"), figure("564 件", citation=2)),
        operation=Operation.DIFFERENCE,
    )
    cited = replace(CITATION, quote=quote)
    html = source_caption(cited, replace(reply("12", computed), citations=(cited,)))
    assert "前576 件后" in html


@settings(derandomize=True)
@given(st.text("前后", max_size=30), st.text("一二", min_size=1, max_size=5), st.integers(7, 20))
def test_clipped_quote_keeps_the_figure(padding: str, printed: str, limit: int) -> None:
    """Whatever stands around it, a short figure is in what is left, and that is no longer than allowed."""
    shown = clipped(padding + printed + padding, printed, limit)
    assert printed in shown
    assert len(shown) <= limit
    assert shown.strip("…") in padding + printed + padding


def test_sources_by_body_and_year() -> None:
    """Reports are listed under their body, newest first, whatever order they come in."""
    older = replace(REPORT, year=2019, title="乙报告", url="https://example.org/b")
    other = replace(REPORT, publisher="一局", year=None, title="甲&报告")
    expected = (
        "收录 3 份报告，来自 2 个单位：\n\n"
        "<b>一局</b>\n· 年份不详 甲&amp;报告\n\n"
        f"<b>中卫市沙坡头区司法局</b>\n· 2020 {TITLE}\n"
        '· 2019 <a href="https://example.org/b">乙报告</a>'
    )
    assert sources_html((older, other, REPORT), Language.CHINESE) == expected
    assert sources_html((REPORT, older, other), Language.CHINESE) == expected


def test_sources_with_words() -> None:
    """Words narrow the list by body, title and year; finding none says so."""
    older = replace(REPORT, year=2019, title="乙报告")
    html = sources_html((REPORT, older), Language.ENGLISH, "沙坡头 2019")
    assert "乙报告" in html
    assert TITLE not in html
    assert "No report is held for “&lt;x&gt;”" in sources_html((REPORT,), Language.ENGLISH, "<x>")
    assert sources_html((), Language.CHINESE) == "目前还没有收录报告。"


def test_long_list_of_sources_says_how_to_see_the_rest() -> None:
    """Past its limit the list says how many are left out and gives a command that shows some."""
    bodies = [f"第{number:03}局" for number in range(SOURCES_LIMIT + 5)]
    reports = [replace(REPORT, publisher=body, title="报告") for body in bodies]
    html = sources_html(reports, Language.CHINESE)
    assert "另有 5 份报告没有列出" in html
    words = html.rsplit("/sources ", 1)[1]
    assert f"<b>{words}</b>" in sources_html(reports, Language.CHINESE, words)


def test_help() -> None:
    """Help has the examples and commands it is handed, escaped, and no heading without examples."""
    html = help_html(Language.ENGLISH, "a_bot", ["<How> many?"], ["/help – how"])
    assert "· &lt;How&gt; many?" in html
    assert "· /help – how" in html
    assert "@a_bot" in html
    assert "For example" not in help_html(Language.ENGLISH, "a_bot", [], [])


def test_short_message_stays_whole() -> None:
    """A message within the limit is one part, unchanged."""
    html = '<b>a</b> &amp; <a href="https://example.org">b</a>'
    assert split_html(html) == [html]


def test_nothing_gives_no_part() -> None:
    """A blank message gives no part, because Telegram refuses one."""
    assert split_html("") == []
    assert split_html(" \n<b> </b>") == []


def test_limit_counts_what_telegram_counts() -> None:
    """An entity is one unit, a tag none, an emoji two."""
    assert len(split_html("&lt;" * 4096)) == 1
    assert len(split_html("<b>" + "件" * 4096 + "</b>")) == 1
    assert len(split_html("😀" * 2048)) == 1
    assert len(split_html("😀" * 2049)) == 2


@pytest.mark.parametrize(
    ("html", "limit", "parts"),
    [
        ("一二三\n四五", 5, ["一二三\n", "四五"]),
        ("一。二三。四", 5, ["一。二三。", "四"]),
        ("one two three", 8, ["one two ", "three"]),
        ("3.14159265", 5, ["3.141", "59265"]),
        ("<b>一。二三。</b>四", 5, ["<b>一。二三。</b>", "四"]),
        (
            '<blockquote expandable>一二三</blockquote>\n<a href="https://a">四五</a>',
            4,
            ["<blockquote expandable>一二三</blockquote>\n", '<a href="https://a">四五</a>'],
        ),
        ("<b>一二三四</b>", 2, ["<b>一二</b>", "<b>三四</b>"]),
        ("一二<b>三</b>", 2, ["一二", "<b>三</b>"]),
        ("一二\n\n\n三", 2, ["一二", "三"]),
    ],
)
def test_where_a_message_is_cut(html: str, limit: int, parts: list[str]) -> None:
    """At a line's end, else a sentence's, else a space, else anywhere; tags are closed and opened again."""
    assert split_html(html, limit) == parts


def test_limit_too_small_is_refused() -> None:
    """A limit that can't hold one emoji is an error, not an endless loop."""
    with pytest.raises(ValueError, match="limit of 1"):
        split_html("a", 1)


CHARACTERS = st.sampled_from("件年2 .。\n<>&\"'😀a;") | st.characters(codec="utf-8", categories=("L", "P", "S"))
TEXT = st.text(CHARACTERS)
HTML = st.recursive(
    TEXT.map(escape),
    lambda inner: (
        st.lists(inner, max_size=5).map("".join)
        | inner.map(lambda html: f"<b>{html}</b>")
        | inner.map(lambda html: f"<blockquote expandable>{html}</blockquote>")
        | st.tuples(TEXT, inner).map(lambda pair: f'<a href="https://a/{escape(pair[0])}">{pair[1]}</a>')
    ),
    max_leaves=30,
)


@settings(derandomize=True, max_examples=300)
@given(HTML, st.integers(2, 60))
def test_splitting_loses_nothing(html: str, limit: int) -> None:
    """Every part is valid, not blank and within the limit; together they have all of the text but space."""
    parts = [Markup(part) for part in split_html(html, limit)]
    assert [part.problems for part in parts] == [[] for _ in parts]
    assert all(part.text.strip() and utf16_length(part.text) <= limit for part in parts)
    assert without_space("".join(part.text for part in parts)) == without_space(Markup(html).text)
    assert all(part.text in Markup(html).text for part in parts)


@settings(derandomize=True, max_examples=300)
@given(HTML)
def test_plain_text_agrees_with_a_parser(html: str) -> None:
    """Text read from HTML here is the text that an HTML parser reads."""
    assert plain_text(html) == Markup(html).text


@settings(derandomize=True)
@given(TEXT, st.lists(TEXT, max_size=3), TEXT, TEXT)
def test_any_reply_is_valid(answer: str, printed: list[str], title: str, quote: str) -> None:
    """Whatever is printed, the message is valid and holds the whole answer."""
    whole = replace(reply(answer, *map(figure, printed)), citations=(replace(CITATION, title=title, quote=quote),))
    markup = Markup(reply_html(whole))
    assert markup.problems == []
    assert markup.text.startswith(answer) or not answer


def without_space(text: str) -> str:
    """A text without its white space."""
    return re.sub(r"\s", "", text)

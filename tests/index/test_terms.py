"""Search terms: one spelling, one way for build and query, and nothing that breaks FTS5."""

import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.terms import english_key, match_expression, normalise, stem, terms, whole_term

TROUBLE = [
    "AND",
    "%",
    '"',
    "a:b",
    "\0",
    "\ud800",
    "😀",
    "NEAR(a b)",
    "x*",
    "-y",
    "^z",
    "{a b}:c",
    "'",
    "()",
    "\n",
]


def matches(stored: str, expression: str) -> bool:
    """Whether FTS5 finds a text under an expression."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE t USING fts5(terms, tokenize=\"unicode61 remove_diacritics 0 tokenchars '.'\")"
    )
    connection.execute("INSERT INTO t VALUES (?)", (" ".join(terms(stored)),))
    return bool(connection.execute("SELECT 1 FROM t WHERE t MATCH ?", (expression,)).fetchall())


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("总 计", "总计"),
        ("2020 年 度", "2020年度"),
        ("受理５７６件", "受理 576 件"),
        ("資訊公開", "信息公开"),
        ("政府\n信息", "政府信息"),
        ("Legal  AID", "legal aid"),
        ("法\u200b律", "法律"),
    ],
)
def test_spellings(printed: str, asked: str) -> None:
    """Width, traditional characters, case and spaces that nobody printed make no difference."""
    assert normalise(printed) == normalise(asked)


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("受理、审批、指派法律援助案件 576 件", "法律援助"),
        ("支出1,382,400元", "1382400"),
        ("合格率96.5%", "96.5"),
        ("applications received", "Application"),
        ("沙坡头区司法局", "坡头"),
        ("行政复议", "行政複議"),
    ],
)
def test_found_by_what_it_says(stored: str, asked: str) -> None:
    """A text is found by its words, parts of them, numbers without separators, and other English endings."""
    assert matches(stored, match_expression(asked))


def test_a_decimal_number_is_one_term() -> None:
    """Asking for 96.5 doesn't find a 5."""
    assert not matches("5件", match_expression("96.5"))


def test_whole_term_wants_one_piece() -> None:
    """A word in one piece isn't found where only its parts stand."""
    assert matches("法律援助案件", f'"{whole_term("法律援助")}"')
    assert not matches("法律案件的援助", f'"{whole_term("法律援助")}"')


def test_nothing_to_look_for() -> None:
    """Signs alone make no expression."""
    assert match_expression("！？", "", '"" %') == ""


def test_everyday_english_words_are_not_searched() -> None:
    """A question's grammar finds nothing."""
    assert terms("How many were there in the") == []


def test_english_keys_ignore_endings_and_grammar() -> None:
    """A phrase has one key in any ending."""
    assert english_key("the legal cases") == english_key("Legal case") == "legal case"


@pytest.mark.parametrize("trouble", TROUBLE)
def test_operators_are_words(trouble: str) -> None:
    """No sign or word of FTS5's own language steers what is found."""
    assert matches("法律援助", match_expression(f"{trouble} 法律援助 {trouble}"))
    assert not matches("法律援助", match_expression(f"{trouble} 采购") or '"采购"')


@given(st.text() | st.lists(st.sampled_from([*TROUBLE, "法", "律", "7", "a"])).map("".join))
@example("ﷺ ⅷ ㊙ İ 乾隆")
def test_any_text_can_be_asked_for(text: str) -> None:
    """SQLite accepts the expression of any text, and every text that has terms is found by itself."""
    expression = match_expression(text)
    if expression:
        assert matches(text, expression)
    else:
        assert not terms(text)


@given(st.text(), st.text())
def test_one_way_for_build_and_query(before: str, after: str) -> None:
    """What is stored between other words is found by the same words."""
    assert matches(f"{before}。法律援助。{after}", match_expression("法律援助"))


def test_threads_do_not_mix_words() -> None:
    """Words that several threads stem at once come out as they do one after the other."""
    endings = ("ations", "ing", "ness", "ies", "edly")
    starts = (f"{letter}{middle}" for letter in "bcdfgklmnprst" for middle in ("alis", "edum", "onit"))
    asked = [f"{start}{ending}" for start in starts for ending in endings] * 20
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(stem.__wrapped__, asked))
    finally:
        sys.setswitchinterval(before)
    assert together == [stem(word) for word in asked]

"""The glossary: which words stand for each other, in Chinese and across from English."""

import tomllib
from importlib.resources import files

import pytest

from bot.glossary import english_stems, english_where_printed, glossary, glossary_words, longest_english
from index.terms import normalise


def lines(file: str) -> list[tuple[str, str]]:
    """What stands left and right in each line of a glossary."""
    groups = tomllib.loads((files("bot") / file).read_text("utf-8")).values()
    return [line for group in groups for line in group.items()]


ENGLISH = lines("english.toml")
ENTRIES = lines("glossary.toml") + ENGLISH


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("法援", "法律援助"),
        ("公开申请", "依申请公开"),
        ("公开申请", "政府信息公开申请"),
        ("官司", "行政诉讼"),
        ("复议", "行政复议"),
        ("罚款", "行政处罚"),
        ("普法", "法治宣传"),
    ],
)
def test_citizens_words(said: str, printed: str) -> None:
    """What citizens say leads to what reports print, and back."""
    assert printed in glossary().chinese[said]
    assert said in glossary().chinese[printed]


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("legal aid", "法律援助"),
        ("administrative reconsideration", "行政复议"),
        ("FOI requests", "政府信息公开申请"),
        ("procurement", "采购"),
        ("Leaflets", "宣传资料"),
        ("natural persons", "自然人"),
    ],
)
def test_english_words(said: str, printed: str) -> None:
    """English phrases, singular or plural, in any case, lead to Chinese words."""
    assert printed in glossary().english[english_stems(said)]


def test_a_word_stands_for_itself_first() -> None:
    """The said word is the first of its alternatives, and none is there twice."""
    for word, alternatives in glossary().chinese.items():
        assert alternatives[0] == word
        assert len(set(alternatives)) == len(alternatives)


def test_every_entry_says_something() -> None:
    """Each entry has Chinese words; without English ones it has several."""
    for sayings, printed in ENTRIES:
        assert printed.split()
        assert sayings.strip() or len(printed.split()) > 1


def test_no_entry_repeats_itself() -> None:
    """No entry has an English or Chinese word twice."""
    for sayings, printed in ENTRIES:
        english = [one.strip() for one in sayings.split(",") if one.strip()]
        assert sorted(english) == sorted(set(english))
        assert sorted(printed.split()) == sorted(set(printed.split()))


def test_whole_words_only() -> None:
    """人员 isn't found in 工作人员, nor 申请 in half."""
    assert ("人员", "known") not in glossary_words("工作人员")
    assert ("行政复议", "known") in glossary_words("行政复议案件有几件")


def test_longest_phrase() -> None:
    """The longest English phrase is found wherever it stands."""
    assert longest_english() == max(len(phrase) for phrase in (*glossary().english, *english_where_printed()))


def test_each_phrase_stands_once() -> None:
    """english.toml has no phrase twice, none that glossary.toml has, and writes Chinese as questions are read."""
    phrases = [phrase for sayings, _ in ENGLISH for phrase in map(english_stems, sayings.split(","))]
    assert len(phrases) == len(set(phrases))
    assert glossary().english.keys().isdisjoint(phrases)
    assert [word for _, printed in ENGLISH for word in printed.split() if normalise(word) != word] == []

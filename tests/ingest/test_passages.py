"""Paragraphs are cut at sentence ends, within the model's length, and nothing is lost."""

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.outline import Paragraph, outline
from ingest.pages import Page
from ingest.passages import LONGEST, cut_passages, sentence_spans
from ingest.records import Reading
from tests.samples.words import passages, words

TEXT = st.text(st.sampled_from("件公开576，。；！？、：”）  “")) | st.lists(
    st.sampled_from(["字" * 90 + "，", "短句。", "“引文。”", "字" * 150 + "；", "一、", " "]), max_size=30
).map("".join)


def cut(text: str) -> list[str]:
    """The texts of a paragraph's passages."""
    return [one.passage.text for one in passages(text)]


def test_cut_at_sentence_ends() -> None:
    """A passage takes whole sentences as long as they fit."""
    first, second, third = "甲" * 199 + "。", "乙" * 119 + "；", "丙" * 9 + "。"
    assert cut(first + second + third) == [first + second, third]


def test_a_long_sentence_is_cut_at_its_commas() -> None:
    """A sentence that is longer than a passage is cut at commas, as late as possible."""
    clause = "字" * 99 + "，"
    assert cut(clause * 5) == [clause * 3, clause * 2]


def test_closing_quotes_stay_with_their_sentence() -> None:
    """A quotation mark or bracket behind a full stop ends the sentence with it."""
    text = "他说“好。”（见上。）完"
    assert [text[start:end] for start, end in sentence_spans(text)] == ["他说“好。”", "（见上。）", "完"]


def test_a_lead_names_every_passage_of_its_paragraph() -> None:
    """A first sentence that only names the subject is the innermost heading of all its paragraph's passages."""
    text = "法治宣传情况。" + ("字" * 300 + "。") * 3
    assert [one.passage.section for one in passages(text)] == [("一、总体情况", "法治宣传情况")] * 3


def test_headings_part_passages() -> None:
    """Short paragraphs under two headings are two passages."""
    under = [Paragraph(("一、甲",), words("短。")), Paragraph(("二、乙",), words("短。"))]
    found = cut_passages(tuple(under), "report")
    assert [(one.passage.section, one.passage.text, one.passage.ordinal) for one in found] == [
        (("一、甲",), "短。", 0),
        (("二、乙",), "短。", 1),
    ]
    assert found[0].passage.id != found[1].passage.id


@given(TEXT)
def test_no_character_is_lost(text: str) -> None:
    """Put together in order, the passages are the paragraph, but for spaces between them."""
    found = passages(text)
    assert "".join(one.passage.text for one in found).replace(" ", "") == text.replace(" ", "")
    assert [one.passage.ordinal for one in found] == list(range(len(found)))


@given(TEXT)
def test_every_character_keeps_its_place(text: str) -> None:
    """A passage's words are its text, its boxes those of its words, in reading order."""
    glyphs = [glyph for one in passages(text) for glyph in one.words.glyphs]
    assert [glyph.box.x0 for glyph in glyphs] == sorted(glyph.box.x0 for glyph in glyphs)
    for one in passages(text):
        assert one.words.text == one.passage.text == one.passage.text.strip()
        assert one.passage.place.boxes == one.words.boxes()


@given(TEXT)
def test_sentences_fill_the_text(text: str) -> None:
    """Sentence spans follow each other without gap or overlap, from the first character to the last."""
    spans = list(sentence_spans(text))
    assert [start for start, _ in spans] == [0, *(end for _, end in spans)][: len(spans)]
    assert (spans[-1][1] if spans else 0) == len(text)


@given(TEXT)
def test_never_longer_than_allowed(text: str) -> None:
    """No passage is longer than the model reads, where sentences have commas."""
    assert all(len(one) <= LONGEST for one in cut(text))


@pytest.mark.parametrize("text", ["字" * 1000, "目录 " + "…" * 600 + "。", "5" * 1000])
def test_a_stretch_without_commas_is_cut_too(text: str) -> None:
    """Without a comma to cut at, a passage still keeps to its length."""
    assert all(len(one) <= LONGEST for one in cut(text))
    assert "".join(cut(text)) == text


def test_a_number_is_not_cut() -> None:
    """Where a stretch must be cut, the number at the cut stays whole."""
    assert cut("字" * (LONGEST - 2) + "12345件。") == ["字" * (LONGEST - 2), "12345件。"]


# the sample report


def test_lengths_in_the_sample(sample: Reading) -> None:
    """The 23 passages of the sample report keep to the length."""
    assert len(sample.passages) == 23
    assert max(len(passage.text) for passage in sample.passages) <= LONGEST


def test_no_passage_holds_text_of_two_headings(sample: Reading, sample_pages: tuple[Page, ...]) -> None:
    """Under each printed heading, the passages together are exactly the text printed under it."""
    blocks = [block for block in outline(sample_pages) if isinstance(block, Paragraph)]
    printed = [
        (section, "".join(block.words.text for block in group))
        for section, group in groupby(blocks, key=lambda block: block.section)
    ]
    sections = [section for section, _ in printed]
    read = [
        (section, "".join(passage.text for passage in group))
        for section, group in groupby(
            sample.passages, key=lambda passage: max((s for s in sections if passage.section[: len(s)] == s), key=len)
        )
    ]
    assert [(section, text.replace(" ", "")) for section, text in read] == [
        (section, text.replace(" ", "")) for section, text in printed
    ]


def test_leads_of_the_sample(sample: Reading) -> None:
    """The paragraphs under （三） are told apart by their first words."""
    under = [passage for passage in sample.passages if passage.section[1:2] == ("（三）重点工作落实情况",)]
    assert [section for section, _ in groupby(passage.section[2] for passage in under)] == [
        "权责清单公开情况",
        "预决算信息公开情况",
        "公共法律服务开展情况",
        "普法依法治理落实情况",
        "法治宣传开展情况",
        "基层民主法治建设情况",
        "法治建设公开情况",
    ]

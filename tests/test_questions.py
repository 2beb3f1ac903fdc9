"""Every question that somebody wrote about the reports gets the right reply, or at least no wrong number."""

from decimal import Decimal

import pytest

from benchmarks.answers import Score, judge, question_files, score, with_offers
from bot.assistant import Assistant

FLOORS = {
    "sample_report_exam.jsonl": 68,
    "sample_report_exam_2.jsonl": 79,
    "sample_report_exam_3.jsonl": 97,
    "sample_report_exam_4.jsonl": 98,
    "sample_report_exam_5.jsonl": 97,
    "sample_report_reader.jsonl": 65,
    "sample_report_reader_2.jsonl": 99,
    "sample_report_reader_3.jsonl": 117,
}
"""Right replies of each file; raised when more are right, never lowered."""


@pytest.fixture(scope="session", params=question_files(), ids=lambda path: path.name)
def scored(request: pytest.FixtureRequest, assistant: Assistant) -> tuple[str, Score]:
    """Each file of questions and its score."""
    return request.param.name, score(request.param, assistant)


@pytest.mark.slow
def test_no_wrong_number(scored: tuple[str, Score]) -> None:
    """No reply gives a figure that isn't one of the expected ones."""
    name, found = scored
    count = len(found.wrong_numbers)
    assert count == 0, f"{count} wrong numbers; python -m benchmarks.answers tests/questions/{name} --show"


@pytest.mark.slow
def test_right_replies(scored: tuple[str, Score]) -> None:
    """At least as many replies are right as ever before."""
    name, found = scored
    assert found.right >= FLOORS[name], f"{name}: {found.right} of {len(found.judged)}, {found.by('kind')}"


def test_every_file_has_a_floor() -> None:
    """Each file of questions stands in the table, and none that is gone."""
    assert sorted(FLOORS) == [path.name for path in question_files()]


# The scorer itself

FIGURE = {
    "value": "576", "printed": "576 件", "unit": "件", "unit_source": "printed", "approximate": False,
    "derived": False, "label": "法律援助案件", "publisher": "甲局", "period": "2020", "citation": 1,
}  # fmt: skip
CITATION = {"number": 1, "page": 3, "quote": "法律援助案件 576 件"}
REPLY = {
    "status": "answered", "answer": "法律援助案件 576 件。[1]", "figures": [FIGURE], "citations": [CITATION],
    "notes": [], "suggestions": [],
}  # fmt: skip
LINE = {
    "question": "几件？", "status": "answered", "values": ["576"], "unit": "件", "pages": [3], "kind": "figure",
    "accept": [], "must_include": [], "must_not_include": [],
}  # fmt: skip
WORDS = {"kind": "text", "values": [], "unit": None, "must_include": ["援助"]}
REFUSED = {"status": "not_found", "figures": [], "citations": [], "answer": "没有。"}
TWO = {"status": "conflict", "kind": "conflict", "values": ["576", "6"]}
SIX = FIGURE | {"value": "6", "printed": "6 件", "citation": 2}
SIX_CITED = {"number": 2, "page": 3, "quote": "6 件"}


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ({}, {}),
        ({"unit": None, "pages": []}, {}),
        ({"values": ["576.0"]}, {}),
        ({"values": ["575"], "accept": [{"values": ["576"]}]}, {}),
        ({"kind": "approximate", "must_include": ["余"]},
         {"figures": [FIGURE | {"approximate": True, "printed": "576余件"}], "answer": "576余件",
          "citations": [CITATION | {"quote": "576余件"}]}),
        (WORDS, {"figures": []}),
        ({"status": "not_found", "values": []}, REFUSED),
        ({"status": "not_found", "values": []}, REFUSED | {"status": "out_of_scope"}),
        ({"status": "ambiguous", "values": []}, {"status": "ambiguous", "figures": [], "suggestions": ["a", "b"]}),
        (TWO, {"status": "conflict", "figures": [FIGURE, SIX], "citations": [CITATION, SIX_CITED], "answer": "576 件，6 件"}),
        (TWO, {"notes": ["另有 6 件"]}),
        ({"values": ["570"]},
         {"figures": [FIGURE | {"value": "570", "printed": "570", "derived": True, "operands": [FIGURE, SIX]}],
          "citations": [CITATION, SIX_CITED], "answer": "576 件，6 件，相差 570"}),
    ],
)  # fmt: skip
def test_right(line: dict[str, object], reply: dict[str, object]) -> None:
    """A reply that holds what its question wants has no fault."""
    judged = judge(LINE | line, REPLY | reply)
    assert (judged.faults, judged.wrong_numbers) == ((), ())


@pytest.mark.parametrize(
    ("line", "reply", "wrong_numbers"),
    [
        ({"values": ["575"]}, {}, ("576",)),
        ({"values": ["576", "6"]}, {}, ()),
        ({"unit": "条"}, {}, ()),
        ({"pages": [4]}, {}, ()),
        ({"kind": "approximate"}, {}, ()),
        ({"must_include": ["余"]}, {}, ()),
        ({"must_not_include": ["576"]}, {}, ()),
        ({}, {"answer": "法律援助案件。"}, ()),
        ({}, {"citations": [CITATION | {"quote": "别的"}]}, ()),
        ({}, {"citations": [CITATION] * 7}, ()),
        ({}, {"figures": [FIGURE | {"value": "5.76E+2"}]}, ()),
        ({}, {"status": "conflict"}, ()),
        ({}, REFUSED, ()),
        (WORDS, {}, ("576",)),
        (WORDS, {"figures": [], "answer": "援助" * 301}, ()),
        (WORDS, {"figures": [], "citations": [CITATION | {"page": 4}]}, ()),
        (WORDS | {"must_include": ["复议"]}, {"figures": []}, ()),
        ({"status": "not_found", "values": []}, {}, ("576",)),
        ({"status": "not_found", "values": []}, REFUSED | {"status": "ambiguous"}, ()),
        ({"status": "ambiguous", "values": []}, {"status": "ambiguous", "figures": [], "suggestions": ["a"]}, ()),
        (TWO, {}, ()),
        (TWO, {"status": "conflict"}, ()),
        (TWO | {"pages": [3, 4]}, {"notes": ["另有 6 件"]}, ()),
        (TWO, {"notes": ["另有 16 件"]}, ()),
    ],
)  # fmt: skip
def test_faults(line: dict[str, object], reply: dict[str, object], wrong_numbers: tuple[str, ...]) -> None:
    """Whatever a reply lacks is a fault; a figure that nobody expects is a wrong number."""
    judged = judge(LINE | line, REPLY | reply)
    assert judged.faults
    assert judged.wrong_numbers == wrong_numbers


def test_offers_of_refusals() -> None:
    """A refused question is a tap away from its number where an offered one gets that alone; others are in vain."""
    refusal = REPLY | {"status": "not_found", "figures": [], "citations": [], "answer": "没有写到。"}
    absent = LINE | {"status": "not_found", "values": [], "pages": []}
    missed, unanswerable = judge(LINE, refusal), judge(absent, refusal)
    hit = with_offers(missed, LINE, [{Decimal(12)}, {Decimal(576)}])
    assert (Score((hit,)).offered, Score((hit,)).offered_in_vain) == ("1/1", "0/1")
    in_vain: tuple[list[set[Decimal]], ...] = ([], [{Decimal(12)}], [set()], [{Decimal(576), Decimal(12)}])
    for offered in in_vain:
        assert Score((hit, with_offers(missed, LINE, offered))).offered == "1/2"
    vain = with_offers(unanswerable, absent, [{Decimal(12)}])
    assert (Score((hit, vain)).offered, Score((hit, vain)).offered_in_vain) == ("1/1", "1/2")

"""A reply becomes the JSON object of DESIGN.md, field for field, or text for a terminal."""

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.arithmetic import Operation
from bot.assistant import Assistant
from bot.records import AnswerFigure, Citation, Language, Reply, Status
from bot.rendering import reply_object, reply_text
from ingest.records import Box, UnitSource

FIGURE = AnswerFigure(
    value=Decimal(576),
    printed="576 件",
    unit="件",
    unit_source=UnitSource.PRINTED,
    approximate=False,
    label="受理、审批、指派法律援助案件",
    publisher="中卫市沙坡头区司法局",
    period="2020",
    citation=1,
)
CITATION = Citation(
    number=1,
    report_id="3da61abf8c3cd0ff",
    file="报告.pdf",
    title="中卫市沙坡头区司法局2020年政府信息公开工作年度报告",
    url=None,
    page=3,
    quote="…法律援助案件 576 件…",
    boxes=(Box(3, 1.5, 2.0, 30.0, 4.25),),
)
REPLY = Reply(
    id="a42edc6db27d91d9",
    question="2020年法律援助案件有多少件？",
    language=Language.CHINESE,
    status=Status.ANSWERED,
    answer="2020年，受理、审批、指派法律援助案件 576 件。[1]",
    figures=(FIGURE,),
    citations=(CITATION,),
    snapshot="d77a69b3449af0e7",
)

FIGURE_TYPES = {
    "value": str,
    "printed": str,
    "unit": str | None,
    "unit_source": str,
    "approximate": bool,
    "derived": bool,
    "label": str,
    "publisher": str,
    "period": str | None,
    "citation": int,
}
CITATION_TYPES = {
    "number": int,
    "file": str,
    "title": str,
    "url": str | None,
    "page": int,
    "quote": str,
    "boxes": list,
    "table": str | None,
    "row": list,
    "column": list,
}
REPLY_TYPES = {
    "id": str,
    "question": str,
    "language": str,
    "status": str,
    "answer": str,
    "figures": list,
    "citations": list,
    "notes": list,
    "suggestions": list,
    "snapshot": str,
}


def test_the_object_of_the_design() -> None:
    """The example of DESIGN.md comes out as it stands there."""
    assert reply_object(REPLY) == {
        "id": "a42edc6db27d91d9",
        "question": "2020年法律援助案件有多少件？",
        "language": "zh",
        "status": "answered",
        "answer": "2020年，受理、审批、指派法律援助案件 576 件。[1]",
        "figures": [
            {
                "value": "576",
                "printed": "576 件",
                "unit": "件",
                "unit_source": "printed",
                "approximate": False,
                "derived": False,
                "label": "受理、审批、指派法律援助案件",
                "publisher": "中卫市沙坡头区司法局",
                "period": "2020",
                "citation": 1,
            }
        ],
        "citations": [
            {
                "number": 1,
                "file": "报告.pdf",
                "title": "中卫市沙坡头区司法局2020年政府信息公开工作年度报告",
                "url": None,
                "page": 3,
                "quote": "…法律援助案件 576 件…",
                "boxes": [{"page": 3, "box": [1.5, 2.0, 30.0, 4.25]}],
                "table": None,
                "row": [],
                "column": [],
            }
        ],
        "notes": [],
        "suggestions": [],
        "snapshot": "d77a69b3449af0e7",
    }


@pytest.mark.parametrize(
    "question",
    [
        "2020年法律援助案件有多少件？",
        "How much did the bureau spend on centralised government procurement in 2020?",
        "2020年办理的行政诉讼案件比受理的行政复议案件多几件？",
        "“法治沙坡头”微信公众号发布了多少条信息？",
        "沙坡头区司法局的联系电话是什么？",
        "2019年婚姻登记多少对？",
        "明天会下雨吗？",
    ],
)
def test_types(assistant: Assistant, question: str) -> None:
    """Every real reply has the fields and types of DESIGN.md, and JSON gives it back unchanged."""
    written = json.loads(json.dumps(reply_object(assistant.answer(question)), ensure_ascii=False))
    assert_typed(written, REPLY_TYPES)
    assert all(isinstance(one, str) for one in (*written["notes"], *written["suggestions"]))
    for figure in written["figures"]:
        assert_figure(figure)
    for citation in written["citations"]:
        assert_typed(citation, CITATION_TYPES)
        assert all(isinstance(one, str) for one in (*citation["row"], *citation["column"]))
        for box in citation["boxes"]:
            assert_typed(box, {"page": int, "box": list})
            x0, top, x1, bottom = box["box"]
            assert x0 < x1
            assert top < bottom


def assert_figure(figure: dict[str, object]) -> None:
    """Fields and types of a figure; `operands` exactly where it is derived, figures themselves."""
    operands = figure.pop("operands", None)
    assert_typed(figure, FIGURE_TYPES)
    assert (operands is not None) == figure["derived"]
    if isinstance(operands, list):
        assert operands
        for operand in operands:
            assert_figure(operand)


def assert_typed(written: dict[str, object], types: Mapping[str, object]) -> None:
    """All of these fields are there, each of its type. Fields may be added."""
    assert types.keys() <= written.keys()
    for name, kind in types.items():
        assert isinstance(written[name], kind), name  # type: ignore[arg-type]
        assert kind is not int or not isinstance(written[name], bool), name


@pytest.mark.parametrize(
    ("value", "written"),
    [("1382400", "1382400"), ("1E+6", "1000000"), ("77302800.00", "77302800.00"), ("-3", "-3"), ("0", "0")],
)
def test_value_is_a_plain_decimal(value: str, written: str) -> None:
    """No exponent, no separators."""
    figures = reply_object(replace(REPLY, figures=(replace(FIGURE, value=Decimal(value)),)))["figures"]
    assert isinstance(figures, list)
    assert figures[0]["value"] == written


def test_derived_figure_has_its_operands() -> None:
    """Operands are figures with citations of their own."""
    other = replace(FIGURE, value=Decimal(6), printed="6 件", citation=2)
    derived = replace(
        FIGURE,
        value=Decimal(570),
        printed="570",
        derived=True,
        operands=(FIGURE, other),
        operation=Operation.DIFFERENCE,
    )
    figures = reply_object(replace(REPLY, figures=(derived,)))["figures"]
    assert isinstance(figures, list)
    assert figures[0]["derived"] is True
    assert [(one["value"], one["citation"]) for one in figures[0]["operands"]] == [("576", 1), ("6", 2)]


def test_text_shows_answer_and_place() -> None:
    """On a terminal stand the answer, the report, the page and the quote."""
    text = reply_text(REPLY)
    assert text.startswith(REPLY.answer)
    assert "《中卫市沙坡头区司法局2020年政府信息公开工作年度报告》" in text
    assert "3" in text
    assert "…法律援助案件 576 件…" in text


def test_text_shows_address_notes_and_suggestions() -> None:
    """The official address, notes and what to ask next are shown where there are any."""
    reply = replace(
        REPLY,
        language=Language.ENGLISH,
        citations=(replace(CITATION, url="https://example.org/a"),),
        notes=("另一处",),
        suggestions=("甲？", "乙？"),
    )
    text = reply_text(reply)
    assert "https://example.org/a" in text
    assert "page 3" in text
    assert text.index("另一处") < text.index("甲？") < text.index("乙？")

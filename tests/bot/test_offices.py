"""English names of offices."""

import pytest

from bot.offices import is_called, named_offices


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("how many cases did the shapotou justice bureau take on", {"司法"}),
        ("public security bureau and education bureau", {"公安", "教育"}),
        ("the people's government of hongze", {"人民政府"}),
        ("the hr bureau", {"人力资源和社会保障"}),
        ("the market regulator's fines", {"市场监督管理"}),
        ("the commission for public health", {"卫生健康"}),
        ("cases that went to court", set()),
        ("how many education programmes and health checks", set()),
        ("a question about nothing", set()),
    ],
)
def test_named_offices(text: str, offices: set[str]) -> None:
    """An office is known by its English name and a noun; court and police alone name no publisher."""
    assert set(named_offices(text).values()) == offices


def test_right_behind_a_region() -> None:
    """Behind the name of a region no noun is needed."""
    assert named_offices("beidu urban management in 2023", ("beidu",)) == {"urban management": "城市管理"}
    assert named_offices("beidu urban management in 2023") == {}


def test_offices_of_one_beginning() -> None:
    """A commission and a bureau of health are both the health office."""
    assert is_called("卫生健康委员会", frozenset({"卫生健康"}))
    assert is_called("卫生健康局", frozenset({"卫生健康"}))
    assert not is_called("司法局", frozenset({"卫生健康"}))

"""Numerals have one exact value however they are printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numbers import arabic_value, cell_number, chinese_value

FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """A number below ten thousand as it is spoken: 105 → 一百零五, 11 → 十一."""
    spoken, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            spoken += ("零" if gap and spoken else "") + DIGITS[digit] + name
        gap = digit == 0
    return spoken.removeprefix("一") if 10 <= number < 20 else spoken or "零"


@given(st.integers(0, 9999))
def test_spoken_numbers(number: int) -> None:
    """Every number below ten thousand is read back from its Chinese words; 两 is 二 before a power."""
    spoken = in_chinese(number)
    assert chinese_value(spoken) == number
    assert chinese_value(spoken.replace("二百", "两百").replace("二千", "两千")) == number


@given(st.text("0123456789", min_size=1, max_size=6))
def test_digits_read_out(digits: str) -> None:
    """Digits said one by one, as in 二〇二〇, are the number they spell."""
    assert chinese_value("".join(DIGITS[int(digit)] for digit in digits)) == int(digits)


@pytest.mark.parametrize("numeral", ["", "万", "一万", "一条", "1", "十 一"])
def test_what_is_no_chinese_numeral(numeral: str) -> None:
    """Anything but digits and powers below ten thousand has no value."""
    assert chinese_value(numeral) is None


@given(st.decimals(0, 10**12, allow_nan=False, allow_infinity=False, places=2))
def test_arabic_numbers(number: Decimal) -> None:
    """A number is read back exactly with separators, without, and in full-width digits."""
    for printed in (f"{number:f}", f"{number:,f}", f"{number:,f}".translate(FULL_WIDTH)):
        assert arabic_value(printed) == number
        assert cell_number(printed) == (number, None)


@given(st.decimals(-(10**9), -1, allow_nan=False, allow_infinity=False), st.sampled_from("-－−"))
def test_minus_signs(number: Decimal, sign: str) -> None:
    """Any kind of minus sign makes a number negative."""
    assert arabic_value(f"{number:f}".replace("-", sign)) == number


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("0", "0", None),
        (" 2 ", "2", None),
        ("1382400 元", "1382400", "元"),
        ("138.24万元", "138.24", "万元"),
        ("1.2亿元", "1.2", "亿元"),
        ("96％", "96", "%"),
        ("20人次", "20", "人次"),
        ("- 3", "-3", None),
        ("１２", "12", None),
    ],
)
def test_cells_that_hold_a_number(text: str, value: str, unit: str | None) -> None:
    """A cell of one number gives its value and the unit beside it, 万 and 亿 left in the unit."""
    assert cell_number(text) == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["", "/", "—", "-", "无", "*", "第3条", "3.", "5-6", "1,38", "1.属于国家秘密", "十一"])
def test_cells_that_hold_none(text: str) -> None:
    """Blank cells, dashes, ordinals, ranges and labels are no numbers."""
    assert cell_number(text) is None


@pytest.mark.parametrize("text", ["2020年", "2020年度", "1月", "3号", "1.1行政"])
def test_dates_and_labels_are_no_numbers(text: str) -> None:
    """A year, a month, a number of a document and a short numbered label count nothing."""
    assert cell_number(text) is None

"""Amounts in capitals: the published examples, and the way back for any amount."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.documents.capitals import AmountTooLarge, capitals

# 支付结算办法, annex 1, article 4: the examples printed there.
PUBLISHED = {
    140_950: "壹仟肆佰零玖元伍角整",
    600_714: "陆仟零柒元壹角肆分",
    168_032: "壹仟陆佰捌拾元零叁角贰分",
    10_700_053: "壹拾万柒仟元零伍角叁分",
    1_640_902: "壹万陆仟肆佰零玖元零贰分",
    32_504: "叁佰贰拾伍元零肆分",
}
BY_HAND = {
    0: "零元整",
    1: "壹分",
    10: "壹角整",
    100: "壹元整",
    1_000: "壹拾元整",
    1_000_00: "壹仟元整",
    1_001_00: "壹仟零壹元整",
    10_000_00: "壹万元整",
    10_010_00: "壹万零壹拾元整",
    100_000_000_00: "壹亿元整",
    100_000_001_00: "壹亿零壹元整",
    100_001_000_00: "壹亿零壹仟元整",
    10**12 * 100: "壹万亿元整",
    12_345 * 10**8 * 100: "壹万贰仟叁佰肆拾伍亿元整",
    -168_032: "负壹仟陆佰捌拾元零叁角贰分",
}
_FIGURES = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(text: str) -> int:
    """The fen of an amount in capitals: read the other way round, by summing what is said."""
    sign = -1 if text.startswith("负") else 1
    whole, _, cents = text.lstrip("负").rpartition("元")
    total, section, figure = 0, 0, 0
    for mark in whole:
        if mark in _FIGURES:
            figure = _FIGURES[mark]
        elif mark in _PLACES:
            section, figure = section + figure * _PLACES[mark], 0
        elif mark == "万":
            section, figure = (section + figure) * 10_000, 0
            total, section = total + section, 0
        else:  # 亿 carries whatever stands before it
            total, section, figure = (total + section + figure) * 10**8, 0, 0
    yuan = total + section + figure
    fen = 0
    for mark, unit in pairwise(cents):
        fen += _FIGURES.get(mark, 0) * {"角": 10, "分": 1}.get(unit, 0)
    return sign * (yuan * 100 + fen)


@pytest.mark.parametrize(("fen", "text"), (PUBLISHED | BY_HAND).items())
def test_known_amounts_are_written_as_published_and_by_hand(fen: int, text: str) -> None:
    assert capitals(fen) == text


@given(st.integers(min_value=-(10**18) + 1, max_value=10**18 - 1))
def test_every_amount_reads_back_to_itself(fen: int) -> None:
    written = capitals(fen)
    assert read_back(written) == fen
    assert "零零" not in written
    assert written.endswith("整") == (fen % 10 == 0)


def test_what_no_bank_writes_is_refused() -> None:
    with pytest.raises(AmountTooLarge):
        capitals(10**18)

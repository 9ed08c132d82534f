"""How an indicator turns its raw value into points is said in words made from its own text."""

from fractions import Fraction

import pytest

from kerong.catalogue.formula_words import FormulaWords, amount_words, number_words
from kerong.catalogue.function_words import function_words
from kerong.catalogue.pack_files import read_pack
from kerong.config.paths import PACKS
from kerong.rules.formulas.nodes import (
    Arithmetic,
    By,
    FactRead,
    Literal,
    Negative,
    ParameterRead,
    RoundDown,
    Within,
)
from kerong.rules.vocabulary import MONEY, POINTS, RATIO

CARDS = sorted(PACKS.glob("*/*/scorecard.yaml"))


def said(pack: str, indicator: str) -> tuple[str, str]:
    """The words of one indicator in Chinese and English."""
    rules = read_pack(PACKS / pack).rules
    card = rules.scorecard
    assert card is not None
    asked = card.indicator(indicator)
    zh, en = (
        function_words(asked, card.peers.get(asked.raw), _words(rules.measures.values(), english))
        for english in (False, True)
    )
    return zh, en


def _words(measures, english: bool) -> FormulaWords:  # type: ignore[no-untyped-def]
    return FormulaWords(lambda name, kind: None, measures, english=english)


@pytest.mark.parametrize(
    ("pack", "indicator", "zh", "en"),
    [
        (
            "chongqing/knowledge-value",
            "rd_people",
            "≥ 10%：2 分；≥ 30%：5 分；否则 0 分",
            "≥ 10%: 2 points; ≥ 30%: 5 points; otherwise 0 points",
        ),
        (
            "national/srdi",
            "debt",
            "≤ 50%：5 分；≤ 60%：3 分；≤ 70%：1 分；否则 0 分",
            "≤ 50%: 5 points; ≤ 60%: 3 points; ≤ 70%: 1 point; otherwise 0 points",
        ),
        (
            "national/points-2022",
            "t6",
            "≥ 1：满分的 60%；≥ 3：满分；否则 0 分",
            "≥ 1: 60% of full points; ≥ 3: full points; otherwise 0 points",
        ),
        (
            "national/points",
            "v1",
            "≤ 0%：0 分；≥ 15%：满分；其间按比例",
            "≤ 0%: 0 points; ≥ 15%: full points; in proportion between",
        ),
        (
            "national/points",
            "v9",
            "≥ 80%：0 分；≤ 40%：满分；其间按比例",
            "≥ 80%: 0 points; ≤ 40%: full points; in proportion between",
        ),
        (
            "chongqing/knowledge-value",
            "second_class",
            "1.5 × Ⅱ类知识产权，不超过满分",
            "1.5 × Class-II IP, no more than full points",
        ),
        (
            "national/points",
            "x3",
            "取最大（I类高价值知识产权：≥ 1 得 10，否则 0；瞪羚企业：是 10，否 0）",
            "the largest of (high-value class-I IP: ≥ 1 gives 10, otherwise 0; "
            "gazelle: yes 10, no 0)",
        ),
        (
            "templates/points-district",
            "l12",
            "0 − （5 × 处罚、事故与逾期次数），最低 −100 分，不超过满分",
            "0 − (5 × Penalties and accidents and times overdue), at least −100 points, "
            "no more than full points",
        ),
        (
            "district/ip-pledge",
            "unpenalised",
            "取最小（近三年行政处罚次数：≤ 0 得 20，否则 0；被执行金额：≤ 0 元 得 20，否则 0）",
            "the smallest of (administrative penalties in 3 years: ≤ 0 gives 20, otherwise 0; "
            "amount under enforcement: ≤ CNY 0 gives 20, otherwise 0)",
        ),
    ],
)
def test_each_kind_of_function_reads_as_its_text_says(
    pack: str, indicator: str, zh: str, en: str
) -> None:
    assert said(pack, indicator) == (zh, en)


def test_a_percentile_names_its_peers_their_day_and_the_smallest_group() -> None:
    zh, en = said("templates/points-district", "t3")

    assert "同成长阶段、同行业" in zh and "2025-12-31" in zh and "不少于 8 户" in zh
    assert "same stage and industry" in en and "no group below 8 firms" in en


def test_every_indicator_of_every_card_has_words_in_both_languages() -> None:
    for file in CARDS:
        rules = read_pack(file.parent).rules
        card = rules.scorecard
        assert card is not None
        for indicator in card.indicators:
            table = card.peers.get(indicator.raw)
            zh = function_words(indicator, table, _words(rules.measures.values(), False))
            en = function_words(indicator, table, _words(rules.measures.values(), True))
            assert zh and en, indicator.code
            assert not any("一" <= sign <= "鿿" for sign in en), en
            assert indicator.raw not in zh, zh


def test_parts_no_shipped_card_uses_are_said_too() -> None:
    parameters = {"unit": Fraction(12, 10)}
    say = FormulaWords(lambda name, kind: parameters.get(name), english=False)
    tax = FactRead("tax_paid", MONEY, never_negative=True)
    two = Literal(Fraction(2), "number")

    assert say.of(ParameterRead("unit", POINTS, never_negative=True)) == "1.2"
    assert say.of(ParameterRead("gone", POINTS, never_negative=True)) == "gone"
    assert say.of(Negative(tax, MONEY)).startswith("−")
    cut = RoundDown(Arithmetic("/", tax, two, MONEY), Literal(Fraction(100), MONEY), MONEY)
    assert say.of(cut).endswith("向下取到 1 元 的倍数")
    inside = Within("industry_code", (("C39", two), ("", two)), POINTS)
    assert say.of(inside).endswith("：以 C39 开头 2，其他 2")
    sums = Arithmetic("-", two, Arithmetic("+", two, two, POINTS), POINTS)
    assert say.of(sums) == "2 − （2 + 2）"
    size = By("size_class", (("micro", two),), POINTS)
    assert say.of(size).endswith("：微型 2")


def test_numbers_say_no_more_than_they_are() -> None:
    assert number_words(Fraction(25, 2)) == "12.5"
    assert number_words(Fraction(-3)) == "−3"
    assert amount_words(RATIO, Fraction(3, 100), english=True) == "3%"
    assert amount_words(MONEY, Fraction(5_000_000_00), english=False) == "500 万元"

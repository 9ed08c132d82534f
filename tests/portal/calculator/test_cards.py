"""The answer: four chips, honest headline, order, filters, pages, reasons in words."""

import pytest
from django.utils import translation

from kerong.portal.calculator.asked import Asked
from kerong.portal.calculator.cards import Card, answers_of, chip_of, reason_of, weight_of
from kerong.web.facts import title_of
from tests.portal.answers import document, line, result, shelf

MOVE = [{"fact": "insured_staff", "from": 18, "to": 20}]


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def answers(*results, asked=None, shelved=None):
    return answers_of(document(*results), asked or Asked(), shelved or {})


def codes(found) -> list[str]:
    return [card.code for card in found.cards]


def test_each_product_lies_under_exactly_one_chip():
    assert chip_of(result("A")) == "meets"
    assert chip_of(result("A", "unknown")) == "unknown"
    assert chip_of(result("A", "fails")) == "fails"
    assert chip_of(result("A", "fails", smallest_change=MOVE)) == "near"
    assert chip_of(result("A", "unknown", smallest_change=MOVE)) == "unknown"


def test_counts_are_of_the_kind_asked_whatever_else_is_filtered():
    found = answers(
        result("A"),
        result("B", "fails", smallest_change=MOVE),
        result("C", kind="service", limit_yuan=None),
        asked=Asked(credit=True),
    )
    assert found.counts == {"meets": 1, "near": 1, "unknown": 0, "fails": 0}
    assert found.kinds == {"loan": 2, "service": 1, "all": 3}
    assert found.took_of == 3
    assert found.cards == []


def test_the_headline_takes_the_largest_single_limit_and_the_lowest_rate_of_what_is_met():
    found = answers(
        result("A", limit_yuan="4000000.00", annual_rate="0.0335"),
        result("B", limit_yuan="8600000.00", annual_rate=None),
        result("C", "fails", limit_yuan="99000000.00", annual_rate="0.0100"),
        result("D", limit_yuan=None, annual_rate="0.0285"),
    )
    assert (found.headline.limit, found.headline.limit_of) == ("8600000.00", "Product B")
    assert (found.headline.rate, found.headline.rate_of) == ("0.0285", "Product D")
    assert found.headline.meets == 3


def test_without_anything_met_the_headline_is_empty_not_zero():
    found = answers(result("A", "unknown"))
    assert found.headline.limit is None
    assert found.headline.rate is None
    assert found.headline.unknown == 1


def test_without_a_chip_asked_the_first_that_is_not_empty_is_shown():
    assert answers(result("A", "unknown"), result("B", "fails")).chip == "unknown"
    assert answers(result("A", "fails")).chip == "fails"
    assert answers().chip == "meets"
    assert answers(result("A"), asked=Asked(chip="fails")).chip == "fails"


def test_the_highest_limit_comes_first_and_unknown_limits_last():
    rows = (
        result("A", limit_yuan=None),
        result("B", limit_yuan="100.00"),
        result("C", limit_yuan="2000000.00"),
    )
    assert codes(answers(*rows)) == ["C", "B", "A"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [("rate", ["B", "A", "C"]), ("instalment", ["A", "B", "C"]), ("term", ["C", "B", "A"])],
)
def test_each_order_puts_what_is_not_published_last(sort, order):
    rows = (
        result("A", annual_rate="0.0400", instalment_yuan="100.00", term_months=None),
        result("B", annual_rate="0.0300", instalment_yuan="2000.00", term_months=12),
        result("C", annual_rate=None, instalment_yuan=None, term_months=36),
    )
    assert codes(answers(*rows, asked=Asked(sort=sort))) == order


def test_unsecured_products_are_found_by_the_shelf_and_a_term_by_the_result():
    rows = (result("A"), result("B", term_months=36), result("C", term_months=None))
    shelved = shelf(A="credit", B="mortgage", C="credit+risk_fund")
    assert codes(answers(*rows, asked=Asked(credit=True), shelved=shelved)) == ["A", "C"]
    assert codes(answers(*rows, asked=Asked(term=24), shelved=shelved)) == ["B"]


def test_three_hundred_products_come_twenty_at_a_time():
    rows = [result(f"L{n:03}") for n in range(311)]
    first = answers(*rows)
    assert (len(first.cards), first.shown, first.more, first.total) == (20, 20, 291, 311)
    last = answers(*rows, asked=Asked(page=16))
    assert (len(last.cards), last.shown, last.more) == (11, 311, 0)
    assert not set(codes(first)) & set(codes(last))


def test_reasons_show_what_fails_first_then_what_is_unknown():
    lines = [line("is_hnte"), line("insured_staff", "fails"), line("housing_fund_staff", "unknown")]
    card = Card(result("A", "fails", lines=lines), "fails", None)
    assert [reason.outcome for reason in card.reasons] == ["fails", "unknown", "meets"]
    assert card.gaps == 2


def test_a_reason_puts_seen_beside_asked():
    told = reason_of(line(say="参保人数不少于 20 人"))
    assert (told.say, told.seen, told.asked, told.clause) == (
        "参保人数不少于 20 人",
        "18 people",
        "≥ 20 people",
        "Article 4",
    )
    assert reason_of(line(seen=None)).seen == "unknown"


def test_one_move_of_a_count_is_told_by_its_distance():
    card = Card(result("A", "fails", smallest_change=MOVE), "near", None)
    assert (card.step, card.step_of) == ("2 people", "insured staff")
    assert card.moves == ["insured staff 18 people → 20 people"]


@pytest.mark.parametrize(
    "moves",
    [
        None,
        [{"fact": "is_hnte", "from": False, "to": True}],
        [{"fact": "pending_lawsuits", "from": 3, "to": 1}],
        [{"fact": "rd_expense", "from": "3721200.00", "to": "4430100.00"}],
        [*MOVE, {"fact": "invention_patents", "from": 1, "to": 2}],
    ],
)
def test_other_changes_are_told_as_what_becomes_what(moves):
    card = Card(result("A", "fails", smallest_change=moves), "near", None)
    assert card.step == ""
    assert len(card.moves) == len(moves or [])


def test_each_gap_knows_how_many_products_wait_for_it():
    rows = (
        result("A", "unknown", missing=["housing_fund_staff", "points"]),
        result("B", "unknown", missing=["housing_fund_staff"], lines=[line("rd_ratio")]),
    )
    weight = weight_of(rows)
    assert weight.waiting == {"housing_fund_staff": 2, "points": 1}
    assert {"rd_ratio", "rd_expense", "operating_revenue"} <= weight.asked


def test_alternatives_of_which_one_is_enough_count_as_one_and_stay_together():
    lines = [
        line("is_hnte", "fails", any_of=1),
        line("insured_staff", "fails"),
        line("is_srdi", "meets", any_of=1),
        line("employees", "meets"),
        line("is_gazelle", "fails", any_of=2),
        line("is_unicorn", "unknown", any_of=2),
    ]
    card = Card(result("A", "fails", lines=lines), "fails", None)
    assert (card.count, card.gaps) == (4, 2)
    assert [reason.any_of for reason in card.reasons] == [0, 2, 2, 0, 1, 1]
    assert card.reasons[0].outcome == "fails"


def test_a_product_with_all_alternatives_met_somewhere_has_no_gap():
    lines = [line("is_hnte", "fails", any_of=1), line("is_srdi", "meets", any_of=1)]
    card = Card(result("A", lines=lines), "meets", None)
    assert (card.count, card.gaps) == (1, 0)


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [
        ("650000.00", "5000000.00", ("650000.00", "5000000.00")),
        ("0.00", "5000000.00", (None, "5000000.00")),
        ("650000.00", "25000000650000.00", ("650000.00", None)),
        ("0.00", "25000000000000.00", (None, None)),
        ("0.00", "1000000000.00", (None, "1000000000.00")),
    ],
)
def test_an_unknown_limit_is_told_only_by_ends_a_person_can_use(low, high, ends):
    fields = {"limit_yuan": None, "limit_low_yuan": low, "limit_high_yuan": high}
    card = Card(result("A", "unknown", **fields), "unknown", None)
    assert card.limit_ends == ends
    assert card.limit_waits


def test_a_limit_nobody_published_waits_for_no_fact():
    assert not Card(result("A", "unknown", limit_yuan=None), "unknown", None).limit_waits


def test_what_an_unbounded_limit_hangs_on_is_named_while_it_is_short():
    def hangs_on(*missing):
        return Card(result("A", "unknown", missing=list(missing)), "unknown", None).limit_hangs_on

    assert hangs_on("founded_on", "tax_paid", "tax_paid_prev") == [
        title_of("tax_paid"),
        title_of("tax_paid_prev"),
    ]
    assert hangs_on("tax_paid", "tax_paid_prev", "registered_capital") == []
    assert hangs_on("founded_on") == []

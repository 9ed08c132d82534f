"""Tables are read strictly: a fault has a file, a line and a reason."""

import pytest

from kerong.rules.errors import RuleTextFault
from kerong.rules.programmes.bridges import read_bridge
from kerong.rules.programmes.guarantees import read_guarantee
from kerong.rules.programmes.held import NotInForce
from kerong.rules.programmes.splits import read_split
from kerong.rules.programmes.subsidies import read_subsidy

HEAD = """\
key: mine
title: {zh: 甲, en: A}
basis: {document: d, source: s, verified: true}
terms:
"""
SPLIT = """\
  2026-01-01:
    clause: c
    verified: true
    payers:
      bank: {share: 20%, interest: true, title: {zh: 银行, en: Bank}}
      fund: {share: 80%, interest: false, title: {zh: 基金, en: Fund}, parts: {a: 40%, b: 60%}}
"""
LATER = SPLIT.replace("2026-01-01", "2025-01-01").replace("80%", "70%").replace("20%", "30%")


def refused(text: str, changed: tuple[str, str], reader: object = read_split) -> RuleTextFault:
    assert changed[0] in text
    with pytest.raises(RuleTextFault) as fault:
        reader(text.replace(*changed), file="mine.yaml")  # type: ignore[operator]
    return fault.value


def test_rows_are_ordered_by_their_day_whatever_the_file_says() -> None:
    table = read_split(HEAD + SPLIT + LATER, file="mine.yaml")

    assert [row.since.year for row in table.rows] == [2025, 2026]
    assert table.on(table.rows[0].since).terms.split.payer("bank").weight == 3


def test_a_table_that_ended_is_not_in_force() -> None:
    table = read_split("until: 2026-06-30\n" + HEAD + SPLIT, file="mine.yaml")

    assert table.until is not None
    assert table.on(table.until).verified
    with pytest.raises(NotInForce):
        table.on(table.until.replace(month=7, day=1))


def test_shares_that_do_not_sum_to_one_name_the_row() -> None:
    fault = refused(HEAD + SPLIT, ("share: 80%", "share: 81%"))

    assert fault.facts["place"] == "terms.2026-01-01"
    assert fault.facts["line"] == 5
    assert "101/100" in fault.say("en")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (("b: 60%", "b: 61%"), "programme.parts"),
        (("2026-01-01", "2026-13-01"), "value.date"),
        (("share: 20%", "share: many"), "value.ratio"),
        (("    clause: c\n", ""), "text.missing"),
        (("clause: c", "clause: c\n    rest: luck"), "text.choice"),
        (("clause: c", "clause: c\n    lender: nobody"), "programme.unsound"),
        (("clause: c", "clause: c\n    least_lender: 21%"), "programme.unsound"),
        (("clause: c", "clause: c\n    wieght: 3"), "text.unknown_key"),
        ((SPLIT, "  {}\n"), "text.missing"),
    ],
)
def test_what_a_split_cannot_be_is_refused(changed: tuple[str, str], code: str) -> None:
    assert refused(HEAD + SPLIT, changed).reason_code == code


def test_a_cap_on_nobody_and_one_that_is_no_money_are_refused() -> None:
    text = HEAD + SPLIT + "    caps: {small: {payer: fund, scope: firm, most: 300万}}\n"

    assert read_split(text, file="x").rows[0].terms.caps["small"].most_fen == 3_000_000_00
    assert refused(text, ("payer: fund", "payer: me")).reason_code == "programme.unsound"
    assert refused(text, ("300万", "some")).reason_code == "value.money"


SUBSIDY = """\
  2026-01-01:
    clause: c
    verified: true
    kind: lpr
    date_rule: contract-date
    shares: {all: {least: 50%, most: 50%}}
"""


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (("kind: lpr", "kind: luck"), "text.choice"),
        (("    date_rule: contract-date\n", ""), "programme.unsound"),
        (("shares: {all: {least: 50%, most: 50%}}", "shares: {}"), "text.missing"),
        (("kind: lpr", "kind: rate"), "programme.unsound"),
        (("kind: lpr", "kind: lpr\n    firm_cap: much"), "value.money"),
        (("kind: lpr", "kind: lpr\n    counts_from: soon"), "value.date"),
    ],
)
def test_what_a_subsidy_cannot_be_is_refused(changed: tuple[str, str], code: str) -> None:
    assert refused(HEAD + SUBSIDY, changed, read_subsidy).reason_code == code


def test_fee_steps_out_of_order_and_half_a_ticket_rule_are_refused() -> None:
    bridge = HEAD + (
        "  2026-01-01:\n    clause: c\n    verified: true\n    day_kind: calendar\n"
        "    most: 1万\n    most_days: 3\n    steps: [{from_day: 1, rate: 0.02%}]\n"
    )
    ticket = HEAD + (
        "  2026-01-01:\n    clause: c\n    verified: true\n    fee: 1%\n    reguarantee_fee: 1%\n"
        "    covered: 80%\n    claim_rate_cap: 3%\n"
    )

    assert refused(bridge, ("from_day: 1", "from_day: 2"), read_bridge).reason_code == (
        "programme.unsound"
    )
    half = ("fee: 1%\n    re", "fee: 1%\n    small_ticket: 5万\n    re")
    assert refused(ticket, half, read_guarantee).reason_code == "text.missing"

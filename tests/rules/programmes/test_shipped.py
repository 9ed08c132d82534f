"""The tables shipped: every number of the rules they cite, and the examples that go with them."""

from datetime import date
from fractions import Fraction

import pytest

from kerong.finance.breaker import SUSPENDED, WARNED, next_state
from kerong.finance.bridge_fees import bridge_cap_fen, bridge_fee_fen
from kerong.finance.guarantee_fees import fee_fen
from kerong.finance.loss_sharing import Loss, share_loss
from kerong.rules.programmes.documents import origin_document
from kerong.rules.programmes.held import NotInForce
from kerong.rules.programmes.shipped import (
    ProgrammeUnknown,
    breakers,
    bridge_funds,
    guarantees,
    named,
    splits,
    subsidies,
)

TODAY = date(2026, 11, 22)
WAN = 10_000_00
SHARES = {
    "4222": {"guarantor": 40, "province": 20, "nation": 20, "bank": 20},
    "82": {"guarantor": 80, "bank": 20},
    "kv": {"fund": 80, "bank": 20},
    "73": {"fund": 70, "bank": 30},
    "30-20-50": {"fund": 30, "bank": 20, "guarantor": 50},
    "sci40": {"nation": 40, "province": 20, "guarantor": 20, "bank": 20},
    "sci35": {"nation": 35, "province": 20, "guarantor": 25, "bank": 20},
    "sci30": {"nation": 30, "province": 20, "guarantor": 30, "bank": 20},
    "4321": {"province": 40, "guarantor": 30, "bank": 20, "fund": 10},
    "20-80": {"bank": 20, "system": 80},
    "50-50": {"fund": 50, "bank": 50},
}


def test_every_split_is_the_one_its_document_states() -> None:
    held = {
        name: {
            payer.code: int(table.on(TODAY).terms.split.share_of(payer.code) * 100)
            for payer in table.on(TODAY).terms.split.payers
        }
        for name, table in splits().items()
    }

    assert held == SHARES


@pytest.mark.parametrize("name", SHARES)
def test_a_hundred_of_principal_is_paid_as_the_percentages_say(name: str) -> None:
    terms = splits()[name].on(TODAY).terms
    sharing = share_loss(terms.split, Loss(principal_fen=100 * WAN))

    assert {share.payer: share.total_fen // WAN for share in sharing.shares} == SHARES[name]
    assert set(terms.titles) == set(SHARES[name])


def test_the_banks_fifth_is_asked_of_policy_guarantees() -> None:
    for name in ("4222", "82", "30-20-50", "sci40", "4321", "20-80"):
        assert splits()[name].on(TODAY).terms.split.least_lender == Fraction(1, 5), name


def test_the_caps_of_the_small_firm_scheme_are_held() -> None:
    caps = splits()["30-20-50"].on(TODAY).terms.caps

    assert {name: (cap.payer, cap.most_fen // WAN) for name, cap in caps.items()} == {
        "small-firm": ("fund", 300),
        "micro-firm": ("fund", 15),
    }


def test_every_subsidy_holds_its_clause() -> None:
    held = {
        name: (row.kind, row.date_rule, [(s.least, s.most) for s in row.shares.values()])
        for name, table in subsidies().items()
        for row in [table.on(TODAY).terms]
    }
    half, fifth, whole = Fraction(1, 2), Fraction(1, 5), Fraction(1)

    assert held == {
        "pujiang": ("lpr", "previous-year-end", [(half, Fraction(4, 5))]),
        "fuyang": ("lpr", "contract-date", [(half, half)]),
        "beibei": ("lpr", "disbursement-date", [(half, half)]),
        "fujian": ("lpr", "repayment-december", [(fifth, fifth), (half, half)]),
        "lijiang": ("interest", "", [(Fraction(0), Fraction(3, 10))]),
        "national_2026": ("rate", "", [(whole, whole)]),
        "cq_gxq_2020": ("amount", "", [(whole, whole)]),
    }
    assert subsidies()["fuyang"].on(TODAY).terms.firm_year_cap_fen == 50 * WAN
    assert subsidies()["fujian"].on(TODAY).terms.firm_cap_fen == 20 * WAN
    assert subsidies()["fujian"].on(TODAY).terms.months == 12
    national = subsidies()["national_2026"].on(TODAY).terms
    assert (national.rate, national.months) == (Fraction(15, 1000), 24)
    assert (national.principal_cap_fen, national.excludes) == (5000 * WAN, ("central",))


def test_bridge_funds_cost_what_their_examples_say() -> None:
    """东海 800 × 8 days 1.76, cap 95 %; 渝北 1,000 × 7.2 days 0.80; 重庆 756 × 5 days 0.378."""
    donghai = bridge_funds()["donghai"].on(TODAY).terms
    early = bridge_funds()["chongqing"].on(date(2020, 5, 1)).terms
    relieved = bridge_funds()["chongqing"].on(date(2023, 2, 1)).terms
    yubei = bridge_funds()["yubei"].on(TODAY).terms

    assert bridge_fee_fen(donghai, 800 * WAN, 8) == 17_600_00
    assert bridge_cap_fen(donghai, 800 * WAN) == 760 * WAN
    assert bridge_fee_fen(yubei, 1000 * WAN, Fraction(72, 10)) == 8_000_00
    returned = date(2023, 3, 1)
    assert bridge_fee_fen(early, 756 * WAN, 5, returned_on=returned) == 3_780_00
    assert bridge_fee_fen(relieved, 756 * WAN, 5, returned_on=returned) == 0


def test_guarantee_fees_follow_the_ticket() -> None:
    """总对总: 1,000 at 0.3 % on a share of 20 %: 0.6. 专项计划: 500 still 0.3 %, 501 0.5 %."""
    batch = guarantees()["total2total"].on(TODAY).terms
    plan = guarantees()["sci-plan"].on(TODAY).terms
    fifth = Fraction(1, 5)

    assert fee_fen(batch.guarantee_fee(), 1000 * WAN, 365) == 10 * WAN
    assert fee_fen(batch.reguarantee_fee_for(1000 * WAN, fifth), 1000 * WAN, 365) == 6_000_00
    assert plan.reguarantee_fee_for(500 * WAN, fifth).rate == Fraction(3, 1000)
    assert plan.reguarantee_fee_for(501 * WAN, fifth).rate == Fraction(5, 1000)
    assert (batch.claim_rate_cap, plan.claim_rate_cap) == (Fraction(3, 100), Fraction(5, 100))
    assert plan.firm_cap_fen == 3000 * WAN


def test_breakers_act_at_their_lines() -> None:
    hubei = breakers()["hubei"].on(TODAY).terms
    strict = breakers()["strict"].on(TODAY).terms

    assert next_state(hubei.breaker, "normal", Fraction(52, 1000)) == WARNED
    assert next_state(hubei.breaker, "normal", Fraction(81, 1000)) == SUSPENDED
    assert hubei.effect == "stop_claim_intake"
    assert next_state(strict.breaker, "normal", Fraction(52, 1000)) == SUSPENDED


def test_what_is_not_verified_says_what_is_assumed_or_whose_default_it_is() -> None:
    tables = [splits(), subsidies(), bridge_funds(), guarantees(), breakers()]
    rows = [row for held in tables for table in held.values() for row in table.rows]  # type: ignore[attr-defined]

    assert len(rows) == 26
    for row in rows:
        assert row.document, row
        assert row.source, row
        assert row.clause, row
        assert row.verified or row.assumed or "平台默认" in row.document, row


def test_a_row_tells_where_it_comes_from_in_both_languages() -> None:
    row = splits()["kv"].on(TODAY)

    assert origin_document(row)["assumed"].startswith("市与区 40:60")
    assert origin_document(row, "en")["assumed"].startswith("City 40")
    whole = bridge_funds()["chongqing"].on(date(2020, 5, 1))
    assert whole.verified and origin_document(whole)["assumed"] is None


def test_a_rule_before_its_first_day_and_an_unknown_name_are_refused() -> None:
    with pytest.raises(NotInForce):
        subsidies()["national_2026"].on(date(2025, 12, 31))
    with pytest.raises(ProgrammeUnknown, match="nearest: fujian"):
        named(subsidies(), "fujan")

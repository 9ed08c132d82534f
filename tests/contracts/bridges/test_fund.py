"""Funds: opened once, money in and out once a document, conditions only ahead."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kerong.contracts.bridges.appropriate_fund import appropriate_fund
from kerong.contracts.bridges.errors import (
    FundExists,
    FundUnsound,
    NoTerms,
    TermsExist,
    TermsInThePast,
)
from kerong.contracts.bridges.open_fund import open_fund
from kerong.contracts.bridges.set_terms import set_terms, terms_in_force
from kerong.contracts.bridges.statement import figures_of
from kerong.kernel import roles
from kerong.kernel.errors import Forbidden
from kerong.ledger.errors import Overdrawn, ReferenceUsed
from kerong.ledger.models import Account, Transfer
from kerong.rules.programmes.shipped import ProgrammeUnknown
from tests.build import bridges as build
from tests.build import ledger, parties
from tests.build.bridges import FUND, START, TERMS
from tests.build.cases import WAN

pytestmark = pytest.mark.django_db


def officer() -> Any:
    return parties.actor(roles.OFFICER)


def test_a_fund_has_its_accounts_and_is_opened_once() -> None:
    made = build.fund(0)

    assert open_fund(fund=FUND, actor=officer(), at=START) == made
    kinds = Account.objects.filter(owner="bridge_fund:gaoxin").values_list("kind", flat=True)
    assert sorted(kinds) == [
        *("bridge_fund", "bridge_memo", "bridge_outstanding", "bridge_paid"),
        *("fee_income", "paid_out", "receipts"),
    ]
    with pytest.raises(FundExists):
        open_fund(fund=replace(FUND, programme="yubei"), actor=officer(), at=START)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"key": "Gao Xin"}, FundUnsound),
        ({"programme": "donghui"}, ProgrammeUnknown),
        ({"terms": replace(TERMS, excluded=("weather",))}, FundUnsound),
        ({"terms": replace(TERMS, barred=("lawsuit",))}, FundUnsound),
        ({"terms": replace(TERMS, own_share_ppm=1_000_000)}, FundUnsound),
        ({"terms": replace(TERMS, late_rate_ppm=10_001)}, FundUnsound),
    ],
)
def test_a_fund_that_says_nothing_sound_is_not_opened(change: dict, error: type) -> None:
    with pytest.raises(error):
        build.fund(0, **change)


def test_only_officers_open_funds_and_move_their_money() -> None:
    with pytest.raises(Forbidden):
        open_fund(fund=FUND, actor=parties.actor(roles.AUDITOR), at=START)


def test_money_comes_in_and_goes_back_once_a_document() -> None:
    made = build.fund(100 * WAN)
    told: dict[str, Any] = {"key": made.key, "document_no": "退字1号", "direction": "out"}

    for moment in (START, START + timedelta(days=3)):
        appropriate_fund(amount_fen=40 * WAN, actor=officer(), at=moment, **told)
    with pytest.raises(ReferenceUsed):
        appropriate_fund(amount_fen=41 * WAN, actor=officer(), at=START, **told)

    figures = figures_of(made)
    assert (figures.came_fen, figures.went_fen, figures.balance_fen) == (
        100 * WAN,
        40 * WAN,
        60 * WAN,
    )
    assert figures.agrees


def test_what_is_set_aside_cannot_go_back_to_the_treasury() -> None:
    world = build.world(fund=build.fund(110 * WAN))
    world.until_approved()

    with pytest.raises(Overdrawn):
        appropriate_fund(
            key=world.fund.key,
            amount_fen=3 * WAN,
            document_no="退字2号",
            direction="out",
            actor=officer(),
            at=START,
        )


def test_conditions_change_ahead_and_a_bridge_keeps_those_it_was_asked_under() -> None:
    world = build.world()
    bridge = world.applied()
    stricter = replace(TERMS, since=START.date() + timedelta(days=1), own_share_ppm=500_000)
    told: dict[str, Any] = {"key": world.fund.key, "actor": officer(), "at": START}
    made = set_terms(terms=stricter, **told)

    assert set_terms(terms=stricter, **told) == made
    with pytest.raises(TermsExist):
        set_terms(terms=replace(stricter, own_share_ppm=0), **told)
    with pytest.raises(TermsInThePast):
        set_terms(terms=replace(TERMS, since=START.date() - timedelta(days=1)), **told)
    with pytest.raises(NoTerms):
        terms_in_force(world.fund, START.date() - timedelta(days=1))

    world.later(days=2)
    world.backed(bridge)
    assert world.approved(bridge).terms.own_share_ppm == 200_000


def test_a_reversed_appropriation_is_taken_off_again() -> None:
    made = build.fund(100 * WAN)
    transfer = Transfer.objects.get(kind="appropriated")

    ledger.reversed_(transfer.no, effective_on=START.date())

    figures = figures_of(made)
    assert (figures.came_fen, figures.balance_fen, figures.agrees) == (0, 0, True)

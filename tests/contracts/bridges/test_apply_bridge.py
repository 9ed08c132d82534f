"""Asking for a bridge: who may, how much, for which loan, and what stands in the way."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kerong.contracts.bridges.access import bridge_for
from kerong.contracts.bridges.errors import (
    AboveUseCap,
    BankNotPossible,
    BridgeNotFound,
    BridgeOpen,
    CoordinationWaits,
    FigureWrong,
    FirmBanned,
    HindranceBars,
    HindranceStands,
    LoanNotBridgeable,
    NothingToLift,
    OwnFundsShort,
    PromiseOver,
    SamePerson,
    SeenOtherwise,
    UserKindNotServed,
)
from kerong.contracts.bridges.hindrances import CODES, hindrances_now
from kerong.contracts.bridges.models import Bridge, BridgeBan
from kerong.contracts.bridges.programmes import kinds_for, least_own_fen
from kerong.contracts.bridges.refusals import NAMES
from kerong.contracts.bridges.sign_opinion import sign_opinion
from kerong.kernel import roles
from kerong.ledger.errors import Overdrawn
from kerong.notices.models import Outbox
from kerong.rules.programmes.shipped import bridge_funds
from kerong.trail.reads import events_of
from tests.build import bridges as build
from tests.build import evidence, parties
from tests.build.bridges import DUE_FEN, LENT_FEN, START, World
from tests.build.cases import WAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build.world()


def test_the_banks_are_told_and_the_trail_says_what_was_asked(world: World) -> None:
    bridge = world.applied()

    assert (bridge.state, bridge.no[:1], bridge.own_fen) == ("submitted", "Z", 27 * WAN)
    told = set(Outbox.objects.filter(kind="bridge.asked").values_list("to", flat=True))
    assert told == {world.bank.reference, world.loan.institution.reference}
    (event,) = events_of(bridge.reference)
    assert event.kind == "bridge.asked"


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        ({"user_kind": "sole_trader"}, UserKindNotServed),
        ({"user_kind": "farm"}, UserKindNotServed),
        ({"user_kind": "anybody"}, FigureWrong),
        ({"amount_fen": 0}, FigureWrong),
        ({"amount_fen": DUE_FEN + 1}, FigureWrong),
        ({"repay_fen": DUE_FEN - 1}, FigureWrong),
        ({"amount_fen": LENT_FEN + 1}, OwnFundsShort),
        ({"institution_id": 987_654_321}, BankNotPossible),
        ({"said": ("bad_credit",)}, HindranceBars),
        ({"said": ("project_loan", "lawsuit")}, HindranceBars),
    ],
)
def test_what_cannot_be_asked_for(world: World, wish: dict[str, Any], error: type) -> None:
    with pytest.raises(error):
        world.applied(**wish)

    assert not Bridge.objects.exists()


def test_the_own_part_is_counted_up_to_the_next_fen(world: World) -> None:
    """20 % of 135 万 are 27 万; of 135 万 and one fen a fifth of a fen more: one fen more."""
    assert least_own_fen(world.fund.terms.get(), DUE_FEN) == 27 * WAN
    assert least_own_fen(world.fund.terms.get(), DUE_FEN + 1) == 27 * WAN + 1


def test_a_firm_may_be_what_its_legal_form_and_the_programme_allow() -> None:
    donghai = bridge_funds()["donghai"].on(START.date()).terms
    chongqing = bridge_funds()["chongqing"].on(START.date()).terms

    assert kinds_for("company", donghai) == ("enterprise", "representative")
    assert kinds_for("individual_business", donghai) == ("sole_trader",)
    assert kinds_for("farm_coop", donghai) == ("enterprise",)
    assert kinds_for("company", chongqing) == ("enterprise", "large_private", "representative")


def test_every_code_of_every_table_is_one_we_know() -> None:
    rows = [row.terms for table in bridge_funds().values() for row in table.rows]

    assert {code for terms in rows for code in terms.excludes} <= set(CODES) == set(NAMES)
    assert {kind for terms in rows for kind, _ in terms.users} <= set(Bridge.UserKind.values)


@pytest.mark.parametrize("days", [-1, 0, 60, 61])
def test_a_loan_is_bridged_within_sixty_days_before_it_matures(world: World, days: int) -> None:
    world.at = START + (build.MATURES - START.date()) - timedelta(days=days)
    world.fund.terms.update(since_on=min(START, world.at).date())
    if 0 <= days <= 60:
        assert world.applied().state == "submitted"
    else:
        with pytest.raises(LoanNotBridgeable):
            world.applied()


def test_a_settled_loan_needs_no_bridge(world: World) -> None:
    world.settled_loan()

    with pytest.raises((LoanNotBridgeable, FigureWrong)):
        world.applied()


def test_one_bridge_at_a_time_and_one_a_loan(world: World) -> None:
    world.applied()

    with pytest.raises(BridgeOpen):
        world.applied(words="once more")
    other = build.World(world.fund, build.maturing_loan(firm=world.firm), world.bank)
    with pytest.raises(BridgeOpen):
        other.applied(words="the loan split in two")
    assert Bridge.objects.count() == 1


def test_a_firm_that_did_not_return_in_time_waits_until_it_is_let_off(world: World) -> None:
    bridge = world.applied()
    Bridge.objects.update(state="closed")
    BridgeBan.objects.create(enterprise=world.firm, bridge=bridge, since_on=START.date())
    other = build.World(world.fund, build.maturing_loan(firm=world.firm), world.bank)

    with pytest.raises(FirmBanned) as refused:
        other.applied()
    assert refused.value.facts["no"] == bridge.no

    BridgeBan.objects.update(lifted_at=START)
    assert other.applied().state == "submitted"


# --- the promise ---


@pytest.mark.parametrize(("promised_wan", "fits"), [(113, False), (114, True)])
def test_the_promise_has_to_carry_the_bridge(world: World, promised_wan: int, fits: bool) -> None:
    """95 % of 114 万 are 108.3 万, of 113 万 only 107.35 万."""
    bridge = world.applied()
    if fits:
        assert world.opined(bridge, promised_fen=promised_wan * WAN).state == "opined"
        return
    with pytest.raises(AboveUseCap) as refused:
        world.opined(bridge, promised_fen=promised_wan * WAN)
    assert refused.value.facts["most"] == "1073500.00"


def test_a_promise_that_is_over_is_none(world: World) -> None:
    bridge = world.applied()

    with pytest.raises(PromiseOver):
        world.opined(bridge, promised_until=START.date() - timedelta(days=1))

    world.backed(bridge, promised_until=START.date())
    world.later(days=1)
    with pytest.raises(PromiseOver):
        world.proposed(bridge)


def test_a_second_person_signs_what_they_saw_and_no_other_opinion(world: World) -> None:
    bridge = world.opined(world.applied())
    told: dict[str, Any] = {"bridge_no": bridge.no, "at": START}
    author = replace(world.clerk, role=roles.INSTITUTION_APPROVER)

    with pytest.raises(SamePerson):
        sign_opinion(actor=author, opined_at=bridge.opined_at, **told)
    with pytest.raises(SeenOtherwise):
        sign_opinion(actor=world.approver, opined_at=START - timedelta(days=1), **told)
    assert world.fresh(bridge).state == "opined"


def test_another_bank_does_not_see_it_and_the_old_bank_cannot_promise(world: World) -> None:
    bridge = world.applied()
    old = parties.actor(roles.INSTITUTION_CLERK, institution=world.loan.institution)
    stranger = parties.actor(roles.INSTITUTION_CLERK, institution=parties.institution())

    assert bridge_for(old, bridge.no) == bridge
    with pytest.raises(BridgeNotFound):
        bridge_for(stranger, bridge.no)
    world._people["clerk"] = old
    with pytest.raises(BridgeNotFound):
        world.opined(bridge)


# --- what stands in the way ---


def test_what_evidence_knows_counts_whatever_the_firm_says(world: World) -> None:
    evidence.observe(world.firm, {"pending_lawsuits": "1"})

    bridge = world.applied()

    assert bridge.seen == "lawsuit"
    (found,) = hindrances_now(bridge, START.date())
    assert (found.code, found.known, found.stands) == ("lawsuit", True, True)


def test_a_suit_and_a_frozen_account_wait_for_a_coordination_decision(world: World) -> None:
    """The case of the report of 2020: the office lends once all parties agreed."""
    evidence.observe(world.firm, {"pending_lawsuits": "1"})
    bridge = world.applied(said=("frozen_account",))
    world.backed(bridge)

    with pytest.raises(HindranceStands) as refused:
        world.proposed(bridge)
    assert refused.value.facts["codes"] == ["lawsuit", "frozen_account"]

    world.coordinated(bridge, "lawsuit")
    with pytest.raises(HindranceStands):
        world.proposed(bridge)
    world.coordinated(bridge, "frozen_account")
    assert world.approved(bridge).state == "approved"


def test_minutes_nobody_confirmed_lift_nothing_and_nobody_confirms_their_own(
    world: World,
) -> None:
    bridge = world.applied(said=("lawsuit",))
    world._people["second"] = world.officer

    with pytest.raises(SamePerson):
        world.coordinated(bridge, "lawsuit")
    assert hindrances_now(bridge, START.date())[0].stands
    with pytest.raises(CoordinationWaits):
        world.coordinated(bridge, "lawsuit")


@pytest.mark.parametrize("codes", [(), ("wage_arrears",), ("bad_credit",)])
def test_a_decision_lifts_only_what_applies_and_can_be_lifted(
    world: World, codes: tuple[str, ...]
) -> None:
    bridge = world.applied(said=("lawsuit",))

    with pytest.raises(NothingToLift):
        world.coordinated(bridge, *codes)


def test_a_district_that_does_not_ask_about_suits_needs_no_decision() -> None:
    terms = replace(build.TERMS, excluded=("wage_arrears",))
    world = build.world(fund=build.fund(terms=terms))

    bridge = world.until_approved(said=("lawsuit", "frozen_account"))

    assert bridge.state == "approved"


def test_a_fund_without_enough_money_refuses_and_the_bridge_waits() -> None:
    world = build.world(fund=build.fund(LENT_FEN - 1))
    bridge = world.applied()
    world.backed(bridge)

    with pytest.raises(Overdrawn):
        world.approved(bridge)

    assert world.fresh(bridge).state == "proposed"

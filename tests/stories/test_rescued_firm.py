"""The report of 2020: 135 万 due, income down by 30 %, a suit, a frozen account, two banks, a town.

A bridge repays the old loan, part of its interest is subsidised, another bank lends at a lower
rate, and the account through which all of it passed ends at zero. Names and days are 示例.
"""

from datetime import date

import pytest

from kerong.contracts.bridges.check_bridges import check_bridges
from kerong.contracts.bridges.errors import HindranceStands
from kerong.contracts.bridges.reads import bridge_page
from kerong.contracts.bridges.statement import figures_of
from kerong.contracts.loans.models import Loan
from kerong.contracts.subsidies.approve_run import approve_run
from kerong.contracts.subsidies.draft_run import RunDraft, draft_run
from kerong.contracts.subsidies.jobs import finish_runs
from kerong.contracts.subsidies.models import Subsidy
from kerong.contracts.subsidies.order_subsidy import order_subsidy
from kerong.contracts.subsidies.period import Period
from kerong.contracts.subsidies.submit_run import submit_run
from kerong.kernel import roles
from kerong.ledger.models import Account, Transfer
from kerong.trail.reads import events_of
from kerong.trail.verify import verify
from tests.build import bridges as build
from tests.build import evidence, loans, parties, payments, subsidies
from tests.build.bridges import LENT_FEN, PROMISED_FEN, World
from tests.build.cases import WAN
from tests.build.invariants import invariants

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PRINCIPAL_FEN, INTEREST_FEN = 135 * WAN, 70_200_00  # a year at 5.2 %
DUE_FEN = PRINCIPAL_FEN + INTEREST_FEN
OWN_FEN = DUE_FEN - LENT_FEN


@pytest.fixture
def world() -> World:
    """A working-capital loan at one bank; 高新区's fund under the city's programme."""
    subsidies.held_reference()
    held = build.fund(programme="chongqing")
    loan = build.maturing_loan(method="bullet", day_count="act/365")
    evidence.observe(loan.enterprise, {"pending_lawsuits": "1"})
    return build.world(fund=held, loan=loan)


def test_the_firm_is_back_on_its_feet_and_every_fen_is_found(world: World) -> None:
    # the 15th of April: the firm asks, the bank that knows it promises
    bridge = world.applied(
        repay_fen=DUE_FEN,
        said=("frozen_account",),
        words="受疫情影响收入同比下降 30%，民间借贷诉讼已受理，基本账户被申请冻结",
    )
    world.backed(bridge)
    with pytest.raises(HindranceStands):
        world.proposed(bridge)

    # the parties meet: finance bureau, town, both banks
    world.later(days=5)
    world.coordinated(bridge, "lawsuit", "frozen_account")
    world.approved(bridge)

    # Monday the 27th: own funds are in, the money is released, the old loan is repaid next day
    world.later(days=7)
    world.received(bridge, OWN_FEN)
    bridge = world.released(bridge)
    assert build.balance(bridge.escrow) == DUE_FEN
    world.later(days=1)
    world.paid(bridge)
    loans.report(
        world.loan,
        "settlement",
        "2026-04-28",
        at=world.at,
        principal_fen=PRINCIPAL_FEN,
        interest_fen=INTEREST_FEN,
    )
    bridge = world.fresh(bridge)
    assert (bridge.state, bridge.loan.state) == ("repaid", Loan.State.SETTLED)

    half_of_its_interest_is_subsidised(world)

    # the 8th of May: the new loan is drawn at a lower rate, straight into the escrow
    world.later(days=10)
    new = world.drawn(bridge)
    world.received(bridge, PROMISED_FEN, "new_loan")
    world.ended(world.fresh(bridge))
    world.paid(bridge, "back")

    bridge = world.fresh(bridge)
    assert (bridge.state, bridge.days) == ("closed", 9)
    assert bridge.fee_fen == 972_00  # nine working days at 0.01 % of 108 万
    assert (bridge.loan.rate_ppm, new.rate_ppm) == (52_000, 36_000)
    every_fen_is_found(world, bridge)
    every_side_sees_its_part(world, bridge)


def half_of_its_interest_is_subsidised(world: World) -> None:
    """Of this year, by a run over every loan that one drafts and another approves:
    1,350,000 × 3.10 % (LPR of December 2024, the year before it was drawn) × 117/365 × 50 %
    = 6,707.4657…
    """
    held = subsidies.budget("epidemic-interest", 10 * WAN, title="疫情期间贷款贴息（示例）")
    draft = RunDraft(
        programme="pujiang",
        clause="pujiang",
        budget=held.code,
        period=Period(date(2026, 1, 1), date(2026, 5, 1)),
        share="0.5",
    )
    clerk, chief = subsidies.officer(), subsidies.officer()
    run = draft_run(draft=draft, actor=clerk, at=world.at)
    told = submit_run(no=run.no, actor=clerk, at=world.at)
    approve_run(no=run.no, digest=told.digest, actor=chief, at=world.at)
    finish_runs(world.at)
    subsidy = Subsidy.objects.get()
    assert (subsidy.loan, subsidy.granted_fen) == (world.loan, 6_707_47)

    order_subsidy(no=subsidy.no, actor=clerk, at=world.at)
    payments.through_the_bank("subsidy", at=world.at)
    subsidy.refresh_from_db()
    assert (subsidy.state, subsidy.settled_fen) == ("paid", 6_707_47)


def every_fen_is_found(world: World, bridge: object) -> None:
    """The escrow is closed at zero; what came in is what went out."""
    escrow = Account.objects.get(code=world.fresh(bridge).escrow)  # type: ignore[arg-type]
    assert escrow.balance_fen == 0 and escrow.closed_at is not None
    came = Transfer.objects.filter(credit=escrow).values_list("kind", "amount_fen")
    went = Transfer.objects.filter(debit=escrow).values_list("kind", "amount_fen")
    assert sorted(came) == [
        ("bridge_new_loan", PROMISED_FEN),
        ("bridge_own_funds", OWN_FEN),
        ("bridge_released", LENT_FEN),
    ]
    assert sorted(went) == [
        ("bridge_fee", 972_00),
        ("bridge_returned", LENT_FEN),
        ("payment_sent", PROMISED_FEN - LENT_FEN - 972_00),
        ("payment_sent", DUE_FEN),
    ]
    figures = figures_of(world.fund)
    assert (figures.balance_fen, figures.lent_out_fen) == (2000 * WAN, 0)
    assert figures.agrees and check_bridges() == [] and invariants() == []
    subsidies.sound()
    assert verify().faults == []


def every_side_sees_its_part(world: World, bridge: object) -> None:
    old_bank = parties.actor(roles.INSTITUTION_CLERK, institution=world.loan.institution)
    auditor = parties.actor(roles.AUDITOR)
    no = world.fresh(bridge).no  # type: ignore[arg-type]
    for actor in (world.owner, world.clerk, old_bank, world.officer, auditor):
        page = bridge_page(actor, no, on=world.at.date())
        assert page.way[-1] == ("closed", "done")
        assert [each.lifts for each in page.coordinations] == [("lawsuit", "frozen_account")]
        assert len(page.payments) == 2 and payments.Payment.objects.count() == 3
    kinds = [event.kind for event in events_of(f"bridge:{no}")]
    assert kinds[0] == "bridge.asked" and "bridge.coordination_confirmed" in kinds
    assert "bridge.closed" in kinds

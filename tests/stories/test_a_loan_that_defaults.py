"""A loan under a guarantee and a risk pool defaults after its interest subsidy was paid.

Guarantor and pool pay, money comes back twice and is shared, the subsidy of the overdue days is
clawed back. Every amount is computed by hand below; every fen is found in the ledger, and each
side sees its part and no stranger anything. Names and days are 示例.
"""

from dataclasses import dataclass
from datetime import date, datetime

import pytest
import time_machine
from django.db.models import Sum

from kerong.contracts.bridges.check_bridges import check_bridges
from kerong.contracts.compensation.attach_claim_paper import Paper, attach_claim_paper
from kerong.contracts.compensation.confirm_recovery import confirm_recovery
from kerong.contracts.compensation.file_claim import ClaimDraft, file_claim
from kerong.contracts.compensation.models import Claim, RecoveryShare
from kerong.contracts.compensation.propose_decision import NEEDED, Proposed, propose_decision
from kerong.contracts.compensation.report_recovery import report_recovery
from kerong.contracts.guarantees.check_guarantees import check_guarantees
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.loans.check_loans import check_loans
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.recovery_draft import RecoveryDraft
from kerong.contracts.subsidies.approve_run import approve_run
from kerong.contracts.subsidies.confirm_claw_back import confirm_claw_back
from kerong.contracts.subsidies.draft_run import RunDraft, draft_run
from kerong.contracts.subsidies.jobs import finish_runs
from kerong.contracts.subsidies.models import ClawBack, Subsidy
from kerong.contracts.subsidies.order_subsidy import order_subsidy
from kerong.contracts.subsidies.period import Period
from kerong.contracts.subsidies.receive_claw_back import receive_claw_back
from kerong.contracts.subsidies.submit_run import submit_run
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.ledger.check import check_ledger
from kerong.ledger.models import Account
from kerong.parties.models import Person
from kerong.payments.models import Payment
from kerong.trail.reads import events_of
from tests.build import compensation, guarantees, loans, parties, payments, subsidies
from tests.build.cases import CHINA, WAN
from tests.build.guarantees import Sides
from tests.build.invariants import invariants
from tests.build.web import require_seen, require_unseen, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

PRINCIPAL = 300 * WAN
# 3,000,000 × 4 % a year: 31 days of 365 are 10,191.78, 30 days 9,863.01; unpaid are three months
INTEREST_31, INTEREST_30 = 10_191_78, 9_863_01
UNPAID = INTEREST_31 + INTEREST_30 + INTEREST_31  # 30,246.57
# 3,000,000 × 1.5 % × 91/365 = 11,219.178…, and without the days from 6 June on:
# 3,000,000 × 1.5 % × 66/365 = 8,136.986…
SUBSIDY, SUBSIDY_LEFT = 11_219_18, 8_136_99
CLAWED_BACK = SUBSIDY - SUBSIDY_LEFT  # 3,082.19
# 30 : 20 : 50 of the principal; the pool covers no interest, so bank and guarantor halve it and
# the odd fen goes to the earlier of the two, the bank
POOL, BANK, GUARANTOR = 90 * WAN, 60 * WAN + 15_123_29, 150 * WAN + 15_123_28

# 1,000 万 in each tier and in the guarantor's pool, less what was paid, with what came back twice
TIER = 1000 * WAN - POOL // 2 + 147_000_00 + 90_000_00  # 9,787,000.00
OWN = 1000 * WAN - GUARANTOR + 490_000_00 + 300_000_00  # 9,274,876.72


def at(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), CHINA).replace(hour=10)


@dataclass
class World:
    """Bank, guarantor and firm with their loan; the pools are the city's and the guarantor's."""

    held: Sides
    guarantee: Guarantee
    loan: Loan


@pytest.fixture
def world() -> World:
    """300 万 for a year at 4 %, interest monthly, paid out on 6 March 2026 against a letter."""
    held = guarantees.sides(split_key="30-20-50", reguarantee_ppm=0)
    pool = compensation.filled(key="small-firms")
    own = compensation.filled(key="guarantor", tiers=(), institution_id=held.guarantor.pk)
    compensation.agreement(
        held.bank,
        "30-20-50",
        {"fund": pool, "guarantor": own},
        guarantor_id=held.guarantor.pk,
        caps=(("fund", "firm", 300 * WAN),),
    )
    letter = guarantees.ask(held, amount_fen=PRINCIPAL, rate_ppm=40_000)
    loan = guarantees.draw(held, letter, method="interest-first", rate_ppm=40_000)
    subsidies.budget("interest", 100 * WAN, title="贷款贴息（示例）")
    return World(held, letter, loan)


def test_a_loan_defaults_and_every_fen_is_found(world: World) -> None:
    assert (world.guarantee.state, world.guarantee.balance_fen) == ("effective", PRINCIPAL)
    interest_is_paid_and_subsidised(world)
    the_loan_falls_behind_and_the_subsidy_comes_back(world)
    claim = guarantor_and_pool_pay(world)
    money_comes_back_twice(world, claim)
    every_fen_is_found(world, claim)
    with time_machine.travel(at("2026-11-25"), tick=False):
        Person.objects.update(password_set_at=at("2026-11-25"))
        every_side_sees_its_part(world, claim)
        strangers_see_nothing(world, claim)


def interest_is_paid_and_subsidised(world: World) -> None:
    """Two instalments are paid; in July the second quarter is subsidised by two people."""
    for day, fen in (("2026-04-06", INTEREST_31), ("2026-05-06", INTEREST_30)):
        loans.report(world.loan, "repayment", day, at=at(day), interest_fen=fen)
    draft = RunDraft(
        programme="national_2026", clause="sme-interest", budget="interest-2026",
        period=Period(date(2026, 4, 1), date(2026, 7, 1)),
    )  # fmt: skip
    clerk, chief = subsidies.officer(), subsidies.officer()
    run = draft_run(draft=draft, actor=clerk, at=at("2026-07-02"))
    done = submit_run(no=run.no, actor=clerk, at=at("2026-07-02"))
    approve_run(no=run.no, digest=done.digest, actor=chief, at=at("2026-07-02"))
    finish_runs(at("2026-07-02"))
    subsidy = Subsidy.objects.get()
    assert (subsidy.granted_fen, subsidy.loan) == (SUBSIDY, world.loan)

    order_subsidy(no=subsidy.no, actor=clerk, at=at("2026-07-02"))
    assert Payment.objects.get().state == "no_account"
    payments.given_account(world.held.owner, holder=world.held.firm.name, at=at("2026-07-02"))
    sent = payments.through_the_bank("subsidy", at=at("2026-07-03"))
    assert (sent.state, sent.item_count, sent.total_fen) == ("closed", 1, SUBSIDY)
    subsidy.refresh_from_db()
    assert (subsidy.state, subsidy.settled_fen) == ("paid", SUBSIDY)


def the_loan_falls_behind_and_the_subsidy_comes_back(world: World) -> None:
    """On 10 July the bank says that nothing was paid since 6 June, a day within the quarter."""
    loans.report(
        world.loan, "arrears", "2026-07-10", at=at("2026-07-10"), principal_fen=0,
        interest_fen=INTEREST_31 + INTEREST_30, due_on="2026-06-06",
    )  # fmt: skip
    row = ClawBack.objects.get()
    assert (row.event, row.state, row.amount_fen) == ("overdue", "proposed", CLAWED_BACK)

    officer = subsidies.officer()
    confirm_claw_back(
        no=row.no, amount_fen=CLAWED_BACK, words="6 月 6 日起逾期，逾期区间不予贴息",
        actor=officer, at=at("2026-07-15"),
    )  # fmt: skip
    receive_claw_back(
        no=row.no, amount_fen=CLAWED_BACK, received_on=date(2026, 7, 20), bank_no="SK-1",
        actor=officer, at=at("2026-07-20"),
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.state, row.subsidy.returned_fen) == ("closed", CLAWED_BACK)

    loans.report(
        world.loan, "arrears", "2026-08-07", at=at("2026-08-07"), principal_fen=0,
        interest_fen=UNPAID, due_on="2026-06-06",
    )  # fmt: skip
    assert ClawBack.objects.count() == 1


def guarantor_and_pool_pay(world: World) -> Claim:
    """Claimed 65 days after 6 June; the guarantor proposes, an officer has the last word."""
    draft = ClaimDraft(loan_no=world.loan.no, principal_fen=PRINCIPAL, interest_fen=UNPAID)
    clerk = world.held.clerk
    claim = file_claim(actor=clerk, draft=draft, at=at("2026-08-10"))
    assert (claim.guarantee_no, claim.overdue_from) == (world.guarantee.no, date(2026, 6, 6))
    for kind in NEEDED:
        paper = Paper(kind, f"{kind}.pdf", compensation.PDF)
        attach_claim_paper(actor=clerk, claim_no=claim.no, paper=paper, at=at("2026-08-10"))
    proposal = Proposed(
        kind="settle", words="材料齐全，损失属实。", principal_fen=PRINCIPAL, interest_fen=UNPAID
    )
    claim = propose_decision(
        actor=world.held.guarantors_clerk, claim_no=claim.no, proposed=proposal,
        at=at("2026-08-12"),
    )  # fmt: skip
    compensation.approved(claim, at=at("2026-08-14"))
    bank, guarantor = (60 * WAN, 15_123_29), (150 * WAN, 15_123_28)
    assert compensation.shares(claim) == {"fund": (POOL, 0), "bank": bank, "guarantor": guarantor}
    assert POOL + BANK + GUARANTOR == PRINCIPAL + UNPAID
    world.guarantee.refresh_from_db()
    assert (world.guarantee.end_kind, world.guarantee.balance_fen) == ("claimed", 0)

    admin = parties.actor(roles.INSTITUTION_ADMIN, institution=world.held.bank)
    payments.given_account(admin, holder=world.held.bank.name, at=at("2026-08-17"))
    # city 45 万, district 45 万, guarantor 1,515,123.28
    sent = payments.through_the_bank("claim", at=at("2026-08-17"))
    assert (sent.state, sent.item_count, sent.total_fen) == ("closed", 3, POOL + GUARANTOR)
    return claim


def money_comes_back_twice(world: World, claim: Claim) -> None:
    """100 万 with 2 万 of costs: 98 are shared, 29.4 : 19.6 : 49; then 60 万: 18 : 12 : 30."""
    first = recovered(claim, world.held.clerk, 100 * WAN, 2 * WAN, "2026-10-12")
    assert first == {"fund": 294_000_00, "bank": 196_000_00, "guarantor": 490_000_00}
    assert not Payment.objects.filter(kind="recovery_share").exists()  # the bank keeps its part

    second = recovered(claim, world.held.guarantors_clerk, 60 * WAN, 0, "2026-11-16")
    assert second == {"fund": 180_000_00, "bank": 120_000_00, "guarantor": 300_000_00}
    sent = payments.through_the_bank("recovery_share", at=at("2026-11-18"))
    assert (sent.state, sent.item_count, sent.total_fen) == ("closed", 1, 120_000_00)


def recovered(claim: Claim, by: Actor, fen: int, costs_fen: int, day: str) -> dict[str, int]:
    """Reported by who got it, confirmed by an officer; what each got."""
    draft = RecoveryDraft(
        reference=f"执-{day}", recovered_on=date.fromisoformat(day),
        recovered_fen=fen, costs_fen=costs_fen,
    )  # fmt: skip
    made = report_recovery(actor=by, claim_no=claim.no, draft=draft, at=at(day))
    confirm_recovery(actor=subsidies.officer(), recovery_id=made.pk, at=at(day))
    rows = RecoveryShare.objects.filter(recovery=made).order_by().values_list("payer")
    return dict(rows.annotate(fen=Sum("amount_fen")))


def every_fen_is_found(world: World, claim: Claim) -> None:
    """What each account of public money holds in the end; all others are at zero."""
    held = Account.objects.filter(book="fiscal").exclude(balance_fen=0)
    assert dict(held.values_list("code", "balance_fen")) == {
        "fiscal/treasury/city": 100 * WAN,
        "fiscal/budget/interest-2026": 100 * WAN - SUBSIDY + CLAWED_BACK,  # 991,863.01
        "fiscal/subsidy-paid/interest-2026": SUBSIDY,
        "fiscal/receipts/subsidies": CLAWED_BACK,
        "fiscal/treasury/compensation": 3 * 1000 * WAN,
        "fiscal/loss-pool/small-firms/city": TIER,
        "fiscal/loss-pool/small-firms/district": TIER,
        "fiscal/guarantee-pool/guarantor": OWN,
        "fiscal/claim-paid/small-firms": POOL,
        "fiscal/claim-paid/guarantor": GUARANTOR,
        # of the first 98 万 the bank kept its 196,000
        "fiscal/receipts/compensation": 784_000_00 + 600_000_00,
        "fiscal/paid-out/compensation": 120_000_00,
    }
    assert not Account.objects.filter(kind="bank_clearing", closed_at=None).exists()
    came = 100 * WAN + CLAWED_BACK + 3 * 1000 * WAN + 784_000_00 + 600_000_00
    assert check_ledger().sums_fen == {"fiscal": came, "exposure": 0}
    on = date(2026, 11, 25)
    assert invariants() == [] and check_bridges() == []
    assert check_guarantees().faults == () and not check_loans(on).faults
    kinds = [event.kind for event in events_of(f"claim:{claim.no}")]
    assert kinds.count("claim.recovery_shared") == 2


def every_side_sees_its_part(world: World, claim: Claim) -> None:
    loan, no, letter = world.loan.no, claim.no, world.guarantee.no
    subsidy = Subsidy.objects.get().no
    sides = {
        world.held.owner: {
            f"/loans/{loan}/": loan,
            f"/subsidies/{subsidy}/": "3,082.19",
            f"/guarantees/{letter}/": letter,
            f"/claims/{no}/": "1,430,246.57",  # of 3,030,246.57 lost 160 万 came back
            "/payments/": "11,219.18",
        },
        world.held.clerk: {
            f"/workbench/loans/{loan}/": loan,
            f"/workbench/guarantees/{letter}/": letter,
            f"/workbench/claims/{no}/": "1,515,123.28",
            "/workbench/payments/": "120,000",
        },
        world.held.guarantors_clerk: {
            f"/workbench/guarantees/{letter}/": letter,
            f"/workbench/claims/{no}/": "300,000",
        },
    }
    office = {
        f"/console/loans/{loan}/": loan,
        f"/console/subsidies/{subsidy}/": "3,082.19",
        f"/console/guarantees/{letter}/": letter,
        f"/console/claims/{no}/": "1,515,123.28",
        "/console/loss-pools/small-firms/": "9,787,000",
        "/console/payments/": "450,000",
        "/console/loss-pools/guarantor/": "9,274,876.72",
    }
    sides |= {subsidies.officer(): office, parties.actor(roles.AUDITOR): office}
    for actor, pages in sides.items():
        require_seen(actor, pages)


def strangers_see_nothing(world: World, claim: Claim) -> None:
    """Pages of the loan are not there for another firm, bank or guarantor; their lists are bare."""
    loan, no, letter = world.loan.no, claim.no, world.guarantee.no
    subsidy = Subsidy.objects.get().no
    firm = ("/loans/", loan), ("/subsidies/", subsidy), ("/guarantees/", letter), ("/claims/", no)
    bank = tuple((f"/workbench{place}", own) for place, own in firm if place != "/subsidies/")
    guarantor = parties.institution(kind="guarantor")
    strangers = (
        (parties.actor(roles.FIRM_OWNER), firm),
        (parties.actor(roles.INSTITUTION_CLERK), bank),
        (parties.actor(roles.INSTITUTION_CLERK, institution=guarantor), bank),
    )
    for actor, places in strangers:
        require_unseen(actor, places)
    lists = signed_in(world.held.guarantors_clerk).get("/workbench/payments/").content.decode()
    assert "1,515,123.28" not in lists  # paid to the bank, not to the guarantor

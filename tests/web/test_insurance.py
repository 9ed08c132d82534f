"""Insurance at the browser: asked in the portal, quoted and decided at the insurer's desk, claimed
by the bank, read by the office."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from kerong.contracts.insurance.models import (
    InsuranceClaim,
    InsuranceInquiry,
    InsurancePolicy,
    InsuranceRecovery,
)
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.models import Person
from tests.build import compensation as claims
from tests.build import insurance as build
from tests.build import parties
from tests.build.insurance import CLAIMED, DECIDED, PAYOUT_FEN, World
from tests.build.web import post as posted
from tests.build.web import signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(build.START, tick=False) as moment:
        yield moment


def post(actor: Actor, address: str, **form: object) -> None:
    location = posted(actor, address, **form)
    assert "/insurance/" in location, location


def moved(clock: time_machine.Traveller, moment: datetime) -> None:
    """Months later; nobody's password has grown old meanwhile."""
    clock.move_to(moment)
    Person.objects.update(password_set_at=moment)


def test_a_loan_is_insured_lost_and_paid_by_people_of_three_sides(
    clock: time_machine.Traveller,
) -> None:
    world = build.world()
    policy = insured(world)
    world.lost()
    moved(clock, CLAIMED)
    claim = decided(world, policy, clock)
    post(
        world.seller,
        f"/workbench/insurance/claims/{claim.no}/payment/",
        paid_on="2026-06-25",
        reference="付-1",
    )
    recovered(world, claim)

    shown = text(world.owner, f"/insurance/claims/{claim.no}/")
    assert "1,975,555.48" in shown and "已赔付" in shown
    assert "保险责任成立" not in shown, "the firm does not read what the insurer's people wrote"
    auditor = parties.actor(roles.AUDITOR)
    assert "保险责任成立" in text(auditor, f"/console/insurance/claims/{claim.no}/")
    assert policy.no in text(world.owner, f"/loans/{world.loan.no}/")


def insured(world: World) -> InsurancePolicy:
    """Asked on the page of the loan, quoted, compared, accepted, paid for."""
    ask = f"/loans/{world.loan.no}/insurance/"
    assert ask in text(world.owner, f"/loans/{world.loan.no}/")
    post(
        world.owner, ask, kind="loan", insurer_ids=[world.insurer.pk], wanted_fen="200万",
        months="12",
    )  # fmt: skip
    inquiry = InsuranceInquiry.objects.get()
    desk = f"/workbench/insurance/inquiries/{inquiry.no}/"
    post(
        world.seller, f"{desk}quote/", product="示例条款 C1", insured_fen="200万",
        instalments="1", grace_days="0",
        cover_ppm="70", deductible_fen="10万", covers_interest="on", rate_ppm="1.8",
        from_on="2026-03-10", to_on="2027-03-09", valid_until="2026-03-10", waiting_days="60",
        decide_days="30",
    )  # fmt: skip
    own = f"/insurance/inquiries/{inquiry.no}/"
    assert "36,000.00" in text(world.owner, own)
    form = text(world.owner, f"{own}acceptance/")
    (chosen,) = re.findall(r'value="(\d+@[^"]+)"', form)
    post(world.owner, f"{own}acceptance/", quote=chosen)
    policy = InsurancePolicy.objects.get()
    post(
        world.seller, f"/workbench/insurance/policies/{policy.no}/premium/", amount_fen="36000",
        received_on="2026-03-09", reference="保费-1", insurer_no="PICC-1",
    )  # fmt: skip
    assert "有效" in text(world.owner, f"/insurance/policies/{policy.no}/")
    return policy


def decided(world: World, policy: InsurancePolicy, clock: time_machine.Traveller) -> InsuranceClaim:
    """Filed by the bank, agreed by two people of the insurer."""
    post(
        world.clerk, f"/workbench/insurance/policies/{policy.no}/claim/",
        principal_fen="2876543.21", interest_fen="45678.90",
    )  # fmt: skip
    claim = InsuranceClaim.objects.get()
    desk = f"/workbench/insurance/claims/{claim.no}/"
    moved(clock, DECIDED)
    post(
        world.seller, f"{desk}proposal/", kind="pay", principal_fen="2876543.21",
        interest_fen="45678.90", words="保险责任成立",
    )  # fmt: skip
    assert f"{desk}approval/" not in text(world.clerk, desk)
    post(world.chief, f"{desk}approval/")
    claim.refresh_from_db()
    assert (claim.state, claim.payout_fen) == ("agreed", PAYOUT_FEN)
    return claim


def recovered(world: World, claim: InsuranceClaim) -> None:
    desk = f"/workbench/insurance/claims/{claim.no}/"
    post(
        world.clerk, f"{desk}recovery/", reference="追-1", recovered_on="2026-06-25",
        recovered_fen="500000", costs_fen="12000",
    )  # fmt: skip
    row = InsuranceRecovery.objects.get()
    post(world.chief, f"{desk}confirmation/", recovery_id=str(row.pk))
    assert "329,910.27" in text(world.clerk, desk)


def test_what_is_refused_is_said_on_the_page_of_the_step(clock: time_machine.Traveller) -> None:
    world = build.world()
    policy = world.bound()

    answer = signed_in(world.seller).post(
        f"/workbench/insurance/policies/{policy.no}/premium/",
        {"amount_fen": "35999", "received_on": "2026-03-09", "reference": "1", "insurer_no": "1"},
    )

    assert answer.status_code == 422
    assert "应缴保险费 36000.00 元" in answer.content.decode()


def test_lists_show_each_side_its_own_filter_and_leave_as_a_file(
    clock: time_machine.Traveller,
) -> None:
    world, other = build.world(), build.world()
    policy, foreign = world.in_force(), other.in_force()
    auditor = parties.actor(roles.AUDITOR)

    for actor, address in (
        (world.owner, "/insurance/"),
        (world.clerk, "/workbench/insurance/"),
        (world.seller, "/workbench/insurance/"),
    ):
        shown = text(actor, address)
        assert policy.no in shown and foreign.no not in shown
    assert foreign.no in text(auditor, "/console/insurance/")
    assert foreign.no not in text(auditor, f"/console/insurance/?find={policy.no}")
    assert "这里没有保单" in text(world.owner, "/insurance/?state=lapsed")
    file = b"".join(signed_in(auditor).get("/console/insurance/?export=csv")).decode("utf-8-sig")
    assert policy.no in file and file.count("\n") == 3
    assert signed_in(other.owner).get(f"/insurance/policies/{policy.no}/").status_code == 404


def test_an_insurer_sees_its_own_quote_alone(clock: time_machine.Traveller) -> None:
    world = build.world()
    rival = world.beside()
    inquiry = world.asked(insurer_ids=(world.insurer.pk, rival.insurer.pk))
    world.quoted(inquiry)
    rival.quoted(inquiry, rate_ppm=20_000)

    shown = text(world.seller, f"/workbench/insurance/inquiries/{inquiry.no}/")
    assert "36,000.00" in shown and "40,000.00" not in shown
    compared = text(world.owner, f"/insurance/inquiries/{inquiry.no}/")
    assert compared.index("36,000.00") < compared.index("40,000.00"), "the cheapest first"


def test_the_claim_on_a_fund_names_the_insurer_and_the_policy_it_waits_for() -> None:
    bank = parties.institution()
    product = claims.listing(bank)
    under = claims.agreement(bank, listings=(product.code,))
    world = build.world(claims.pooled_loan(under))
    policy = world.in_force(covers_interest=False)
    world.lost()
    with time_machine.travel(DECIDED, tick=False):
        claim = claims.filed(world.loan)
        officer = parties.actor(roles.OFFICER)
        address = f"/console/claims/{claim.no}/"
        assert f"方可核定代偿： {policy.no}" in text(officer, address)
        assert policy.no not in text(world.owner, f"/claims/{claim.no}/")

        world.agreed(policy)
        claims.approved(claims.proposed(claims.with_papers(claim)))

        shown = text(officer, address)
        assert world.insurer.name in shown and "1,330,000.00" in shown
        assert "方可核定代偿" not in shown


def test_an_inquiry_is_refused_by_the_insurer_or_withdrawn_on_its_page(
    clock: time_machine.Traveller,
) -> None:
    world = build.world()
    first, second = world.asked(), (other := build.world()).asked()
    own = f"/insurance/inquiries/{first.no}/"
    desk = f"/workbench/insurance/inquiries/{first.no}/"

    post(world.seller, f"{desk}refusal/", words="行业不在承保范围")
    assert "行业不在承保范围" in text(world.owner, own)
    post(other.owner, f"/insurance/inquiries/{second.no}/withdrawal/", words="改用抵押担保")

    second.refresh_from_db()
    assert second.state == "withdrawn"


def test_a_policy_is_given_up_by_its_holder_and_the_rest_given_back(
    clock: time_machine.Traveller,
) -> None:
    world = build.world()
    policy = world.in_force(by=world.clerk)
    desk = f"/workbench/insurance/policies/{policy.no}/"
    post(world.clerk, f"{desk}surrender/", words="改由担保公司担保")
    today = build.START.date().isoformat()
    post(world.seller, f"{desk}refund/", refunded_on=today, reference="退-1")

    policy.refresh_from_db()
    assert (policy.state, policy.refunded_on is None) == ("surrendered", False)
    assert f"{desk}refund/" not in text(world.seller, desk)


def test_a_claim_is_sent_back_and_withdrawn_and_then_given_up_by_two_of_the_bank(
    clock: time_machine.Traveller,
) -> None:
    world = build.world()
    policy = world.in_force()
    world.lost()
    moved(clock, CLAIMED)
    claim = world.proposed(world.filed(policy))
    desk = f"/workbench/insurance/claims/{claim.no}/"
    post(world.chief, f"{desk}return/", words="请补充逾期证明")
    assert "请补充逾期证明" in text(world.seller, desk)
    post(world.clerk, f"{desk}withdrawal/", words="企业已还清欠款")
    claim.refresh_from_db()
    assert claim.state == "withdrawn"

    moved(clock, CLAIMED.replace(month=7, day=6))  # the time to claim first is over
    held = f"/workbench/insurance/policies/{policy.no}/"
    post(world.clerk, f"{held}waiver/", words="由企业直接偿还，不再索赔")
    assert f"{held}waiver-approval/" not in text(world.clerk, held)
    post(world.banks_approver, f"{held}waiver-return/", words="请附还款计划")
    assert "请附还款计划" in text(world.clerk, held)
    post(world.clerk, f"{held}waiver/", words="还款计划已附，不再索赔")
    post(world.banks_approver, f"{held}waiver-approval/")

    assert f"{held}claim/" not in text(world.clerk, held)

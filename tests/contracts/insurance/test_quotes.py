"""Asking, quoting, accepting, paying: who may, what is refused, and what nobody can do twice."""

from datetime import date, timedelta

import pytest

from kerong.catalogue.models import Listing
from kerong.contracts.insurance.accept_quote import accept_quote
from kerong.contracts.insurance.check import check_insurance
from kerong.contracts.insurance.decline_inquiry import decline_inquiry
from kerong.contracts.insurance.errors import (
    AlreadyAsked,
    FigureUnfit,
    InquiryMoved,
    InquiryNotFound,
    InsuredBeyondWhole,
    InsurerUnfit,
    LoanUnfit,
    NotYourSide,
    PolicyMoved,
    PolicyNotFound,
    PremiumDiffers,
    QuoteNotFound,
    QuoteOver,
    QuoteReplaced,
    ReferenceUsed,
    ServiceAbsent,
    WrongDay,
)
from kerong.contracts.insurance.lapse_insurance import lapse_insurance
from kerong.contracts.insurance.models import InsuranceInquiry, InsurancePolicy
from kerong.contracts.insurance.withdraw_inquiry import withdraw_inquiry
from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed
from tests.build import insurance as build
from tests.build import parties
from tests.build.cases import WAN
from tests.build.insurance import World
from tests.build.policy_examples_insurance import service

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build.world()


def test_the_same_is_not_asked_twice_while_it_is_open(world: World) -> None:
    first = world.asked()
    with pytest.raises(AlreadyAsked) as caught:
        world.asked()
    assert caught.value.facts == {"first": first.no}
    withdraw_inquiry(actor=world.owner, inquiry_no=first.no, words="不再需要", at=world.at)
    assert world.asked().state == "open"


def test_firm_and_bank_each_ask_for_themselves_and_see_only_their_own(world: World) -> None:
    firms, banks = world.asked(), world.asked(by=world.clerk)
    assert (firms.holder, banks.holder) == ("firm", "bank")
    with pytest.raises(InquiryNotFound):
        withdraw_inquiry(actor=world.clerk, inquiry_no=firms.no, words="不再需要", at=world.at)
    with pytest.raises(InquiryNotFound):
        withdraw_inquiry(actor=world.owner, inquiry_no=banks.no, words="不再需要", at=world.at)
    with pytest.raises(NotYourSide):
        withdraw_inquiry(actor=world.seller, inquiry_no=banks.no, words="不再需要", at=world.at)


@pytest.mark.parametrize(
    ("wish", "fault"),
    [
        ({"insurer_ids": ()}, InsurerUnfit),
        ({"wanted_fen": 0}, FigureUnfit),
        ({"months": 0}, FigureUnfit),
        ({"kind": "life"}, FigureUnfit),
        ({"answer_on": date(2026, 3, 8)}, FigureUnfit),
        ({"kind": "technology", "listing_code": "none"}, ServiceAbsent),
    ],
)
def test_what_cannot_be_asked_is_refused(world: World, wish: dict, fault: type) -> None:
    with pytest.raises(fault):
        world.asked(**wish)
    assert not InsuranceInquiry.objects.exists()


def test_a_bank_is_no_insurer_and_an_auditor_asks_nobody(world: World) -> None:
    with pytest.raises(InsurerUnfit):
        world.asked(insurer_ids=(world.loan.institution_id,))
    with pytest.raises(RoleNotAllowed):
        world.asked(by=parties.actor(roles.AUDITOR))


def test_a_loss_that_has_begun_is_no_risk(world: World) -> None:
    quote = world.quoted(world.asked(answer_on=date(2026, 5, 1)), valid_until=date(2026, 3, 10))
    world.loan.arrears_from = date(2026, 3, 8)
    world.loan.save()
    with pytest.raises(LoanUnfit):
        world.accepted(quote)


def test_a_service_of_an_insurer_is_quoted_by_it_alone(world: World) -> None:
    listing: Listing = service()
    wish = {"kind": "technology", "listing_code": listing.code, "loan_no": ""}
    inquiry = world.asked(words="专利被侵权时的维权费用", **wish)
    (quote,) = inquiry.quotes.all()
    assert quote.insurer_id == listing.institution_id
    seller = World(world.loan, listing.institution)
    policy = world.accepted(seller.quoted(inquiry))
    assert (policy.loan, policy.serial, policy.bank) == (None, None, None)
    with pytest.raises(NotYourSide):
        world.asked(by=world.clerk, **wish)


@pytest.mark.parametrize(
    "said",
    [
        {"insured_fen": 0},
        {"cover_ppm": 1_000_001},
        {"rate_ppm": 0},
        {"deductible_fen": 200 * WAN},
        {"from_on": date(2026, 3, 8)},
        {"to_on": date(2026, 3, 9)},
        {"valid_until": date(2026, 3, 11)},
        {"decide_days": 0},
        {"insured_fen": 1, "deductible_fen": 0},
    ],
)
def test_a_quote_out_of_range_is_refused(world: World, said: dict) -> None:
    with pytest.raises(FigureUnfit):
        world.quoted(world.asked(), **said)


def test_a_stranger_sees_and_answers_nothing(world: World) -> None:
    inquiry, stranger = world.asked(), build.world()
    with pytest.raises(InquiryNotFound):
        stranger.quoted(inquiry)
    policy = world.bound(by=world.clerk)
    with pytest.raises(PolicyNotFound):
        stranger.paid(policy)


def test_the_quote_compared_is_the_quote_accepted(world: World) -> None:
    inquiry = world.asked()
    old = world.quoted(inquiry)
    world.at += timedelta(minutes=1)
    new = world.quoted(inquiry, rate_ppm=30_000)
    with pytest.raises(QuoteReplaced):
        world.accepted(old)
    assert world.accepted(new).rate_ppm == 30_000
    with pytest.raises(InquiryMoved):
        world.quoted(inquiry)
    with pytest.raises(QuoteReplaced):
        world.accepted(new)


def test_a_quote_that_is_over_or_of_another_inquiry_is_not_accepted(world: World) -> None:
    quote = world.quoted(world.asked(), valid_until=date(2026, 3, 9))
    world.at += timedelta(days=1)
    with pytest.raises(QuoteOver):
        world.accepted(quote)
    banks = world.asked(by=world.clerk)
    assert quote.quoted_at is not None
    with pytest.raises(QuoteNotFound):
        accept_quote(
            actor=world.clerk, inquiry_no=banks.no, quote_id=quote.pk,
            quoted_at=quote.quoted_at, at=world.at,
        )  # fmt: skip


def test_who_declined_is_not_told_and_others_are_closed(world: World) -> None:
    rival, third = world.beside(), world.beside()
    asked = tuple(each.insurer.pk for each in (world, rival, third))
    inquiry = world.asked(insurer_ids=asked)
    decline_inquiry(actor=third.seller, inquiry_no=inquiry.no, words="行业不承保", at=world.at)
    rival.quoted(inquiry)
    world.accepted(world.quoted(inquiry))
    states = dict(inquiry.quotes.values_list("insurer", "state"))
    assert states == {
        world.insurer.pk: "accepted",
        rival.insurer.pk: "closed",
        third.insurer.pk: "declined",
    }


@pytest.mark.both_databases
def test_all_policies_of_the_same_days_pay_at_most_the_whole_loss(world: World) -> None:
    """70 % stand; 30 % more is the whole, 30.0001 % is beyond. After the last day there is room."""
    world.bound()
    beside = world.beside()
    quote = beside.quoted(beside.asked(), cover_ppm=300_001)
    with pytest.raises(InsuredBeyondWhole) as caught:
        beside.accepted(quote)
    assert caught.value.facts == {"held": "70%", "wanted": "30.0001%"}
    withdraw_inquiry(
        actor=beside.owner, inquiry_no=quote.inquiry.no, words="赔付比例超额", at=world.at
    )
    assert beside.bound(cover_ppm=300_000).serial == 2
    following = beside.bound(from_on=date(2027, 3, 10), to_on=date(2028, 3, 9), cover_ppm=1_000_000)
    assert following.serial == 3
    assert list(check_insurance()) == []


def test_the_premium_is_whole_in_time_and_once(world: World) -> None:
    policy = world.bound()
    with pytest.raises(PremiumDiffers):
        world.paid(policy, amount_fen=policy.premium_fen - 1)
    with pytest.raises(WrongDay):
        world.paid(policy, received_on=date(2026, 3, 8))
    with pytest.raises(PolicyNotFound):
        build.world().paid(policy)
    world.paid(policy, reference="同号", insurer_no="A1")
    with pytest.raises(PolicyMoved):
        world.paid(policy)
    second = world.bound(by=world.clerk, cover_ppm=100_000)
    with pytest.raises(ReferenceUsed):
        world.paid(second, reference="同号", insurer_no="A2")


def test_what_nobody_answered_paid_or_needs_ends_by_the_night(world: World) -> None:
    answered, silent = world.bound(), world.asked(by=world.clerk)
    held = build.world()
    policy = held.in_force()
    assert lapse_insurance(world.at) == 0
    assert lapse_insurance(world.at + timedelta(days=30)) == 2
    assert lapse_insurance(world.at + timedelta(days=30)) == 0
    answered.refresh_from_db(), silent.refresh_from_db()
    assert (answered.state, silent.state) == ("lapsed", "lapsed")
    with pytest.raises(PolicyMoved):
        world.paid(answered)
    assert lapse_insurance(world.at + timedelta(days=400)) == 1
    policy.refresh_from_db()
    assert policy.state == InsurancePolicy.State.EXPIRED


def test_a_quote_that_still_holds_keeps_its_inquiry_open(world: World) -> None:
    inquiry = world.asked()
    later = date(2026, 6, 1)
    world.quoted(inquiry, from_on=later, valid_until=later, to_on=date(2027, 5, 31))
    assert lapse_insurance(world.at + timedelta(days=30)) == 0
    assert lapse_insurance(world.at + timedelta(days=90)) == 1

"""Offering and signing: within the rates, past every ground of refusal, each right once."""

from datetime import date, timedelta
from typing import Any

import pytest

from kerong.contracts.pledges.decline_pledge import decline_pledge
from kerong.contracts.pledges.errors import (
    AboveCover,
    AlreadyPledged,
    CheckFails,
    ConsentNotAsked,
    FigureWrong,
    KindNotTaken,
    LoanNotPledgeable,
    NothingPledged,
    PledgeMoved,
    SamePerson,
    SeenOtherwise,
    ValuationOver,
    WordsWanted,
)
from kerong.contracts.pledges.models import IpAsset, Pledge, PledgeItem, Valuation
from kerong.contracts.pledges.offerable import may_pledge, offerable
from kerong.contracts.pledges.propose_signing import propose_signing
from kerong.contracts.pledges.reads import pledge_page
from kerong.contracts.pledges.sign_pledge import sign_pledge
from kerong.contracts.pledges.withdraw_pledge import withdraw_pledge
from kerong.kernel.policy import RoleNotAllowed
from tests.build import evidence
from tests.build import pledges as build
from tests.build.cases import WAN
from tests.build.pledges import COVER_FEN, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build.world()


def test_rates_are_those_of_the_table_and_each_cover_is_rounded_down(world: World) -> None:
    patent, utility = world.worth(), world.worth("utility_patent")
    Valuation.objects.filter(pk=patent.pk).update(value_fen=333_33)
    Valuation.objects.filter(pk=utility.pk).update(value_fen=99)

    pledge = world.offered(patent, utility, secured_fen=83_47)

    covers = PledgeItem.objects.filter(pledge=pledge).values_list("rate_ppm", "cover_fen")
    assert list(covers) == [(250_000, 83_33), (150_000, 14)]  # 83.3325 and 0.1485


def test_a_fen_above_the_cover_is_refused(world: World) -> None:
    valuation = world.valued(_read(world), 1000 * WAN)
    with pytest.raises(AboveCover) as above:
        world.offered(valuation, secured_fen=250 * WAN + 1)
    assert above.value.facts["most_fen"] == 250 * WAN
    assert world.offered(valuation, secured_fen=250 * WAN).secured_fen == 250 * WAN


def _read(world: World, **said: Any) -> IpAsset:
    asset = world.asset()
    world.read(asset, **said)
    return asset


def test_a_kind_without_a_rate_and_a_valuation_that_ran_out_are_refused(world: World) -> None:
    with pytest.raises(KindNotTaken):
        world.offered(world.worth("software_copyright", number="2020SR1"), secured_fen=1)
    old = world.worth()
    Valuation.objects.filter(pk=old.pk).update(valid_until=world.at.date() - timedelta(days=1))
    with pytest.raises(ValuationOver):
        world.offered(old)
    with pytest.raises(ValuationOver):
        world.offered(Valuation(no="V2026-999999"))
    assert offerable(world.owner, on=world.at.date()) == []


def test_each_right_once_and_the_firms_own_only(world: World) -> None:
    asset = _read(world)
    two = world.valued(asset), world.valued(asset)
    with pytest.raises(NothingPledged):
        world.offered(*two)
    with pytest.raises(NothingPledged):
        world.offered(two[0], valuations=())
    other = build.world()
    with pytest.raises(ValuationOver):
        other.offered(two[0])
    assert [each.valuation for each in offerable(world.owner, on=world.at.date())] == [two[1]]


def test_the_loan_has_to_run_and_not_too_long(world: World) -> None:
    valuation = world.worth()
    for wrong in (0, 300 * WAN + 1):
        with pytest.raises((FigureWrong, AboveCover)):
            world.offered(valuation, secured_fen=wrong)
    world.loan.matures_on = date(2029, 3, 7)  # three years and a day
    world.loan.save()
    with pytest.raises(LoanNotPledgeable):
        world.offered(valuation)
    world.loan.matures_on = date(2029, 3, 6)
    world.loan.save()
    assert may_pledge(world.loan, world.at.date())
    world.settled()
    with pytest.raises(LoanNotPledgeable):
        world.offered(valuation)


@pytest.mark.parametrize(
    ("read", "code"),
    [
        ({"status": "applied"}, "not_granted"),
        ({"status": "lapsed"}, "lapsed_or_invalidated"),
        ({"status": "invalidated"}, "lapsed_or_invalidated"),
        ({"status": "disputed"}, "ownership_dispute_or_freeze"),
        ({"status": "challenged"}, "invalidation_started"),
        ({"expires_on": date(2026, 3, 5)}, "lapsed_or_invalidated"),
        ({"expires_on": date(2027, 3, 5)}, "debt_term_exceeds_patent_term"),
        ({"fee_until_on": date(2026, 3, 5)}, "annual_fee_unpaid"),
    ],
)
def test_what_the_register_would_refuse_is_refused_at_once(
    world: World, read: dict[str, Any], code: str
) -> None:
    valuation = world.valued(_read(world, **read))
    with pytest.raises(CheckFails) as fails:
        world.offered(valuation)
    assert fails.value.facts["codes"] == code


def test_days_at_the_edge_still_pass(world: World) -> None:
    edge = {"expires_on": world.loan.matures_on, "fee_until_on": world.at.date()}
    world.offered(world.valued(_read(world, **edge)))


def test_another_recorded_owner_or_a_pledge_in_the_register_is_refused(world: World) -> None:
    valuation = world.worth(number="ZL2020.1")
    told = {"number": "ZL2020.1", "observed_on": world.at.date()}
    evidence.keep_record(world.firm, "invention_patent", holder="别家公司", **told)
    with pytest.raises(CheckFails) as fails:
        world.offered(valuation)
    assert fails.value.facts["codes"] == "not_recorded_owner"
    own = {"holder": f"{world.firm.name}；重庆示例大学", "status": "pledged"}
    world.later(days=1)
    told["observed_on"] = world.at.date()
    evidence.keep_record(world.firm, "invention_patent", **own, **told)
    with pytest.raises(CheckFails) as fails:
        world.offered(valuation)
    assert fails.value.facts["codes"] == "already_pledged"


def test_two_grounds_yield_to_a_written_wish_and_no_other_does(world: World) -> None:
    valuation = world.worth("utility_patent", same_day=True)
    codes = ("utility_with_same_day_invention", "already_pledged")
    with pytest.raises(CheckFails):
        world.offered(valuation, secured_fen=1 * WAN)
    with pytest.raises(WordsWanted):
        world.offered(valuation, secured_fen=1 * WAN, insisted=codes)

    pledge = world.offered(valuation, secured_fen=1 * WAN, insisted=codes, words="已知悉，仍请登记")

    assert pledge.insisted == "utility_with_same_day_invention"  # only what applies is kept
    world.signed(pledge)
    disputed = world.valued(_read(world, status="disputed"))
    with pytest.raises(CheckFails):
        world.offered(disputed, insisted=("ownership_dispute_or_freeze",), words="坚持登记")


def test_every_co_owner_has_to_consent_before_the_bank_signs(world: World) -> None:
    valuation = world.worth()
    first = world.co_owner(valuation.asset)
    second = world.co_owner(valuation.asset, "示例研究院")
    pledge = world.offered(valuation)
    world.consented(pledge, first)
    with pytest.raises(ConsentNotAsked):
        world.consented(pledge, first)
    with pytest.raises(CheckFails) as fails:
        world.proposed(pledge)
    assert fails.value.facts["codes"] == "co_owner_no_consent"

    world.consented(pledge, second)

    assert pledge_page(world.owner, pledge.no, on=world.at.date()).hits == ()
    assert world.signed(pledge).state == "signed"
    stranger = world.co_owner(world.asset())
    with pytest.raises(ConsentNotAsked):
        world.consented(pledge, stranger)


def test_a_right_under_a_live_pledge_is_not_pledged_again(world: World) -> None:
    valuation = world.worth()
    first, second = world.offered(valuation), world.offered(valuation)
    world.proposed(second)
    world.signed(first)

    with pytest.raises(CheckFails) as fails:
        _signed(world, second)
    assert fails.value.facts["codes"] == "already_pledged"
    assert PledgeItem.objects.filter(live=True).count() == 1


def _signed(world: World, pledge: Pledge) -> Pledge:
    seen = world.fresh(pledge).proposed_at
    assert seen is not None
    return sign_pledge(actor=world.approver, pledge_no=pledge.no, proposed_at=seen, at=world.at)


def test_two_co_owners_of_one_right_cannot_pledge_it_twice(world: World) -> None:
    """Each keeps it as an asset of its own; the right is the same."""
    other = build.world()
    world.until_signed(world.worth(number="ZL2020.7"))
    theirs = other.worth(number="zl 2020.7")

    with pytest.raises(CheckFails):
        other.offered(theirs)


def test_the_database_keeps_one_live_item_a_right(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past the look, at the very moment of signing."""
    valuation = world.worth()
    first, second = world.offered(valuation), world.offered(valuation)
    world.proposed(second)
    world.signed(first)
    monkeypatch.setattr("kerong.contracts.pledges.sign_pledge.hits_of_pledge", lambda *_: ())

    with pytest.raises(AlreadyPledged):
        _signed(world, second)

    assert world.fresh(second).state == "proposed"


def test_the_bank_signs_by_two_and_only_what_was_seen(world: World) -> None:
    pledge = world.offered()
    seen = propose_signing(
        actor=world.approver, pledge_no=pledge.no, contract_no="质1", grounds="可以", at=world.at
    ).proposed_at
    assert seen is not None
    with pytest.raises(SamePerson):
        sign_pledge(actor=world.approver, pledge_no=pledge.no, proposed_at=seen, at=world.at)
    other = world.officer  # no bank at all
    with pytest.raises(RoleNotAllowed):
        sign_pledge(actor=other, pledge_no=pledge.no, proposed_at=seen, at=world.at)
    Pledge.objects.filter(pk=pledge.pk).update(proposed_by=world.clerk.person_id)
    with pytest.raises(SeenOtherwise):
        late = seen + timedelta(seconds=1)
        sign_pledge(actor=world.approver, pledge_no=pledge.no, proposed_at=late, at=world.at)


def test_what_changed_since_the_offer_stops_the_signature(world: World) -> None:
    valuation = world.worth()
    pledge = world.proposed(world.offered(valuation))
    asset = valuation.asset
    world.read(asset, status="lapsed")
    with pytest.raises(CheckFails):
        _signed(world, pledge)
    world.read(asset)
    Valuation.objects.filter(pk=valuation.pk).update(valid_until=date(2026, 3, 5))
    with pytest.raises(ValuationOver):
        _signed(world, pledge)
    Valuation.objects.filter(pk=valuation.pk).update(valid_until=date(2026, 12, 31))
    world.later(days=31)
    world.reported("early_repayment", principal_fen=100 * WAN, effect="lower_instalment")
    with pytest.raises(LoanNotPledgeable):
        _signed(world, pledge)


def test_an_offer_is_declined_or_taken_back_and_then_stays_so(world: World) -> None:
    first, second = world.offered(), world.offered()
    decline_pledge(actor=world.clerk, pledge_no=first.no, words="价值不足", at=world.at)
    withdraw_pledge(actor=world.owner, pledge_no=second.no, at=world.at)

    states = set(Pledge.objects.values_list("state", flat=True))
    assert states == {"declined", "withdrawn"}
    for pledge in (first, second):
        with pytest.raises(PledgeMoved):
            world.proposed(pledge)
    signed = world.until_signed()
    with pytest.raises(PledgeMoved):
        withdraw_pledge(actor=world.owner, pledge_no=signed.no, at=world.at)
    assert sum(signed.items.values_list("cover_fen", flat=True)) == COVER_FEN

"""Changes and releases: agreed by both sides, entered by the window, the rights free again."""

from datetime import date

import pytest

from kerong.contracts.pledges.agree_change import agree_change
from kerong.contracts.pledges.ask_change import Change, ask_change
from kerong.contracts.pledges.drop_change import drop_change
from kerong.contracts.pledges.errors import (
    AboveCover,
    FilingMoved,
    FilingOpen,
    LoanNotPledgeable,
    NothingChanged,
    PledgeMoved,
)
from kerong.contracts.pledges.models import Filing, Pledge, PledgeItem
from kerong.contracts.pledges.reads import filings_listed
from tests.build import pledges as build
from tests.build.cases import WAN
from tests.build.pledges import World

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def world() -> World:
    return build.world()


def test_the_window_does_not_see_what_firm_and_bank_still_talk_about(world: World) -> None:
    pledge = world.until_registered()
    draft = changed(world, pledge, secured_fen=200 * WAN)

    assert draft in filings_listed(world.clerk)
    assert draft not in filings_listed(world.officer)


def changed(world: World, pledge: Pledge, **said: object) -> Filing:
    change = Change(**said)  # type: ignore[arg-type]
    return ask_change(actor=world.clerk, pledge_no=pledge.no, change=change, at=world.at)


def test_a_change_of_the_amount_is_agreed_and_entered(world: World) -> None:
    pledge = world.until_registered()
    draft = changed(world, pledge, secured_fen=280 * WAN, words="追加担保")
    assert (draft.state, draft.due_on) == ("drafted", None)
    with pytest.raises(FilingOpen):
        changed(world, pledge, secured_fen=270 * WAN)

    filing = agree_change(actor=world.owner, filing_no=draft.no, at=world.at)
    assert filing.due_on == date(2026, 3, 11)
    world.registered(filing)

    pledge = world.fresh(pledge)
    assert (pledge.secured_fen, pledge.state) == (280 * WAN, "registered")


def test_a_change_stays_within_the_cover_and_changes_something(world: World) -> None:
    pledge = world.until_registered()
    world.loan.outstanding_fen = 400 * WAN
    world.loan.save()
    with pytest.raises(AboveCover):
        changed(world, pledge, secured_fen=300 * WAN + 1)
    with pytest.raises(NothingChanged):
        changed(world, pledge, secured_fen=pledge.secured_fen)
    with pytest.raises(LoanNotPledgeable):
        changed(world, pledge, secured_fen=401 * WAN)
    with pytest.raises(PledgeMoved):
        changed(world, world.offered(), secured_fen=1 * WAN)


def test_a_dropped_change_leaves_everything_as_it_is(world: World) -> None:
    pledge = world.until_registered()
    draft = changed(world, pledge, secured_fen=280 * WAN)

    drop_change(actor=world.owner, filing_no=draft.no, at=world.at)

    assert world.fresh(pledge).secured_fen == pledge.secured_fen
    with pytest.raises(FilingMoved):
        agree_change(actor=world.owner, filing_no=draft.no, at=world.at)


def test_a_pledge_goes_over_to_the_loan_that_renewed(world: World) -> None:
    pledge = world.until_registered()
    Pledge.objects.filter(pk=pledge.pk).update(freed_at=world.at)  # the old loan was renewed
    new = build.loan(world.bank, world.firm, principal_fen=260 * WAN, term_months=24)
    foreign = build.world()
    with pytest.raises(LoanNotPledgeable):
        elsewhere = build.loan(world.bank, foreign.firm)
        changed(world, pledge, loan_no=elsewhere.no)

    draft = changed(world, pledge, loan_no=new.no)
    world.registered(agree_change(actor=world.owner, filing_no=draft.no, at=world.at))

    pledge = world.fresh(pledge)
    assert (pledge.loan, pledge.until_on, pledge.freed_at) == (new, new.matures_on, None)


def test_a_pledge_never_registered_ends_at_once(world: World) -> None:
    pledge = world.until_signed()

    world.released(pledge)

    assert world.fresh(pledge).state == "released"
    assert not PledgeItem.objects.filter(live=True).exists()
    assert world.until_signed(pledge.items.get().valuation).state == "signed"  # free again

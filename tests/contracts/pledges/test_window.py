"""The register's window: three working days, one correction, twelve grounds, changes, releases."""

from datetime import date, datetime

import pytest

from kerong.contracts.pledges import clocks
from kerong.contracts.pledges.agree_change import agree_change
from kerong.contracts.pledges.drop_change import drop_change
from kerong.contracts.pledges.errors import (
    CertificateUsed,
    CheckFails,
    CodeUnknown,
    CodeWaived,
    CorrectionUsed,
    FigureWrong,
    FilingMoved,
    FilingOpen,
    PledgeMoved,
)
from kerong.contracts.pledges.models import Filing, PledgeItem
from kerong.contracts.pledges.programmes import registration_on
from kerong.contracts.pledges.reads import pledge_page
from kerong.contracts.pledges.register_filing import register_filing
from kerong.contracts.pledges.watch_clocks import watch_clocks
from kerong.kernel import roles
from kerong.kernel.errors import Fault
from kerong.notices.models import Outbox
from tests.build import parties
from tests.build import pledges as build
from tests.build.cases import CHINA, WAN
from tests.build.pledges import World

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def world() -> World:
    return build.world()


@pytest.fixture
def filing(world: World) -> Filing:
    return world.filed(world.until_signed())


def test_three_working_days_from_friday_end_on_wednesday(filing: Filing) -> None:
    assert (filing.clock_from_on, filing.due_on) == (date(2026, 3, 6), date(2026, 3, 11))
    assert Outbox.objects.get(kind="pledge.filed").to == f"role:{roles.OFFICER}"


def test_the_clock_stands_during_a_correction_and_then_starts_anew(
    world: World, filing: Filing
) -> None:
    world.later(days=3)  # Monday
    assert world.corrected(filing).due_on is None
    with pytest.raises(FilingMoved):
        world.registered(filing)
    assert watch_clocks(datetime(2026, 6, 1, 9, tzinfo=CHINA)) == 0  # nobody is late meanwhile

    world.later(days=3)  # Thursday the 12th
    assert world.replied(filing).due_on == date(2026, 3, 17)

    with pytest.raises(CorrectionUsed):
        world.corrected(filing)
    world.later(days=1)
    assert world.registered(filing).state == "registered"


def test_where_the_table_says_so_the_clock_goes_on_instead(
    world: World, filing: Filing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked on Monday, answered on Thursday: three working days more than Wednesday the 11th."""
    monkeypatch.setattr(clocks, "RESTARTS", "never")
    world.later(days=3)
    world.corrected(filing)
    world.later(days=3)

    replied = world.replied(filing)

    assert (replied.rested_days, replied.clock_from_on) == (3, date(2026, 3, 6))
    assert replied.due_on == date(2026, 3, 16)


def test_a_late_window_is_told_once_and_stays_marked(world: World, filing: Filing) -> None:
    on_time, late = (datetime(2026, 3, day, 9, tzinfo=CHINA) for day in (11, 12))
    assert [watch_clocks(at) for at in (on_time, late, late)] == [0, 1, 0]
    told = Outbox.objects.filter(kind="pledge.late").values_list("to", flat=True)
    assert set(told) == {f"role:{roles.OFFICER}", world.bank.reference}


def test_days_counted_without_holidays_are_counted_again(world: World, filing: Filing) -> None:
    Filing.objects.filter(pk=filing.pk).update(due_on=date(2026, 3, 30), due_provisional=True)
    watch_clocks(world.at)
    filing.refresh_from_db()
    assert filing.due_on == date(2026, 3, 11)


CODES = {
    "not_recorded_owner",
    "lapsed_or_invalidated",
    "not_granted",
    "annual_fee_unpaid",
    "ownership_dispute_or_freeze",
    "debt_term_exceeds_patent_term",
    "contract_noncompliant",
    "co_owner_no_consent",
    "already_pledged",
    "utility_with_same_day_invention",
    "invalidation_started",
    "other",
}


def test_the_table_names_the_twelve_grounds_of_which_two_yield() -> None:
    reasons = registration_on(date(2026, 3, 6), "cnipa").terms.refusals
    assert {reason.code for reason in reasons} == CODES
    waivable = {reason.code for reason in reasons if reason.waivable}
    assert waivable == {"utility_with_same_day_invention", "invalidation_started"}


def test_a_refused_pledge_can_be_filed_again(world: World, filing: Filing) -> None:
    with pytest.raises(CodeUnknown):
        world.refused(filing, "mood")
    refused = world.refused(filing, "annual_fee_unpaid")

    assert (refused.code, refused.decided_on) == ("annual_fee_unpaid", world.at.date())
    assert Outbox.objects.filter(kind="pledge.refused").count() == 2
    assert world.fresh(filing.pledge).state == "signed"
    with pytest.raises(FilingMoved):
        world.registered(filing)
    assert world.filed(filing.pledge).no != filing.no


def test_what_the_firm_insists_on_is_no_ground_to_refuse(world: World) -> None:
    valuation = world.worth("utility_patent", same_day=True)
    code = "utility_with_same_day_invention"
    wish = {"secured_fen": 1 * WAN, "insisted": (code,), "words": "已知悉，仍请登记"}
    filing = world.filed(world.until_signed(valuation, **wish))

    with pytest.raises(CodeWaived):
        world.refused(filing, code)

    assert world.registered(filing).state == "registered"


def test_a_ground_that_stands_is_not_registered(world: World, filing: Filing) -> None:
    item = PledgeItem.objects.get()
    world.read(item.asset, status="challenged")
    with pytest.raises(CheckFails):
        world.registered(filing)


def test_a_number_is_used_once_and_the_day_lies_between(world: World, filing: Filing) -> None:
    other = build.world()
    other.registered(other.filed(other.until_signed()), "Y2026500000001")
    with pytest.raises(CertificateUsed):
        world.registered(filing, "Y2026500000001")
    for day in (date(2026, 3, 5), date(2026, 3, 7)):
        with pytest.raises(FigureWrong):
            register_filing(
                actor=world.officer,
                filing_no=filing.no,
                certificate_no="Y2026500000002",
                registered_on=day,
                at=world.at,
            )


def test_one_filing_at_a_time_and_only_of_a_signed_pledge(world: World, filing: Filing) -> None:
    with pytest.raises(FilingOpen):
        world.filed(filing.pledge)
    with pytest.raises(FilingOpen):
        world.released(filing.pledge)
    with pytest.raises(PledgeMoved):
        world.filed(world.offered())


def test_the_page_says_where_it_stands(world: World) -> None:
    page = pledge_page(world.owner, world.until_registered().no, on=world.at.date())
    assert [where for _, where in page.way] == ["done", "done", "now", "ahead"]
    assert page.registration.verified and not page.rates.verified


STEPS = {
    "correction": lambda world, filing: world.corrected(filing),
    "reply": lambda world, filing: world.replied(filing),
    "entry": lambda world, filing: world.registered(filing),
    "refusal": lambda world, filing: world.refused(filing, "other"),
    "agreement": lambda world, filing: agree_change(
        actor=world.owner, filing_no=filing.no, at=world.at
    ),
    "drop": lambda world, filing: drop_change(actor=world.owner, filing_no=filing.no, at=world.at),
}
# Which steps each state takes; everywhere else they are refused and nothing changes.
TABLE = {
    "drafted": {"agreement", "drop"},
    "submitted": {"correction", "entry", "refusal"},
    "correcting": {"reply"},
    "registered": set(),
    "refused": set(),
    "withdrawn": set(),
}


def test_the_table_names_every_state() -> None:
    assert set(TABLE) == set(Filing.State.values)


@pytest.mark.parametrize("state", list(TABLE))
def test_a_step_out_of_turn_is_refused_and_changes_nothing(
    world: World, filing: Filing, state: str
) -> None:
    held = {"registered": {"certificate_no": "Y1"}, "refused": {"code": "other"}}
    Filing.objects.filter(pk=filing.pk).update(state=state, **held.get(state, {}))

    for name, step in STEPS.items():
        if name in TABLE[state]:
            continue
        with pytest.raises(Fault) as refused:
            step(world, filing)
        assert refused.value.status in (409, 422), name
        assert Filing.objects.get(pk=filing.pk).state == state


def test_nobody_but_the_window_decides(world: World, filing: Filing) -> None:
    auditor = parties.actor(roles.AUDITOR)
    for actor in (world.owner, world.clerk, auditor):
        with pytest.raises(Fault) as refused:
            register_filing(
                actor=actor,
                filing_no=filing.no,
                certificate_no="Y1",
                registered_on=world.at.date(),
                at=world.at,
            )
        assert refused.value.status == 403

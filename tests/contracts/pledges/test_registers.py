"""Registers by kind of right: one's days, papers and grounds are never used for another's."""

from datetime import date

import pytest

from kerong.contracts.pledges.clocks import Clock, filing_due
from kerong.contracts.pledges.errors import CodeUnknown, MixedRegisters
from kerong.contracts.pledges.models import Filing, IpAsset
from kerong.contracts.pledges.programmes import register_of, registration_on
from kerong.contracts.pledges.reads import asset_page, pledge_page
from kerong.kernel.workdays import weekday_rule
from tests.build import pledges as build
from tests.build.cases import WAN
from tests.build.pledges import World

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 6)


@pytest.fixture
def world() -> World:
    return build.world()


def test_every_kind_of_right_has_a_register() -> None:
    for kind in IpAsset.Kind.values:
        row = registration_on(DAY, register_of(kind, DAY))
        assert row.terms.days > 0 and row.clause
        assert row.verified == (kind in IpAsset.PATENTS)


def test_a_trademark_is_judged_by_the_rule_of_trademarks(world: World) -> None:
    mark = world.worth("trademark", number="10000001", title="示例商标")
    world.read(mark.asset, fee_until_on=date(2026, 3, 1))  # no register of marks knows such a fee
    pledge = world.until_signed(mark, secured_fen=100 * WAN)
    filing = world.filed(pledge)

    assert pledge.register == "trademark"
    assert filing.due_on == date(2026, 3, 13)  # five working days, not three
    with pytest.raises(CodeUnknown):
        world.refused(filing, "annual_fee_unpaid")
    assert world.refused(filing, "similar_marks_apart").code == "similar_marks_apart"
    page = pledge_page(world.officer, pledge.no, on=world.at.date())
    assert not page.registration.verified


def test_days_of_the_calendar_are_counted_where_the_register_counts_them() -> None:
    """Ten days from Friday the 6th end on Monday the 16th; three rested, on Thursday the 19th."""
    row = registration_on(DAY, "copyright")
    assert filing_due(Clock(DAY), row, weekday_rule).on == date(2026, 3, 16)
    assert filing_due(Clock(DAY, 3), row, weekday_rule).on == date(2026, 3, 19)


def test_rights_of_two_registers_are_two_pledges(world: World) -> None:
    patent, mark = world.worth(), world.worth("trademark", number="10000001", title="示例商标")
    with pytest.raises(MixedRegisters):
        world.offered(patent, mark)
    assert not Filing.objects.exists()


def test_the_page_of_a_right_says_which_office_and_that_it_is_unverified(world: World) -> None:
    code = world.asset("software_copyright", number="2020SR0000001", title="示例软件")
    row = asset_page(world.owner, code.no, on=world.at.date()).registration
    assert row.terms.office.zh.startswith("国家版权局") and not row.verified

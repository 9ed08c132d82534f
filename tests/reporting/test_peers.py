"""同业对比: an institution sees others only five or more together, and nothing of open needs."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed
from kerong.reporting.peers import peer_view
from kerong.reporting.period import month_of
from tests.build import cases, parties

MONTH = month_of(date(2026, 3, 6))


def test_four_others_are_too_few_and_five_are_enough():
    own = cases.story("disbursed")
    for _ in range(4):
        cases.story("disbursed")
    before = peer_view(own.clerk, MONTH)
    cases.story("disbursed")
    after = peer_view(own.clerk, MONTH)

    assert before.own.disbursed_count == 1
    assert (before.others.weighted_rate, before.others.approval) == (None, None)
    assert before.others.response_seconds is None
    assert after.others.weighted_rate == Fraction(345, 10_000)
    assert after.others.approval.whole == 5
    assert after.others.response_seconds == 60


def test_taking_an_open_need_leaves_no_trace_in_what_others_read():
    own = cases.story("disbursed")
    for _ in range(5):
        cases.story("disbursed")
    before = peer_view(own.clerk, MONTH)
    told = cases.story("contacted", at=cases.FRIDAY + timedelta(hours=1))
    cases.second_bank(told, "contacted")

    assert peer_view(own.clerk, MONTH) == before


def test_an_institution_that_did_nothing_sees_no_row_of_its_own():
    assert peer_view(cases.clerk(), MONTH).own is None


@pytest.mark.parametrize("role", sorted(roles.FIRM | roles.GOVERNMENT))
def test_peers_are_for_institutions(role):
    with pytest.raises(RoleNotAllowed):
        peer_view(parties.actor(role), MONTH)

"""Pledges, their alarms and insurance claims over the API: each side reads its own."""

import pytest
import time_machine

from kerong.contracts.pledges.raise_alarms import raise_alarms
from kerong.kernel import roles
from tests.api.test_main_job import Caller
from tests.build import insurance, parties
from tests.build import pledges as build

pytestmark = pytest.mark.django_db


def test_a_pledge_is_read_by_its_sides_and_by_nobody_else():
    world = build.world()
    pledge = world.until_signed()
    filing = world.filed(pledge)
    world.read(pledge.items.get().asset, fee_until_on=world.at.date())
    raise_alarms(world.at)
    with time_machine.travel(world.at, tick=False):
        seen = [Caller(actor).get(f"/pledges/{pledge.no}") for actor in (world.owner, world.clerk)]
        assert seen[0] == seen[1]
        (only,) = Caller(world.officer).get("/pledges")["pledges"]
        (alarm,) = Caller(world.clerk).get("/pledge-alarms")["alarms"]
        stranger = Caller(parties.actor(roles.FIRM_OWNER))
        assert stranger.get("/pledges")["total"] == 0
        assert stranger.ask("GET", f"/pledges/{pledge.no}")[0] == 404

    assert (only["secured_yuan"], only["alarms"]) == ("2500000.00", 1)
    assert (alarm["kind"], alarm["pledge"], alarm["over_at"]) == ("fee_due", pledge.no, None)
    one = seen[0]
    assert (one["office"]["en"], one["register_days"], one["verified"]) == (
        "CNIPA (window for patent pledges)",
        3,
        True,
    )
    assert [row["no"] for row in one["filings"]] == [filing.no]
    missing = [paper["kind"] for paper in one["papers_needed"] if not paper["handed_in"]]
    assert missing == ["application", "contract", "identity", "valuation_report"]
    assert one["rights"][0]["fee_paid_until"] == "2026-03-06"


def test_an_insurance_claim_is_read_with_what_the_policy_pays():
    world = insurance.world()
    policy = world.in_force()
    world.lost()
    claim = world.filed(policy)
    with time_machine.travel(world.at, tick=False):
        (row,) = Caller(world.seller).get("/insurance/claims")["claims"]
        one = Caller(world.clerk).get(f"/insurance/claims/{claim.no}")
        stranger = Caller(parties.actor(roles.INSTITUTION_CLERK))
        assert stranger.ask("GET", f"/insurance/claims/{claim.no}")[0] == 404

    assert row == {name: one[name] for name in row}
    assert (one["policy"], one["state"], one["would_pay_yuan"]) == (
        policy.no,
        "filed",
        "1975555.48",
    )

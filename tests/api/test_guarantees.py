"""A bank's system asks for a letter and reads its state; the same key again is the same answer."""

import pytest
import time_machine

from kerong.contracts.guarantees.models import Guarantee
from kerong.kernel import roles
from kerong.parties.models import Institution
from tests.api.test_main_job import Caller
from tests.build import cases, guarantees, parties

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    cases.hold_calendar(2026)
    story = cases.story("credited")
    with time_machine.travel(story.at, tick=False):
        yield story


def test_a_letter_is_asked_for_and_read_over_the_api(told):
    agreement = guarantees.agreement(Institution.objects.get(pk=told.clerk.institution_id))
    bank, path = Caller(told.clerk), f"/take-ups/{told.take_up.no}/guarantee-letters"
    body = {"agreement": agreement.no, "amount_yuan": "2000000.00", "client_key": "core-7"}
    given = bank.post(path, body)
    assert (given["state"], given["amount_yuan"], given["liability_yuan"]) == (
        "issued",
        "2000000.00",
        "0.00",
    )
    assert given["letter"].startswith("LT2026-")
    assert len(given["check_code"]) == 19
    assert bank.post(path, body) == given
    status, document = bank.ask("POST", path, body | {"amount_yuan": "1.00"})
    assert (status, document["error"]["code"]) == (409, "guarantee.client_key_used")
    assert bank.get(f"/guarantees/{given['no']}") == given
    again = bank.post(path, body | {"client_key": "core-8"})
    assert (again["state"], again["letter"]) == ("stopped", None)
    assert [stop["code"] for stop in again["stops"]] == ["duplicate"]
    assert Guarantee.objects.count() == 2


def test_the_firm_reads_its_guarantee_without_what_the_rules_said_of_it(told):
    agreement = guarantees.agreement(
        Institution.objects.get(pk=told.clerk.institution_id), classes=("hnte",)
    )
    path = f"/take-ups/{told.take_up.no}/guarantee-letters"
    stopped = Caller(told.clerk).post(path, {"agreement": agreement.no})
    assert [stop["code"] for stop in stopped["stops"]] == ["not_listed"]
    seen = Caller(told.firm).get(f"/guarantees/{stopped['no']}")
    assert (seen["state"], seen["stops"]) == ("stopped", [])
    stranger = Caller(parties.actor(roles.INSTITUTION_CLERK))
    assert stranger.ask("GET", f"/guarantees/{stopped['no']}")[0] == 404
    assert stranger.ask("POST", path, {"agreement": agreement.no})[0] == 404

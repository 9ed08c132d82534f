"""A bank's system reports over the API and reads the standing; twice is once."""

import pytest
import time_machine

from tests.api.test_main_job import Caller
from tests.build import cases as build
from tests.build import loans

pytestmark = pytest.mark.django_db

PAID = {
    "reference": "core-1",
    "kind": "repayment",
    "effective_on": "2026-04-06",
    "principal_yuan": "246071.46",
    "interest_yuan": "8625.00",
}


@pytest.fixture
def told():
    story = build.story("disbursed")
    with time_machine.travel(loans.NOW, tick=False):
        yield story


def test_a_report_over_the_api_counts_once_and_shows_in_the_standing(told):
    bank, path = Caller(told.clerk), f"/loans/{told.loan.no}"
    first = bank.post(f"{path}/reports", PAID)
    assert (first["no"], first["waiting"]) == (2, None)
    assert bank.post(f"{path}/reports", PAID) == first
    status, document = bank.ask("POST", f"{path}/reports", PAID | {"interest_yuan": "1"})
    assert (status, document["error"]["code"]) == (409, "loan.report_reference_used")

    standing = bank.get(f"{path}/standing")
    assert standing["outstanding_yuan"] == "2753928.54"
    assert [line["state"] for line in standing["lines"][:3]] == ["paid", "overdue", "coming"]
    assert standing["suggestion_verified"] is False
    assert Caller(told.firm).get(f"{path}/standing") == standing


def test_a_weighty_report_waits_and_is_approved_over_the_api(told):
    bank, path = Caller(told.clerk), f"/loans/{told.loan.no}"
    change = {"reference": "core-2", "kind": "rate_change", "effective_on": "2026-05-06"}
    waiting = bank.post(f"{path}/reports", change | {"annual_rate": "0.030000"})["waiting"]
    assert bank.ask("POST", f"/loan-reports/{waiting}/approval")[0] == 403
    done = Caller(told.approver).post(f"/loan-reports/{waiting}/approval")
    assert (done["no"], done["kind"]) == (2, "rate_change")
    assert bank.get(f"{path}/standing")["annual_rate"] == "0.030000"


def test_figures_that_do_not_belong_are_refused(told):
    bank, path = Caller(told.clerk), f"/loans/{told.loan.no}/reports"
    assert bank.ask("POST", path, PAID | {"due_on": "2026-05-06"})[0] == 400
    assert bank.ask("POST", path, PAID | {"principal_yuan": "9999999.00"})[0] == 422
    assert bank.ask("POST", path, PAID | {"kind": "gift"})[0] == 400

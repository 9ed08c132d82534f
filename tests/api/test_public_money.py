"""Clauses, subsidies, payments and claims over the API: each reader sees their own part."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from kerong.kernel import roles
from kerong.parties.models import Enterprise
from tests.api.test_main_job import Caller
from tests.build import applications, cases, compensation, parties, subsidies
from tests.build.cases import WAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Iterator[Enterprise]:
    """A firm that has a confirmed account, and a budget to pay it from."""
    cases.hold_calendar(2026)
    subsidies.budget()
    with time_machine.travel(subsidies.AT, tick=False):
        yield subsidies.payee(parties.enterprise())


def test_the_library_is_read_clause_by_clause_with_what_is_verified() -> None:
    applications.world()
    found = Caller(None).get("/policies")
    clause = {row["clause"]: row for row in found["clauses"]}[applications.REWARD]

    assert found["total"] == len(found["clauses"]) > 1
    assert clause["region"] == {"zh": "潍坊市", "en": "Weifang"}
    assert (clause["cap_yuan"], clause["verified"], clause["applies_here"]) == (
        "300000.00",
        False,
        False,
    )
    assert Caller(None).get(f"/policies/{applications.REWARD}") == clause
    assert Caller(None).get("/policies?find=引荐")["clauses"] == []
    assert Caller(None).ask("GET", "/policies/NONE")[0] == 404


def test_a_firm_reads_what_it_was_awarded_and_how_it_was_paid(owner: Enterprise) -> None:
    paid = subsidies.paid(subsidies.awarded(subsidies.award(owner)))
    firm, watcher = Caller(cases.firm(owner)), Caller(parties.actor(roles.AUDITOR))

    (row,) = firm.get("/subsidies")["subsidies"]
    assert (row["no"], row["granted_yuan"], row["settled_yuan"]) == (
        paid.no,
        "300000.00",
        "300000.00",
    )
    one = firm.get(f"/subsidies/{paid.no}")
    assert one["entitlement"] == {
        "family": "upgrading",
        "matter": subsidies.MATTER,
        "first_month": "2026-01",
        "last_month": "2026-12",
        "entitled_yuan": "300000.00",
        "committed_yuan": "300000.00",
        "paid_yuan": "300000.00",
    }
    (payout,) = one["payouts"]
    assert (payout["part"], payout["state"], payout["amount_yuan"]) == (
        "whole",
        "paid",
        "300000.00",
    )
    assert one["claw_backs"] == one["beside"] == []
    assert watcher.get(f"/subsidies/{paid.no}") == one
    assert Caller(cases.firm()).ask("GET", f"/subsidies/{paid.no}")[0] == 404
    assert Caller(cases.firm()).get("/subsidies")["total"] == 0


def test_an_auditor_reads_payments_with_the_account_masked(owner: Enterprise) -> None:
    subsidies.paid(subsidies.awarded(subsidies.award(owner)))
    auditor = Caller(parties.actor(roles.AUDITOR))

    (row,) = auditor.get("/payments?kind=subsidy&state=confirmed")["payments"]
    assert (row["payee"], row["amount_yuan"], row["attempt"]) == (owner.name, "300000.00", 1)
    assert row["account"].startswith("*")
    assert row["batch"] and row["paid_on"]
    assert auditor.get("/payments?state=returned")["total"] == 0
    assert auditor.get(f"/payments?find={row['no']}")["total"] == 1
    assert Caller(cases.firm(owner)).ask("GET", "/payments")[0] == 403


def test_a_bank_reads_its_claim_with_shares_and_the_firm_without_what_was_said() -> None:
    loan = compensation.kv_world()
    claim = compensation.settled(loan)
    with time_machine.travel(compensation.DECIDED + timedelta(days=1), tick=False):
        bank = Caller(compensation.staff(loan.institution)[0])
        (row,) = bank.get("/claims?state=settled")["claims"]
        one = bank.get(f"/claims/{claim.no}")
        assert (row["no"], row["loan"], row["lender"]) == (claim.no, loan.no, loan.institution.name)
        said = {
            share["payer"]: share["principal_yuan"]
            for share in one["shares"]
            if share["stage"] == "settle"
        }
        assert said == {
            payer: f"{fen // 100}.{fen % 100:02d}"
            for payer, (fen, _) in compensation.shares(claim).items()
        }
        assert sum(map(float, said.values())) * 100 == claim.settled_principal_fen > WAN
        firm = Caller(cases.firm(loan.enterprise))
        assert firm.get(f"/claims/{claim.no}")["words"] == ""
        stranger = Caller(parties.actor(roles.INSTITUTION_CLERK))
        assert stranger.get("/claims")["total"] == 0
        assert stranger.ask("GET", f"/claims/{claim.no}")[0] == 404

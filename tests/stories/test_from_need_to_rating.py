"""The main job with four people: a firm's clerk, a bank's clerk, its approver, an officer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import now

from kerong.cases.models import Case, TakeUp
from kerong.contracts.loans.models import Loan
from kerong.kernel import roles
from kerong.notices.deliver import deliver_due
from kerong.notices.models import Notice, Outbox
from kerong.parties.models import Enterprise, Institution
from kerong.trail.seal import seal
from kerong.trail.verify import verify
from tests.build import cases as build
from tests.build import evidence, parties
from tests.build.web import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NEED = {
    "amount": "300",
    "term_months": "12",
    "purpose": "working_capital",
    "security": "credit",
    "words": "订单增加，需要采购周转资金。",
    "mode": "open",
    "consent": ["1", "5", "14"],
}
QUOTE = {
    "term_months": "12",
    "method": "annuity",
    "day_count": "30/360",
    "security": "credit",
    "fee_1_when": "upfront",
    "fee_2_when": "upfront",
}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    build.hold_calendar(2026, 2027)
    with time_machine.travel(build.FRIDAY, tick=False) as coordinates:
        yield coordinates


@dataclass
class Walk:
    """Who walks, and what came about on the way."""

    owner: Client
    clerk: Client
    rival_clerk: Client
    approver: Client
    officer: Client
    firm: Enterprise
    bank: Institution
    case: Case = None  # type: ignore[assignment]
    take_ups: dict[str, str] = field(default_factory=dict)

    @property
    def own(self) -> str:
        return self.take_ups["own"]


def test_a_firm_publishes_two_banks_quote_one_lends_and_everybody_sees_their_part(
    clock: time_machine.Traveller,
) -> None:
    walk = people()

    publish_once_however_often_clicked(walk)
    clock.shift(timedelta(minutes=5))
    take_and_only_then_know_the_firm(walk)
    contact_and_quote_sealed_from_each_other(walk, clock)
    accept_the_cheaper_and_release_the_rival(walk)
    decide_with_a_second_person_and_pay_out(walk)
    rate_and_close(walk)
    everybody_was_told_and_the_trail_holds(walk)


def people() -> Walk:
    firm = parties.enterprise()
    evidence.observe(firm, {"operating_revenue": "3860000000"})
    bank, rival = parties.institution(), parties.institution()
    return Walk(
        owner=signed_in(parties.actor(roles.FIRM_CLERK, enterprise=firm)),
        clerk=signed_in(build.clerk(bank)),
        rival_clerk=signed_in(build.clerk(rival)),
        approver=signed_in(build.approver(bank)),
        officer=signed_in(build.officer()),
        firm=firm,
        bank=bank,
    )


def publish_once_however_often_clicked(walk: Walk) -> None:
    assert walk.owner.post("/needs/new/", NEED).status_code == 302
    check = walk.owner.get("/needs/new/check/")
    key = re.search(r'name="client_key" value="([^"]+)"', check.content.decode())
    assert key is not None
    for _ in range(2):
        answer = walk.owner.post("/needs/new/check/", NEED | {"client_key": key[1]})
        assert answer.status_code == 302
    walk.case = Case.objects.get()


def take_and_only_then_know_the_firm(walk: Walk) -> None:
    hall = walk.clerk.get("/workbench/").content.decode()
    assert walk.case.no in hall
    assert walk.firm.name not in hall
    own, others = take(walk.clerk, walk.case), take(walk.rival_clerk, walk.case)
    walk.take_ups = {"own": own, "others": others}
    assert walk.firm.name in walk.clerk.get(f"/workbench/take-ups/{own}/").content.decode()
    assert walk.clerk.get(f"/workbench/take-ups/{others}/").status_code == 404
    authorised = walk.clerk.get(f"/workbench/take-ups/{own}/firm/").content.decode()
    assert "3,860" in authorised


def contact_and_quote_sealed_from_each_other(walk: Walk, clock: time_machine.Traveller) -> None:
    for who, no, rate in (
        (walk.clerk, walk.own, "3.45"),
        (walk.rival_clerk, walk.take_ups["others"], "3.60"),
    ):
        act(who, no, "contact", {"words": "电话联系财务负责人，已核对用途"})
        clock.shift(timedelta(minutes=5))
        valid = {"valid_until": "2026-03-20"}
        act(who, no, "quote", QUOTE | valid | {"amount": "300", "rate": rate})
    assert "3.60" not in walk.clerk.get(f"/workbench/take-ups/{walk.own}/").content.decode()
    sealed = walk.officer.get(f"/console/needs/{walk.case.no}/").content.decode()
    assert walk.bank.name not in sealed
    page = walk.owner.get(f"/needs/{walk.case.no}/").content.decode()
    assert page.index("3.45%") < page.index("3.60%")


def accept_the_cheaper_and_release_the_rival(walk: Walk) -> None:
    quote = TakeUp.objects.get(no=walk.own).quotes.get()
    accepted = walk.owner.post(f"/needs/{walk.case.no}/acceptance/{quote.pk}/")
    assert accepted.status_code == 302
    others = walk.take_ups["others"]
    assert TakeUp.objects.get(no=others).release_kind == "not_chosen"
    assert walk.rival_clerk.get(f"/workbench/take-ups/{others}/firm/").status_code == 404


def decide_with_a_second_person_and_pay_out(walk: Walk) -> None:
    credit = {"amount": "300", "rate": "3.45", "words": "现金流稳定，同意授信。"}
    act(walk.clerk, walk.own, "credit", credit)
    assert walk.clerk.post(f"/workbench/take-ups/{walk.own}/approval/").status_code == 403
    act(walk.approver, walk.own, "approval", {})
    payout = {"amount": "300", "disbursed_on": "2026-03-06", "reference": "示例借字001"}
    act(walk.clerk, walk.own, "disbursement", payout)
    loan = Loan.objects.get()
    assert loan.instalments.count() == 12
    assert loan.no in walk.owner.get("/loans/").content.decode()


def rate_and_close(walk: Walk) -> None:
    rated = walk.owner.post(f"/needs/{walk.case.no}/rating/", {"level": "5"})
    assert rated.status_code == 302
    walk.case.refresh_from_db()
    assert walk.case.state == Case.State.CLOSED
    seen = walk.officer.get(f"/console/needs/{walk.case.no}/").content.decode()
    assert walk.bank.name in seen
    assert Loan.objects.get().no in seen


def everybody_was_told_and_the_trail_holds(walk: Walk) -> None:
    at = now()
    assert deliver_due(at) == Outbox.objects.filter(channel="inbox").count()
    assert told(walk.owner) >= {"case.taken", "take_up.quoted", "case.disbursed"}
    seal(at)
    found = verify()
    assert (found.faults, found.unsealed) == ([], 0)


def take(client: Client, case: Case) -> str:
    answer = client.post(f"/workbench/needs/{case.no}/take-up/")
    return str(answer["Location"]).rstrip("/").rsplit("/", 1)[-1]


def act(client: Client, no: str, deed: str, typed: dict[str, str]) -> None:
    answer = client.post(f"/workbench/take-ups/{no}/{deed}/", typed)
    assert answer.status_code == 302, answer.content.decode()


def told(client: Client) -> set[str]:
    reader = f"person:{client.session['_auth_user_id']}"
    return set(Notice.objects.filter(reader=reader).values_list("kind", flat=True))

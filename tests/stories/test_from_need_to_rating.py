"""The main job with four people: a firm's clerk, a bank's clerk, its approver, an officer."""

import re
from collections.abc import Iterator
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


def test_a_firm_publishes_two_banks_quote_one_lends_and_everybody_sees_their_part(
    clock: time_machine.Traveller,
) -> None:
    firm = parties.enterprise()
    evidence.observe(firm, {"operating_revenue": "3860000000"})
    owner = signed_in(parties.actor(roles.FIRM_CLERK, enterprise=firm))
    bank, rival = parties.institution(), parties.institution()
    clerk, approver = signed_in(build.clerk(bank)), signed_in(build.approver(bank))
    rival_clerk = signed_in(build.clerk(rival))
    officer = signed_in(build.officer())

    # The firm fills in, checks its answers and publishes; a second click publishes nothing more.
    assert owner.post("/needs/new/", NEED).status_code == 302
    check = owner.get("/needs/new/check/")
    key = re.search(r'name="client_key" value="([^"]+)"', check.content.decode())
    assert key is not None
    for _ in range(2):
        assert owner.post("/needs/new/check/", NEED | {"client_key": key[1]}).status_code == 302
    case = Case.objects.get()

    # Both banks see an anonymous card, take a place and only then know the firm.
    hall = clerk.get("/workbench/").content.decode()
    assert case.no in hall
    assert firm.name not in hall
    clock.shift(timedelta(minutes=5))
    take_ups = {who: take(who, case) for who in (clerk, rival_clerk)}
    own, others = take_ups[clerk], take_ups[rival_clerk]
    assert firm.name in clerk.get(f"/workbench/take-ups/{own}/").content.decode()
    assert clerk.get(f"/workbench/take-ups/{others}/").status_code == 404
    assert "3,860" in clerk.get(f"/workbench/take-ups/{own}/firm/").content.decode()

    # They contact the firm and quote, sealed from each other; the firm sees both side by side.
    for who, rate in ((clerk, "3.45"), (rival_clerk, "3.60")):
        no = take_ups[who]
        act(who, no, "contact", {"words": "电话联系财务负责人，已核对用途"})
        clock.shift(timedelta(minutes=5))
        valid = {"valid_until": "2026-03-20"}
        act(who, no, "quote", QUOTE | valid | {"amount": "300", "rate": rate})
    assert "3.60" not in clerk.get(f"/workbench/take-ups/{own}/").content.decode()
    assert bank.name not in officer.get(f"/console/needs/{case.no}/").content.decode()
    page = owner.get(f"/needs/{case.no}/").content.decode()
    assert page.index("3.45%") < page.index("3.60%")

    # The firm accepts the cheaper one; the rival is released and loses sight of the firm.
    quote = TakeUp.objects.get(no=own).quotes.get()
    accepted = owner.post(f"/needs/{case.no}/acceptance/{quote.pk}/")
    assert accepted.status_code == 302
    assert TakeUp.objects.get(no=others).release_kind == "not_chosen"
    assert rival_clerk.get(f"/workbench/take-ups/{others}/firm/").status_code == 404

    # Credit needs a second person; the payout opens a loan with its schedule.
    act(clerk, own, "credit", {"amount": "300", "rate": "3.45", "words": "现金流稳定，同意授信。"})
    assert clerk.post(f"/workbench/take-ups/{own}/approval/").status_code == 403
    act(approver, own, "approval", {})
    payout = {"amount": "300", "disbursed_on": "2026-03-06", "reference": "示例借字001"}
    act(clerk, own, "disbursement", payout)
    loan = Loan.objects.get()
    assert loan.instalments.count() == 12
    assert loan.no in owner.get("/loans/").content.decode()

    # The firm rates, the officer sees it all, everybody was told, and the trail holds.
    assert owner.post(f"/needs/{case.no}/rating/", {"level": "5"}).status_code == 302
    case.refresh_from_db()
    assert case.state == Case.State.CLOSED
    seen = officer.get(f"/console/needs/{case.no}/").content.decode()
    assert bank.name in seen
    assert loan.no in seen
    at = now()
    assert deliver_due(at) == Outbox.objects.filter(channel="inbox").count()
    assert told(owner) >= {"case.taken", "take_up.quoted", "case.disbursed"}
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

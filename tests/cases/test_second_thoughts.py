"""Two people act on what both read a moment ago: the second finds the row moved on.

Each pair is run once more without the guard, to see that the guard is what stops it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import ModuleType

import pytest
from django.db import IntegrityError, transaction

from kerong.cases import (
    accept_quote,
    approve_credit,
    propose_credit,
    record_contact,
    record_disbursement,
    refuse,
    release_late,
    return_credit,
    submit_quote,
    withdraw_need,
)
from kerong.cases.errors import ChangedMeanwhile
from kerong.cases.models import Case, CreditDecision, Quote, TakeUp
from kerong.contracts.loans.models import Loan
from kerong.trail.models import Event
from tests.build import cases
from tests.build.cases import FRIDAY, Story

pytestmark = pytest.mark.django_db
SOON = FRIDAY + timedelta(hours=1)
MUCH_LATER = FRIDAY + timedelta(days=40)
PAYOUT = cases.PAYOUT


def withdraw(told: Story, at=SOON):
    withdraw_need.withdraw_need(actor=told.firm, case_no=told.case.no, words="不再需要", at=at)


def withdraw_late(told: Story):
    withdraw(told, MUCH_LATER)


def accept(told: Story):
    quote = Quote.objects.get()
    accept_quote.accept_quote(actor=told.firm, case_no=told.case.no, quote_id=quote.pk, at=SOON)


def let_lapse(told: Story):
    release_late.release_late(MUCH_LATER)


def contact(told: Story):
    record_contact.record_contact(
        actor=told.clerk, take_up_no=told.take_up.no, words="电话联系", at=SOON
    )


def quote(told: Story):
    submit_quote.submit_quote(
        actor=told.clerk, take_up_no=told.take_up.no, terms=cases.terms(), at=SOON
    )


def propose(told: Story):
    propose_credit.propose_credit(
        actor=told.clerk, take_up_no=told.take_up.no, terms=cases.CREDIT, at=SOON
    )


def approve(told: Story):
    by = cases.approver(told.take_up.institution)
    approve_credit.approve_credit(actor=by, take_up_no=told.take_up.no, at=SOON)


def send_back(told: Story):
    by = cases.approver(told.take_up.institution)
    return_credit.return_credit(actor=by, take_up_no=told.take_up.no, words="请补充依据", at=SOON)


def decline(told: Story):
    words = "客户经营现金流暂不足以覆盖还款。"
    refuse.refuse(actor=told.clerk, take_up_no=told.take_up.no, code="R06", words=words, at=SOON)


def pay_out(told: Story):
    record_disbursement.record_disbursement(
        actor=told.clerk, take_up_no=told.take_up.no, payout=PAYOUT, at=MUCH_LATER
    )


@dataclass(frozen=True)
class Pair:
    """`once`: the move's condition alone says it in these words; elsewhere a second one does."""

    stage: str
    first: Callable[[Story], None]
    second: Callable[[Story], None]
    module: ModuleType
    once: bool = True

    def __str__(self) -> str:
        return f"{self.second.__name__} after {self.first.__name__}"


PAIRS = [
    Pair("quoted", withdraw, accept, accept_quote),
    Pair("quoted", let_lapse, accept, accept_quote),
    Pair("quoted", accept, withdraw, withdraw_need),
    Pair("taken", let_lapse, contact, record_contact),
    Pair("taken", withdraw, contact, record_contact),
    Pair("contacted", let_lapse, quote, submit_quote),
    Pair("contacted", withdraw, quote, submit_quote),
    Pair("accepted", decline, propose, propose_credit),
    Pair("proposed", decline, approve, approve_credit),
    Pair("proposed", approve, send_back, return_credit, once=False),
    Pair("credited", withdraw_late, pay_out, record_disbursement, once=False),
    Pair("credited", decline, pay_out, record_disbursement, once=False),
    Pair("credited", pay_out, withdraw_late, withdraw_need),
]
READERS = ("case_for", "take_up_for", "standing_proposal", "approved_credit", "_quote")


@pytest.fixture(autouse=True)
def _calendar():
    cases.hold_calendar(2026, 2027)


def left_behind() -> tuple[object, ...]:
    return (
        list(Case.objects.values_list("state", "taken", "ended_at")),
        list(TakeUp.objects.values_list("stage", "released_at", "due_on")),
        list(CreditDecision.objects.values_list("approved_at", "returned_at")),
        Quote.objects.count(),
        Loan.objects.count(),
        Event.objects.count(),
    )


def read_before() -> dict[str, object]:
    """What both people have on their screens."""
    case = Case.objects.select_related("enterprise").get()
    take_up = TakeUp.objects.select_related("case", "case__enterprise", "institution").get()
    decision = CreditDecision.objects.select_related("quote").filter(returned_at=None).first()
    offer = Quote.objects.select_related("take_up", "take_up__institution").first()
    if decision is not None:
        decision.take_up = take_up
    if offer is not None:
        offer.take_up.case = case
    return dict(zip(READERS, (case, take_up, decision, decision, offer), strict=True))


def first_of(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> Story:
    """The first act is done; the second will find only what was read before it."""
    told = cases.story(pair.stage)
    found = read_before()
    pair.first(told)
    for name in READERS:
        if hasattr(pair.module, name):
            monkeypatch.setattr(pair.module, name, lambda *given, name=name: found[name])
    return told


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_the_second_finds_the_row_moved_on_and_changes_nothing(pair, monkeypatch):
    told = first_of(pair, monkeypatch)
    left = left_behind()

    with pytest.raises(ChangedMeanwhile):
        pair.second(told)

    assert left_behind() == left


def blind(row, to, **fields):
    """The move without its condition."""
    column = "state" if isinstance(row, Case) else "stage"
    type(row).objects.filter(pk=row.pk).update(**{column: to}, **fields)


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair.once], ids=str)
def test_control_without_the_condition_only_the_database_itself_says_no(pair, monkeypatch):
    """The second goes through, or runs into a constraint: the test above would be red."""
    told = first_of(pair, monkeypatch)
    left = left_behind()
    for name in ("move", "move_case"):
        if hasattr(pair.module, name):
            monkeypatch.setattr(pair.module, name, blind)

    try:
        with transaction.atomic():
            pair.second(told)
    except IntegrityError:
        assert left_behind() == left
    else:
        assert left_behind() != left

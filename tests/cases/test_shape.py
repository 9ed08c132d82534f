"""开放接单: every act in every state of the need and stage of the take-up: allowed or refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kerong.cases.accept_quote import accept_quote
from kerong.cases.amend_need import amend_need
from kerong.cases.answer_papers import answer_papers
from kerong.cases.answer_rating import answer_rating
from kerong.cases.approve_credit import approve_credit
from kerong.cases.ask_guarantee import ask_guarantee
from kerong.cases.ask_papers import ask_papers
from kerong.cases.drafts import QuoteTerms
from kerong.cases.models import Case, TakeUp
from kerong.cases.propose_credit import propose_credit
from kerong.cases.rate_case import rate_case
from kerong.cases.record_contact import record_contact
from kerong.cases.record_disbursement import record_disbursement
from kerong.cases.refuse import refuse
from kerong.cases.reopen_need import reopen_need
from kerong.cases.return_credit import return_credit
from kerong.cases.send_message import send_message
from kerong.cases.shapes.open_take_up import IN_ENGLISH, STEPS
from kerong.cases.submit_quote import submit_quote
from kerong.cases.take_up_need import take_up_need
from kerong.cases.withdraw_need import withdraw_need
from kerong.contracts.guarantees.values import LetterWish
from kerong.kernel.errors import Conflict, Fault
from kerong.trail.models import Event
from tests.build import cases
from tests.build.cases import Story

pytestmark = pytest.mark.django_db

# Every place a need can be in, and the acts somebody may do there. Nothing else is allowed.
ALLOWED: dict[str, set[str]] = {
    "open": {"amend_need", "withdraw_need", "take_up_need"},
    "unmet": {"amend_need", "withdraw_need", "reopen_need"},
    "withdrawn": set(),
    "taken": {"withdraw_need", "record_contact", "send_message", "refuse"},
    "contacted": {"withdraw_need", "send_message", "ask_papers", "submit_quote", "refuse"},
    "quoted": {"withdraw_need", "send_message", "submit_quote", "refuse", "accept_quote"},
    "accepted": {
        "send_message",
        "ask_papers",
        "submit_quote",
        "refuse",
        "accept_quote",
        "propose_credit",
    },
    "proposed": {
        "send_message",
        "ask_papers",
        "refuse",
        "accept_quote",
        "approve_credit",
        "return_credit",
    },
    "asked": {"withdraw_need", "send_message", "answer_papers", "submit_quote", "refuse"},
    "credited": {"send_message", "refuse", "record_disbursement", "accept_quote"},
    "decision_late": {
        "withdraw_need",
        "send_message",
        "ask_papers",
        "submit_quote",
        "refuse",
        "accept_quote",
        "propose_credit",
    },
    "payout_late": {
        "withdraw_need",
        "send_message",
        "refuse",
        "record_disbursement",
        "accept_quote",
    },
    "disbursed": {"send_message", "rate_case", "record_disbursement", "accept_quote"},
    "rated": {"record_disbursement", "accept_quote"},
    "rated_badly": {"send_message", "answer_rating", "record_disbursement", "accept_quote"},
    "closed": {"record_disbursement", "accept_quote"},
    "refused": {"amend_need", "withdraw_need"},
}
# The chosen institution let its day pass, and the worker has not come by yet.
LATE = {"decision_late": "accepted", "payout_late": "credited"}
# In these places the act finds what it would do done already and says so without a change.
PAID = ("disbursed", "rated", "rated_badly", "closed")
REPEATS = {(place, "record_disbursement") for place in PAID} | {
    (place, "accept_quote") for place in ("accepted", "proposed", "credited", *LATE, *PAID)
}

WORDS = "这是一段足够长的说明文字，用来说明本次办理的原因。"


def no_of(told: Story) -> str:
    return told.take_up.no if told.take_up else "T2026-NONE"


ACTS: dict[str, Callable[[Story], object]] = {
    "amend_need": lambda told: amend_need(
        actor=told.firm, case_no=told.case.no, draft=cases.draft(), at=told.at
    ),
    "withdraw_need": lambda told: withdraw_need(
        actor=told.firm, case_no=told.case.no, words=WORDS, at=told.at
    ),
    "reopen_need": lambda told: reopen_need(
        actor=cases.officer(), case_no=told.case.no, words=WORDS, at=told.at
    ),
    "take_up_need": lambda told: take_up_need(actor=told.clerk, case_no=told.case.no, at=told.at),
    "record_contact": lambda told: record_contact(
        actor=told.clerk, take_up_no=no_of(told), words=WORDS, at=told.at
    ),
    "send_message": lambda told: send_message(
        actor=told.clerk, take_up_no=no_of(told), words=WORDS, at=told.at
    ),
    "ask_papers": lambda told: ask_papers(
        actor=told.clerk, take_up_no=no_of(told), papers=["审计报告"], words="", at=told.at
    ),
    "answer_papers": lambda told: answer_papers(
        actor=told.firm, take_up_no=no_of(told), words=WORDS, at=told.at
    ),
    "submit_quote": lambda told: submit_quote(
        actor=told.clerk, take_up_no=no_of(told), terms=_newest_terms(told), at=told.at
    ),
    "refuse": lambda told: refuse(
        actor=told.clerk, take_up_no=no_of(told), code="R99", words=WORDS, at=told.at
    ),
    "accept_quote": lambda told: accept_quote(
        actor=told.firm,
        case_no=told.case.no,
        quote_id=told.quote.pk if told.quote else 0,
        at=told.at,
    ),
    "propose_credit": lambda told: propose_credit(
        actor=told.clerk, take_up_no=no_of(told), terms=cases.CREDIT, at=told.at
    ),
    "approve_credit": lambda told: approve_credit(
        actor=told.approver, take_up_no=no_of(told), at=told.at
    ),
    "return_credit": lambda told: return_credit(
        actor=told.approver, take_up_no=no_of(told), words=WORDS, at=told.at
    ),
    "record_disbursement": lambda told: record_disbursement(
        actor=told.clerk,
        take_up_no=no_of(told),
        payout=replace(
            cases.PAYOUT, disbursed_on=cases.FRIDAY.date(), reference=f"借-{no_of(told)}"
        ),
        at=told.at,
    ),
    "rate_case": lambda told: rate_case(
        actor=told.firm, case_no=told.case.no, level=5, words="", at=told.at
    ),
    "answer_rating": lambda told: answer_rating(
        actor=told.approver, case_no=told.case.no, words=WORDS, at=told.at
    ),
}


def _newest_terms(told: Story) -> QuoteTerms:
    return cases.terms(valid_until=told.at.date() + timedelta(days=25))


def brought_to(place: str) -> Story:
    if place in cases.STAGES:
        return cases.story(place)
    if place in {"unmet", "withdrawn"}:
        told = cases.story()
        Case.objects.update(state=place)
        return told.reload()
    if place in {"refused", "asked"}:
        told = cases.story("taken" if place == "refused" else "contacted")
        ACTS["refuse" if place == "refused" else "ask_papers"](told)
        return told.reload()
    if place in LATE:
        told = cases.story(LATE[place])
        told.at += timedelta(days=20)
        return told
    told = cases.story("disbursed")
    level = 5 if place == "rated" else 1
    rate_case(actor=told.firm, case_no=told.case.no, level=level, words="", at=told.at)
    if place == "closed":
        ACTS["answer_rating"](told)
    return told.reload()


@pytest.mark.parametrize("act", sorted(ACTS))
@pytest.mark.parametrize("place", sorted(ALLOWED))
def test_each_act_is_allowed_exactly_where_the_table_says(place, act):
    told = brought_to(place)
    before = _picture(told)

    if act in ALLOWED[place]:
        ACTS[act](told)
        assert (_picture(told) == before) is ((place, act) in REPEATS)
        return
    with pytest.raises(Fault) as refusal:
        ACTS[act](told)
    assert refusal.value.status in {404, 409}
    assert _picture(told) == before


def test_the_table_names_every_act_of_the_process():
    assert set(ACTS) | {"attach_paper", "ask_guarantee"} == set(STEPS)  # each has tests of its own
    assert set(Case.State.values) <= set(ALLOWED) | {"closed"}
    assert {stage for stage in TakeUp.Stage.values if stage != "released"} <= set(ALLOWED)


@pytest.mark.parametrize("place", ["quoted", "accepted", "proposed", "disbursed"])
def test_a_letter_of_guarantee_is_asked_for_an_approved_credit_only(place):
    told = cases.story(place)

    with pytest.raises(Conflict):
        ask_guarantee(
            actor=told.clerk, take_up_no=no_of(told), wish=LetterWish(agreement_no="A"), at=told.at
        )


def test_every_refusal_of_state_is_a_conflict_with_the_words_of_the_state():
    told = cases.story("credited")

    with pytest.raises(Conflict) as refusal:
        ACTS["submit_quote"](told)

    assert "已授信" in refusal.value.say()
    assert "credited" in refusal.value.say("en")


def _picture(told: Story) -> tuple[object, ...]:
    """Everything an act could have changed: no refusal leaves a trace."""
    return (
        tuple(Case.objects.order_by("pk").values_list("state", "taken", "amended_count")),
        tuple(TakeUp.objects.order_by("pk").values_list("stage", "due_on", "release_kind")),
        Event.objects.count(),
    )


def test_every_state_and_stage_has_a_word_in_english():
    assert {*Case.State.values, *TakeUp.Stage.values} <= {str(code) for code in IN_ENGLISH}

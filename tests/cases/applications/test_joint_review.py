"""An application a firm makes: from the draft to the grant, and every way it can go otherwise."""

from datetime import timedelta

import pytest

from kerong.cases.applications.accept_application import accept_application
from kerong.cases.applications.approve_decision import return_decision
from kerong.cases.applications.attach_paper import attach_application_paper
from kerong.cases.applications.correct import answer_correction, ask_correction
from kerong.cases.applications.draft_application import ApplicationForm, draft_application
from kerong.cases.applications.errors import (
    AlreadyApplied,
    AmountMissing,
    ApplicationMoved,
    ApplicationNotFound,
    NotThisOffice,
    PapersMissing,
    PublicityRuns,
    ReasonUnknown,
    ReviewsOpen,
    SamePersonDecides,
    WhyThough,
    WrongApplicationState,
)
from kerong.cases.applications.give_review import OpinionGiven, give_review
from kerong.cases.applications.propose_decision import Proposal, propose_decision
from kerong.cases.applications.submit_application import submit_application
from kerong.cases.applications.turn_down import turn_down
from kerong.cases.applications.withdraw_application import withdraw_application
from kerong.cases.models import Application, Review
from kerong.catalogue.replay_findings import replay_all
from kerong.documents.models import IssuedDocument
from kerong.kernel.actor import SYSTEM
from kerong.kernel.errors import Forbidden, Refused
from kerong.notices.models import Outbox
from kerong.trail.models import Event
from kerong.trail.verify import verify
from tests.build import applications, cases, parties
from tests.build.applications import REWARD, REWARD_FEN, Opened, begin, bring, decide, firm, story

pytestmark = pytest.mark.django_db


def test_from_draft_to_grant_every_step_leaves_paper_event_and_word(opened: Opened) -> None:
    told = story("approved")

    row = told.application
    assert (row.state, row.granted_fen) == ("approved", REWARD_FEN)
    assert row.effect_ref == "subsidy:S2026-000001"
    (order,) = opened.orders
    assert (order.clause, order.amount_fen) == (REWARD, REWARD_FEN)
    assert (order.first_month, order.facts["budget"]) == ("once", "demo-2026")
    assert row.finding is not None and row.finding.digest == order.facts["finding"]
    assert replay_all(actor=SYSTEM).document()["different"] == []
    papers = IssuedDocument.objects.filter(subject=row.reference).order_by("pk")
    assert [(each.kind, each.topic) for each in papers] == [
        ("notice", "application_accepted"),
        ("decision", "application_decision"),
    ]
    assert '"outcome":"同意兑付人民币 300,000.00 元。"' in papers[1].facts
    kinds = Event.objects.filter(stream=row.reference).order_by("no")
    assert [each.kind.removeprefix("application.") for each in kinds] == [
        "started",
        "submitted",
        "accepted",
        "reviewed",
        "reviewed",
        "decision_proposed",
        "approved",
    ]
    assert verify().faults == []
    to_firm = Outbox.objects.filter(to=f"enterprise:{row.enterprise_id}").order_by("pk")
    assert [each.kind.removeprefix("application.") for each in to_firm] == [
        "submitted",
        "accepted",
        "public",
        "approved",
    ]


def test_two_submissions_are_one_application() -> None:
    told = story("submitted")
    again = submit_application(actor=told.firm, no=told.application.no, at=told.at)
    assert again.pk == told.application.pk
    assert Event.objects.filter(kind="application.submitted").count() == 1


def test_the_same_form_twice_is_one_draft_and_keeps_the_newer_words() -> None:
    told = story("draft", words="第一稿", client_key="k")
    form = ApplicationForm(clause=REWARD, words="第二稿", client_key="k")
    again = draft_application(actor=told.firm, form=form, at=told.at)
    assert (again.pk, again.words) == (told.application.pk, "第二稿")


def test_a_second_application_for_the_same_matter_names_the_first() -> None:
    told = story("submitted")
    second = draft_application(actor=told.firm, form=ApplicationForm(clause=REWARD), at=told.at)
    with pytest.raises(AlreadyApplied) as refusal:
        submit_application(actor=told.firm, no=second.no, at=told.at)
    assert refusal.value.facts["other"] == told.application.no


def test_after_a_withdrawal_the_firm_may_apply_again() -> None:
    told = story("accepted")
    withdraw_application(actor=told.firm, no=told.application.no, words="补充数据", at=told.at)
    assert told.reload().state == "withdrawn"
    told.application = None  # type: ignore[assignment]
    assert story("submitted", told).application.state == "submitted"


def test_what_was_decided_cannot_be_withdrawn() -> None:
    told = story("approved")
    with pytest.raises(WrongApplicationState):
        withdraw_application(actor=told.firm, no=told.application.no, words="", at=told.at)


def test_papers_that_are_asked_must_be_there() -> None:
    told = story("draft", begin(papers=("落户协议",)))
    named = {"actor": told.firm, "no": told.application.no, "at": told.at}
    with pytest.raises(PapersMissing, match="落户协议"):
        submit_application(**named)
    attach_application_paper(title="落户协议", name="a.pdf", content=b"%PDF-1.7\n%", **named)
    assert submit_application(**named).state == "submitted"


def test_who_fails_by_the_data_must_say_why_it_applies_though() -> None:
    told = story("draft", begin(firm(is_hnte="false")))
    with pytest.raises(WhyThough):
        bring(told, "submitted")
    told = story("submitted", told, words="证书已于上月取得，数据尚未更新。")
    assert told.application.state == "submitted"


def test_what_the_firm_states_itself_is_kept_apart_and_never_settles_anything() -> None:
    told = begin(firm(is_newly_attracted=""), decides_at_once=True)
    story("submitted", told, stated={"is_newly_attracted": "true"})
    assert told.application.state == "submitted"
    assert told.application.stated == {"is_newly_attracted": "true"}
    assert told.application.finding is not None
    assert '"outcome":"meets"' in told.application.finding.body


def test_where_everything_is_known_and_met_the_rules_decide_at_once(opened: Opened) -> None:
    told = story("submitted", begin(decides_at_once=True))

    row = told.reload()
    decision = row.decisions.get()
    assert (row.state, row.granted_fen, decision.by_rules) == ("approved", REWARD_FEN, True)
    assert decision.approved_by_id is None
    assert len(opened.orders) == 1
    assert row.finding is not None
    paper = IssuedDocument.objects.get(subject=row.reference)
    assert row.finding.digest in paper.facts


@pytest.mark.parametrize("missing", ["fact", "adoption"])
def test_with_anything_unknown_or_unverified_people_decide(missing: str) -> None:
    enterprise = firm(is_hnte="") if missing == "fact" else firm()
    adopts = "" if missing == "adoption" else "示例"
    told = story("submitted", begin(enterprise, decides_at_once=True, adopts=adopts))
    assert told.application.state == "submitted"


def test_where_the_effect_refuses_what_the_rules_settled_people_look_at_it(opened: Opened) -> None:
    opened.fault = Refused()
    told = story("submitted", begin(decides_at_once=True))
    assert told.reload().state == "submitted"
    assert not told.application.decisions.exists()
    assert Event.objects.filter(kind="application.rules_could_not_decide").exists()


def test_papers_are_called_for_once_and_the_clock_rests() -> None:
    told = story("submitted")
    named = {"no": told.application.no}
    ask_correction(actor=told.officer, items=["补交证书"], words="", at=told.at, **named)
    row = told.reload()
    assert (row.state, row.due_on.isoformat()) == ("correction", "2026-03-13")
    later = told.at + timedelta(days=4)  # Tuesday: two working days of the clock rested
    answer_correction(actor=told.firm, words="已补交", at=later, **named)
    row = told.reload()
    assert (row.state, row.paused_days) == ("submitted", 2)
    assert row.due_on.isoformat() == "2026-03-17"  # the 13th and two days more
    with pytest.raises(WrongApplicationState):
        ask_correction(actor=told.officer, items=["再补"], words="", at=later, **named)


def test_an_application_is_turned_down_with_a_reason_and_a_remedy() -> None:
    told = story("submitted")
    named = {"actor": told.officer, "no": told.application.no, "at": told.at}
    with pytest.raises(ReasonUnknown):
        turn_down(reason_code="conditions", words="不符合条件", **named)
    turn_down(reason_code="not_competent", words="应向税务部门申请", **named)
    row = told.reload()
    assert (row.state, row.end_code) == ("rejected", "not_competent")
    paper = IssuedDocument.objects.get(subject=row.reference)
    assert paper.kind == "decision" and "行政复议" in paper.facts


def test_a_decision_waits_until_every_office_has_spoken() -> None:
    told = story("accepted")
    agree = OpinionGiven(opinion="agree")
    give_review(actor=told.officer, no=told.application.no, given=agree, at=told.at)
    with pytest.raises(ReviewsOpen) as refusal:
        bring(told, "public")
    assert refusal.value.facts["offices"] == told.other.name


def test_a_grant_keeps_within_the_cap_and_names_an_amount() -> None:
    told = story("reviewed")
    for amount in (None, REWARD_FEN + 1):
        with pytest.raises(AmountMissing):
            propose_decision(
                actor=told.officer,
                no=told.application.no,
                proposal=Proposal(outcome="grant", amount_fen=amount),
                at=told.at,
            )


def test_the_second_person_waits_for_the_end_of_publicity() -> None:
    told = story("public")
    named = {"no": told.application.no}
    with pytest.raises(SamePersonDecides):
        decide(actor=told.officer, at=told.at, **named)
    assert told.application.publicity_to_on.isoformat() == "2026-03-13"
    with pytest.raises(PublicityRuns):
        decide(actor=told.chief, at=told.at + timedelta(days=7), **named)
    decide(actor=told.chief, at=told.at + timedelta(days=8), **named)
    assert told.reload().state == "approved"


def test_a_refusal_needs_a_second_person_but_no_publicity() -> None:
    told = story("reviewed")
    named = {"no": told.application.no, "at": told.at}
    no = Proposal(outcome="reject", reason_code="facts", words="证书编号不存在。")
    propose_decision(actor=told.officer, proposal=no, **named)
    assert told.reload().state == "proposed"
    decide(actor=told.chief, **named)
    assert (told.reload().state, told.application.end_code) == ("rejected", "facts")


def test_a_returned_decision_can_be_proposed_anew() -> None:
    told = story("public")
    return_decision(actor=told.chief, no=told.application.no, words="金额再核", at=told.at)
    assert told.reload().publicity_to_on is None
    bring(told, "public")
    assert told.application.state == "publicity"


def test_an_effect_that_refuses_leaves_the_decision_waiting_with_the_reason(
    opened: Opened,
) -> None:
    told = story("public")
    opened.fault = Refused()
    told.at += applications.PUBLIC_DAYS
    named = {"actor": told.chief, "no": told.application.no, "at": told.at}
    with pytest.raises(Refused):
        decide(**named)

    row = told.reload()
    decision = row.decisions.get()
    assert (row.state, row.effect_ref, row.ended_at) == ("publicity", "", None)
    assert decision.approved_at is None and decision.fault_zh == Refused().say()
    assert not IssuedDocument.objects.filter(topic="application_decision").exists()

    opened.fault = None
    decide(**named)
    assert told.reload().state == "approved"
    assert row.decisions.get().fault_zh == ""


def test_officers_act_for_their_department_alone() -> None:
    told = story("submitted")
    stranger = applications.officer(parties.department())
    named = {"no": told.application.no, "at": told.at}
    with pytest.raises(ApplicationNotFound):
        accept_application(actor=stranger, **named)
    bring(told, "accepted")
    with pytest.raises(NotThisOffice):  # a reviewing office sees it, and does not handle it
        propose_decision(actor=told.reviewer, proposal=Proposal(outcome="grant"), **named)
    with pytest.raises(Forbidden):
        accept_application(actor=cases.clerk(), **named)


def test_one_department_gives_one_opinion_a_round() -> None:
    told = story("accepted")
    colleague = applications.officer(told.other)
    named = {"no": told.application.no, "at": told.at}
    give_review(actor=told.reviewer, given=OpinionGiven(opinion="agree"), **named)
    with pytest.raises(ApplicationMoved):
        give_review(actor=colleague, given=OpinionGiven(opinion="agree"), **named)
    assert Review.objects.exclude(opinion="").count() == 1


def test_another_firm_sees_nothing_of_it() -> None:
    told = story("submitted")
    with pytest.raises(ApplicationNotFound):
        withdraw_application(actor=cases.firm(), no=told.application.no, words="", at=told.at)
    assert Application.objects.get().state == "submitted"

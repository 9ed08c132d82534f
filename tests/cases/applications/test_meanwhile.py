"""What changes between two steps of an application is seen by the later one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kerong.cases.applications import submit_application as sending
from kerong.cases.applications.approve_decision import approve_decision, return_decision
from kerong.cases.applications.confirm_list import settle_dispute, strike_off
from kerong.cases.applications.draft_application import ApplicationForm, draft_application
from kerong.cases.applications.errors import (
    ApplicationMoved,
    ClauseNotHandled,
    NoDispute,
    SubjectNotYours,
)
from kerong.cases.applications.objections import raise_objection, resolve_objection
from kerong.cases.applications.propose_decision import Proposal, propose_decision
from kerong.cases.applications.submit_application import submit_application
from kerong.contracts.subsidies.errors import BudgetNotFound
from kerong.kernel.actor import ANONYMOUS
from kerong.kernel.errors import Refused
from tests.build import applications, cases, evidence, loans, parties, policies
from tests.build.applications import REWARD, REWARD_FEN, Opened, begin, decide, story, tenant
from tests.build.cases import CHINA, FRIDAY
from tests.cases.applications.test_automatic import Office
from tests.cases.applications.test_objections import SAID

pytestmark = pytest.mark.django_db
START_UP = "PC103"
YEARLY = "job-stabilisation"


def test_a_grant_whose_effect_refused_can_still_be_struck_off(opened: Opened) -> None:
    tenant()
    office = Office()
    row = office.confirmed().applications.get()
    opened.fault = Refused()
    office.decided()

    strike_off(actor=office.clerk, no=row.no, reason_code="facts", words="房屋已转租", at=FRIDAY)
    decide(actor=office.chief, no=row.no, at=FRIDAY)

    row.refresh_from_db()
    assert (row.state, row.end_code) == ("rejected", "facts")
    first, last = row.decisions.order_by("pk")
    assert first.returned_at is not None and last.outcome == "reject"


def test_an_objection_upheld_after_the_effect_refused_ends_the_grant(opened: Opened) -> None:
    tenant()
    office = Office()
    row = office.confirmed().applications.get()
    objection = raise_objection(actor=ANONYMOUS, no=row.no, raised=SAID, at=FRIDAY)
    told = {"no": row.no, "objection_id": objection.pk, "answer": "已实地核查。", "at": FRIDAY}
    resolve_objection(actor=office.clerk, outcome="dismissed", **told)
    opened.fault = Refused()
    office.decided()
    row.refresh_from_db()
    row.publicity_to_on += timedelta(days=60)  # another round of days, announced later
    row.save(update_fields=["publicity_to_on"])
    again = raise_objection(actor=ANONYMOUS, no=row.no, raised=SAID, at=FRIDAY)

    resolve_objection(actor=office.clerk, outcome="upheld", **(told | {"objection_id": again.pk}))
    decide(actor=office.chief, no=row.no, at=FRIDAY)

    row.refresh_from_db()
    assert (row.state, row.end_code) == ("rejected", "objection")


def test_a_budget_nobody_opened_leaves_a_grant_of_a_list_waiting_with_the_reason(
    opened: Opened,
) -> None:
    tenant()
    office = Office()
    row = office.confirmed().applications.get()
    opened.fault = BudgetNotFound(code="demo-2026")

    assert office.decided().state == "confirmed"

    assert row.decisions.get().fault_zh


def test_a_budget_nobody_opened_sends_what_the_rules_settled_to_people(opened: Opened) -> None:
    opened.fault = BudgetNotFound(code="demo-2026")
    told = story("submitted", begin(decides_at_once=True))
    assert told.reload().state == "submitted"


def test_a_firm_that_no_longer_meets_the_conditions_is_not_granted_unseen(opened: Opened) -> None:
    firm = tenant()
    office = Office()
    row = office.confirmed().applications.get()
    evidence.observe(firm, {"is_rent_sublet": "true"}, observed_on=FRIDAY.date())

    assert office.decided().state == "confirmed"

    assert opened.orders == []
    assert "不再符合" in row.decisions.get().fault_zh


def test_a_settled_dispute_was_raised_by_the_firm() -> None:
    tenant()
    office = Office()
    row = office.confirmed().applications.get()
    raise_objection(actor=ANONYMOUS, no=row.no, raised=SAID, at=FRIDAY)
    with pytest.raises(NoDispute):
        settle_dispute(actor=office.clerk, no=row.no, words="合同金额无误", at=FRIDAY)


def test_what_is_sent_is_what_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    told = story("draft", begin(decides_at_once=True), client_key="k")
    looked = sending.assess

    def meanwhile(**said: Any) -> Any:
        found = looked(**said)
        form = ApplicationForm(clause=REWARD, words="另一个窗口改过", client_key="k")
        draft_application(actor=told.firm, form=form, at=told.at)
        return found

    monkeypatch.setattr(sending, "assess", meanwhile)
    with pytest.raises(ApplicationMoved):
        submit_application(actor=told.firm, no=told.application.no, at=told.at)
    assert told.reload().state == "draft"


def lead_on(clause: str, policy: str, at: datetime = FRIDAY) -> None:
    policies.publish(policy)
    applications.arranged(clause, parties.department(), at=at)


def test_a_loan_is_named_by_its_number_and_is_the_firms_own() -> None:
    lead_on(START_UP, "startup-loan-interest")
    mine, strangers = loans.loan(), loans.loan(reference="take_up:T2026-000777", bank_no="借-777")
    actor = cases.firm(mine.enterprise)

    for named in (strangers.no, "L2026-999999", "我行借款"):
        with pytest.raises(SubjectNotYours):
            form = ApplicationForm(clause=START_UP, subject=named)
            draft_application(actor=actor, form=form, at=FRIDAY)

    made = draft_application(
        actor=actor, form=ApplicationForm(clause=START_UP, subject=mine.no.lower()), at=FRIDAY
    )
    by_bank = draft_application(
        actor=actor, form=ApplicationForm(clause=START_UP, subject=mine.bank_no), at=FRIDAY
    )
    assert (made.subject, by_bank.claim_key) == (mine.no, made.claim_key)


def test_a_draft_of_last_year_is_sent_for_the_year_it_is_sent_in() -> None:
    december = datetime(2026, 12, 30, 10, tzinfo=CHINA)
    lead_on(YEARLY, "job-stabilisation", december)
    actor = cases.firm(parties.enterprise(division_code="500107", industry_code="C3911"))
    words = "请按实际情况审核本企业的申请"
    form = ApplicationForm(clause=YEARLY, words=words)
    made = draft_application(actor=actor, form=form, at=december)
    assert made.first_month == "2026-01"

    sent = submit_application(actor=actor, no=made.no, at=december + timedelta(days=5))

    assert (sent.claim_key, sent.first_month, sent.last_month) == ("2027", "2027-01", "2027-12")


def test_a_draft_of_a_policy_that_is_over_cannot_be_sent() -> None:
    begun = datetime(2022, 12, 30, 2, tzinfo=UTC)
    clause = "JOB-EXPANSION"
    lead_on(clause, "job-expansion", begun)
    actor = cases.firm(parties.enterprise(division_code="500107", industry_code="C3911"))
    words = "请按实际情况审核本企业的申请"
    form = ApplicationForm(clause=clause, subject="张示例", words=words)
    made = draft_application(actor=actor, form=form, at=begun)

    with pytest.raises(ClauseNotHandled):
        submit_application(actor=actor, no=made.no, at=begun + timedelta(days=5))


def test_a_proposal_changed_after_the_second_person_saw_it_is_not_what_they_approve() -> None:
    told = story("public")
    seen = told.application.decisions.get().proposed_at
    return_decision(actor=told.chief, no=told.application.no, words="金额再核", at=told.at)
    told.at += timedelta(minutes=1)
    less = Proposal(outcome="grant", amount_fen=REWARD_FEN - 1, words="核减一分。")
    propose_decision(actor=told.officer, no=told.application.no, proposal=less, at=told.at)
    late = {"no": told.application.no, "at": told.at + applications.PUBLIC_DAYS}

    with pytest.raises(ApplicationMoved):
        approve_decision(actor=told.chief, proposed_at=seen, **late)
    assert told.reload().state == "publicity"
    decide(actor=told.chief, **late)
    assert told.reload().granted_fen == REWARD_FEN - 1

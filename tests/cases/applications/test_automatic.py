"""Grants nobody applies for: the run, the second person, the firm's answer, the grant, no twice."""

from datetime import timedelta

import pytest

from kerong.cases.applications.access import application_for
from kerong.cases.applications.approve_decision import return_decision
from kerong.cases.applications.confirm_list import confirm_list, settle_dispute, strike_off
from kerong.cases.applications.decide_list import decide_list
from kerong.cases.applications.draft_application import ApplicationForm, draft_application
from kerong.cases.applications.errors import (
    AlreadyApplied,
    ApplicationNotFound,
    ListMoved,
    ListOpenAlready,
    NotThisOffice,
    OnAList,
    PublicityRuns,
    SamePersonConfirms,
    SamePersonDecides,
    UnverifiedClause,
)
from kerong.cases.applications.fill_list import BLOCK
from kerong.cases.applications.objections import (
    ObjectionRaised,
    raise_objection,
    resolve_objection,
)
from kerong.cases.applications.open_list import drop_list, open_list
from kerong.cases.applications.reply import reply_to_grant
from kerong.cases.applications.submit_application import submit_application
from kerong.cases.applications.work_list import work_list
from kerong.cases.models import Application, EligibleList
from kerong.catalogue.replay_findings import replay_all
from kerong.documents.models import IssuedDocument
from kerong.kernel.actor import ANONYMOUS, SYSTEM, Actor
from kerong.kernel.errors import Refused
from kerong.notices.models import Outbox
from tests.build import applications, cases, parties
from tests.build.applications import PUBLIC_DAYS, RENT, Opened, decide, tenant
from tests.build.cases import FRIDAY

pytestmark = pytest.mark.django_db
RENT_FEN = 3 * 20_000_00


class Office:
    """A department that leads on the rent clause, with two people."""

    def __init__(self, **fields: object) -> None:
        self.department = parties.department()
        applications.arranged(RENT, self.department, **fields)
        self.clerk = applications.officer(self.department)
        self.chief = applications.officer(self.department)
        self.list: EligibleList

    def drawn_up(self) -> EligibleList:
        self.list = open_list(actor=self.clerk, clause=RENT, at=FRIDAY)
        return self.worked()

    def confirmed(self) -> EligibleList:
        self.drawn_up()
        confirm_list(actor=self.chief, no=self.list.no, at=FRIDAY)
        return self.worked()

    def decided(self, **later: int) -> EligibleList:
        at = FRIDAY + PUBLIC_DAYS + timedelta(**later)
        decide_list(actor=self.chief, no=self.list.no, at=at)
        return self.worked(at)

    def worked(self, at=FRIDAY) -> EligibleList:
        while work_list(self.list.pk, at):
            pass
        self.list.refresh_from_db()
        return self.list


def owner(application: Application) -> Actor:
    return cases.firm(application.enterprise)


def test_one_story_from_the_run_to_the_grant(opened: Opened) -> None:
    stay, leave, unfit = tenant(), tenant(), tenant(is_rent_sublet="true")
    office = Office()

    made = office.drawn_up()

    assert (made.state, made.seen_count, made.met_count) == ("drawn_up", 3, 2)
    rows = {each.enterprise_id: each for each in made.applications.all()}
    assert set(rows) == {stay.pk, leave.pk} and unfit.pk not in rows
    assert rows[stay.pk].amount_fen == RENT_FEN
    with pytest.raises(ApplicationNotFound):  # nobody is told before the list is confirmed
        application_for(owner(rows[stay.pk]), rows[stay.pk].no)

    made = _confirm(office)

    assert made.publicity_to_on.isoformat() == "2026-03-13"
    assert Outbox.objects.filter(kind="application.told").count() == 2
    assert IssuedDocument.objects.filter(topic="grant_notice").count() == 2
    leaving = rows[leave.pk]
    reply_to_grant(
        actor=owner(leaving), no=leaving.no, reply="opted_out", words="不需要", at=FRIDAY
    )
    with pytest.raises(PublicityRuns):
        decide_list(actor=office.chief, no=made.no, at=FRIDAY + timedelta(days=7))

    made = office.decided()

    assert made.state == "decided"
    (order,) = opened.orders
    assert (order.enterprise_id, order.amount_fen) == (stay.pk, RENT_FEN)
    states = dict(made.applications.values_list("enterprise_id", "state"))
    assert states == {stay.pk: "approved", leave.pk: "withdrawn"}
    decision = rows[stay.pk].decisions.get()
    assert decision.proposed_by_id == office.clerk.person_id
    assert decision.approved_by_id == office.chief.person_id
    assert replay_all(actor=SYSTEM).document()["different"] == []


def _confirm(office: Office) -> EligibleList:
    confirm_list(actor=office.chief, no=office.list.no, at=FRIDAY)
    return office.worked()


def test_who_drew_the_list_up_neither_confirms_nor_decides_it() -> None:
    tenant()
    office = Office()
    office.drawn_up()
    with pytest.raises(SamePersonConfirms):
        confirm_list(actor=office.clerk, no=office.list.no, at=FRIDAY)
    _confirm(office)
    with pytest.raises(SamePersonConfirms):
        decide_list(actor=office.clerk, no=office.list.no, at=FRIDAY + PUBLIC_DAYS)


def test_numbers_nobody_answers_for_keep_a_list_from_being_confirmed() -> None:
    tenant()
    office = Office(adopts="")
    office.drawn_up()
    with pytest.raises(UnverifiedClause):
        confirm_list(actor=office.chief, no=office.list.no, at=FRIDAY)


def test_a_firm_that_applied_itself_is_not_granted_twice(opened: Opened) -> None:
    office, firm = Office(), tenant()
    form = ApplicationForm(clause=RENT)
    mine = draft_application(actor=cases.firm(firm), form=form, at=FRIDAY)
    submit_application(actor=cases.firm(firm), no=mine.no, at=FRIDAY)
    made = office.drawn_up()
    assert (made.met_count, made.held_count) == (1, 1)
    assert not made.applications.exists()


def test_a_firm_on_a_list_cannot_apply_beside_it_and_a_second_list_passes_it_by() -> None:
    office, firm = Office(), tenant()
    first = office.drawn_up()
    mine = draft_application(actor=cases.firm(firm), form=ApplicationForm(clause=RENT), at=FRIDAY)
    with pytest.raises(OnAList) as early:
        submit_application(actor=cases.firm(firm), no=mine.no, at=FRIDAY)
    listed = Application.objects.get(eligible_list=first)
    assert listed.no not in early.value.say(), "what the firm cannot open is not named to it"
    confirm_list(actor=office.chief, no=first.no, at=FRIDAY)
    office.worked()
    with pytest.raises(AlreadyApplied) as late:
        submit_application(actor=cases.firm(firm), no=mine.no, at=FRIDAY)
    assert late.value.code == AlreadyApplied.code and listed.no in late.value.say()
    office.drawn_up()
    assert office.list.pk != first.pk and office.list.held_count == 1


def test_a_dispute_holds_the_grant_up_until_the_office_has_looked(opened: Opened) -> None:
    tenant()
    office = Office()
    row = office.confirmed().applications.get()
    reply_to_grant(actor=owner(row), no=row.no, reply="disputed", words="月租金有误", at=FRIDAY)
    office.decided()
    row.refresh_from_db()
    assert (row.state, opened.orders) == ("recheck", [])
    settle_dispute(actor=office.clerk, no=row.no, words="合同金额无误", at=FRIDAY)
    assert office.decided(days=1).state == "decided"
    row.refresh_from_db()
    assert row.state == "approved"


def test_a_firm_struck_off_after_it_was_told_hears_why() -> None:
    tenant()
    office = Office()
    row = office.confirmed().applications.get()
    strike_off(actor=office.clerk, no=row.no, reason_code="facts", words="房屋已转租", at=FRIDAY)
    row.refresh_from_db()
    assert (row.state, row.end_code) == ("proposed", "")
    assert not Outbox.objects.filter(kind="application.rejected").exists()
    with pytest.raises(SamePersonDecides):
        decide(actor=office.clerk, no=row.no, at=FRIDAY)
    assert office.decided().state == "confirmed"  # it waits, and is not granted meanwhile
    decide(actor=office.chief, no=row.no, at=FRIDAY)
    row.refresh_from_db()
    assert (row.state, row.end_code) == ("rejected", "facts")
    assert Outbox.objects.filter(kind="application.rejected").exists()
    assert office.worked().state == "decided"


def test_a_striking_off_that_is_sent_back_leaves_the_firm_where_it_was(opened: Opened) -> None:
    tenant()
    office = Office()
    row = office.confirmed().applications.get()
    until = row.publicity_to_on
    strike_off(actor=office.clerk, no=row.no, reason_code="facts", words="房屋已转租", at=FRIDAY)
    return_decision(actor=office.chief, no=row.no, words="没有证据", at=FRIDAY)
    row.refresh_from_db()
    assert (row.state, row.publicity_to_on, row.granted_fen) == ("publicity", until, RENT_FEN)
    assert office.decided().state == "decided" and len(opened.orders) == 1


def test_an_upheld_objection_to_a_listed_grant_counts_when_a_second_person_agrees() -> None:
    tenant()
    office = Office()
    row = office.confirmed().applications.get()
    said = ObjectionRaised(name="李示例", contact="13800000000", words="该企业并未在本地实际经营。")
    made = raise_objection(actor=ANONYMOUS, no=row.no, raised=said, at=FRIDAY)
    upheld = {
        "objection_id": made.pk,
        "outcome": "upheld",
        "answer": "已实地核查属实",
        "at": FRIDAY,
    }
    resolve_objection(actor=office.clerk, no=row.no, **upheld)
    row.refresh_from_db()
    assert row.state == "proposed"
    return_decision(actor=office.chief, no=row.no, words="请再核实一次", at=FRIDAY)
    row.refresh_from_db()
    made.refresh_from_db()
    assert (row.state, made.outcome, made.resolved_at) == ("recheck", "", None)
    resolve_objection(actor=office.clerk, no=row.no, **upheld)
    decide(actor=office.chief, no=row.no, at=FRIDAY)
    row.refresh_from_db()
    made.refresh_from_db()
    assert (row.state, row.end_code, made.outcome) == ("rejected", "objection", "upheld")


def test_a_grant_whose_effect_refuses_waits_and_is_decided_again(opened: Opened) -> None:
    tenant()
    office = Office()
    row = office.confirmed().applications.get()
    opened.fault = Refused()
    assert office.decided().state == "confirmed"
    assert row.decisions.get().fault_zh
    opened.fault = None
    assert office.decided(days=1).state == "decided"
    assert row.decisions.count() == 1 and len(opened.orders) == 1


def test_one_list_of_a_clause_is_open_and_a_dropped_one_tells_nobody() -> None:
    tenant()
    office = Office()
    office.drawn_up()
    with pytest.raises(ListOpenAlready):
        open_list(actor=office.clerk, clause=RENT, at=FRIDAY)
    drop_list(actor=office.clerk, no=office.list.no, words="参数有误", at=FRIDAY)
    with pytest.raises(ListMoved):
        confirm_list(actor=office.chief, no=office.list.no, at=FRIDAY)
    assert set(office.list.applications.values_list("state", flat=True)) == {"withdrawn"}
    assert not Outbox.objects.exists()


def test_another_office_cannot_screen_the_clause() -> None:
    Office()
    stranger = applications.officer(parties.department())
    with pytest.raises(NotThisOffice):
        open_list(actor=stranger, clause=RENT, at=FRIDAY)


def test_a_run_that_was_killed_goes_on_behind_the_last_block(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert BLOCK > 1
    monkeypatch.setattr("kerong.cases.applications.fill_list.BLOCK", 1)
    first, second = tenant(), tenant()
    office = Office()
    office.list = open_list(actor=office.clerk, clause=RENT, at=FRIDAY)
    assert work_list(office.list.pk, FRIDAY)
    office.list.refresh_from_db()
    assert (office.list.seen_to, office.list.met_count) == (first.pk, 1)
    made = office.worked()
    assert (made.seen_to, made.met_count, made.state) == (second.pk, 2, "drawn_up")
    assert made.applications.count() == 2

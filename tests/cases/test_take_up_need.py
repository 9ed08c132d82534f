"""抢单: three places, first come first served, everything else refused with a reason."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

import kerong.cases.take_up_need as taking
from kerong.cases.amend_need import amend_need
from kerong.cases.ask_papers import ask_papers
from kerong.cases.errors import (
    AlreadyTaken,
    CaseNotFound,
    ChangedMeanwhile,
    DeskFull,
    InstitutionCannotLend,
    InstitutionSuspended,
    NoPlaceFree,
    NotOpen,
    Redirected,
    TakenBefore,
    WrongStage,
)
from kerong.cases.models import Desk, TakeUp
from kerong.cases.refuse import refuse
from kerong.cases.take_up_need import take_up_need
from kerong.evidence.models import Consent
from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed
from kerong.notices.models import Outbox
from kerong.trail.models import Event
from tests.build import cases, parties

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
FRIDAY = cases.FRIDAY


def take(case, bank=None, at=FRIDAY):
    return take_up_need(actor=cases.clerk(bank), case_no=case.no, at=at)


def test_a_bank_takes_a_need_and_its_clocks_start():
    case = cases.need()

    take_up = take(case)

    case.refresh_from_db()
    assert case.taken == 1
    assert take_up.no.startswith("T2026-")
    assert take_up.slot == 1
    assert take_up.contact_due_on == take_up.due_on == date(2026, 3, 11)
    assert take_up.decision_due_on == date(2026, 3, 17)
    assert not take_up.due_provisional


def test_the_fourth_bank_is_told_politely_that_every_place_is_taken():
    case = cases.need()
    for _ in range(3):
        take(case)

    with pytest.raises(NoPlaceFree) as refusal:
        take(case)

    assert "慢了一步" in refusal.value.say()
    assert "taken" not in refusal.value.facts
    assert sorted(TakeUp.objects.values_list("slot", flat=True)) == [1, 2, 3]


def test_the_loser_of_a_race_learns_nothing_but_that_it_lost():
    case = cases.need(mode="directed", addressed_to_id=(bank := parties.institution()).pk)
    take(case, bank)

    with pytest.raises(AlreadyTaken):
        take(case, bank)


def test_a_place_given_back_is_taken_by_the_next():
    case = cases.need()
    first, second = take(case), take(case)
    bank = parties.actor(roles.INSTITUTION_CLERK, institution=first.institution)
    refuse(
        actor=bank, take_up_no=first.no, code="R12", words="企业所在地不在我行服务区域", at=FRIDAY
    )

    third = take(case)

    assert (second.slot, third.slot) == (2, 1)


def test_one_bank_takes_a_need_once():
    case, bank = cases.need(), parties.institution()
    take(case, bank)

    with pytest.raises(AlreadyTaken):
        take(case, bank)


def test_who_left_a_need_does_not_take_it_again_in_the_same_round():
    told = cases.story("taken")
    refuse(
        actor=told.clerk,
        take_up_no=told.take_up.no,
        code="R09",
        words="贷款用途不符合我行规定",
        at=told.at,
    )

    with pytest.raises(TakenBefore):
        take_up_need(actor=told.clerk, case_no=told.case.no, at=told.at + timedelta(minutes=5))


def test_a_need_addressed_to_another_bank_is_not_there():
    case = cases.need(mode="directed", addressed_to_id=parties.institution().pk)

    with pytest.raises(CaseNotFound):
        take(case)


def test_a_need_addressed_to_one_bank_has_one_place():
    bank = parties.institution()
    case = cases.need(mode="directed", addressed_to_id=bank.pk)

    assert take(case, bank).places == case.places == 1


def test_a_need_past_its_decision_day_is_no_longer_taken():
    case = cases.need()

    with pytest.raises(NotOpen):
        take(case, at=FRIDAY + timedelta(days=12))


def test_a_suspended_bank_takes_nothing():
    bank = parties.institution()
    actor = cases.clerk(bank)
    type(bank).objects.filter(pk=bank.pk).update(suspended_at=FRIDAY, suspended_reason="整改中")

    with pytest.raises(InstitutionSuspended):
        take_up_need(actor=actor, case_no=cases.need().no, at=FRIDAY)


def test_an_insurer_does_not_answer_needs_for_loans():
    with pytest.raises(InstitutionCannotLend):
        take(cases.need(), parties.institution(kind="insurer"))


@pytest.mark.parametrize("role", sorted(roles.FIRM | {roles.OFFICER, roles.AUDITOR}))
def test_only_an_institutions_clerks_take_needs(role):
    with pytest.raises(RoleNotAllowed):
        take_up_need(actor=parties.actor(role), case_no=cases.need().no, at=FRIDAY)


def test_a_bank_cannot_park_the_whole_queue():
    bank = parties.institution()
    Desk.objects.create(institution=bank, live=20)
    case = cases.need()

    with pytest.raises(DeskFull) as refusal:
        take(case, bank)

    case.refresh_from_db()
    assert refusal.value.facts == {"limit": 20}
    assert case.taken == 0
    assert not TakeUp.objects.exists()


def test_taking_writes_the_consent_the_firm_signed_and_nothing_wider():
    told = cases.story("taken", consent_categories=(6, 1))

    consent = Consent.objects.get()
    assert consent.institution_id == told.clerk.institution_id
    assert consent.enterprise_id == told.firm.enterprise_id
    assert consent.granted_by_id == told.firm.person_id
    assert consent.categories == {1, 6}
    assert consent.case_ref == f"case:{told.case.no}"


def test_what_a_bank_does_is_not_written_where_others_can_see_it():
    told = cases.story("taken")

    of_case = Event.objects.filter(stream=f"case:{told.case.no}")
    of_take_up = Event.objects.filter(stream=f"take_up:{told.take_up.no}")
    assert [event.kind for event in of_case] == ["case.published"]
    assert [event.kind for event in of_take_up] == ["take_up.taken"]


def test_the_firm_is_told_who_took_its_need():
    told = cases.story("taken")

    notice = Outbox.objects.get(kind="case.taken")
    assert notice.to == f"enterprise:{told.firm.enterprise_id}"


def test_an_amendment_between_reading_and_taking_lets_the_taking_fail(monkeypatch):
    """The consent categories are part of what was read; a narrower one must not be overrun."""
    case = cases.need()
    read = taking.case_offered_to

    def read_then_amended(actor, no):
        found = read(actor, no)
        type(found).objects.filter(pk=found.pk).update(amended_count=1, consent_categories=[1])
        return found

    monkeypatch.setattr(taking, "case_offered_to", read_then_amended)

    with pytest.raises(ChangedMeanwhile):
        take(case)
    assert not TakeUp.objects.exists()


@pytest.mark.parametrize("mode", ["directed", "open"])
def test_a_need_redirected_between_reading_and_taking_says_so_and_not_that_it_is_full(
    mode, monkeypatch
):
    owner, bank, other = cases.firm(), parties.institution(), parties.institution()
    first = {"mode": mode, "addressed_to_id": bank.pk if mode == "directed" else None}
    case = cases.need(owner, **first)
    read = taking.case_offered_to

    def read_then_redirected(actor, no):
        found = read(actor, no)
        draft = cases.draft(mode="directed", addressed_to_id=other.pk)
        amend_need(actor=owner, case_no=no, draft=draft, at=FRIDAY)
        return found

    monkeypatch.setattr(taking, "case_offered_to", read_then_redirected)

    with pytest.raises(Redirected) as refusal:
        take(case, bank)
    assert "不再向贵机构" in refusal.value.say()
    assert not TakeUp.objects.exists()


def test_the_database_itself_refuses_a_second_holder_of_a_place():
    told = cases.story("taken")
    other = parties.institution()
    row = {
        field.name: getattr(told.take_up, field.name)
        for field in TakeUp._meta.concrete_fields
        if field.name not in {"id", "no", "institution"}
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        TakeUp.objects.create(no="T2026-SECOND", institution=other, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        TakeUp.objects.create(no="T2026-FOURTH", institution=other, **(row | {"slot": 4}))


def test_the_loser_never_opens_a_transaction():
    case = cases.need()
    for _ in range(3):
        take(case)
    actor = cases.clerk()

    with (
        CaptureQueriesContext(
            connection,
        ) as seen,
        pytest.raises(NoPlaceFree),
    ):
        take_up_need(actor=actor, case_no=case.no, at=FRIDAY)

    assert all(query["sql"].startswith("SELECT") for query in seen)
    assert len(seen) <= 3


def test_taking_costs_few_statements():
    case, actor = cases.need(), cases.clerk()
    take_up_need(actor=actor, case_no=cases.need().no, at=FRIDAY)  # the desk exists from here on

    with CaptureQueriesContext(connection) as seen:
        take_up_need(actor=actor, case_no=case.no, at=FRIDAY)

    assert len(seen) <= 19, "\n".join(query["sql"][:90] for query in seen)


def test_papers_cannot_be_asked_before_the_firm_was_contacted():
    told = cases.story("taken")

    with pytest.raises(WrongStage):
        ask_papers(
            actor=told.clerk,
            take_up_no=told.take_up.no,
            papers=["近两年审计报告"],
            words="",
            at=told.at,
        )

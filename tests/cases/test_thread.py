"""往来: firm and bank talk under one take-up, and nobody else listens."""

from datetime import timedelta

import pytest
from django.db import connection

import kerong.cases.attach_paper as attaching
from kerong.cases.attach_paper import attach_paper
from kerong.cases.errors import (
    PaperNotFound,
    TakeUpNotFound,
    TooManyEntries,
    WordsTooShort,
    WrongStage,
    WrongState,
)
from kerong.cases.models import Message
from kerong.cases.reads import paper_for, take_up_page
from kerong.cases.refuse import refuse
from kerong.cases.send_message import send_message
from kerong.documents.store import lay_down
from kerong.evidence.consent import revoke_consent
from kerong.evidence.models import Consent
from kerong.kernel.policy import RoleNotAllowed
from kerong.notices.models import Outbox
from tests.build import cases

pytestmark = pytest.mark.django_db
ON = cases.FRIDAY.date()
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def send(told, actor, words="请问需要补充什么？"):
    return send_message(actor=actor, take_up_no=told.take_up.no, words=words, at=told.at)


def attach(told, actor):
    return attach_paper(
        actor=actor,
        take_up_no=told.take_up.no,
        title="审计报告",
        name="report.pdf",
        content=PDF,
        at=told.at,
    )


def test_each_side_writes_and_the_other_is_told():
    told = cases.story("taken")

    send(told, told.firm)
    send(told, told.clerk)

    recipients = Outbox.objects.filter(kind="take_up.message").order_by("pk")
    assert list(recipients.values_list("to", flat=True)) == [
        f"institution:{told.clerk.institution_id}",
        f"enterprise:{told.firm.enterprise_id}",
    ]
    assert [row.side for row in Message.objects.all()] == ["firm", "institution"]


def test_another_bank_on_the_same_need_reads_nothing():
    told = cases.story("taken")
    other = cases.second_bank(told, "taken")
    send(told, told.firm)

    with pytest.raises(TakeUpNotFound):
        send(told, other.clerk)
    with pytest.raises(TakeUpNotFound):
        take_up_page(other.clerk, told.take_up.no, on=ON)
    assert take_up_page(other.clerk, other.take_up.no, on=ON).messages == []


def test_officers_do_not_read_the_thread():
    told = cases.story("taken")

    with pytest.raises(RoleNotAllowed):
        take_up_page(cases.officer(), told.take_up.no, on=ON)


def test_no_lock_is_held_while_a_paper_is_written_to_the_disk(monkeypatch):
    told = cases.story("taken")
    inside = []
    outer = len(connection.savepoint_ids)
    monkeypatch.setattr(
        attaching, "lay_down", lambda **given: inside.append(len(connection.savepoint_ids)) or fake
    )
    fake = lay_down(name="report.pdf", content=PDF, at=told.at)

    attach(told, told.firm)

    assert inside == [outer]


def test_a_side_attaches_so_many_papers_and_no_more(monkeypatch):
    monkeypatch.setattr(attaching, "MOST_PAPERS", 2)
    told = cases.story("taken")
    attach(told, told.firm)
    attach(told, told.firm)

    with pytest.raises(TooManyEntries):
        attach(told, told.firm)
    attach(told, told.clerk)  # the other side has room of its own


def test_an_empty_message_is_not_sent():
    told = cases.story("taken")

    with pytest.raises(WordsTooShort):
        send(told, told.firm, "   ")


def test_a_bank_that_left_neither_writes_nor_opens_papers_nor_reads_the_firms_name():
    told = cases.story("taken")
    paper = attach(told, told.firm)
    assert paper_for(told.clerk, told.take_up.no, paper.pk, on=ON) == paper
    refuse(
        actor=told.clerk,
        take_up_no=told.take_up.no,
        code="R06",
        words="经测算现金流不足以覆盖还款",
        at=told.at,
    )

    with pytest.raises(WrongStage):
        send(told, told.clerk)
    with pytest.raises(PaperNotFound):
        paper_for(told.clerk, told.take_up.no, paper.pk, on=ON)
    page = take_up_page(told.clerk, told.take_up.no, on=ON)
    assert (page.firm_name, page.papers) == ("", [])
    assert take_up_page(told.firm, told.take_up.no, on=ON).papers == [paper]


def revoke(told):
    consent = Consent.objects.get(institution_id=told.take_up.institution_id)
    revoke_consent(actor=told.firm, consent_no=consent.no, at=told.at)


def test_a_revoked_consent_closes_name_words_papers_and_thread():
    told = cases.story("contacted", words="请尽快联系财务总监")
    paper = attach(told, told.firm)
    send(told, told.firm)
    revoke(told)

    page = take_up_page(told.clerk, told.take_up.no, on=ON)

    assert (page.firm_name, page.papers, page.messages, page.case.words) == ("", [], [], "")
    with pytest.raises(PaperNotFound):
        paper_for(told.clerk, told.take_up.no, paper.pk, on=ON)
    told.case.refresh_from_db()
    assert told.case.words == "请尽快联系财务总监"
    assert len(take_up_page(told.firm, told.take_up.no, on=ON).messages) == 1


def test_a_consent_past_its_last_day_closes_them_too():
    told = cases.story("taken")
    late = ON + timedelta(days=121)

    assert take_up_page(told.clerk, told.take_up.no, on=ON).firm_name
    assert take_up_page(told.clerk, told.take_up.no, on=late).firm_name == ""


def test_after_the_payout_only_the_name_and_what_is_written_later_stay():
    told = cases.story("taken")
    paper = attach(told, told.firm)
    send(told, told.firm)
    for stage in cases.STAGES[2:]:
        told.at += timedelta(minutes=1)
        cases.bring(told, stage)
    told.at += timedelta(minutes=1)
    send(told, told.firm, "还款账户已变更")

    page = take_up_page(told.clerk, told.take_up.no, on=ON)

    assert page.firm_name == told.case.enterprise.name
    assert [message.words for message in page.messages] == ["还款账户已变更"]
    assert page.papers == []
    with pytest.raises(PaperNotFound):
        paper_for(told.clerk, told.take_up.no, paper.pk, on=ON)


def test_an_institution_that_says_no_day_opens_no_paper():
    told = cases.story("taken")
    paper = attach(told, told.firm)

    with pytest.raises(PaperNotFound):
        paper_for(told.clerk, told.take_up.no, paper.pk)
    assert paper_for(told.firm, told.take_up.no, paper.pk) == paper


def test_a_bank_that_left_reads_no_message_any_more():
    told = cases.story("quoted")
    send(told, told.firm)
    other = cases.second_bank(told)
    cases.bring(other, "accepted")

    assert take_up_page(told.clerk, told.take_up.no, on=ON).messages == []


def test_after_a_withdrawal_nothing_more_is_said():
    told = cases.story("taken")
    told.case.__class__.objects.update(state="withdrawn")

    with pytest.raises(WrongState):
        send(told, told.firm)


def test_a_paper_of_another_thread_is_not_found():
    told, other = cases.story("taken"), cases.story("taken")
    paper = attach(told, told.firm)

    with pytest.raises(PaperNotFound):
        paper_for(other.firm, other.take_up.no, paper.pk)

"""Delivery: everybody once in the inbox, mail at least once, the hopeless parked and shown."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import RoleNotAllowed
from kerong.notices import deliver as delivering
from kerong.notices import recipients
from kerong.notices.deliver import LEASE, PAUSES, claim, deliver_due
from kerong.notices.models import Notice, Outbox
from kerong.notices.parked import parked, retry_parked
from tests.build.notices import NOON, told

pytestmark = pytest.mark.django_db
SOON = NOON + timedelta(seconds=5)
OPERATOR = Actor(person_id=1, name="运维", role=roles.OPERATOR)


def everything_delivered(at=SOON):
    return deliver_due(at) + deliver_due(at)  # messages first, then the mails they gave rise to


def readers():
    return sorted(Notice.objects.values_list("reader", flat=True))


def test_everybody_behind_a_reference_finds_it_in_the_inbox():
    told("institution:4")
    deliver_due(SOON)
    assert readers() == ["person:12", "person:13"]
    notice = Notice.objects.first()
    assert (notice.told_at, notice.read_at) == (SOON, None)
    assert (notice.subject, notice.link) == ("case:N2026-000001", "/needs/N2026-000001/")


def test_who_has_an_address_gets_a_mail_in_their_language():
    told("institution:5")
    everything_delivered()
    texts = {message.to[0]: message.body for message in mail.outbox}
    assert texts == {
        "wang@bank.example": "江北银行接下了需求 N2026-000001。",
        "zhao@bank.example": "江北银行 took need N2026-000001.",
    }


def test_delivering_again_changes_nothing():
    told("institution:5")
    everything_delivered()
    assert deliver_due(SOON + timedelta(days=1)) == 0
    assert len(readers()) == 3 and len(mail.outbox) == 2


def test_a_worker_killed_after_the_inbox_was_filled_doubles_nothing():
    """Delivered in effect, the mark lost: the row becomes due again when its lease ends."""
    (row,) = told("institution:5")
    everything_delivered()
    Outbox.objects.filter(pk=row.pk).update(delivered_at=None, lease_until=SOON + LEASE)
    assert deliver_due(SOON + timedelta(seconds=1)) == 0
    assert everything_delivered(SOON + LEASE) == 1
    assert len(readers()) == 3 and len(mail.outbox) == 2


def test_a_worker_killed_while_mailing_mails_again_rather_than_never(monkeypatch):
    told("person:12")
    deliver_due(SOON)
    with monkeypatch.context() as dying:
        dying.setattr(delivering, "_mark", lambda row, at: 1 / 0)
        dying.setattr(delivering, "_put_off", lambda row, at, fault: None)
        deliver_due(SOON)
    assert len(mail.outbox) == 1
    assert deliver_due(SOON + LEASE) == 1
    assert len(mail.outbox) == 2


def test_a_message_is_claimed_by_one():
    (row,) = told("person:12")
    assert claim(row.pk, SOON) is not None
    assert claim(row.pk, SOON) is None
    assert claim(row.pk, SOON + LEASE).attempts == 2


def test_one_that_fails_waits_longer_each_time_and_stops_no_other(monkeypatch):
    told("person:12")
    deliver_due(SOON)
    (copy,) = Outbox.objects.filter(channel=Outbox.Channel.EMAIL)
    monkeypatch.setattr(delivering, "send_mail", refuse)
    at = SOON
    for attempt, pause in enumerate(PAUSES, start=1):
        told("person:13")
        assert deliver_due(at) == 1  # the other one
        copy.refresh_from_db()
        assert (copy.attempts, copy.due_at - at) == (attempt, pause)
        assert copy.last_error == "ConnectionRefusedError: mail is down"
        at = copy.due_at
    deliver_due(at)
    copy.refresh_from_db()
    assert copy.parked_at == at
    assert deliver_due(at + timedelta(days=9)) == 0


def test_what_is_parked_is_seen_and_sent_once_more_by_the_operator(monkeypatch):
    told("person:12")
    deliver_due(SOON)
    Outbox.objects.filter(channel="email").update(parked_at=SOON, attempts=7, last_error="x")
    assert [row.to for row in parked()] == ["person:12"]
    with pytest.raises(RoleNotAllowed):
        retry_parked(Actor(person_id=2, name="王敏", role=roles.INSTITUTION_CLERK), at=SOON)
    assert retry_parked(OPERATOR, at=SOON) == 1
    assert parked() == []
    deliver_due(SOON)
    assert len(mail.outbox) == 1


def test_a_reference_with_nobody_behind_it_is_done_with():
    (row,) = told("enterprise:99")
    assert deliver_due(SOON) == 1
    row.refresh_from_db()
    assert row.delivered_at == SOON and readers() == []


def test_without_a_resolver_nothing_is_lost(monkeypatch):
    told("person:12")
    with monkeypatch.context() as early:
        early.setattr(recipients, "_resolvers", [])
        assert deliver_due(SOON) == 0
    assert deliver_due(SOON + PAUSES[0]) == 1


def test_a_line_break_in_a_name_cannot_smuggle_a_header_into_a_mail():
    told("person:12", bank="坏\r\nBcc: x@y.example\r\n\r\nbody", no="1")
    everything_delivered()
    (message,) = mail.outbox
    assert "\n" not in message.subject and "\r" not in message.subject
    assert message.recipients() == ["wang@bank.example"]
    assert "Bcc" not in message.message()


def test_a_round_delivers_no_more_than_its_limit():
    told([f"person:{no}" for no in range(20, 30)])
    assert deliver_due(SOON, limit=4) == 4
    assert Outbox.objects.filter(delivered_at=None).count() == 6


def test_a_run_stops_at_half_its_lease_and_leaves_the_rest_free():
    """Claimed later, a message would carry a lease about to end, and go out twice."""
    told([f"person:{no}" for no in range(20, 30)])
    turns = iter([SOON, SOON + LEASE / 4, SOON + LEASE / 2])
    assert deliver_due(SOON, clock=lambda: next(turns)) == 2
    assert Outbox.objects.filter(delivered_at=None, lease_until=None).count() == 8
    assert deliver_due(SOON + LEASE / 2) == 8


def test_the_cost_of_one_message_does_not_grow_with_its_readers():
    costs = []
    for to in ("person:13", "institution:5"):
        told(to)
        with CaptureQueriesContext(connection) as statements:
            deliver_due(SOON)
        costs.append(len(statements))
        deliver_due(SOON)
    assert costs[1] == costs[0] + 1  # one insert of all mails


def refuse(*args, **kwargs):
    raise ConnectionRefusedError("mail is down")

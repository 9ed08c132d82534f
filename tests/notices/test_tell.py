"""Telling writes rows in the act's own transaction and nothing else."""

from datetime import date
from fractions import Fraction

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kerong.notices.kinds import kinds, register_kind, require_kind, sentence_of
from kerong.notices.models import Notice, Outbox
from kerong.notices.tell import Letter, tell, tell_all
from tests.build.notices import KIND, NOON, told

FACTS = {"bank": "江北银行", "no": "N2026-000001"}


@pytest.mark.django_db
def test_one_row_a_recipient_waits_in_the_outbox():
    one, two = told(["institution:4", "person:12", "institution:4"])
    assert (one.to, two.to) == ("institution:4", "person:12")
    assert one.facts == FACTS
    assert (one.created_at, one.due_at, one.delivered_at) == (NOON, NOON, None)
    assert not Notice.objects.exists() and not mail.outbox


@pytest.mark.django_db
def test_an_act_that_fails_tells_nobody():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(to="person:12", kind=KIND, facts=FACTS, subject="case:N1", at=NOON)
        raise ZeroDivisionError
    assert not Outbox.objects.exists()


@pytest.mark.django_db
def test_telling_many_costs_one_statement():
    with CaptureQueriesContext(connection) as statements:
        told([f"person:{no}" for no in range(40)])
    inserts = [each for each in statements if each["sql"].startswith("INSERT")]
    assert len(inserts) == 1


@pytest.mark.django_db
def test_many_are_each_told_their_own_in_one_statement():
    letters = [
        Letter(to=f"person:{no}", kind=KIND, facts=FACTS | {"no": no}, subject=f"case:N{no}")
        for no in range(40)
    ]
    with transaction.atomic(), CaptureQueriesContext(connection) as statements:
        tell_all(letters=letters, at=NOON)
    assert len(statements) == 1
    rows = list(Outbox.objects.order_by("pk"))
    assert [row.facts["no"] for row in rows] == list(range(40))
    assert [(row.to, row.subject) for row in rows[:2]] == [
        ("person:0", "case:N0"),
        ("person:1", "case:N1"),
    ]


@pytest.mark.django_db(transaction=True)
def test_telling_outside_a_transaction_is_a_programming_error():
    with pytest.raises(RuntimeError):
        tell(to="person:12", kind=KIND, facts=FACTS, subject="case:N1", at=NOON)


@pytest.mark.django_db
def test_a_kind_without_a_sentence_is_a_programming_error():
    with pytest.raises(ValueError), transaction.atomic():
        tell(to="person:12", kind="tests.unknown", facts={}, subject="case:N1", at=NOON)


@pytest.mark.django_db
def test_days_and_ratios_are_kept_as_they_are_shown():
    (row,) = told("person:12", on=date(2026, 3, 9), rate=Fraction(1, 3), bank=None)
    row.refresh_from_db()
    assert row.facts == {"on": "2026-03-09", "rate": "0.333333", "bank": None}


def test_amounts_are_shown_in_thousands_and_nothing_else_is():
    said = "{amount}, {rate}%, {no}, {on}"
    register_kind("test.money", said, f"CNY {said}")
    facts = {"amount": "1234567.80", "rate": "12.50", "no": "20260301", "on": "2026-03-02"}

    shown = "1,234,567.80, 12.50%, 20260301, 2026-03-02"
    assert sentence_of("test.money", facts, "zh-hans") == shown
    assert "CNY -1,000.00," in sentence_of("test.money", facts | {"amount": "-1000.00"}, "en")
    assert "CNY 999.99," in sentence_of("test.money", facts | {"amount": "999.99"}, "en")


def test_sentences_are_made_in_the_readers_language():
    assert sentence_of(KIND, FACTS, "zh-hans") == "江北银行接下了需求 N2026-000001。"
    assert sentence_of(KIND, FACTS, "en") == "江北银行 took need N2026-000001."


def test_a_missing_fact_and_a_forgotten_kind_never_break_a_page():
    assert sentence_of(KIND, {"bank": None}, "en") == "— took need —."
    assert sentence_of("tests.gone", FACTS, "en") == "tests.gone"


def test_what_a_firm_is_called_is_never_read_as_a_template():
    hostile = {"bank": "{no.__class__}{0}%s", "no": "1"}
    assert sentence_of(KIND, hostile, "en") == "{no.__class__}{0}%s took need 1."


def test_a_kind_is_registered_once():
    register_kind(KIND, *kinds()[KIND])
    with pytest.raises(ValueError):
        register_kind(KIND, "别的", "else")
    require_kind(KIND)

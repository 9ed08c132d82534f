"""Issuing: numbered once, frozen, refused with reasons, replaced and revoked in the open."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kerong.documents.errors import CheckKeyMissing, FactsUnfit, NotStanding, SignsNotInFont
from kerong.documents.issue import issue_document, revoke_document, supersede
from kerong.documents.keys import key_path
from kerong.documents.models import IssuedDocument
from kerong.kernel.actor import SYSTEM
from kerong.kernel.canonical import digest
from kerong.kernel.references import NotAReference
from kerong.trail.reads import events_of
from tests.build import papers
from tests.build.papers import AT

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=3)


@pytest.mark.parametrize("kind", papers.KINDS)
def test_each_kind_is_numbered_by_kind_and_year_and_frozen(kind: str) -> None:
    document = papers.issued(kind)
    prefix = {"letter": "LT", "decision": "DC", "notice": "NT", "payment_list": "PL"}
    assert document.no == f"{prefix.get(kind, 'EX')}{AT.year}-{document.pk:06d}"
    assert json.loads(document.facts) == papers.facts(kind)
    whole = {"kind": kind, "template": 1, "facts": papers.facts(kind)}
    assert document.digest == digest(whole)
    assert (document.party, document.topic) == ("enterprise:1", "example")
    (event,) = events_of(f"document:{document.no}")
    assert (event.kind, event.facts["digest"]) == ("document.issued", document.digest)


@pytest.mark.both_databases
def test_the_same_facts_about_the_same_subject_give_the_same_document() -> None:
    first = papers.issued()
    assert papers.issued(at=LATER).pk == first.pk
    assert papers.issued(subject="example:X2").pk != first.pk
    assert papers.issued(remarks=[]).pk != first.pk


@pytest.mark.both_databases
def test_losing_the_race_for_the_same_document_gives_the_winners(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first look sees nothing, as it does when two ask at once; the constraint decides."""
    winner = papers.issued()
    looks: list[Any] = []
    real = IssuedDocument.objects.filter

    def blind_once(*args: Any, **named: Any) -> Any:
        looks.append(named)
        return IssuedDocument.objects.none() if len(looks) == 1 else real(*args, **named)

    monkeypatch.setattr(IssuedDocument.objects, "filter", blind_once)
    assert papers.issued().pk == winner.pk
    assert len(looks) == 2


def test_issuing_costs_few_statements_whatever_the_paper_says() -> None:
    papers.issued()
    with CaptureQueriesContext(connection) as seen:
        papers.issued("payment_list")
    few = len(seen)
    row = papers.facts("payment_list")["rows"][0]
    with CaptureQueriesContext(connection) as seen:
        papers.issued("payment_list", rows=[row] * 1000)
    assert len(seen) == few <= 10


@pytest.mark.parametrize(
    ("kind", "changed", "place"),
    [
        ("letter", {"title": {"zh": "", "en": ""}}, "title/zh"),
        ("letter", {"extra": 1}, "facts"),
        ("letter", {"particulars": [{"zh": "甲", "en": "", "fen": 1.5}]}, "particulars/0"),
        ("letter", {"particulars": [{"zh": "甲", "en": "", "fen": 10**18}]}, "particulars/0"),
        ("payment_list", {"rows": []}, "rows"),
        ("extract", {"rows": [["2026-11-01", "还款"]]}, "rows/0"),
        ("extract", {"rows": [["2026-11-01", "还款", "1.00"]]}, "rows/0"),
        ("extract", {"rows": [["2026-11-01", "还款", True]]}, "rows/0/2"),
    ],
)
def test_facts_a_template_cannot_print_are_refused_with_their_place(
    kind: str, changed: dict[str, Any], place: str
) -> None:
    with pytest.raises(FactsUnfit) as refused:
        papers.issued(kind, **changed)
    assert refused.value.facts["place"] == place
    assert not IssuedDocument.objects.exists()


def test_an_unknown_kind_or_a_loose_subject_is_refused() -> None:
    with pytest.raises(FactsUnfit), transaction.atomic():
        issue_document(kind="poem", subject="example:X1", facts=papers.facts(), actor=SYSTEM, at=AT)
    with pytest.raises(NotAReference):
        papers.issued(subject="no reference")


def test_a_character_without_a_font_is_named_not_printed_as_a_box() -> None:
    with pytest.raises(SignsNotInFont) as refused:
        papers.issued(addressee={"name": "王𐎀公司", "reference": "enterprise:1"})
    assert refused.value.facts["signs"] == "𐎀（U+10380）"
    assert "𐎀" in refused.value.say("zh-hans")


def test_a_newer_paper_replaces_the_earlier_ones_of_its_matter_alone() -> None:
    old, other = papers.issued(), papers.issued(topic="another")
    new = papers.issued(remarks=["新"], at=LATER)
    assert supersede(new, actor=SYSTEM, at=LATER) == 1
    assert supersede(new, actor=SYSTEM, at=LATER) == 0
    old.refresh_from_db()
    other.refresh_from_db()
    assert (old.state, old.replaced_by, old.ended_at) == ("replaced", new, LATER)
    assert other.state == "valid"
    assert [event.kind for event in events_of(f"document:{old.no}")][1:] == ["document.replaced"]


def test_a_revoked_paper_is_revoked_once_and_its_facts_can_be_issued_again() -> None:
    old = papers.issued()
    revoked = revoke_document(no=old.no, reason="金额有误", actor=SYSTEM, at=LATER)
    assert (revoked.state, revoked.end_reason) == ("revoked", "金额有误")
    with pytest.raises(NotStanding):
        revoke_document(no=old.no, reason="再次", actor=SYSTEM, at=LATER)
    assert papers.issued(at=LATER).pk != old.pk


def test_a_lost_key_is_never_replaced_while_papers_are_about(settings: Any, tmp_path: Path) -> None:
    papers.issued()
    settings.VAR = tmp_path
    with pytest.raises(CheckKeyMissing):
        papers.issued(remarks=[])
    assert not key_path().exists()


@pytest.mark.both_databases
def test_the_database_keeps_a_document_from_half_ending() -> None:
    document = papers.issued()
    for columns in ({"state": "revoked"}, {"state": "replaced", "ended_at": LATER}):
        with pytest.raises(DatabaseError), transaction.atomic():
            IssuedDocument.objects.filter(pk=document.pk).update(**columns)

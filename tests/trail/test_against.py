"""Rows held against what was told of them, block by block."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.kernel.actor import SYSTEM
from kerong.parties.models import Enterprise
from kerong.trail import against
from kerong.trail.against import UNTOLD, Saying, differing_rows
from kerong.trail.models import Event
from kerong.trail.record import record
from tests.build import parties
from tests.build.cases import CHINA

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 9, 10, tzinfo=CHINA)
KIND = "example.named"


def said(firm: Enterprise) -> Saying:
    return Saying(firm.reference, firm.reference, {"name": firm.name})


def told(firm: Enterprise, name: str = "", subject: str = "") -> None:
    record(
        stream=firm.reference,
        kind=KIND,
        actor=SYSTEM,
        at=AT,
        subject=subject or firm.reference,
        facts={"name": name or firm.name},
    )


def differing() -> list[tuple[str, str]]:
    found = differing_rows(Enterprise.objects.all(), KIND, said)
    return [(firm.reference, differs) for firm, differs in found]


def test_every_block_is_looked_at_in_two_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    firms = [parties.enterprise() for _ in range(3)]
    for firm in firms[:2]:
        told(firm)
    told(firms[2], name="别的名称")
    monkeypatch.setattr(against, "ROWS_A_READ", 2)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert differing() == [(firms[2].reference, "name")]
    assert len(asked) == 4


def test_nothing_told_another_subject_and_an_erased_payload() -> None:
    silent, moved, erased = (parties.enterprise() for _ in range(3))
    told(moved, subject=silent.reference)
    told(erased, name="别的名称")
    Event.objects.filter(stream=erased.reference, kind=KIND).update(payload=None, salt=None)

    assert differing() == [(silent.reference, UNTOLD), (moved.reference, "subject")]


def test_of_two_tellings_the_first_counts() -> None:
    firm = parties.enterprise()
    told(firm)
    told(firm, name="后来的名称")
    assert differing() == []

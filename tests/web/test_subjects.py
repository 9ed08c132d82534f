"""Where a subject is read depends on who reads it."""

import pytest

from kerong.kernel import roles
from kerong.kernel.actor import ANONYMOUS, Actor
from kerong.web import subjects

FIRM = Actor(person_id=1, name="林", role=roles.FIRM_CLERK, enterprise_id=1)
BANK = Actor(person_id=2, name="陈", role=roles.INSTITUTION_CLERK, institution_id=1)


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    monkeypatch.setattr(subjects, "_ROUTES", {})
    subjects.register_subject("case", roles.FIRM, "portal:need")
    subjects.register_subject("gone", roles.FIRM, "nowhere:at-all")


def test_a_firm_reads_a_need_on_the_portal():
    assert subjects.address_for(FIRM, "case:N2026-000001") == "/needs/N2026-000001/"


@pytest.mark.parametrize(
    ("actor", "subject"),
    [
        (BANK, "case:N2026-000001"),
        (ANONYMOUS, "case:N2026-000001"),
        (FIRM, "unknown:1"),
        (FIRM, "case:"),
        (FIRM, ""),
        (FIRM, "gone:1"),
    ],
)
def test_without_a_page_there_is_no_address(actor, subject):
    assert subjects.address_for(actor, subject) == ""

"""The same button twice at once: the slower click gets what the faster one made, and no error."""

from datetime import timedelta
from types import ModuleType

import pytest

from kerong.cases import accept_quote, publish_need, record_disbursement
from kerong.cases.models import Acceptance, Case, Quote
from kerong.contracts.loans.models import Loan
from kerong.notices.models import Outbox
from tests.build import cases
from tests.build.cases import FRIDAY

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LATER = FRIDAY + timedelta(days=5)


@pytest.fixture
def between(monkeypatch):
    """Let the other click happen when this one has looked, and not yet written."""

    def arrange(module: ModuleType, step: str, other) -> list[object]:
        real, made = getattr(module, step), []

        def then(*given, **named):
            monkeypatch.setattr(module, step, real)
            found = real(*given, **named)
            made.append(other())
            return found

        monkeypatch.setattr(module, step, then)
        return made

    return arrange


def test_two_clicks_on_accept_are_one_acceptance(between):
    told = cases.story("quoted")
    offer = Quote.objects.get()

    def click():
        return accept_quote.accept_quote(
            actor=told.firm, case_no=told.case.no, quote_id=offer.pk, at=told.at
        )

    faster = between(accept_quote, "_require_choosable", click)
    slower = click()

    assert faster == [slower]
    assert Acceptance.objects.count() == 1
    assert Outbox.objects.filter(kind="take_up.accepted").count() == 1


def test_two_clicks_on_the_payout_are_one_loan(between):
    told = cases.story("credited")

    def click():
        return record_disbursement.record_disbursement(
            actor=told.clerk, take_up_no=told.take_up.no, payout=cases.PAYOUT, at=LATER
        )

    faster = between(record_disbursement, "_require_within", click)
    slower = click()

    assert faster == [slower]
    assert Loan.objects.count() == 1
    assert Outbox.objects.filter(kind="case.disbursed").count() == 1


def test_two_clicks_on_publish_are_one_need(between):
    cases.hold_calendar(2026)
    firm = cases.firm()
    typed = cases.draft(client_key="a-key-of-the-form")

    def click():
        return publish_need.publish_need(actor=firm, draft=typed, at=FRIDAY)

    faster = between(publish_need, "portrait_of", click)
    slower = click()

    assert faster == [slower]
    assert Case.objects.count() == 1
    assert Outbox.objects.filter(kind="case.published").count() == 1

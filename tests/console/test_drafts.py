"""Drafts of batches and runs that nobody finished are listed and can be given up."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.contracts.subsidies.draft_run import RunDraft, draft_run
from kerong.contracts.subsidies.models import InterestRun
from kerong.contracts.subsidies.period import Period, quarter_of
from kerong.kernel import roles
from kerong.payments.models import PaymentBatch
from tests.build import cases, parties, payments, subsidies
from tests.build.cases import CHINA
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 4, 28, 10, 0, tzinfo=CHINA)


def a_run(period: Period) -> InterestRun:
    terms = {"programme": "national_2026", "clause": "x", "budget": "upgrading-2026"}
    draft = RunDraft(period=period, **terms)
    return draft_run(draft=draft, actor=subsidies.officer(), at=subsidies.AT)


def a_batch() -> PaymentBatch:
    return payments.drafted([payments.ordered(payments.firm_with_account().reference)])


@pytest.fixture
def desk():
    subsidies.budget()
    payments.purse()
    with time_machine.travel(NOW, tick=False):
        yield signed_in(cases.officer())


def test_what_waits_is_listed_with_its_age_and_given_up_from_there(desk):
    batch, run = a_batch(), a_run(quarter_of(subsidies.AT.date()))

    page = desk.get("/console/drafts/").content.decode()

    assert page.index(batch.no) < page.index(run.no)  # March before April
    days = (NOW - run.drafted_at) // timedelta(days=1)
    assert f"已等待 {days} 天" in page
    for address in (f"payments/batches/{batch.no}/discarding", f"interest-runs/{run.no}/return"):
        assert f"/console/{address}/" in page
        answer = desk.post(f"/console/{address}/", {"words": "长期未办，撤回"})
        assert answer.status_code == 302
    assert "没有待办的草稿" in desk.get("/console/drafts/").content.decode()


def test_an_auditor_sees_them_and_gives_up_none(desk):
    batch = a_batch()
    watcher = signed_in(parties.actor(roles.AUDITOR))
    page = watcher.get("/console/drafts/").content.decode()
    assert batch.no in page and "discarding" not in page


def test_more_drafts_ask_no_more_of_the_database(desk):
    desk.get("/console/drafts/")  # the library is read once
    asked = []
    for month in (1, 4):
        a_batch()
        a_run(quarter_of(datetime(2026, month, 1, tzinfo=CHINA).date()))
        with CaptureQueriesContext(connection) as seen:
            desk.get("/console/drafts/")
        asked.append(len(seen))
    assert asked[0] == asked[1]

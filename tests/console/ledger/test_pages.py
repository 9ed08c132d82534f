"""Officers and auditors at the ledger: balances, statements, transfers, months, files to keep."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from kerong.documents.models import IssuedDocument
from kerong.kernel import roles
from kerong.ledger.models import Account, Period, Transfer
from kerong.trail.models import Event
from tests.build import ledger, parties
from tests.build.ledger import BUDGET, NOON, PAYABLE, TREASURY
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db
FEBRUARY = "first=2026-02-01&last=2026-02-28"


@pytest.fixture(autouse=True)
def _world() -> Iterator[None]:
    """January 1,000 yuan appropriated, 300 awarded in February and 120 of March undone."""
    ledger.small_ledger()
    given = {"effective_on": date(2026, 1, 5), "reference": "appropriation:1"}
    ledger.moved(TREASURY, BUDGET, 100_000, "appropriated", words="市级预算", **given)
    ledger.awarded(30_000, "award:1", effective_on=date(2026, 2, 3), words="一季度贴息")
    ledger.reversed_(ledger.awarded(12_000, "award:2").no)
    with time_machine.travel(NOON, tick=False):
        yield


def officer() -> Client:
    return signed_in(parties.actor(roles.OFFICER, department=parties.department()))


def auditor() -> Client:
    return signed_in(parties.actor(roles.AUDITOR))


def text(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def account_of(code: str) -> str:
    return f"/console/ledger/accounts/{Account.objects.get(code=code).pk}/"


def test_the_chart_shows_what_every_account_holds_and_is_narrowed_by_kind_and_words() -> None:
    page = text(auditor(), "/console/ledger/")

    assert "¥700.00" in page and BUDGET in page
    narrowed = text(officer(), "/console/ledger/?kind=subsidy_payable&q=enterprise-12")
    assert PAYABLE in narrowed and BUDGET not in narrowed


def test_the_chart_as_of_a_day_is_added_up_from_the_transfers() -> None:
    page = text(officer(), "/console/ledger/?day=2026-01-31&kind=budget")

    assert "¥1,000.00" in page and "¥700.00" not in page


def test_an_empty_ledger_says_what_will_stand_here() -> None:
    page = text(officer(), "/console/ledger/?q=nothing-of-that-name", **{"accept-language": "en"})

    assert "首个预算" in page or "first budget" in page


def test_a_statement_runs_from_opening_to_closing_balance() -> None:
    page = text(officer(), f"{account_of(BUDGET)}?{FEBRUARY}")

    assert "¥1,000.00" in page  # before February
    assert "−¥300.00" in page
    assert "¥700.00" in page  # after it
    assert "一季度贴息" in page and "市级预算" not in page


def test_a_search_in_a_statement_leaves_out_rows_and_with_them_the_running_balance() -> None:
    whole = f"{account_of(BUDGET)}?first=2026-01-01"

    assert "记账后余额" in text(officer(), whole)
    narrowed = text(officer(), f"{whole}&q=award:1")
    assert "award:1" in narrowed and "award:2" not in narrowed
    assert "记账后余额" not in narrowed


def test_a_statement_is_taken_out_as_a_spreadsheet() -> None:
    answer = officer().get(f"{account_of(BUDGET)}?first=2026-01-01&export=xlsx")

    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[5] for row in rows[1:]] == ["¥1,000.00", "¥700.00", "¥580.00", "¥700.00"]


def test_a_transfer_shows_both_sides_its_reversal_and_its_event() -> None:
    made = Transfer.objects.get(reference="award:2")
    undone = Transfer.objects.get(reverses=made)

    page = text(auditor(), f"/console/ledger/transfers/{made.no}/")
    back = text(auditor(), f"/console/ledger/transfers/{undone.no}/")

    assert BUDGET in page and PAYABLE in page
    assert f"/console/ledger/transfers/{undone.no}/" in page
    assert "资金记账" in page and ledger.OFFICER.name in page
    assert f"/console/ledger/transfers/{made.no}/" in back and "账务冲正" in back
    assert "补贴核定 · 冲正" in back and "补贴核定 · 冲正" not in page


def test_a_period_is_taken_out_as_plain_text_and_the_taking_is_told() -> None:
    answer = officer().get(f"/console/ledger/transfers/?{FEBRUARY}&export=beancount")

    said = answer.content.decode()
    assert "2026-03-01 balance Equity:Fiscal:Budget:Ip-finance-2026 -700.00 ~ 0 CNY" in said
    assert "fiscal-2026-02-01-2026-02-28.beancount" in answer["Content-Disposition"]
    event = Event.objects.get(kind="export.taken")
    assert (event.facts["form"], event.facts["rows"]) == ("beancount", 1)


def test_the_journal_is_one_book_at_a_time() -> None:
    ledger.moved(ledger.LOANS, ledger.LOANS_MEMO, 5, "loan_drawn")

    assert "loan_drawn:1" not in text(officer(), "/console/ledger/transfers/")
    assert "loan_drawn:1" in text(officer(), "/console/ledger/transfers/?book=exposure")


def test_two_officers_close_a_month_from_their_pages() -> None:
    clerk, chief = officer(), officer()

    asked = clerk.post("/console/ledger/months/new/", {"book": "fiscal", "month": "2026-02"})
    page = asked.headers["Location"]
    own = text(clerk, page)
    assert "须由申请人以外的人复核结账" in own and "closing/" not in own
    refused = clerk.post(f"{page}closing/")
    assert (refused.status_code, Period.objects.get().state) == (422, "asked")

    assert chief.post(f"{page}closing/").status_code == 302
    closed = text(chief, page)
    assert "已结账" in closed and "¥300.00" in closed
    assert Period.objects.get().digest in closed


def test_a_month_goes_back_with_a_reason_only() -> None:
    clerk, chief = officer(), officer()
    page = clerk.post(
        "/console/ledger/months/new/", {"book": "fiscal", "month": "2026-02"}
    ).headers["Location"]

    assert chief.post(f"{page}return/", {"words": ""}).status_code == 400
    assert chief.post(f"{page}return/", {"words": "缺一笔付款"}).status_code == 302
    assert "缺一笔付款" in text(clerk, page)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"book": "fiscal", "month": "2026-03"}, 422),  # not over
        ({"book": "fiscal", "month": "soon"}, 400),
        ({"book": "purse", "month": "2026-02"}, 400),
    ],
)
def test_what_cannot_be_asked_for_is_said_on_the_page(typed, status) -> None:
    answer = officer().post("/console/ledger/months/new/", typed)

    assert answer.status_code == status
    assert "请核对" in answer.content.decode() or "errors-title" in answer.content.decode()
    assert not Period.objects.exists()


def test_an_auditor_looks_and_is_offered_nothing_to_do() -> None:
    page = text(auditor(), "/console/ledger/months/")

    assert '<form method="post" action="/console/ledger/months/new/"' not in page


@pytest.mark.parametrize(
    "address", ["/console/ledger/", "/console/ledger/transfers/?first=2026-01-01", "statement"]
)
def test_queries_of_a_page_do_not_grow_with_its_rows(address: str) -> None:
    client = officer()
    address = f"{account_of(BUDGET)}?first=2026-01-01" if address == "statement" else address
    counted = []
    for more in (0, 12):
        for no in range(more):
            ledger.account(f"fiscal/budget/more-{no}", "budget")
            ledger.awarded(1, f"award:more-{no}")
        text(client, address)
        with CaptureQueriesContext(connection) as queries:
            text(client, address)
        counted.append(len(queries))

    assert counted[0] == counted[1] <= 15


def test_a_statement_is_issued_as_a_paper_and_taken_as_pdf() -> None:
    page, client = account_of(BUDGET), auditor()
    answer = client.post(f"{page}extracts/", {"first": "2026-02-01", "last": "2026-02-28"})
    assert (answer.status_code, answer.headers["Location"]) == (302, page)
    paper = IssuedDocument.objects.get()

    assert paper.no in text(client, page)
    taken = client.get(f"{page}extracts/{paper.no}/")
    assert taken.content.startswith(b"%PDF-")
    assert paper.no in taken.headers["Content-Disposition"]
    assert client.get(f"{page}extracts/EX2026-999999/").status_code == 404
    other = account_of(TREASURY)
    assert client.get(f"{other}extracts/{paper.no}/").status_code == 404
    assert client.post(f"{page}extracts/", {"first": "x", "last": ""}).status_code == 400
    wrong = {"first": "2026-02-28", "last": "2026-02-01"}
    assert client.post(f"{page}extracts/", wrong).status_code == 400

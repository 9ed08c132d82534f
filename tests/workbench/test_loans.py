"""Loans at the bank's desk: reporting by form, a second person, the list, applications."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from kerong.contracts.loans.models import LoanReport, ProposedReport
from kerong.contracts.loans.report_files import COLUMNS
from kerong.finance.dates import months_after
from kerong.parties.models import Person
from tests.build import cases, loans
from tests.build.web import seen_answer, signed_in

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel(loans.NOW, tick=False):
        yield


@pytest.fixture
def told():
    return cases.story("disbursed")


@pytest.fixture
def clerk(told):
    return signed_in(told.clerk)


@pytest.fixture
def approver(told):
    return signed_in(told.approver)


@contextmanager
def at(moment):
    """That moment, with passwords fresh enough to sign in."""
    Person.objects.update(password_set_at=moment)
    with time_machine.travel(moment, tick=False):
        yield


def report(client, told, kind, **fields):
    known = {"effective_on": "2026-04-06", "reference": "流水-1", "words": "", "corrects": ""}
    return client.post(f"/workbench/loans/{told.loan.no}/reports/{kind}/", known | fields)


def test_a_clerk_reports_a_repayment_and_the_page_shows_what_is_left(told, clerk):
    page = f"/workbench/loans/{told.loan.no}/"
    assert "reports/repayment/" in text_of(clerk.get(page))
    assert report(clerk, told, "repayment").status_code == 400
    sent = report(clerk, told, "repayment", principal_fen="246071.46", interest_fen="8625")
    assert sent["Location"] == page
    assert "¥2,753,928.54" in text_of(clerk.get(page))
    again = report(clerk, told, "repayment", principal_fen="1")
    assert again.status_code == 409 and "流水-1" in text_of(again)
    assert clerk.get(f"{page}reports/gift/").status_code == 404


def test_a_report_that_does_not_fit_is_told_in_words(told, clerk):
    refused = report(clerk, told, "repayment", principal_fen="9999999999")
    assert refused.status_code == 422 and "归还本金超过余额" in text_of(refused)


def test_a_weighty_report_counts_once_the_second_person_approved(told, clerk, approver):
    report(clerk, told, "rate_change", rate_ppm="3.00")
    waiting = ProposedReport.objects.get()
    page = f"/workbench/loans/{told.loan.no}/"
    assert "待复核" in text_of(approver.get(page))
    assert "1 条报告待另一人复核" in text_of(approver.get("/workbench/loans/"))
    approve = f"/workbench/loans/proposals/{waiting.pk}/approval/"
    assert clerk.post(approve).status_code == 403
    assert approver.post(approve)["Location"] == page
    assert approver.post(approve).status_code == 409
    assert LoanReport.objects.get(kind="rate_change").rate_ppm == 30_000


def test_the_second_person_is_shown_an_extension_beyond_the_rule(told, clerk, approver):
    """Twelve months more than the first twelve are allowed; a century is a slip of the pen."""
    page, latest = f"/workbench/loans/{told.loan.no}/", months_after(told.loan.matures_on, 12)
    slip = report(clerk, told, "extension", due_on="2101-01-01")
    assert slip.status_code == 422 and not ProposedReport.objects.exists()
    report(clerk, told, "extension", due_on=latest.isoformat())
    assert "超过该笔贷款的最长展期" not in text_of(approver.get(page))
    beyond = (latest + timedelta(days=1)).isoformat()
    report(clerk, told, "extension", due_on=beyond, reference="流水-2")
    assert text_of(approver.get(page)).count("超过该笔贷款的最长展期") == 1


def test_a_correction_is_sent_back_with_a_reason(told, clerk, approver):
    report(clerk, told, "repayment", principal_fen="100")
    page = f"/workbench/loans/{told.loan.no}/reports/repayment/?corrects=流水-1"
    assert "取代贵机构的报告" in text_of(clerk.get(page))
    right = {"principal_fen": "90", "reference": "流水-2", "corrects": "流水-1"}
    report(clerk, told, "repayment", **right)
    back = f"/workbench/loans/proposals/{ProposedReport.objects.get().pk}/return/"
    assert approver.post(back, {"words": ""}).status_code == 400
    assert approver.post(back, {"words": "金额有误"}).status_code == 302
    assert approver.post(back, {"words": "金额有误"}).status_code == 409
    assert LoanReport.objects.count() == 2


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", True),
        ("standing=active", True),
        ("standing=overdue", False),
        ("standing=maturing", False),
        ("standing=ended", False),
        ("category=normal", True),
        ("category=loss", False),
        ("find=%E7%A4%BA%E4%BE%8B%E7%A7%91%E6%8A%80", True),
        ("find=nobody", False),
    ],
)
def test_the_list_is_filtered(told, clerk, query, shown):
    said = text_of(clerk.get(f"/workbench/loans/?{query}"))
    assert (f"/workbench/loans/{told.loan.no}/" in said) is shown


def test_a_loan_in_arrears_is_one_filter_away(told, clerk):
    late = {"interest_fen": "8625", "due_on": "2026-04-06", "effective_on": "2026-04-07"}
    report(clerk, told, "arrears", **late)
    assert told.loan.no in text_of(clerk.get("/workbench/loans/?standing=overdue"))
    assert b"8,625" in clerk.get("/workbench/loans/?standing=overdue&export=csv").content


def test_an_application_is_answered_by_two_and_paid_out(told, clerk, approver):
    request = loans.request_on(told.loan)
    own = f"/workbench/loans/requests/{request.no}/"
    with at(request.asked_at):
        clerk, approver = signed_in(told.clerk), signed_in(told.approver)
        assert request.no in text_of(clerk.get("/workbench/loans/requests/"))
        assert "企业申明" in text_of(clerk.get(own))
        terms = {
            "rate_ppm": "3.20",
            "months": "12",
            "held": ["lawful", "stable", "credit", "standard", "other"],
            "category": "normal",
            "grounds": "经营稳定，同意按原额续贷。",
        }
        assert clerk.post(f"{own}answer/", terms | {"category": "loss"}).status_code == 422
        assert clerk.post(f"{own}answer/", terms)["Location"] == own
        assert clerk.post(f"{own}answer/", terms).status_code == 409
        seen = seen_answer(approver, own)
        assert approver.post(f"{own}return/", {"words": "再核实"}).status_code == 302
        with time_machine.travel(request.asked_at + timedelta(minutes=1), tick=False):
            clerk.post(f"{own}answer/", terms)
        stale = approver.post(f"{own}approval/", seen)
        assert stale.status_code == 409 and "已被替换" in text_of(stale)
        assert approver.post(f"{own}approval/", {"proposed_at": "x"}).status_code == 400
        assert approver.post(f"{own}approval/", seen_answer(approver, own)).status_code == 302
        paid = {"bank_no": "借-续-1", "renewed_on": request.asked_at.date().isoformat()}
        assert clerk.post(f"{own}payout/", paid).status_code == 302
        said = text_of(clerk.get(own))
        assert "已办结" in said and "借" in text_of(clerk.get(f"/workbench/loans/{told.loan.no}/"))
        assert request.no not in text_of(clerk.get("/workbench/loans/requests/"))
        assert request.no in text_of(clerk.get("/workbench/loans/requests/?all=1"))


def test_a_refusal_needs_words(told):
    request = loans.request_on(told.loan, "extension")
    refuse = f"/workbench/loans/requests/{request.no}/refusal/"
    with at(request.asked_at):
        clerk = signed_in(told.clerk)
        assert clerk.post(refuse, {"code": "L01", "words": ""}).status_code == 400
        said = {"code": "L01", "words": "用途与约定不符，暂不同意。"}
        assert clerk.post(refuse, said).status_code == 302


def sent_file(clerk, told, *principals):
    """A file of repayments through the page, one row for each amount."""
    place = {column.name: at for at, column in enumerate(COLUMNS)}
    lines = [[column.zh for column in COLUMNS]]
    for number, principal in enumerate(principals):
        cells = [""] * len(COLUMNS)
        said = {"loan": told.loan.no, "reference": f"流水-{number}", "kind": "还款"}
        day = loans.NOW.date().isoformat()
        for name, value in (said | {"effective_on": day, "principal": principal}).items():
            cells[place[name]] = value
        lines.append(cells)
    content = "\n".join(",".join(line) for line in lines).encode()
    return clerk.post("/workbench/loans/import/", {"file": SimpleUploadedFile("报.csv", content)})


def test_a_file_with_one_wrong_cell_names_it_by_its_heading_and_writes_nothing(told, clerk):
    held = LoanReport.objects.count()
    bad = sent_file(clerk, told, "1000.00", "壹千")
    assert bad.status_code == 400
    assert "E3" in text_of(bad) and "本金（元）" in text_of(bad)
    clerk.cookies["django_language"] = "en"
    assert "principal · 本金（元）" in text_of(sent_file(clerk, told, "壹千"))
    assert LoanReport.objects.count() == held

    assert sent_file(clerk, told, "1000.00", "2000.00")["location"] == "/workbench/loans/"
    assert LoanReport.objects.count() == held + 2
    assert clerk.post("/workbench/loans/import/").status_code == 400

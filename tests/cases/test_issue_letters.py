"""Papers about a need and its loan: what they say, when they are refused, when they lapse."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from kerong.cases.issue_acceptance_letter import issue_acceptance_letter
from kerong.cases.issue_credit_letter import issue_credit_letter
from kerong.cases.issue_loan_extract import issue_loan_extract
from kerong.cases.models import Acceptance, CreditDecision
from kerong.cases.paper_errors import NothingAccepted, NothingDecided
from kerong.cases.refuse import refuse
from kerong.cases.withdraw_need import withdraw_need
from kerong.documents.access import issued_for
from kerong.documents.codes import check_code
from kerong.documents.models import IssuedDocument
from kerong.documents.render import pdf_of
from kerong.documents.verification import verify
from kerong.kernel.errors import Forbidden, NotFound
from tests.build import cases, loans, papers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def calendar(db: None) -> None:
    cases.hold_calendar(2025, 2026, 2027)


def rows_of(document: IssuedDocument) -> dict[str, Any]:
    found = json.loads(document.facts)["particulars"]
    return {row["zh"]: row.get("value", row.get("fen")) for row in found}


def state_of(document: IssuedDocument) -> str:
    code = check_code(document.no, document.digest, document.issued_at)
    found = verify(no=document.no, code=code)
    assert found is not None
    return found.state


def accepted(told: cases.Story, **more: Any) -> IssuedDocument:
    return issue_acceptance_letter(
        actor=told.firm, case_no=told.case.no, at=more.get("at", told.at)
    )


def test_the_letter_about_an_accepted_quote_says_its_terms() -> None:
    told = cases.story("accepted")
    said = rows_of(accepted(told))
    assert said["需求编号"] == told.case.no
    assert said["报价编号"] == f"{told.take_up.no}/{told.quote.no}"
    assert said["金额"] == told.quote.amount_fen
    assert said["年化利率"] == "3.45%"
    assert said["期限"] == f"{told.quote.term_months}个月"
    assert said["还款方式"] == "等额本息，按月计息（30/360）"


def test_asked_twice_there_is_one_letter_and_the_firm_alone_opens_it() -> None:
    told = cases.story("accepted")
    letter = accepted(told)
    assert accepted(told, at=told.at + timedelta(hours=1)).pk == letter.pk
    assert issued_for(told.firm, letter.no) == letter
    for stranger in (cases.firm(), told.clerk):
        with pytest.raises((NotFound, Forbidden)):
            issued_for(stranger, letter.no)


def test_without_an_accepted_quote_or_approved_credit_there_is_nothing_to_confirm() -> None:
    told = cases.story("quoted")
    with pytest.raises(NothingAccepted):
        accepted(told)
    with pytest.raises(NothingDecided):
        issue_credit_letter(actor=told.firm, case_no=told.case.no, at=told.at)
    assert not IssuedDocument.objects.exists()


@pytest.mark.parametrize(
    "act", [issue_acceptance_letter, issue_credit_letter], ids=lambda act: act.__name__
)
def test_strangers_and_institutions_get_no_letter(act: Any) -> None:
    told = cases.story("credited")
    with pytest.raises(NotFound):
        act(actor=cases.firm(), case_no=told.case.no, at=told.at)
    with pytest.raises(Forbidden):
        act(actor=told.clerk, case_no=told.case.no, at=told.at)


def test_a_letter_lapses_when_the_institution_backs_out() -> None:
    told = cases.story("accepted")
    letter = accepted(told)
    assert state_of(letter) == "valid"
    refuse(
        actor=told.clerk,
        take_up_no=told.take_up.no,
        code="R99",
        words="贷审会认为第一还款来源与借款用途不相匹配，本次未予通过",
        at=told.at,
    )
    assert not Acceptance.objects.filter(case=told.case, ended_at=None).exists()
    assert state_of(letter) == "lapsed"


def test_a_letter_about_a_revised_quote_replaces_the_earlier_one() -> None:
    told = cases.story("accepted")
    first = accepted(told)
    cases.bring(told, "quoted", rate_ppm=34_000)
    assert state_of(first) == "valid"
    cases.bring(told, "accepted")
    assert state_of(first) == "lapsed"
    second = accepted(told)
    first.refresh_from_db()
    assert (first.state, first.replaced_by) == ("replaced", second)
    assert rows_of(second)["年化利率"] == "3.40%"
    assert state_of(second) == "valid"


def test_the_letter_about_the_credit_says_what_two_people_decided() -> None:
    told = cases.story("credited")
    letter = issue_credit_letter(actor=told.firm, case_no=told.case.no, at=told.at)
    said, decision = rows_of(letter), CreditDecision.objects.get(take_up=told.take_up)
    assert said["金额"] == decision.amount_fen
    assert said["办理用时"] == f"{decision.used_days}个工作日"
    assert state_of(letter) == "valid"
    withdrawn_at = told.at + timedelta(days=60)
    withdraw_need(actor=told.firm, case_no=told.case.no, words="不再需要了", at=withdrawn_at)
    assert state_of(letter) == "lapsed"


def test_an_extract_of_a_loan_prints_plan_and_payments_to_the_fen() -> None:
    """3,000,000 at 3.45 % in 12 level instalments; the first was reported in full.

    Interest of the first month by hand: 3,000,000 × 3.45 % ÷ 12 = 8,625.00.
    """
    told = cases.story("disbursed")
    loans.report(
        told.loan, "repayment", "2026-04-06", principal_fen=246_071_46, interest_fen=8_625_00
    )
    document = issue_loan_extract(actor=told.firm, loan_no=told.loan.no, at=loans.NOW)
    facts = json.loads(document.facts)
    assert facts["rows"][0] == [
        1,
        "2026-04-06",
        246_071_46,
        8_625_00,
        254_696_46,
        254_696_46,
        "已归还",
    ]
    assert sum(row[2] for row in facts["rows"]) == told.loan.principal_fen
    assert rows_of(document)["贷款余额"] == 3_000_000_00 - 246_071_46
    reader = PdfReader(io.BytesIO(pdf_of(document, page=papers.PAGE)))
    said = papers.text_of(reader).replace(" ", "")
    assert "254,696.46" in said and "3,000,000.00" in said and "叁佰万元整" in said
    assert state_of(document) == "valid"


def test_an_extract_is_of_its_day_and_its_own_firm() -> None:
    told = cases.story("disbursed")
    first = issue_loan_extract(actor=told.firm, loan_no=told.loan.no, at=told.at)
    later = told.at + timedelta(days=1)
    second = issue_loan_extract(actor=told.firm, loan_no=told.loan.no, at=later)
    first.refresh_from_db()
    assert second.pk != first.pk and first.state == "valid"
    with pytest.raises(NotFound):
        issue_loan_extract(actor=cases.firm(), loan_no=told.loan.no, at=told.at)
    with pytest.raises(Forbidden):
        issue_loan_extract(actor=told.clerk, loan_no=told.loan.no, at=told.at)

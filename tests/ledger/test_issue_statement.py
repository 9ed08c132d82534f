"""The ledger extract as a paper: its sums, parts, check code, and when it no longer holds."""

import io
import json
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from kerong.documents.codes import check_code
from kerong.documents.models import IssuedDocument
from kerong.documents.render import printed
from kerong.documents.verification import verify
from kerong.kernel import roles
from kerong.kernel.errors import Forbidden
from kerong.ledger import issue_statement as statements
from kerong.ledger.errors import DaysUnfit, StatementTooLong, UnknownAccount
from kerong.ledger.issue_statement import issue_statement
from kerong.ledger.models import Account
from tests.build import ledger, papers, parties
from tests.build.ledger import BUDGET, NOON, TREASURY

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 2, 1), date(2026, 2, 28)


@pytest.fixture(autouse=True)
def _world() -> None:
    """1,000 yuan in January; in February 300 awarded and 120 awarded and undone."""
    ledger.small_ledger()
    given = {"effective_on": date(2026, 1, 5), "reference": "appropriation:1"}
    ledger.moved(TREASURY, BUDGET, 100_000, "appropriated", **given)
    for no, fen in ((1, 30_000), (2, 12_000)):
        ledger.awarded(fen, f"award:{no}", effective_on=date(2026, 2, 2 + no))


def budget() -> Account:
    return Account.objects.get(code=BUDGET)


def issued(first: date = FIRST, last: date = LAST) -> list[IssuedDocument]:
    auditor = parties.actor(roles.AUDITOR)
    found: list[IssuedDocument] = issue_statement(
        actor=auditor, account_id=budget().pk, first=first, last=last, at=NOON
    )
    return found


def code_of(document: IssuedDocument) -> str:
    return check_code(document.no, document.digest, document.issued_at)


def test_opening_and_closing_frame_every_transfer_and_the_sums_of_the_days() -> None:
    (paper,) = issued()
    facts = json.loads(paper.facts)

    assert (paper.kind, paper.no[:2]) == ("extract", "EX")
    said = {row["en"]: row.get("fen", row.get("value")) for row in facts["particulars"]}
    assert (said["Balance before"], said["Came in all"]) == (100_000, 0)
    assert (said["Went in all"], said["Balance at the end"]) == (42_000, 58_000)
    assert [(row[1], row[4], row[5], row[6]) for row in facts["rows"]] == [
        ("2026-02-03", 0, 30_000, 70_000),
        ("2026-02-04", 0, 12_000, 58_000),
    ]


def test_asked_again_it_is_the_same_paper_and_other_days_are_another() -> None:
    (one,), (same,), (other,) = issued(), issued(), issued(FIRST, LAST - timedelta(days=25))

    assert one.no == same.no != other.no


def test_the_pdf_carries_number_and_code_and_anybody_verifies_it() -> None:
    (paper,) = issued()
    reader = PdfReader(io.BytesIO(printed(paper, page=papers.PAGE)))
    text = "".join(page.extract_text() for page in reader.pages).replace(" ", "")
    found = verify(no=paper.no, code=code_of(paper))

    assert paper.no in text and code_of(paper) in text
    assert found is not None
    assert (found.kind, found.title_en, found.state) == (
        "extract",
        "Extract of the ledger",
        "valid",
    )
    assert verify(no=paper.no, code="2222-2222-2222-2222") is None


def test_what_is_booked_into_its_days_later_makes_it_lapse_and_nothing_else_does() -> None:
    (paper,) = issued()
    ledger.awarded(1_000, "award:3", effective_on=date(2026, 3, 1))
    still = verify(no=paper.no, code=code_of(paper))
    ledger.awarded(1_000, "award:4", effective_on=LAST)
    lapsed = verify(no=paper.no, code=code_of(paper))

    assert still is not None and still.state == "valid"
    assert lapsed is not None and lapsed.state == "lapsed"
    (anew,) = issued()
    assert anew.no != paper.no


def test_many_transfers_are_parts_that_repeat_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "ROWS_A_PART", 1)
    one, two = issued()
    facts = [json.loads(each.facts) for each in (one, two)]

    assert [fact["particulars"][3]["value"] for fact in facts] == ["1 / 2", "2 / 2"]
    assert [len(fact["rows"]) for fact in facts] == [1, 1]
    assert facts[0]["particulars"][4:] == facts[1]["particulars"][4:]
    monkeypatch.setattr(statements, "MOST_PARTS", 1)
    with pytest.raises(StatementTooLong):
        issued()


def test_days_without_a_transfer_are_an_extract_too() -> None:
    (paper,) = issued(date(2026, 3, 1), date(2026, 3, 2))

    assert json.loads(paper.facts)["rows"] == []


def test_days_the_wrong_way_round_a_stranger_and_no_account_are_refused() -> None:
    given = {"first": FIRST, "last": LAST, "at": NOON}
    with pytest.raises(DaysUnfit):
        issued(LAST, FIRST)
    with pytest.raises(Forbidden):
        issue_statement(actor=parties.actor(roles.FIRM_OWNER), account_id=budget().pk, **given)
    with pytest.raises(UnknownAccount):
        issue_statement(actor=parties.actor(roles.OFFICER), account_id=987_654_321, **given)

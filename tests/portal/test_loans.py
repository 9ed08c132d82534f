"""Loans of a firm: the list, the plan, what the bank reported, and the plan as a file."""

import pytest

from tests.build import cases
from tests.build.web import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar", "standing_still")]


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def told():
    return cases.story("disbursed")


def test_a_firm_without_loans_is_told_how_one_comes(owner_page):
    assert "暂无贷款" in text_of(owner_page.get("/loans/"))


def test_the_list_leads_to_each_loan(told):
    said = text_of(signed_in(told.firm).get("/loans/"))
    assert f"/loans/{told.loan.no}/" in said
    assert "300 万元" in said and "3.45%" in said


def test_a_loan_shows_its_plan_to_the_fen_and_what_the_bank_reported(told):
    said = text_of(signed_in(told.firm).get(f"/loans/{told.loan.no}/"))
    assert said.count('<tr><th scope="row">') == 12 + 1
    assert "¥254,696.46" in said
    assert "放款" in said
    assert "下期应还" in said


def test_the_plan_is_a_file_too(told):
    client = signed_in(told.firm)
    response = client.get(f"/loans/{told.loan.no}/?export=csv")
    text = response.content.decode()
    assert text.count("\r\n") == 13
    assert "¥254,696.46" in text
    assert client.get(f"/loans/{told.loan.no}/?export=xlsx").content.startswith(b"PK")


def test_nobody_else_reads_it(told):
    assert signed_in(cases.firm()).get(f"/loans/{told.loan.no}/").status_code == 404
    assert signed_in(told.clerk).get(f"/loans/{told.loan.no}/").status_code == 403

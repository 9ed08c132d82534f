"""Loans of a firm: the list, the plan, what the bank reported, and the plan as a file."""

import pytest
import time_machine

from kerong.parties.models import Person
from tests.build import cases, loans
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
    assert "300 万元" in said and "3.45%" in said and "2026-04-06" in said


def test_a_loan_shows_its_plan_to_the_fen_and_what_the_bank_reported(told):
    said = text_of(signed_in(told.firm).get(f"/loans/{told.loan.no}/"))
    assert said.count('<tr><th scope="row"') == 12 + 1
    assert "¥254,696.46" in said
    assert "提款" in said
    assert "下期应还" in said


def test_plan_stands_beside_report_and_the_difference_shows(told):
    """The bank took 100 yuan more interest than 3 000 000 × 3.45 % ÷ 12 = 8 625.00."""
    paid = {"principal_fen": 246_071_46, "interest_fen": 8_725_00}
    loans.report(told.loan, "repayment", "2026-04-06", **paid)
    with time_machine.travel(loans.NOW, tick=False):
        said = text_of(signed_in(told.firm).get(f"/loans/{told.loan.no}/"))
    assert "¥8,625.00" in said and "¥100.00" in said
    assert "¥2,753,928.54" in said  # what is left
    assert "未报还款" in said  # the line of 6 May


def test_arrears_stand_on_top_of_the_list(told):
    late = {"interest_fen": 8_625_00, "due_on": "2026-04-06"}
    loans.report(told.loan, "arrears", "2026-04-07", **late)
    with time_machine.travel(loans.NOW, tick=False):
        client = signed_in(told.firm)
        listed, said = (text_of(client.get(at)) for at in ("/loans/", f"/loans/{told.loan.no}/"))
    assert "有欠款" in listed and "¥8,625.00" in listed
    assert "56 天" in said  # from 6 April to 1 June
    assert "关注" in said and "未核实" in said


def test_the_plan_is_a_file_too(told):
    client = signed_in(told.firm)
    response = client.get(f"/loans/{told.loan.no}/?export=csv")
    text = response.content.decode()
    assert text.count("\r\n") == 13
    assert "¥254,696.46" in text
    assert client.get(f"/loans/{told.loan.no}/?export=xlsx").content.startswith(b"PK")


def test_a_renewal_is_asked_for_read_and_taken_back(told):
    page = f"/loans/{told.loan.no}/"
    early = text_of(signed_in(told.firm).get(page))
    assert "起至到期日前可申请" in early and "requests/renewal" not in early
    february = cases.FRIDAY.replace(year=2027, month=2)
    Person.objects.update(password_set_at=february)
    with time_machine.travel(february, tick=False):
        client = signed_in(told.firm)
        assert "requests/renewal/" in text_of(client.get(page))
        form = text_of(client.get(f"{page}requests/renewal/"))
        assert "依法合规经营" in form and "2027-09-30" in form and "未核实" in form
        refused = client.post(f"{page}requests/renewal/", {"months": "99"})
        assert refused.status_code == 422 and "36" in text_of(refused)
        sent = client.post(f"{page}requests/renewal/", {"months": "12", "declared": ["lawful"]})
        said = text_of(client.get(sent["Location"]))
        assert "企业申明" in said and "待办理" in said
        again = client.post(f"{page}requests/extension/", {"months": "6"})
        assert again.status_code == 409
        gone = client.post(f"{sent['Location']}withdrawal/")
        assert gone["Location"] == page
        assert client.post(f"{sent['Location']}withdrawal/").status_code == 409
        assert client.get(f"{page}requests/gift/").status_code == 404


def test_nobody_else_reads_it(told):
    assert signed_in(cases.firm()).get(f"/loans/{told.loan.no}/").status_code == 404
    assert signed_in(told.clerk).get(f"/loans/{told.loan.no}/").status_code == 403

"""Documents in the portal: asked for on their subject's page, listed, opened, downloaded."""

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from kerong.documents.models import IssuedDocument
from tests.build import cases, papers
from tests.build.web import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar", "standing_still")]


def page(client: Client, address: str) -> str:
    answered = client.get(address)
    assert answered.status_code == 200
    return answered.content.decode()


@pytest.fixture
def told() -> cases.Story:
    return cases.story("disbursed")


def test_a_firm_without_documents_is_told_where_they_come_from(owner_page: Client) -> None:
    assert "暂无文件" in page(owner_page, "/documents/")


def test_a_letter_is_asked_for_on_the_need_and_stands_in_the_list(told: cases.Story) -> None:
    client = signed_in(told.firm)
    address = f"/needs/{told.case.no}/credit-letter/"
    assert address in page(client, f"/needs/{told.case.no}/")
    answered = client.post(address)
    letter = IssuedDocument.objects.get()
    assert answered.headers["Location"] == f"/documents/{letter.no}/"
    assert client.post(address).headers["Location"] == f"/documents/{letter.no}/"
    assert letter.no in page(client, "/documents/")
    shown = page(client, f"/documents/{letter.no}/")
    assert "授信结果确认函" in shown and f"/needs/{told.case.no}/" in shown and "有效" in shown


@pytest.mark.parametrize("act", ["acceptance-letter", "credit-letter"])
def test_what_is_not_so_is_not_confirmed(act: str) -> None:
    told = cases.story("quoted")
    client = signed_in(told.firm)
    assert f"/{act}/" not in page(client, f"/needs/{told.case.no}/")
    assert client.post(f"/needs/{told.case.no}/{act}/").status_code == 409


def test_the_pdf_is_a_download_and_carries_this_sites_verification_address(
    told: cases.Story,
) -> None:
    client = signed_in(told.firm)
    assert f"/loans/{told.loan.no}/extract/" in page(client, f"/loans/{told.loan.no}/")
    client.post(f"/loans/{told.loan.no}/extract/")
    no = IssuedDocument.objects.get().no
    answered = client.get(f"/documents/{no}.pdf")
    assert answered.headers["Content-Type"] == "application/pdf"
    assert answered.headers["Content-Disposition"].startswith("attachment")
    said = papers.text_of(PdfReader(io.BytesIO(answered.content)))
    assert no in said and "http://testserver/verify/" in said.replace(" ", "")
    assert client.get(f"/documents/{no}.pdf").content == answered.content


def test_another_firm_finds_nothing(told: cases.Story) -> None:
    signed_in(told.firm).post(f"/needs/{told.case.no}/acceptance-letter/")
    no = IssuedDocument.objects.get().no
    stranger = signed_in(cases.firm())
    for address in (f"/documents/{no}/", f"/documents/{no}.pdf"):
        assert stranger.get(address).status_code == 404
    assert no not in page(stranger, "/documents/")


def test_pages_are_whole_in_english(told: cases.Story) -> None:
    client = signed_in(told.firm)
    client.post(f"/needs/{told.case.no}/acceptance-letter/")
    client.cookies["django_language"] = "en"
    no = IssuedDocument.objects.get().no
    assert "Confirmation of an accepted quote" in page(client, "/documents/")
    assert "Download the PDF" in page(client, f"/documents/{no}/")

"""A firm asks for a letter, downloads it, and a stranger verifies it on a phone."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from kerong.documents.codes import check_code
from kerong.documents.models import IssuedDocument
from kerong.parties.models import Person
from tests.browser.seeing import PHONE, WIDE, Seen, reader
from tests.build import cases, papers

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_letter_goes_from_the_firms_page_to_a_strangers_phone(
    browser: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    cases.hold_calendar(2025, 2026, 2027)
    told, seen = cases.story("credited"), Seen(live_server.url)
    Person.objects.update(password_set_at=timezone.now())
    with reader(browser, live_server.url, told.firm, size=WIDE) as context:
        page = context.new_page()
        seen.watch(page)
        page.goto(f"{live_server.url}/needs/{told.case.no}/")
        page.get_by_role("button", name="授信确认函 PDF").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("授信结果确认函")
        with page.expect_download() as download:
            page.get_by_role("link", name="下载 PDF").click()
        download.value.save_as(tmp_path / "letter.pdf")
    letter = IssuedDocument.objects.get()
    code = check_code(letter.no, letter.digest, letter.issued_at)
    assert code in papers.text_of(PdfReader(tmp_path / "letter.pdf"))
    with reader(browser, live_server.url, told.firm, size=PHONE, language="en") as context:
        page = context.new_page()
        seen.watch(page)
        for path in ("/documents/", f"/documents/{letter.no}/"):
            seen.visit(page, path)
    with reader(browser, live_server.url, size=PHONE) as context:
        page = context.new_page()
        seen.watch(page)
        seen.visit(page, "/verify/")
        page.get_by_role("textbox", name="编号").fill(letter.no)
        page.get_by_role("textbox", name="校验码").fill(code.lower())
        page.get_by_role("button", name="核验").click()
        expect(page.get_by_role("status")).to_contain_text("目前有效")
        expect(page.get_by_text(told.case.enterprise.name)).to_have_count(0)
        seen.visit(page, f"/verify/?no={letter.no}&code={code}")
        page.screenshot(path=tmp_path / "verify.png", full_page=True)
    assert not seen.faults, "\n".join(seen.faults)

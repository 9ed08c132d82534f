"""A file of products in the workbench: sent by one, every wrong cell shown, approved by another."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from kerong.catalogue.models import ListingRevision
from kerong.kernel import roles
from tests.build import catalogue as build
from tests.build import parties
from tests.build.web import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pack")]
PAGE = "/workbench/listings/import/"
HEAD = "offering,name,category,source,amount_cap\n"
GOOD = (
    HEAD + "small-loan,税金贷,tax_loan,本行手册,100万\nsmall-loan,发票贷,tax_loan,本行手册,50万\n"
)


@pytest.fixture
def pack(tmp_path: Path) -> None:
    build.published(tmp_path / "small-loan")


@pytest.fixture(autouse=True)
def _clock():  # type: ignore[no-untyped-def]
    with time_machine.travel(build.MOMENT + timedelta(minutes=1), tick=False):
        yield


@pytest.fixture
def clerk() -> Client:
    return signed_in(build.bank_people()[0])


def send(client: Client, text: str, **more: str) -> HttpResponse:
    file = SimpleUploadedFile("products.csv", text.encode())
    return client.post(PAGE, {"file": file, **more})  # type: ignore[return-value]


def test_the_rows_of_a_file_stand_in_the_list_as_drafts(clerk: Client) -> None:
    sent = send(clerk, GOOD)

    assert (sent.status_code, sent["Location"]) == (302, "/workbench/listings/")
    page = clerk.get("/workbench/listings/").content.decode()
    assert "税金贷" in page and "发票贷" in page and "已从文件生成 2 项产品草稿" in page
    assert set(ListingRevision.objects.values_list("state", flat=True)) == {"draft"}


def test_ticked_they_go_to_the_approvers_at_once(clerk: Client) -> None:
    send(clerk, GOOD, submit="on")

    assert set(ListingRevision.objects.values_list("state", flat=True)) == {"submitted"}


def test_a_wrong_cell_is_shown_by_its_address_and_nothing_is_written(clerk: Client) -> None:
    answer = send(clerk, GOOD.replace("50万", "99亿"))

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "E3" in page and "fact.bounds" in page
    assert not ListingRevision.objects.exists()


def test_the_same_file_again_says_that_nothing_is_new(clerk: Client) -> None:
    send(clerk, GOOD)

    answer = send(clerk, GOOD)

    assert answer.status_code == 200
    assert "notice ok" in answer.content.decode()
    assert ListingRevision.objects.count() == 2


def test_without_a_file_the_page_asks_for_one(clerk: Client) -> None:
    assert clerk.post(PAGE, {}).status_code == 400


def test_the_file_to_fill_in_is_taken_as_it_comes(clerk: Client) -> None:
    page = clerk.get(PAGE).content.decode()
    assert f"{PAGE}small-loan.csv" in page

    filled = clerk.get(f"{PAGE}small-loan.csv")

    assert filled["Content-Disposition"].startswith("attachment")
    assert send(clerk, filled.content.decode()).status_code == 302
    assert clerk.get(f"{PAGE}nothing.csv").status_code == 404


def test_the_page_is_the_institutions_alone() -> None:
    for actor in (parties.actor(roles.FIRM_OWNER), parties.actor(roles.OFFICER)):
        client = signed_in(actor)
        assert client.get(PAGE).status_code == 403
        assert send(client, GOOD).status_code == 403
    assert not ListingRevision.objects.exists()


def test_the_list_leads_to_it_in_both_languages(clerk: Client) -> None:
    page = clerk.get("/workbench/listings/").content.decode()
    assert f'href="{PAGE}"' in page and "从文件导入产品" in page
    english = clerk.get(PAGE, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "产品" in english or "Products" in english

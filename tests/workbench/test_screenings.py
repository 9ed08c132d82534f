"""The list of pre-approved limits as the institution sees it, downloads it and acts on it."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from kerong.evidence.consent import PRE_SCREEN, Terms, grant_consent
from kerong.kernel import roles
from kerong.parties.models import Enterprise
from kerong.population.models import PreApproval, Screening
from tests.build import parties
from tests.build import population as build
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db
NOW, A_DAY = MOMENT + timedelta(hours=3), timedelta(days=1)


@pytest.fixture(autouse=True)
def on_that_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def screening(tmp_path: Path) -> Screening:
    """Ten firms after a run, six of them fit, one agreed to be named."""
    made = build.screened(tmp_path)
    firms = build.firms(10)
    build.done()
    agree(firms[9], made)
    return made


def agree(firm: Enterprise, screening: Screening) -> None:
    owner = parties.actor(roles.FIRM_OWNER, enterprise=firm)
    terms = Terms(
        screening.institution_id, PRE_SCREEN, frozenset(range(1, 33)), build.DAY + 60 * A_DAY
    )
    grant_consent(actor=owner, terms=terms, at=MOMENT)


def browser(screening: Screening, role: str = roles.INSTITUTION_CLERK) -> Client:
    client = Client()
    client.force_login(parties.person(role, screening.institution))
    client.get("/accounts/choose/")
    return client


def named() -> PreApproval:
    return PreApproval.objects.order_by("-limit_fen")[0]


def test_the_list_names_who_agreed_and_counts_the_others(screening: Screening) -> None:
    clerk = browser(screening)

    overview = clerk.get(reverse("workbench:screenings")).content.decode()
    shown = clerk.get(reverse("workbench:screening", args=[screening.no])).content.decode()

    assert screening.listing.name in overview and ">5<" in overview
    assert named().enterprise.name in shown
    assert "另有 5 家企业" in shown
    for other in PreApproval.objects.exclude(pk=named().pk):
        assert other.enterprise.name not in shown


def test_limits_of_a_product_nobody_verified_say_so_in_both_lists(
    screening: Screening, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = browser(screening)
    addresses = (
        reverse("workbench:screenings"),
        reverse("workbench:screening", args=[screening.no]),
    )
    assert all("未核实" not in clerk.get(each).content.decode() for each in addresses)
    file = clerk.get(addresses[1], {"export": "csv"}).content.decode("utf-8-sig")
    assert ",已核实" in file

    PreApproval.objects.update(verified=False)

    assert all("未核实" in clerk.get(each).content.decode() for each in addresses)
    file = clerk.get(addresses[1], {"export": "csv"}).content.decode("utf-8-sig")
    assert ",未核实" in file


def test_before_any_run_a_screening_is_marked_by_what_its_product_reads_today(
    screening: Screening, monkeypatch: pytest.MonkeyPatch
) -> None:
    PreApproval.objects.all().delete()
    asked = "kerong.population.reads.unverified_products"
    monkeypatch.setattr(asked, lambda codes, _on: frozenset(codes))

    assert "未核实" in browser(screening).get(reverse("workbench:screenings")).content.decode()


def test_the_download_holds_the_same_names(screening: Screening) -> None:
    address = reverse("workbench:screening", args=[screening.no])

    file = browser(screening).get(address, {"export": "csv"}).content.decode("utf-8-sig")

    assert named().enterprise.name in file
    assert file.strip().count("\n") == 1


def test_a_firm_is_found_by_its_code_and_nobody_by_another(screening: Screening) -> None:
    clerk = browser(screening)
    address = reverse("workbench:screening", args=[screening.no])

    found = clerk.get(address, {"q": named().enterprise.credit_code}).content.decode()
    none = clerk.get(address, {"q": "91000000"}).content.decode()

    assert named().enterprise.name in found
    assert "暂无可具名企业" in none


def test_the_clerk_invites_and_the_button_is_gone(screening: Screening) -> None:
    clerk = browser(screening)
    address = reverse("workbench:invitation", args=[screening.no, named().pk])

    shown = clerk.post(address, follow=True).content.decode()

    assert "已邀请该企业" in shown and address not in shown
    again = clerk.post(address, follow=True).content.decode()
    assert "已邀请过这家企业" in again


def test_a_firm_that_did_not_agree_cannot_be_invited_by_guessing(screening: Screening) -> None:
    hidden = PreApproval.objects.exclude(pk=named().pk)[0]

    answer = browser(screening).post(
        reverse("workbench:invitation", args=[screening.no, hidden.pk])
    )

    assert answer.status_code == 404


def test_the_approver_ends_and_opens_a_screening_the_clerk_may_not(screening: Screening) -> None:
    approver, clerk = browser(screening, roles.INSTITUTION_APPROVER), browser(screening)
    close = reverse("workbench:screening-close", args=[screening.no])
    start = reverse("workbench:screening-open")
    form = {"listing": screening.listing.code, "valid_days": "60"}

    assert clerk.post(close).status_code == 403
    assert "筛选已停止" in approver.post(close, follow=True).content.decode()
    assert "下一次运行将筛选该产品" in approver.post(start, form, follow=True).content.decode()
    refused = approver.post(start, form)
    assert refused.status_code == 400
    assert Screening.objects.filter(ended_at=None).get().valid_days == 60


def test_another_institution_finds_nothing_there(screening: Screening) -> None:
    stranger = Client()
    stranger.force_login(parties.person(roles.INSTITUTION_CLERK))
    stranger.get("/accounts/choose/")

    answer = stranger.get(reverse("workbench:screening", args=[screening.no]))

    assert answer.status_code == 404


def test_the_pages_are_there_in_english(screening: Screening) -> None:
    clerk = browser(screening)
    clerk.cookies["django_language"] = "en"

    shown = clerk.get(reverse("workbench:screening", args=[screening.no])).content.decode()

    assert "5 firms meet the product" in shown


def test_what_ends_with_a_screening_is_said_before_it_ends(screening: Screening) -> None:
    approver = browser(screening, roles.INSTITUTION_APPROVER)

    shown = approver.get(reverse("workbench:screening", args=[screening.no])).content.decode()

    assert "该名单的全部额度立即失效" in shown and "确认停止" in shown

"""Imports in the console. Firms are invented."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kerong.evidence.models import ImportBatch, Observation
from kerong.kernel import roles
from tests import build
from tests.build.evidence import csv_file
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db


def content(*firms):
    rows = [
        [firm.credit_code, "tax_paid", "", "2025-12-31", "18600", "tax_bureau", "2026-02-01"]
        for firm in firms
    ]
    return csv_file(rows)


def upload(page, sent, name="facts.csv"):
    file = SimpleUploadedFile(name, sent)
    return page.post(reverse("console:import-new"), {"kind": "observations", "file": file})


@pytest.mark.parametrize("role", [roles.OFFICER, roles.OPERATOR])
def test_a_file_about_many_firms_is_checked_and_put_into_force(role):
    page = signed_in(build.actor(role))
    response = upload(page, content(build.enterprise(), build.enterprise()))

    batch = ImportBatch.objects.get()
    assert response.url == reverse("console:import", args=[batch.no])
    assert "1.86 万元" in page.get(response.url).content.decode()
    page.post(response.url)
    assert Observation.objects.visible().count() == 2


def test_a_faulty_file_shows_each_cell(role=roles.OPERATOR):
    page = signed_in(build.actor(role))

    response = upload(page, content(build.enterprise()).replace(b"18600", b"NaN"))

    shown = response.content.decode()
    assert response.status_code == 400 and "E2" in shown
    assert "<span>值</span>" in shown and "<span>value</span>" not in shown
    assert not ImportBatch.objects.exists()


def test_the_list_is_searched_by_file_firm_and_initials():
    page = signed_in(build.actor(roles.OPERATOR))
    upload(page, content(build.enterprise()), "税务.csv")
    upload(page, content(build.enterprise()), "社保.csv")

    assert page.get(reverse("console:imports"), {"q": "税务"}).content.decode().count(".csv") == 1
    assert page.get(reverse("console:imports"), {"q": "公积金"}).content.decode().count(".csv") == 0
    export = page.get(reverse("console:imports"), {"export": "csv", "q": "社保"})
    assert "社保.csv" in export.content.decode("utf-8-sig")


def test_a_staged_file_can_be_dropped_and_one_in_force_cannot():
    page = signed_in(build.actor(roles.OFFICER))
    url = upload(page, content(build.enterprise())).url
    no = ImportBatch.objects.get().no
    page.post(url)

    said = page.post(reverse("console:import-drop", args=[no]), follow=True).content.decode()
    assert "已经生效" in said
    assert ImportBatch.objects.count() == 1


def test_an_auditor_sees_counts_and_no_value_and_changes_nothing():
    operator = signed_in(build.actor(roles.OPERATOR))
    url = upload(operator, content(build.enterprise())).url
    auditor = signed_in(build.actor(roles.AUDITOR))

    said = auditor.get(url).content.decode()
    assert "facts.csv" in said and "1.86 万元" not in said
    assert auditor.post(url).status_code == 403
    assert auditor.get(reverse("console:imports")).status_code == 200
    assert auditor.get(reverse("console:import-new")).status_code == 403


@pytest.mark.parametrize("role", [roles.FIRM_OWNER, roles.INSTITUTION_ADMIN, roles.PERSON])
def test_firms_and_institutions_do_not_come_here(role):
    page = signed_in(build.actor(role))

    for name in ("imports", "import-new"):
        assert page.get(reverse(f"console:{name}")).status_code == 403


def test_the_list_takes_as_many_queries_with_one_batch_as_with_thirty(
    django_assert_max_num_queries,
):
    page = signed_in(build.actor(roles.OPERATOR))
    for place in range(15):
        upload(page, content(build.enterprise()), f"{place}.csv")

    with django_assert_max_num_queries(15):
        assert page.get(reverse("console:imports")).status_code == 200

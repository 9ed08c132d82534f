"""The firm's pages of profile, imports and consents. Firms and banks are invented."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kerong.evidence.consent import LOAN_NEED, Terms, grant_consent, visible_facts
from kerong.evidence.models import Consent, ImportBatch, Observation
from kerong.kernel import roles
from tests import build
from tests.build.evidence import csv_file, keep_record, observe
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return build.enterprise("示例材料有限公司", industry_code="C3985")


@pytest.fixture
def owner(firm):
    return build.actor(roles.FIRM_OWNER, enterprise=firm)


@pytest.fixture
def page(owner):
    return signed_in(owner)


def text_of(response):
    return response.content.decode()


def row(firm, value="18600.00", code="tax_paid"):
    return [firm.credit_code, code, "", "2025-12-31", value, "firm_statement", "2026-02-01"]


def upload(page, content, name="facts.csv", kind="observations"):
    file = SimpleUploadedFile(name, content)
    return page.post(reverse("portal:imports"), {"kind": kind, "file": file})


class TestProfile:
    def test_values_stand_with_source_period_and_what_others_say(self, firm, page):
        observe(firm, {"tax_paid": "1860000"}, citation="完税证明12号")
        observe(firm, {"tax_paid": "1900000"}, source="firm_statement")
        keep_record(firm, "trademark", "T-1", title="示例商标")

        said = text_of(page.get(reverse("portal:profile")))

        for words in (
            "1.86 万元",
            "税务部门",
            "2025",
            "完税证明12号",
            "企业自报",
            "1.9 万元",
            "T-1",
        ):
            assert words in said

    def test_gaps_are_named_and_a_firm_without_figures_sees_how_to_begin(self, page):
        said = text_of(page.get(reverse("portal:profile")))

        assert "营业收入" in said
        assert reverse("portal:imports") in said

    def test_it_reads_in_english(self, page, firm):
        observe(firm, {"tax_paid": "1860000"})
        page.cookies["django_language"] = "en"

        said = text_of(page.get(reverse("portal:profile"), HTTP_ACCEPT_LANGUAGE="en"))

        assert "tax authority" in said and "Credit profile" in said

    def test_the_number_of_queries_does_not_depend_on_what_is_known(
        self, firm, page, django_assert_max_num_queries
    ):
        page.get(reverse("portal:profile"))
        for year in range(2010, 2026):
            observe(firm, {"tax_paid": "1", "employees": "3"}, end=date(year, 12, 31))
        for _ in range(20):
            keep_record(firm, "trademark")

        with django_assert_max_num_queries(20):
            assert page.get(reverse("portal:profile")).status_code == 200


class TestImports:
    def test_a_good_file_is_looked_at_once_more_and_then_counts(self, firm, page):
        response = upload(page, csv_file([row(firm), row(firm, "40", "employees")]))

        batch = ImportBatch.objects.get()
        assert response.url == reverse("portal:import", args=[batch.no])
        said = text_of(page.get(response.url))
        assert "1.86 万元" in said and batch.applied_at is None

        done = page.post(response.url, follow=True)
        assert "1.86 万元" in text_of(done)
        batch.refresh_from_db()
        assert batch.applied_at is not None

    def test_a_faulty_file_shows_each_cell_and_writes_nothing(self, firm, page):
        response = upload(page, csv_file([row(firm), row(firm, "1e9", "inventory")]))

        said = text_of(response)
        assert response.status_code == 400
        assert "E3" in said and "value.number" in said and "不是数字" in said
        assert not Observation.objects.exists()

    def test_hostile_cells_are_shown_as_text(self, firm, page):
        said = text_of(upload(page, csv_file([row(firm, "<script>alert(1)</script>")])))

        assert "&lt;script&gt;" in said and "<script>alert" not in said

    def test_a_file_that_says_nothing_new_says_so(self, firm, page):
        response = upload(page, csv_file([row(firm)]))
        page.post(response.url)

        assert "1" in text_of(upload(page, csv_file([row(firm)])))
        assert ImportBatch.objects.count() == 1

    def test_no_file_is_an_error_at_the_field(self, page):
        response = page.post(reverse("portal:imports"), {"kind": "observations"})

        assert response.status_code == 400
        assert 'class="errors"' in text_of(response)

    def test_a_staged_file_can_be_dropped(self, firm, page):
        upload(page, csv_file([row(firm)]))
        batch = ImportBatch.objects.get()

        page.post(reverse("portal:import-drop", args=[batch.no]))

        assert not ImportBatch.objects.exists()

    def test_another_firms_file_is_not_there(self, firm, page):
        upload(page, csv_file([row(firm)]))
        batch = ImportBatch.objects.get()
        stranger = signed_in(build.actor(roles.FIRM_OWNER))

        for name in ("portal:import", "portal:import-drop"):
            assert stranger.post(reverse(name, args=[batch.no])).status_code == 404
        assert stranger.get(reverse("portal:import", args=[batch.no])).status_code == 404
        assert stranger.get(reverse("portal:import", args=["I2026-999999"])).status_code == 404

    @pytest.mark.parametrize("kind", ["observations", "records"])
    @pytest.mark.parametrize("form", ["csv", "xlsx"])
    def test_an_empty_file_to_fill_in_is_handed_out(self, page, kind, form):
        response = page.get(reverse("portal:import-template", args=[kind, form]))

        assert response.status_code == 200
        assert "attachment" in response["Content-Disposition"]
        other = page.get(reverse("portal:import-template", args=["people", form]))
        assert other.status_code == 404


class TestConsents:
    def typed(self, bank, **changed):
        usual = {
            "institution": bank.pk,
            "purpose": LOAN_NEED,
            "categories": ["14", "17"],
            "expires_on": (timezone.localdate() + timedelta(days=90)).isoformat(),
        }
        return usual | changed

    def test_a_consent_is_given_seen_and_revoked(self, firm, owner, page):
        bank = build.institution("示例银行")
        observe(firm, {"tax_paid": "1"})
        response = page.post(reverse("portal:consent-new"), self.typed(bank))

        consent = Consent.objects.get()
        assert response.url == reverse("portal:consent", args=[consent.no])
        assert consent.categories == {14, 17}
        assert "示例银行" in text_of(page.get(reverse("portal:consents")))

        clerk = build.actor(roles.INSTITUTION_CLERK, institution=bank)
        visible_facts(clerk, firm, LOAN_NEED, timezone.now())
        assert clerk.name in text_of(page.get(response.url))

        page.post(reverse("portal:consent-revocation", args=[consent.no]))
        assert visible_facts(clerk, firm, LOAN_NEED, timezone.now()).facts == {}
        assert "企业撤回" not in text_of(page.get(response.url))

    def test_nothing_is_revoked_by_looking(self, owner, page):
        bank = build.institution()
        consent = self._given(owner, bank)

        assert page.get(reverse("portal:consent-revocation", args=[consent.no])).status_code == 200
        consent.refresh_from_db()
        assert consent.ended_at is None

    @pytest.mark.parametrize(
        "changed",
        [
            {"categories": []},
            {"categories": ["33"]},
            {"purpose": "curiosity"},
            {"expires_on": "2020-01-01"},
            {"expires_on": "soon"},
            {"institution": "999999"},
        ],
    )
    def test_bad_terms_are_said_at_the_field_or_on_top(self, page, changed):
        response = page.post(
            reverse("portal:consent-new"), self.typed(build.institution(), **changed)
        )

        assert response.status_code in (400, 422)
        assert 'class="errors"' in text_of(response)
        assert not Consent.objects.exists()

    def test_another_firms_consent_is_not_there(self, owner):
        consent = self._given(owner, build.institution())
        stranger = signed_in(build.actor(roles.FIRM_OWNER))

        for name in ("portal:consent", "portal:consent-revocation"):
            assert stranger.get(reverse(name, args=[consent.no])).status_code == 404

    def _given(self, owner, bank):
        until = timezone.localdate() + timedelta(days=30)
        terms = Terms(bank.pk, LOAN_NEED, frozenset({14}), until)
        return grant_consent(actor=owner, terms=terms, at=timezone.now())


@pytest.mark.parametrize("role", [roles.OFFICER, roles.INSTITUTION_CLERK, roles.PERSON])
@pytest.mark.parametrize("name", ["profile", "imports", "consents", "consent-new"])
def test_the_pages_are_the_firms_alone(role, name):
    assert signed_in(build.actor(role)).get(reverse(f"portal:{name}")).status_code == 403

"""Consents: who may see what, for what, until when. Firms and banks are invented."""

from datetime import date, timedelta

import pytest

from kerong.evidence import consent_terms
from kerong.evidence.consent import (
    LOAN_NEED,
    PRE_SCREEN,
    Terms,
    end_case_consents,
    grant_case_consent,
    grant_consent,
    live_consents,
    revoke_consent,
    terms_of,
    visible_categories,
    visible_facts,
)
from kerong.evidence.errors import (
    ConsentDisturbed,
    ConsentEnded,
    ConsentNotFound,
    InstitutionUnavailable,
    NoCategories,
    TermTooLong,
    UnknownCategory,
    UnknownPurpose,
)
from kerong.evidence.models import Consent, ConsentRead
from kerong.evidence.reads_of_facts import ALL, needed
from kerong.kernel import roles
from kerong.kernel.errors import Forbidden
from kerong.notices.models import Outbox
from kerong.trail.reads import events_of
from tests import build
from tests.build.evidence import observe

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = build.MOMENT
TODAY = date(2026, 3, 6)
UNTIL = date(2026, 9, 6)
CASE = "case:N2026-000001"


@pytest.fixture
def firm():
    firm = build.enterprise("示例材料有限公司")
    observe(firm, {"tax_paid": "100", "operating_revenue": "900", "rd_expense": "90"})
    observe(firm, {"insured_staff": "40", "size_class": "small"})
    return firm


@pytest.fixture
def owner(firm):
    return build.actor(roles.FIRM_OWNER, enterprise=firm)


@pytest.fixture
def bank():
    return build.institution("示例银行")


@pytest.fixture
def clerk(bank):
    return build.actor(roles.INSTITUTION_CLERK, institution=bank)


def terms(bank, *categories, purpose=LOAN_NEED, until=UNTIL, case_ref=""):
    return Terms(bank.pk, purpose, frozenset(categories), until, case_ref)


def shown(clerk, firm, *, at=AT, purpose=LOAN_NEED, **options):
    return set(visible_facts(clerk, firm, purpose, at, **options).facts)


class TestGranting:
    def test_without_a_consent_an_institution_sees_no_value(self, firm, clerk):
        assert shown(clerk, firm) == set()

    def test_only_values_of_the_named_categories_are_seen(self, firm, owner, bank, clerk):
        grant_consent(actor=owner, terms=terms(bank, 14), at=AT)

        assert shown(clerk, firm) == {"tax_paid"}

    def test_a_derived_fact_needs_every_category_it_reads(self, firm, owner, bank, clerk):
        assert needed("size_class") == {1, 5}
        grant_consent(actor=owner, terms=terms(bank, 1), at=AT)
        assert "size_class" not in shown(clerk, firm)

        grant_consent(actor=owner, terms=terms(bank, 1, 5), at=AT)
        assert "size_class" in shown(clerk, firm)

    def test_another_purpose_another_bank_and_another_firm_see_nothing(
        self, firm, owner, bank, clerk
    ):
        grant_consent(actor=owner, terms=terms(bank, 14), at=AT)

        assert shown(clerk, firm, purpose=PRE_SCREEN) == set()
        assert shown(build.actor(roles.INSTITUTION_CLERK), firm) == set()
        assert shown(clerk, build.enterprise()) == set()

    def test_officers_auditors_operators_and_other_firms_see_no_value(self, firm, owner, bank):
        grant_consent(actor=owner, terms=terms(bank, 14), at=AT)

        for role in (roles.OFFICER, roles.AUDITOR, roles.OPERATOR, roles.FIRM_OWNER):
            assert shown(build.actor(role), firm) == set()

    def test_the_firms_own_people_see_everything_and_are_not_logged(self, firm, owner):
        assert {"tax_paid", "insured_staff"} <= shown(owner, firm)
        assert visible_categories(owner, firm.pk, LOAN_NEED, TODAY) == ALL
        assert not ConsentRead.objects.exists()

    def test_granting_again_replaces_and_never_adds_up(self, firm, owner, bank, clerk):
        first = grant_consent(actor=owner, terms=terms(bank, 14), at=AT)
        second = grant_consent(actor=owner, terms=terms(bank, 17), at=AT)

        assert shown(clerk, firm) == {"insured_staff"}
        first.refresh_from_db()
        assert (first.end_reason, second.ended_at) == ("replaced", None)
        assert [event.kind for event in events_of(first.reference)] == [
            "consent.granted",
            "consent.ended",
        ]

    def test_the_institution_is_told(self, owner, bank):
        consent = grant_consent(actor=owner, terms=terms(bank, 14), at=AT)

        told = Outbox.objects.get()
        assert (told.to, told.subject) == (f"institution:{bank.pk}", consent.reference)

    @pytest.mark.parametrize(
        ("changed", "fault"),
        [
            ({"categories": frozenset()}, NoCategories),
            ({"categories": frozenset({33})}, UnknownCategory),
            ({"categories": frozenset({0})}, UnknownCategory),
            ({"purpose": "curiosity"}, UnknownPurpose),
            ({"expires_on": TODAY - timedelta(days=1)}, TermTooLong),
            ({"expires_on": TODAY + timedelta(days=731)}, TermTooLong),
            ({"institution_id": 999_999}, InstitutionUnavailable),
        ],
    )
    def test_bad_terms_are_refused(self, owner, bank, changed, fault):
        good = {
            "institution_id": bank.pk,
            "purpose": LOAN_NEED,
            "categories": frozenset({14}),
            "expires_on": UNTIL,
        }
        with pytest.raises(fault):
            grant_consent(actor=owner, terms=Terms(**{**good, **changed}), at=AT)
        assert not Consent.objects.exists()

    def test_a_suspended_institution_is_given_nothing(self, owner, bank):
        bank.suspended_at, bank.suspended_reason = AT, "停业整顿"
        bank.save()

        with pytest.raises(InstitutionUnavailable):
            grant_consent(actor=owner, terms=terms(bank, 14), at=AT)

    @pytest.mark.parametrize("role", [roles.INSTITUTION_CLERK, roles.OFFICER, roles.OPERATOR])
    def test_only_the_firm_itself_can_consent(self, bank, role):
        with pytest.raises(Forbidden):
            grant_consent(actor=build.actor(role), terms=terms(bank, 14), at=AT)


class TestEnding:
    def test_a_revocation_holds_from_the_next_request_on(self, firm, owner, bank, clerk):
        consent = grant_consent(actor=owner, terms=terms(bank, 14), at=AT)
        assert shown(clerk, firm) == {"tax_paid"}

        revoke_consent(actor=owner, consent_no=consent.no, at=AT)

        assert shown(clerk, firm) == set()

    def test_it_holds_on_its_last_day_and_no_longer(self, firm, owner, bank):
        kept = grant_consent(actor=owner, terms=terms(bank, 14, until=TODAY), at=AT)

        assert live_consents(firm.pk, bank.pk, LOAN_NEED, TODAY) == [kept]
        assert live_consents(firm.pk, bank.pk, LOAN_NEED, TODAY + timedelta(days=1)) == []

    def test_the_last_day_ends_at_midnight_in_china(self, firm, owner, bank, clerk):
        grant_consent(actor=owner, terms=terms(bank, 14, until=TODAY), at=AT)

        assert shown(clerk, firm, at=AT.replace(hour=15, minute=59)) == {"tax_paid"}
        assert shown(clerk, firm, at=AT.replace(hour=16, minute=0)) == set()

    def test_nobody_revokes_twice_or_for_another_firm(self, owner, bank):
        consent = grant_consent(actor=owner, terms=terms(bank, 14), at=AT)

        with pytest.raises(ConsentNotFound):
            revoke_consent(actor=build.actor(roles.FIRM_OWNER), consent_no=consent.no, at=AT)
        revoke_consent(actor=owner, consent_no=consent.no, at=AT)
        with pytest.raises(ConsentEnded):
            revoke_consent(actor=owner, consent_no=consent.no, at=AT)

    def test_a_number_that_is_none_is_not_found(self, owner):
        for no in ("A2026-999999", "A1999-000001", "x", "", "A2026-1 or 1=1"):
            with pytest.raises(ConsentNotFound):
                revoke_consent(actor=owner, consent_no=no, at=AT)

    def test_what_is_bound_to_a_case_counts_for_it_alone_and_ends_with_it(
        self, firm, owner, bank, clerk
    ):
        made = grant_case_consent(
            enterprise_id=firm.pk,
            terms=terms_of(
                institution_id=bank.pk,
                purpose=LOAN_NEED,
                categories=["14"],
                expires_on=UNTIL,
                case_ref=CASE,
            ),
            granted_by_id=owner.person_id,
            actor=clerk,
            at=AT,
        )
        assert shown(clerk, firm) == set()
        assert shown(clerk, firm, case_ref="case:N2026-000002") == set()
        assert shown(clerk, firm, case_ref=CASE) == {"tax_paid"}

        released = Consent.EndReason.RELEASED
        options = {"case_ref": CASE, "reason": released, "actor": clerk, "at": AT}
        assert end_case_consents(**options, institution_id=bank.pk + 1) == 0
        assert end_case_consents(**options, institution_id=bank.pk) == 1

        made.refresh_from_db()
        assert (made.end_reason, shown(clerk, firm, case_ref=CASE)) == ("released", set())

    def test_a_standing_consent_and_one_of_the_case_add_up(self, firm, owner, bank, clerk):
        grant_consent(actor=owner, terms=terms(bank, 14), at=AT)
        grant_consent(actor=owner, terms=terms(bank, 17, case_ref=CASE), at=AT)

        assert shown(clerk, firm, case_ref=CASE) == {"tax_paid", "insured_staff"}
        assert visible_categories(clerk, firm.pk, LOAN_NEED, TODAY, case_ref=CASE) == {14, 17}


class TestTheLog:
    def test_one_request_is_one_look_however_often_it_asks(self, firm, owner, bank, clerk):
        consent = grant_consent(actor=owner, terms=terms(bank, 14), at=AT)
        for _ in range(3):
            shown(clerk, firm)
        shown(clerk, firm, at=AT + timedelta(seconds=1))

        looks = [event for event in events_of(consent.reference) if event.kind == "consent.read"]
        assert len(looks) == ConsentRead.objects.filter(consent=consent).count() == 2
        assert looks[0].actor == clerk.reference

    def test_a_look_in_vain_is_no_look(self, firm, clerk):
        shown(clerk, firm)

        assert not ConsentRead.objects.exists()


class TestTwoAtOnce:
    def test_a_consent_opened_by_somebody_else_meanwhile_is_replaced(
        self, firm, owner, bank, clerk, monkeypatch
    ):
        rivals = self._rivals_before_insert(monkeypatch, firm, owner, bank, times=1)

        made = grant_consent(actor=owner, terms=terms(bank, 14), at=AT)

        assert Consent.objects.filter(ended_at=None).get() == made
        (rival,) = rivals
        rival.refresh_from_db()
        assert rival.end_reason == "replaced"

    def test_who_is_never_first_is_told_to_try_again(self, firm, owner, bank, monkeypatch):
        self._rivals_before_insert(monkeypatch, firm, owner, bank, times=99)

        with pytest.raises(ConsentDisturbed):
            grant_consent(actor=owner, terms=terms(bank, 14), at=AT)

    def _rivals_before_insert(self, monkeypatch, firm, owner, bank, *, times):
        """Each time the old consent was ended, somebody opens another before we insert ours."""
        insert, rivals = consent_terms._inserted, []

        def rivalled(consent):
            if len(rivals) < times:
                rival = Consent(
                    enterprise=firm,
                    institution=bank,
                    purpose=LOAN_NEED,
                    category_mask=1,
                    granted_by_id=owner.person_id,
                    granted_at=AT,
                    expires_on=UNTIL,
                )
                rival.save()
                rivals.append(rival)
            return insert(consent)

        monkeypatch.setattr(consent_terms, "_inserted", rivalled)
        return rivals

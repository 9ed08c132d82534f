"""Who typed a stranger's credit code reads nothing that others said of the stranger."""

from datetime import date

import pytest

from kerong.evidence.consent import LOAN_NEED, Terms, grant_consent, visible_facts
from kerong.evidence.import_facts import import_observations
from kerong.evidence.profile import profile_of
from kerong.evidence.snapshot import facts_of
from kerong.kernel import roles
from kerong.parties.models import Enterprise
from tests import build
from tests.build.evidence import batch, csv_file, keep_record, observe

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
TODAY = date(2026, 3, 6)


@pytest.fixture
def firm():
    firm = build.enterprise("示例材料有限公司", unverified_since=build.MOMENT)
    observe(firm, {"tax_paid": "100"})
    keep_record(firm, "shareholder")
    own = batch(enterprise=firm)
    observe(firm, {"operating_revenue": "900"}, source="firm_statement", batch=own)
    return firm


def known(firm):
    return set(facts_of(firm, as_of=TODAY, on=TODAY).facts)


def verify(firm):
    Enterprise.objects.update(unverified_since=None)
    firm.refresh_from_db()


def test_an_unverified_firm_reads_what_its_own_people_sent_in_and_nothing_else(firm):
    found = known(firm)
    assert "operating_revenue" in found
    assert "tax_paid" not in found
    profile = profile_of(enterprise=firm, as_of=TODAY, on=TODAY)
    assert not any(held.records for held in profile.categories)


def test_once_verified_it_reads_all_of_it(firm):
    verify(firm)
    assert {"operating_revenue", "tax_paid"} <= known(firm)
    profile = profile_of(enterprise=firm, as_of=TODAY, on=TODAY)
    assert any(held.records for held in profile.categories)


def test_nor_can_it_let_an_institution_read_the_rest(firm):
    bank = build.institution()
    owner = build.actor(roles.FIRM_OWNER, enterprise=firm)
    clerk = build.actor(roles.INSTITUTION_CLERK, institution=bank)
    given = Terms(bank.pk, LOAN_NEED, frozenset(range(1, 33)), date(2026, 9, 6))
    grant_consent(actor=owner, terms=given, at=build.MOMENT)
    seen = visible_facts(clerk, firm, LOAN_NEED, build.MOMENT)
    assert "operating_revenue" in seen.facts
    assert "tax_paid" not in seen.facts


def test_what_stays_closed_is_still_known_to_an_import(firm):
    """The same file twice changes nothing, whether or not anybody may read it."""
    officer = build.actor(roles.OFFICER)
    row = (
        firm.credit_code,
        "tax_paid",
        "2024-01-01",
        "2024-12-31",
        "5",
        "tax_bureau",
        "2026-02-01",
    )
    content = csv_file([row])
    first = import_observations(actor=officer, name="a.csv", content=content, at=build.MOMENT)
    again = import_observations(actor=officer, name="a.csv", content=content, at=build.MOMENT)
    assert (first.written, again.written, again.unchanged) == (1, 0, 1)

"""复核: every promise is recomputed from rows; each broken one is found and named."""

import pytest

from kerong.contracts.subsidies.check import check_subsidies
from kerong.contracts.subsidies.models import EntitledMonth, Entitlement, Payout, Subsidy
from kerong.ledger.models import Account
from kerong.trail.models import Event
from tests.build import parties, subsidies
from tests.build.cases import WAN
from tests.build.invariants import invariants

pytestmark = pytest.mark.django_db


def faults() -> set[str]:
    return {fault.code for fault in check_subsidies()}


@pytest.fixture
def subsidy() -> Subsidy:
    subsidies.budget()
    given = subsidies.award(subsidies.payee(), calculation={"steps": []})
    return subsidies.awarded(given)


def test_what_was_done_by_acts_is_sound(subsidy):
    assert invariants() == []


@pytest.mark.parametrize(
    ("breaks", "found"),
    [
        (lambda: Entitlement.objects.update(committed_fen=1), "entitlement.sums"),
        (lambda: EntitledMonth.objects.all().delete(), "entitlement.months"),
        (lambda: Subsidy.objects.update(state="cancelled"), "entitlement.freed"),
        (lambda: Subsidy.objects.update(ordered_fen=1), "subsidy.sums"),
        (lambda: Subsidy.objects.update(state="paid"), "subsidy.state"),
        (lambda: Subsidy.objects.update(calculation="{}"), "subsidy.calculation"),
        (lambda: Subsidy.objects.update(granted_fen=29 * WAN), "budget.held"),
        (lambda: Subsidy.objects.update(enterprise=parties.enterprise()), "subsidy.differs"),
        (lambda: Subsidy.objects.update(asked_fen=31 * WAN), "subsidy.differs"),
        (lambda: Entitlement.objects.update(matter="project:P-2"), "subsidy.differs"),
        (lambda: Event.objects.filter(kind="subsidy.awarded").delete(), "subsidy.differs"),
    ],
)
def test_a_row_that_was_edited_is_found(subsidy, breaks, found):
    breaks()
    assert found in faults()


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("subsidy-payable", "budget.payable"),
        ("subsidy-paid", "budget.paid"),
        ("claw-back", "budget.claw_back"),
    ],
)
def test_a_balance_that_rows_do_not_say_is_found(subsidy, kind, found):
    Account.objects.filter(code=f"fiscal/{kind}/upgrading-2026").update(balance_fen=7)
    assert found in faults()
    assert [line for line in invariants() if found in line]


def test_a_payout_that_was_edited_is_found(subsidy):
    subsidies.ordered(subsidy)
    Payout.objects.update(amount_fen=1)
    assert "subsidy.sums" in faults()

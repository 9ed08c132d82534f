"""What is owed becomes one payment a reference; no money moves before a batch is approved."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.kernel.errors import Fault
from kerong.kernel.references import NotAReference
from kerong.ledger.errors import UnknownAccount, WrongKinds
from kerong.ledger.models import Transfer
from kerong.notices.models import Outbox
from kerong.payments.errors import NotAPayment, PayeeUnknown, PaymentReferenceUsed
from kerong.payments.models import Payment
from kerong.payments.order import order_payment
from kerong.trail.models import Event
from tests.build import ledger, parties
from tests.build import payments as build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def purse(db: None) -> None:
    build.purse()


def test_a_payee_with_a_confirmed_account_is_due() -> None:
    firm = build.firm_with_account("示例科技有限公司")
    before = Transfer.objects.count()

    payment = build.ordered(firm.reference, 1_234_500, wanted_on=date(2026, 4, 1))

    assert payment.no == f"P2026-{payment.pk:08d}"
    assert (payment.state, payment.amount_fen, payment.attempt) == ("due", 1_234_500, 1)
    assert payment.account is not None
    assert payment.account.party == payment.payee == firm.reference
    assert (payment.payee_name, payment.root) == (firm.name, payment.reference)
    assert Transfer.objects.count() == before
    (event,) = Event.objects.filter(stream=f"payment:{payment.no}")
    assert (event.kind, event.subject) == ("payment.ordered", payment.subject)


def test_without_an_account_it_waits_and_the_payee_is_asked_for_one() -> None:
    bank = parties.institution()

    payment = build.ordered(bank.reference)

    assert (payment.state, payment.account) == ("no_account", None)
    told = Outbox.objects.get(kind="payment.account_wanted")
    assert (told.to, told.subject) == (bank.reference, f"payment:{payment.no}")


def test_the_same_order_again_is_the_same_payment_and_tells_nothing_new() -> None:
    wanted = build.order(parties.enterprise().reference)
    (first,) = build.ordered_all([wanted])
    (again, twice) = build.ordered_all([wanted, wanted])

    assert first.pk == again.pk == twice.pk
    assert Payment.objects.count() == 1
    assert Event.objects.filter(kind="payment.ordered").count() == 1
    assert Outbox.objects.filter(kind="payment.account_wanted").count() == 1


@pytest.mark.parametrize(
    "changed", [{"amount_fen": 7}, {"purpose": "另一用途"}, {"wanted_on": date(2026, 5, 1)}]
)
def test_another_body_under_the_same_reference_is_refused(changed: dict[str, object]) -> None:
    firm = build.firm_with_account()
    build.ordered(firm.reference, 100, reference="award:one")

    given = {"amount_fen": 100, "reference": "award:one"} | changed
    with pytest.raises(PaymentReferenceUsed):
        build.ordered(firm.reference, **given)
    assert Payment.objects.count() == 1


def test_many_are_ordered_in_as_many_queries_as_few_but_for_the_trail() -> None:
    def queries(orders: int) -> int:
        firms = [build.firm_with_account() for _ in range(orders)]
        wanted = [build.order(firm.reference) for firm in firms]
        with CaptureQueriesContext(connection) as seen:
            build.ordered_all(wanted)
        return sum("trail_" not in query["sql"] for query in seen.captured_queries)

    assert queries(3) == queries(12) <= 12


def test_one_that_cannot_be_paid_undoes_all() -> None:
    firm = build.firm_with_account()
    with pytest.raises(PayeeUnknown):
        build.ordered_all([build.order(firm.reference), build.order("enterprise:987654321")])
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"payable": "fiscal/nowhere"}, UnknownAccount),
        ({"payable": build.BUDGET}, WrongKinds),
        ({"paid": build.BUDGET}, WrongKinds),
    ],
)
def test_money_goes_from_what_is_owed_to_what_counts_as_paid(
    changed: dict[str, str], fault: type[Fault]
) -> None:
    firm = build.firm_with_account()
    with pytest.raises(fault):
        build.ordered(firm.reference, **changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"amount_fen": 0},
        {"amount_fen": -1},
        {"amount_fen": True},
        {"amount_fen": 10**13 + 1},
        {"kind": "gift"},
        {"reference": " "},
        {"reference": "x" * 121},
        {"purpose": ""},
        {"payee": "person:3"},
        {"payee": "enterprise:x"},
        {"subject": "nothing"},
    ],
)
def test_an_order_no_bank_could_pay_cannot_even_be_said(changed: dict[str, object]) -> None:
    said = {"payee": "enterprise:1", "amount_fen": 1} | changed
    with pytest.raises((NotAPayment, NotAReference)):
        build.order(**said)  # type: ignore[arg-type]


def test_it_belongs_into_the_transaction_of_the_act() -> None:
    wanted = build.order(build.firm_with_account().reference)
    with pytest.raises(RuntimeError), _outside():
        order_payment(order=wanted, actor=ledger.OFFICER, at=build.NOON)


@contextmanager
def _outside() -> Iterator[None]:
    """As if no transaction were open, inside the one the test runs in."""
    connection.in_atomic_block = False
    try:
        yield
    finally:
        connection.in_atomic_block = True

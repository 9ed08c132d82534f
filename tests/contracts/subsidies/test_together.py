"""Many at once: in a few statements what one after the other would have come to."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.contracts.subsidies.models import ClawBack, Payout, Subsidy
from kerong.contracts.subsidies.order_claw_back import BackOrder, order_claw_back
from kerong.contracts.subsidies.order_held import order_held
from kerong.contracts.subsidies.order_together import order_together
from kerong.ledger.models import Hold, Transfer
from kerong.payments.models import Payment
from kerong.trail.models import Event
from tests.build import subsidies as build
from tests.build.cases import WAN

pytestmark = pytest.mark.django_db


def held(count: int) -> list[Subsidy]:
    build.budget()
    return [build.awarded(firm=build.payee(), amount_fen=(1 + no) * WAN) for no in range(count)]


def story(subsidy: Subsidy) -> dict[str, object]:
    """What became of one subsidy, without keys, so that two can be compared."""
    subsidy.refresh_from_db()
    payout = subsidy.payouts.get()
    payment = Payment.objects.get(root=payout.reference)
    fen = subsidy.granted_fen
    hold = Hold.objects.get(subject=subsidy.subject)
    events = Event.objects.filter(stream=subsidy.subject).order_by("no")
    return {
        "subsidy": (subsidy.state, subsidy.ordered_fen == fen, subsidy.settled_fen),
        "payout": (payout.no, payout.part, payout.amount_fen == fen, payout.offset_fen),
        "named": payout.reference == f"subsidy_payout:{subsidy.no}.1",
        "payment": (payment.state, payment.amount_fen == fen, payment.payee_name != ""),
        "hold": (hold.state, hold.posted_fen == fen, hold.ended_at),
        "moved": list(
            Transfer.objects.filter(subject=subsidy.subject).values_list("kind", "effective_on")
        ),
        "events": [(each.kind, sorted(each.facts)) for each in events],
    }


def test_ordered_together_each_stands_as_if_it_were_alone():
    *several, alone = held(4)
    build.ordered(alone)

    assert order_together([each.pk for each in several], actor=build.officer(), at=build.AT) == 3

    assert all(story(each) == story(alone) for each in several)
    build.sound()


@pytest.mark.both_databases
def test_statements_do_not_grow_with_what_is_ordered():
    rows = held(12)
    officer = build.officer()

    def statements(part: list[Subsidy]) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert order_together([each.pk for each in part], actor=officer, at=build.AT)
        return len(asked)

    few, many = statements(rows[:3]), statements(rows[3:])
    assert many == few


def test_what_is_special_is_ordered_alone_and_holds_up_no_others():
    """One firm owes on a claw-back: of its 3 万 the whole is kept, the others are paid."""
    first, second, third = held(3)
    earlier = build.paid(build.awarded(firm=third.enterprise, matter="project:P-2"))
    order = BackOrder(
        event=ClawBack.Event.MISUSE, event_on=date(2026, 4, 1), amount_fen=5 * WAN,
        words="资金未用于项目。", client_key="once",
    )  # fmt: skip
    order_claw_back(no=earlier.no, order=order, actor=build.officer(), at=build.AT)
    pks = [first.pk, second.pk, third.pk]
    assert order_together(pks, actor=build.officer(), at=build.AT) == 0
    assert not Payout.objects.filter(subsidy__in=pks).exists()

    assert order_held(budget="upgrading-2026", actor=build.officer(), at=build.AT) == 3

    offsets = Payout.objects.filter(subsidy__in=pks).order_by("subsidy")
    assert list(offsets.values_list("offset_fen", flat=True)) == [0, 0, 3 * WAN]
    build.sound()


def test_one_that_moved_leaves_all_as_they_were():
    first, second = held(2)
    build.ordered(first)

    assert order_together([first.pk, second.pk], actor=build.officer(), at=build.AT) == 0

    second.refresh_from_db()
    assert (second.state, second.ordered_fen) == ("held", 0)
    assert order_held(budget="upgrading-2026", actor=build.officer(), at=build.AT) == 1
    build.sound()

"""Many at once: in a few statements what one after the other would have come to."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.contracts.subsidies import award_lines as awarding
from kerong.contracts.subsidies.approve_run import approve_run
from kerong.contracts.subsidies.award_lines import award_lines
from kerong.contracts.subsidies.award_together import award_together
from kerong.contracts.subsidies.models import (
    Claimant,
    ClawBack,
    InterestLine,
    InterestRun,
    Payout,
    Subsidy,
)
from kerong.contracts.subsidies.order_claw_back import BackOrder, order_claw_back
from kerong.contracts.subsidies.order_held import order_held
from kerong.contracts.subsidies.order_together import order_together
from kerong.ledger.models import Hold, Transfer
from kerong.notices.models import Outbox
from kerong.payments.models import Payment
from kerong.trail.models import Event
from tests.build import subsidies as build
from tests.build.cases import WAN
from tests.contracts.subsidies.test_runs import drafted, quarter_paid, submitted

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


def approved_run(loans: int, **terms: object) -> InterestRun:
    """One kept line a loan of 100 万, a loan a firm, on a budget of its own."""
    build.held_reference()
    build.budget("interest", title="贷款贴息", **terms)
    for _ in range(loans):
        quarter_paid()
    done = submitted(drafted())
    return approve_run(no=done.no, digest=done.digest, actor=build.officer(), at=build.AT)


def award_story(line: InterestLine) -> dict[str, object]:
    """What became of one line, without keys."""
    line.refresh_from_db()
    own = line.subsidy
    assert own is not None
    held = own.entitlement
    events = Event.objects.filter(stream=own.subject).order_by("no")
    hold = Hold.objects.get(subject=own.subject)
    told = Outbox.objects.filter(subject=own.subject)
    return {
        "line": line.state,
        "subsidy": (own.state, own.asked_fen, own.granted_fen, own.form, own.level, own.budget_id),
        "numbered": own.no == f"S2026-{own.pk:06d}",
        "named": own.reference == f"interest_run:{line.run.no}.{line.no}",
        "loan": own.loan_id == line.loan_id and own.enterprise_id == line.loan.enterprise_id,
        "same": (own.digest == line.digest, held.matter == f"loan:{line.loan.no}"),
        "entitled": (held.family, held.entitled_fen, held.committed_fen, held.paid_fen, held.moves),
        "months": list(held.months.order_by("month").values_list("family", "month")),
        "claimant": Claimant.objects.get(party=held.party).moves,
        "hold": (
            hold.state,
            hold.amount_fen,
            hold.kind,
            hold.reference == f"subsidy_hold:{own.no}",
        ),
        "events": [(each.kind, sorted(each.facts)) for each in events],
        "told": [(each.kind, sorted(each.facts)) for each in told],
    }


def test_awarded_together_each_stands_as_if_it_were_alone():
    run = approved_run(4)
    first, *rest = run.lines.order_by("no")
    awarding._award(run, first, actor=build.officer(), at=build.AT)

    assert award_lines(run, actor=build.officer(), at=build.AT) == 0

    assert all(award_story(each) == award_story(first) for each in rest)
    build.sound()


@pytest.mark.both_databases
def test_statements_do_not_grow_with_what_is_awarded():
    run = approved_run(8)
    lines = list(run.lines.select_related("loan__enterprise").order_by("no"))
    officer = build.officer()
    award_together(run, lines[:1], actor=officer, at=build.AT)

    def statements(part: list[InterestLine]) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert len(award_together(run, part, actor=officer, at=build.AT)) == len(part)
        return len(asked)

    assert statements(lines[3:]) == statements(lines[1:3])


def test_only_firms_never_awarded_anything_are_awarded_together():
    run = approved_run(2)
    lines = list(run.lines.select_related("loan__enterprise").order_by("no"))
    build.budget()
    build.awarded(build.award(lines[0].loan.enterprise, amount_fen=WAN))

    assert award_together(run, lines, actor=build.officer(), at=build.AT) == {lines[1].pk}
    assert award_lines(run, actor=build.officer(), at=build.AT) == 0
    build.sound()


def test_a_budget_too_small_for_all_serves_the_first_and_refuses_the_last():
    """Three times 3,328.77 out of 10,000: 13.69 is too little for the fourth, which says so."""
    run = approved_run(4, amount_fen=10_000_00)

    assert award_lines(run, actor=build.officer(), at=build.AT) == 0

    states = run.lines.order_by("no").values_list("state", flat=True)
    assert list(states) == ["awarded", "awarded", "awarded", "refused"]
    build.sound()


def test_one_that_moved_leaves_all_as_they_were():
    first, second = held(2)
    build.ordered(first)

    assert order_together([first.pk, second.pk], actor=build.officer(), at=build.AT) == 0

    second.refresh_from_db()
    assert (second.state, second.ordered_fen) == ("held", 0)
    assert order_held(budget="upgrading-2026", actor=build.officer(), at=build.AT) == 1
    build.sound()

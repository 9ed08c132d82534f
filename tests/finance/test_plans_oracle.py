"""Plans computed again another way: the schedule, and a walk through every single day."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from kerong.finance.plan_changes import Change, Drawdown, EarlyRepayment, RateChange
from kerong.finance.plans import Plan, build_plan
from kerong.finance.schedules import build_schedule
from kerong.finance.terms import DAY_COUNTS, METHODS, PLAN_METHODS, Terms


def moved(plan: Plan) -> list[tuple[date, int, int, int]]:
    """(day, principal, interest, balance) of every row that is no drawdown."""
    return [
        (row.on, row.principal_fen, row.interest_fen, row.balance_fen)
        for row in plan.rows
        if row.kind != "drawdown"
    ]


any_terms = st.builds(
    Terms,
    principal_fen=st.integers(1, 10**12),
    annual_rate=st.integers(0, 240_000).map(lambda ppm: Fraction(ppm, 10**6)),
    months=st.integers(1, 24),
    method=st.sampled_from(METHODS),
    day_count=st.sampled_from(DAY_COUNTS),
    start_on=st.dates(date(2000, 1, 1), date(2090, 1, 1)),
)


@given(any_terms)
def test_without_changes_the_plan_is_the_schedule(loan: Terms) -> None:
    rows = [row for row in build_plan(loan, []).rows if row.kind == "instalment"]
    expected = build_schedule(loan).instalments

    # a fen or two lent are repaid before the end; the schedule shows the empty rows after that
    for row, instalment in zip(rows, expected, strict=False):
        assert (row.on, row.days) == (instalment.due_on, instalment.days)
        assert (row.principal_fen, row.interest_fen, row.balance_fen) == (
            instalment.principal_fen,
            instalment.interest_fen,
            instalment.balance_fen,
        )
    assert not any(instalment.total_fen for instalment in expected[len(rows) :])


def by_day(loan: Terms, changes: list[Change]) -> list[tuple[date, int, int, int]]:
    """The plan again, interest added up day by day in sixty digits, the level by two trials."""
    year = {"act/365": 365, "act/360": 360}[loan.day_count]
    rate = _decimal(loan.annual_rate)
    dues = [row.due_on for row in build_schedule(loan).instalments]
    balance, accrued, level, share = 0, Decimal(0), 0, 0
    found: list[tuple[date, int, int, int]] = []
    day = loan.start_on

    def ends_at(payment: Decimal, since: date) -> Decimal:
        owed, carried, before = Decimal(balance), accrued, since
        for due in dues:
            carried += owed * rate * (due - before).days / year
            owed, carried, before = owed + carried - payment, Decimal(0), due
        return owed

    def set_anew(since: date) -> None:
        nonlocal level, share
        at_nothing, at_one = ends_at(Decimal(0), since), ends_at(Decimal(1), since)
        level = _whole(at_nothing / (at_nothing - at_one))
        share = balance // len(dues)

    while dues:
        if day == dues[0]:
            interest = _whole(accrued)
            wanted = {"annuity": level - interest, "equal-principal": share}.get(loan.method, 0)
            principal = balance if len(dues) == 1 else max(0, min(balance, wanted))
            balance -= principal
            if principal or interest or balance:
                found.append((day, principal, interest, balance))
            accrued = Decimal(0)
            dues.pop(0)
        for change in [each for each in changes if each.on == day]:
            if isinstance(change, Drawdown):
                balance += change.amount_fen
                set_anew(day)
            elif isinstance(change, EarlyRepayment) and change.amount_fen:
                balance -= change.amount_fen
                found.append((day, change.amount_fen, 0, balance))
                if change.effect == "lower":
                    set_anew(day)
            elif isinstance(change, RateChange):
                rate = _decimal(change.rate)
                set_anew(day)
        accrued += balance * rate / year
        day += timedelta(days=1)
    return found


def _decimal(ratio: Fraction) -> Decimal:
    return Decimal(ratio.numerator) / ratio.denominator


def _whole(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


@st.composite
def changed_loans(draw: st.DrawFn) -> tuple[Terms, list[Change]]:
    loan = Terms(
        principal_fen=10**8,
        annual_rate=Fraction(draw(st.integers(1, 200)), 1000),
        months=draw(st.integers(3, 9)),
        method=draw(st.sampled_from([name for name in PLAN_METHODS if name != "bullet"])),
        day_count=draw(st.sampled_from(["act/365", "act/360"])),
        start_on=draw(st.dates(date(2023, 1, 1), date(2025, 12, 31))),
    )
    days = st.integers(1, 60).map(lambda gone: loan.start_on + timedelta(days=gone))
    changes: list[Change] = [Drawdown(loan.start_on, 5 * 10**7)]
    for on in sorted(draw(st.lists(days, min_size=1, max_size=4, unique=True))):
        kind = draw(st.sampled_from(["draw", "early", "rate"]))
        if kind == "draw":
            changes.append(Drawdown(on, draw(st.integers(1, 10**7))))
        elif kind == "early":
            effect = draw(st.sampled_from(["lower", "shorten"]))
            changes.append(EarlyRepayment(on, draw(st.integers(1, 10**6)), effect))
        else:
            changes.append(RateChange(on, Fraction(draw(st.integers(1, 200)), 1000)))
    return loan, changes


@settings(max_examples=60, deadline=None)
@given(changed_loans())
def test_a_changed_plan_agrees_with_a_walk_through_every_day(
    made: tuple[Terms, list[Change]],
) -> None:
    loan, changes = made
    with localcontext() as context:
        context.prec = 60
        expected = by_day(loan, changes)

    assert moved(build_plan(loan, changes)) == expected

"""The plan in force: the first plan as drawings, early repayments, rates and extensions changed
it, with what the bank reported against each line and the interest computed on the very balance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kerong.contracts.loans.figures import Effect
from kerong.contracts.loans.lines import Line, pay_interest, pay_principal
from kerong.contracts.loans.models import ReportKind
from kerong.contracts.loans.replan import after_drawing, after_early, after_rate
from kerong.contracts.loans.said import Agreed, Said
from kerong.finance.dates import months_after
from kerong.finance.day_counts import DayCount
from kerong.finance.loan_events import Drawn, Due, Event, LoanHistory, RateSet, Repaid
from kerong.finance.segments import Segment, interest_fen, segments_of, within
from kerong.finance.terms import BULLET, REVOLVING
from kerong.kernel.ratios import ratio_from_ppm

_K = ReportKind
_PAYING = (_K.REPAYMENT, _K.EARLY_REPAYMENT, _K.SETTLEMENT, _K.RENEWAL)
_ENDING = (_K.SETTLEMENT, _K.RENEWAL, _K.WRITE_OFF)


@dataclass(frozen=True, slots=True)
class Plan:
    """`segments` are those up to the day; what overdue principal earned is not in the lines."""

    lines: tuple[Line, ...]
    segments: tuple[Segment, ...]


def plan_of(agreed: Agreed, reports: Sequence[Said], on: date) -> Plan:
    """`reports` are those in force up to `on`, in order, and add up (`walk` was content)."""
    lines, early = _with_principal(agreed, reports)
    history = _history(agreed, reports, lines, [*early, *_dues(lines)], on)
    horizon = max(lines[-1].due_on, on)
    segments = segments_of(history, horizon) if horizon > agreed.started_on else ()
    _add_interest(agreed, lines, segments)
    for said in reports:
        if said.kind in _PAYING and said.interest_fen:
            pay_interest(lines, said.interest_fen, said.on)
    for line in lines:
        line.judge(on)
    return Plan(tuple(lines), within(segments, agreed.started_on, on))


def _with_principal(agreed: Agreed, reports: Sequence[Said]) -> tuple[list[Line], list[Due]]:
    """The lines with their principal and what was reported against each; and what was repaid
    early into a new plan, due on its own day.
    """
    early: list[Due] = []
    lines = [
        Line(no, due_on, principal)
        for no, (due_on, principal) in enumerate(agreed.principal_dues, start=1)
    ]
    rate_ppm, first = agreed.rate_ppm, True
    for said in reports:
        if said.kind == _K.DRAWDOWN and not first:
            lines = after_drawing(agreed, lines, said.on, said.principal_fen, rate_ppm)
        elif said.kind == _K.DRAWDOWN:
            first = False
        elif said.kind == _K.RATE_CHANGE and said.rate_ppm is not None:
            lines = after_rate(agreed, lines, said.on, rate_ppm, said.rate_ppm)
            rate_ppm = said.rate_ppm
        elif said.kind == _K.EXTENSION and said.due_on is not None:
            _extend(agreed, lines, said.due_on)
        elif said.kind == _K.EARLY_REPAYMENT and said.effect != Effect.NEXT:
            due = [line for line in lines if line.due_on <= said.on]
            ahead_fen = pay_principal(due, said.principal_fen, said.on)
            lines = after_early(agreed, lines, (said.on, ahead_fen, said.effect), rate_ppm)
            early.append(Due(said.on, ahead_fen))
        elif said.kind == _K.REPAYMENT and agreed.method == REVOLVING:
            lines, called = _repaid_on_call(agreed, lines, said, rate_ppm)
            early.append(called)
        elif said.kind in _ENDING:
            lines = _closed(lines, said)
        elif said.kind in _PAYING:
            pay_principal(lines, said.principal_fen, said.on)
    return lines, early


def _repaid_on_call(
    agreed: Agreed, lines: list[Line], said: Said, rate_ppm: int
) -> tuple[list[Line], Due]:
    """随借随还: what is repaid leaves the plan at once, and may be drawn again."""
    due = [line for line in lines if line.due_on <= said.on]
    ahead_fen = pay_principal(due, said.principal_fen, said.on)
    lines = after_early(agreed, lines, (said.on, ahead_fen, Effect.LOWER), rate_ppm)
    return lines, Due(said.on, ahead_fen)


def _dues(lines: Sequence[Line]) -> list[Due]:
    return [Due(line.due_on, line.principal_fen) for line in lines if line.principal_fen]


def _extend(agreed: Agreed, lines: list[Line], matures_on: date) -> None:
    """What was due on the old maturity falls due on the new one; interest goes on month by month.

    The months follow the loan's own day; a bullet pays once.
    """
    last = lines.pop()
    old = last.due_on
    if agreed.method != BULLET:
        lines.append(Line(last.no, old, last.paid_principal_fen, 0, last.paid_principal_fen))
        months = len(agreed.principal_dues) + 1
        while (day := months_after(agreed.started_on, months)) < matures_on:
            if day > old:
                lines.append(Line(len(lines) + 1, day, 0))
            months += 1
        last.principal_fen -= last.paid_principal_fen
        last.paid_principal_fen = 0
    lines.append(Line(len(lines) + 1, matures_on, last.principal_fen, 0, last.paid_principal_fen))


def _closed(lines: list[Line], said: Said) -> list[Line]:
    """What had not fallen due does so that day, in one line; a settlement pays it."""
    due = [line for line in lines if line.due_on < said.on]
    ahead = [line for line in lines if line.due_on >= said.on]
    paid = sum(line.paid_principal_fen for line in ahead)
    whole = sum(line.principal_fen for line in ahead)
    kept = [*due, Line(len(due) + 1, said.on, whole, 0, paid)]
    if said.kind != _K.WRITE_OFF:
        pay_principal(kept, said.principal_fen, said.on)
    return kept


def _history(
    agreed: Agreed, reports: Sequence[Said], lines: Sequence[Line], dues: list[Due], on: date
) -> LoanHistory:
    """What was reported, then every line to come paid on its day."""
    events: list[Event] = []
    gone = False
    for said in reports:
        if said.kind == _K.DRAWDOWN:
            events.append(Drawn(said.on, said.principal_fen))
        elif said.kind == _K.RATE_CHANGE and said.rate_ppm is not None:
            events.append(RateSet(said.on, ratio_from_ppm(said.rate_ppm)))
        elif said.kind in (*_PAYING, _K.WRITE_OFF) and said.principal_fen and not gone:
            events.append(Repaid(said.on, said.principal_fen))
            gone = said.kind == _K.WRITE_OFF
    for line in lines:
        if line.due_on > on and line.principal_gap_fen < 0 and not gone:
            events.append(Repaid(line.due_on, -line.principal_gap_fen))
    return LoanHistory(
        rate=ratio_from_ppm(agreed.rate_ppm),
        matures_on=max(lines[-1].due_on, agreed.principal_dues[-1][0]),
        events=events,
        dues=dues,
    )


def _add_interest(agreed: Agreed, lines: list[Line], segments: Sequence[Segment]) -> None:
    """Interest of each line's own period, rounded half up once a line; overdue principal earns
    penalty instead and is left out.
    """
    count = DayCount(agreed.day_count, agreed.started_on)
    performing = [segment for segment in segments if not segment.overdue]
    start = agreed.started_on
    for line in lines:
        if line.due_on > start:
            line.interest_fen = interest_fen(within(performing, start, line.due_on), count)
            start = line.due_on

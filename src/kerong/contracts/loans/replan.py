"""The lines still to come after a drawing, an early repayment or a new rate set them anew."""

from dataclasses import replace
from datetime import date

from kerong.contracts.loans.figures import Effect
from kerong.contracts.loans.lines import Line
from kerong.contracts.loans.said import Agreed
from kerong.finance.plan_changes import (
    LOWER,
    SHORTEN,
    Change,
    Drawdown,
    EarlyRepayment,
    RateChange,
)
from kerong.finance.plan_walk import INSTALMENT
from kerong.finance.plans import build_plan
from kerong.finance.terms import ANNUITY, EQUAL_PRINCIPAL, Terms
from kerong.kernel.ratios import ratio_from_ppm

_EFFECTS = {Effect.LOWER: LOWER, Effect.SHORTER: SHORTEN}


def after_drawing(agreed: Agreed, lines: list[Line], on: date, fen: int, ppm: int) -> list[Line]:
    """Shared among the days to come by a level plan, else due at the end."""
    if _is_level(agreed):
        return _anew(agreed, lines, Drawdown(on, fen), ppm)
    return [*lines[:-1], replace(lines[-1], principal_fen=lines[-1].principal_fen + fen)]


def after_early(
    agreed: Agreed, lines: list[Line], early: tuple[date, int, str], ppm: int
) -> list[Line]:
    """`early`: day, principal beyond what was due, effect. Another plan than a level one has
    that much less to repay at its end, whatever the effect.
    """
    on, fen, effect = early
    ahead = sum(-line.principal_gap_fen for line in lines if line.due_on > on)
    if not 0 < fen <= ahead:
        return lines
    if _is_level(agreed) and fen < ahead:
        return _anew(agreed, lines, EarlyRepayment(on, fen, _EFFECTS[effect]), ppm)
    kept, left = list(lines), fen
    while left:
        last = kept.pop()
        taken = min(left, -last.principal_gap_fen)
        left -= taken
        last = replace(last, principal_fen=last.principal_fen - taken)
        if last.principal_fen or left == 0:
            kept.append(last)
            break
    return kept


def after_rate(
    agreed: Agreed, lines: list[Line], on: date, before_ppm: int, ppm: int
) -> list[Line]:
    """Only an annuity's principal depends on the rate."""
    if agreed.method != ANNUITY:
        return lines
    return _anew(agreed, lines, RateChange(on, ratio_from_ppm(ppm)), before_ppm)


def _is_level(agreed: Agreed) -> bool:
    return agreed.method in (ANNUITY, EQUAL_PRINCIPAL)


def _anew(agreed: Agreed, lines: list[Line], change: Change, ppm: int) -> list[Line]:
    """What is left, planned from the last due day on as one loan that this change meets."""
    past = [line for line in lines if line.due_on <= change.on]
    ahead = [line for line in lines if line.due_on > change.on]
    left = sum(-line.principal_gap_fen for line in ahead)
    if not ahead or left <= 0:
        return lines
    start = past[-1].due_on if past else agreed.started_on
    drawn = change.amount_fen if isinstance(change, Drawdown) else 0
    terms = Terms(
        principal_fen=left + drawn,
        annual_rate=ratio_from_ppm(ppm),
        months=len(ahead),
        method=agreed.method,
        day_count=agreed.day_count,
        start_on=start,
    )
    first = (Drawdown(start, left),) if drawn else ()
    rows = build_plan(terms, [*first, change]).rows
    parts = [row.principal_fen for row in rows if row.kind == INSTALMENT]
    renewed = [
        replace(line, principal_fen=part + line.paid_principal_fen)
        for line, part in zip(ahead, parts, strict=False)
    ]
    return [*past, *renewed]

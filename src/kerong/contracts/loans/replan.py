"""提前还款: the lines still to come after principal was repaid before its day."""

from kerong.contracts.loans.figures import Effect
from kerong.contracts.loans.lines import Line
from kerong.contracts.loans.said import Agreed, Said
from kerong.finance.schedules import build_schedule
from kerong.finance.terms import ANNUITY, EQUAL_PRINCIPAL, Terms
from kerong.kernel.ratios import ratio_from_ppm


def lines_after(
    agreed: Agreed, lines: list[Line], said: Said, *, early_fen: int, rate_ppm: int
) -> list[Line]:
    """The lines with those after the day of `said` sharing what is left.

    Lower: the same days, smaller parts. Shorter: the same parts, fewer days. A plan that repays
    all at maturity only has less to repay then.
    """
    past = [line for line in lines if line.due_on <= said.on]
    ahead = [line for line in lines if line.due_on > said.on]
    left = sum(-line.principal_gap_fen for line in ahead) - early_fen
    if not ahead or left < 0:
        return lines
    parts = _parts(agreed, ahead, left, said.effect, rate_ppm)
    renewed = [
        Line(line.no, line.due_on, part + line.paid_principal_fen, 0, line.paid_principal_fen)
        for line, part in zip(ahead, parts, strict=True)
    ]
    if said.effect == Effect.SHORTER and left:
        while renewed and not renewed[-1].principal_fen:
            renewed.pop()
    return [*past, *renewed] if left else past or renewed[:1]


def _parts(agreed: Agreed, ahead: list[Line], left: int, effect: str, rate_ppm: int) -> list[int]:
    if agreed.method not in (ANNUITY, EQUAL_PRINCIPAL) or left == 0:
        return _at_the_end(ahead, left)
    if effect == Effect.SHORTER:
        return _from_the_front(ahead, left)
    if agreed.method == EQUAL_PRINCIPAL:
        share = left // len(ahead)
        return [share] * (len(ahead) - 1) + [left - share * (len(ahead) - 1)]
    schedule = build_schedule(
        Terms(
            principal_fen=left,
            annual_rate=ratio_from_ppm(rate_ppm),
            months=len(ahead),
            method=ANNUITY,
            day_count=agreed.day_count,
            start_on=agreed.started_on,
        )
    )
    return [row.principal_fen for row in schedule.instalments]


def _at_the_end(ahead: list[Line], left: int) -> list[int]:
    return [0] * (len(ahead) - 1) + [left]


def _from_the_front(ahead: list[Line], left: int) -> list[int]:
    parts = []
    for line in ahead:
        part = min(left, max(0, -line.principal_gap_fen))
        parts.append(part)
        left -= part
    parts[-1] += left
    return parts

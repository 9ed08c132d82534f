"""Reports as plain values in the order they count: what the derivation of a loan's state reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kerong.contracts.loans.models import Loan, LoanReport, ReportKind

_ORDER = (
    ReportKind.DRAWDOWN,
    ReportKind.RATE_CHANGE,
    ReportKind.EXTENSION,
    ReportKind.REPAYMENT,
    ReportKind.EARLY_REPAYMENT,
    ReportKind.PENALTY_INTEREST,
    ReportKind.ARREARS,
    ReportKind.CLASSIFICATION,
    ReportKind.WRITE_OFF,
    ReportKind.SETTLEMENT,
    ReportKind.RENEWAL,
    ReportKind.VOID,
)
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One report; `corrects` is the number of the report it puts right."""

    no: int
    kind: str
    on: date
    principal_fen: int = 0
    interest_fen: int = 0
    penalty_fen: int = 0
    rate_ppm: int | None = None
    due_on: date | None = None
    category: str = ""
    effect: str = ""
    corrects: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What the loan was opened on; `principal_dues` are days and principal of its first plan."""

    principal_dues: tuple[tuple[date, int], ...]
    rate_ppm: int
    method: str
    day_count: str
    started_on: date
    line_fen: int


def said_of(report: LoanReport, numbers: dict[int, int]) -> Said:
    """`numbers` are the reports' numbers by key."""
    return Said(
        no=report.no,
        kind=report.kind,
        on=report.effective_on,
        principal_fen=report.principal_fen,
        interest_fen=report.interest_fen,
        penalty_fen=report.penalty_fen,
        rate_ppm=report.rate_ppm,
        due_on=report.due_on,
        category=report.category,
        effect=report.effect,
        corrects=numbers.get(report.corrects_id) if report.corrects_id else None,
    )


def all_said(reports: Iterable[LoanReport]) -> list[Said]:
    rows = list(reports)
    numbers = {row.pk: row.no for row in rows}
    return [said_of(row, numbers) for row in rows]


def agreed_of(loan: Loan, dues: Iterable[tuple[date, int]]) -> Agreed:
    """`dues`: day and principal of each row of the first plan, in order."""
    return Agreed(
        principal_dues=tuple(dues),
        rate_ppm=loan.rate_ppm,
        method=loan.method,
        day_count=loan.day_count,
        started_on=loan.disbursed_on,
        line_fen=loan.line_fen,
    )


def in_force(reports: Sequence[Said]) -> list[Said]:
    """Without what was corrected or voided, by the bank's day; on one day money comes in a fixed
    order of kinds, and of two rates or classes the later report counts.
    """
    corrected = {said.corrects for said in reports}
    standing = [
        said for said in reports if said.no not in corrected and said.kind != ReportKind.VOID
    ]
    return sorted(standing, key=lambda said: (said.on, _RANK[ReportKind(said.kind)], said.no))

"""What is looked at before a report counts: its day, its reference, what it corrects."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from kerong.contracts.loans.apply_reports import Entry, standing_of_loan
from kerong.contracts.loans.errors import (
    CorrectedReportUnknown,
    ReportedOnWrongDay,
    ReportReferenceUsed,
    TermTooLong,
)
from kerong.contracts.loans.figures import ReportDraft
from kerong.contracts.loans.models import Loan, LoanReport, ProposedReport, ReportKind
from kerong.contracts.loans.models.report import ReportedFigures
from kerong.contracts.loans.parameters import extension_rule, longest_extension
from kerong.finance.dates import months_after
from kerong.kernel.references import one_spelling

_SAID = (
    "kind",
    "effective_on",
    "principal_fen",
    "interest_fen",
    "penalty_fen",
    "rate_ppm",
    "due_on",
    "category",
    "effect",
)


def require_day(loan: Loan, draft: ReportDraft, at: datetime) -> None:
    """Raises ReportedOnWrongDay for a day before the payout or after today."""
    today = localdate(at)
    if not loan.disbursed_on <= draft.effective_on <= today:
        raise ReportedOnWrongDay(earliest=loan.disbursed_on, latest=today)


def require_term(loan: Loan, draft: ReportDraft, at: datetime) -> None:
    """An extension may go beyond what the loan's own term allows, and a second person is shown
    that it does; beyond the longest that any loan may be extended it is a slip of the pen.

    Raises TermTooLong.
    """
    if draft.kind != ReportKind.EXTENSION or draft.due_on is None:
        return
    most = longest_extension(extension_rule(localdate(at)))
    latest = months_after(loan.first_matures_on, most)
    if draft.due_on > latest:
        raise TermTooLong(most=most, latest=latest, field="due_on")


def told_before(loan: Loan, draft: ReportDraft) -> LoanReport | ProposedReport | None:
    """What the bank's reference stands for; raises ReportReferenceUsed for other figures."""
    named = {"institution_id": loan.institution_id, "reference": one_spelling(draft.reference)}
    reports = LoanReport.objects.select_related("corrects").filter(**named)
    waiting = ProposedReport.objects.select_related("corrects").filter(
        **named, state=ProposedReport.State.WAITING
    )
    found = reports.first() or waiting.first()
    if found is not None and not same_report(found, loan, draft):
        raise ReportReferenceUsed(reference=draft.reference[:120])
    return found


def same_report(held: ReportedFigures, loan: Loan, draft: ReportDraft) -> bool:
    """Whether a row says what the draft says, of the same loan; words may differ."""
    row: Any = held
    corrected = row.corrects.reference if row.corrects_id else ""
    same = all(getattr(row, name) == getattr(draft, name) for name in _SAID)
    return bool(row.loan_id == loan.pk and same and corrected == draft.corrects.strip())


def corrected_by(loan: Loan, draft: ReportDraft) -> LoanReport | None:
    """The report that the draft corrects; raises CorrectedReportUnknown."""
    wanted = draft.corrects.strip()
    if not wanted:
        return None
    found = loan.reports.filter(reference=wanted, corrected_by=None).first()
    if found is None or found.source == LoanReport.Source.PLATFORM:
        raise CorrectedReportUnknown(reference=wanted[:120])
    return found


def require_fit(loan: Loan, entry: Entry, on: date) -> None:
    """Raises ReportDoesNotFit when the loan's reports and this one contradict one another."""
    draft = entry.draft
    trial = LoanReport(
        no=loan.report_count + 1,
        corrects=entry.corrects,
        **{name: getattr(draft, name) for name in _SAID},
    )
    standing_of_loan(loan, [*loan.reports.order_by("no"), trial], on)


def figures_of(draft: ReportDraft) -> dict[str, Any]:
    """The columns of a row that says what the draft says."""
    plain = {name: getattr(draft, name) for name in (*_SAID, "words", "source")}
    return plain | {"reference": one_spelling(draft.reference)}


def draft_of(row: ReportedFigures) -> ReportDraft:
    held: Any = row
    return ReportDraft(
        reference=held.reference,
        words=held.words,
        source=held.source,
        corrects=held.corrects.reference if held.corrects_id else "",
        **{name: getattr(held, name) for name in _SAID},
    )

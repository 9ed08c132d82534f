"""Adding reports to a loan: the rows, what follows from them, the trail, and who must know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError
from django.db.models import F
from django.utils.timezone import localdate

from kerong.contracts.loans.errors import LoanMovedMeanwhile, ReportReferenceUsed
from kerong.contracts.loans.figures import ReportDraft
from kerong.contracts.loans.models import Loan, LoanReport, ReportKind
from kerong.contracts.loans.moved import LoanMoved, tell_followers
from kerong.contracts.loans.reactions import (
    ARREARS_WIDENED,
    CURED,
    EXTENDED,
    OVERDUE,
    RENEWED,
    SETTLED,
    WRITTEN_OFF,
    LoanEvent,
    announce,
)
from kerong.contracts.loans.report_facts import facts_of
from kerong.contracts.loans.said import agreed_of, all_said
from kerong.contracts.loans.standing import Standing, standing_of
from kerong.kernel.actor import Actor
from kerong.kernel.references import one_spelling, reference
from kerong.trail.record import record

_ENDS = {
    Loan.State.SETTLED: SETTLED,
    Loan.State.RENEWED: RENEWED,
    Loan.State.WRITTEN_OFF: WRITTEN_OFF,
}


_CHARGE = ReportKind.PENALTY_INTEREST  # grows arrears by itself; nothing more fell overdue


@dataclass(frozen=True, slots=True)
class Entry:
    """A checked draft on its way in; `proposed_by` where a second person let it pass."""

    draft: ReportDraft
    corrects: LoanReport | None = None
    proposed_by_id: int | None = None


def standing_of_loan(loan: Loan, reports: Sequence[LoanReport], on: date) -> Standing:
    """Two plain lists in, the standing out; one query for the first plan."""
    dues = loan.instalments.order_by("no").values_list("due_on", "principal_fen")
    return standing_of(agreed_of(loan, dues), all_said(reports), on)


def apply_reports(
    loan: Loan, entries: Sequence[Entry], *, actor: Actor, at: datetime
) -> list[LoanReport]:
    """Add the reports, in the caller's transaction; seven statements and two a report.

    Raises ReportDoesNotFit, LoanMovedMeanwhile, ReportReferenceUsed; the caller checked who may.
    """
    before = _Before(loan.state, loan.arrears_fen, loan.arrears_from, loan.matures_on)
    _claim(loan, len(entries))
    rows = _rows(loan, entries, actor=actor, at=at)
    held = list(loan.reports.order_by("no"))
    standing = standing_of_loan(loan, [*held, *rows], localdate(at))
    try:
        LoanReport.objects.bulk_create(rows)
    except IntegrityError as fault:
        raise ReportReferenceUsed(reference=rows[0].reference) from fault
    settle_columns(loan, standing)
    for row in rows:
        record(
            stream=reference("loan", loan.no),
            kind="loan.reported",
            actor=actor,
            at=at,
            subject=reference("enterprise", loan.enterprise_id),
            facts=facts_of(row) | {"proposed_by": row.reported_by_id},
        )
    on = max(row.effective_on for row in rows)
    tell_followers(LoanMoved(loan=loan, on=on, opened=False, actor=actor, at=at))
    for event in _events(loan, before, rows, actor=actor, at=at):
        announce(event)
    return rows


def settle_columns(loan: Loan, standing: Standing) -> bool:
    """Write what lists need of the standing onto the loan; False, and nothing is written, when a
    report came in after the loan was read: whoever added it wrote the columns.
    """
    columns = columns_of(standing)
    if not Loan.objects.filter(pk=loan.pk, report_count=loan.report_count).update(**columns):
        return False
    for name, value in columns.items():
        setattr(loan, name, value)
    return True


def columns_of(standing: Standing) -> dict[str, object]:
    account, ahead = standing.account, standing.next_line
    active = account.state == Loan.State.ACTIVE
    return {
        "state": account.state,
        "matures_on": account.matures_on,
        "rate_now_ppm": account.rate_ppm,
        "outstanding_fen": account.outstanding_fen,
        "arrears_fen": account.arrears.total_fen,
        "arrears_from": account.arrears.since,
        "category": account.category,
        "next_due_on": ahead.due_on if ahead and active else None,
    }


@dataclass(frozen=True, slots=True)
class _Before:
    state: str
    arrears_fen: int
    arrears_from: date | None
    matures_on: date

    def narrower_than(self, loan: Loan) -> bool:
        """More is overdue now, or for longer; as much of a later due day is something new too."""
        since, now = self.arrears_from, loan.arrears_from
        if since is None or now is None or since == now:
            return 0 < self.arrears_fen < loan.arrears_fen
        return now < since or self.arrears_fen <= loan.arrears_fen


def _claim(loan: Loan, count: int) -> None:
    """The loan's row is ours until the end; two acts that read the same loan cannot both write."""
    mine = Loan.objects.filter(pk=loan.pk, report_count=loan.report_count)
    if not mine.update(report_count=F("report_count") + count):
        raise LoanMovedMeanwhile(no=loan.no)
    loan.report_count += count


def _rows(loan: Loan, entries: Sequence[Entry], *, actor: Actor, at: datetime) -> list[LoanReport]:
    first = loan.report_count - len(entries) + 1
    return [
        LoanReport(
            loan=loan,
            institution_id=loan.institution_id,
            no=no,
            kind=entry.draft.kind,
            effective_on=entry.draft.effective_on,
            principal_fen=entry.draft.principal_fen,
            interest_fen=entry.draft.interest_fen,
            penalty_fen=entry.draft.penalty_fen,
            rate_ppm=entry.draft.rate_ppm,
            due_on=entry.draft.due_on,
            category=entry.draft.category,
            effect=entry.draft.effect,
            words=entry.draft.words,
            source=entry.draft.source,
            reference=one_spelling(entry.draft.reference),
            corrects=entry.corrects,
            reported_by_id=entry.proposed_by_id or actor.person_id,
            reported_at=at,
            approved_by_id=actor.person_id if entry.proposed_by_id else None,
        )
        for no, entry in enumerate(entries, start=first)
    ]


def _events(
    loan: Loan, before: _Before, rows: Sequence[LoanReport], *, actor: Actor, at: datetime
) -> list[LoanEvent]:
    kinds = []
    if not before.arrears_fen and loan.arrears_fen:
        kinds.append(OVERDUE)
    elif before.narrower_than(loan) and any(row.kind != _CHARGE for row in rows):
        kinds.append(ARREARS_WIDENED)
    if before.arrears_fen and not loan.arrears_fen:
        kinds.append(CURED)
    if loan.matures_on > before.matures_on and any(
        row.kind == ReportKind.EXTENSION for row in rows
    ):
        kinds.append(EXTENDED)
    if loan.state != before.state and loan.state in _ENDS:
        kinds.append(_ENDS[Loan.State(loan.state)])
    nos = tuple(row.no for row in rows)
    on = max(row.effective_on for row in rows)
    return [
        LoanEvent(kind=kind, loan=loan, on=on, report_nos=nos, actor=actor, at=at) for kind in kinds
    ]

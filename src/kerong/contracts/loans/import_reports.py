"""导入贷款报告: every row of a bank's file becomes a report, or none does."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from kerong.contracts.loans.access import REPORT_LOAN, loans_seen_by
from kerong.contracts.loans.apply_reports import Entry, apply_reports
from kerong.contracts.loans.errors import LoanNotFound, ReportDoesNotFit
from kerong.contracts.loans.figures import check_figures, needs_second_person
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.report_checks import (
    corrected_by,
    require_day,
    require_fit,
    require_term,
    told_before,
)
from kerong.contracts.loans.report_files import COLUMNS, PLACES, draft_of
from kerong.contracts.loans.report_loan import propose
from kerong.evidence.imports.cells import CellRefused
from kerong.evidence.imports.columns import Faults, Layout, lay_out, named_cells
from kerong.evidence.imports.read import read_file
from kerong.evidence.imports.report import FileRefused, ImportReport, RowFault, refusal
from kerong.evidence.imports.row_reader import without_repeats
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Fault
from kerong.kernel.references import one_spelling, reference
from kerong.trail.record import record

MOST_ROWS = 500  # some seconds of a request
ROWS_A_TURN = 60  # a transaction writes them, and none may last over 200 ms


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    row_no: int
    loan: Loan
    entry: Entry
    known: bool

    @property
    def key(self) -> tuple[str]:
        return (one_spelling(self.entry.draft.reference),)

    @property
    def said(self) -> object:
        return self.entry.draft


def import_reports(*, actor: Actor, upload: Upload, at: datetime) -> ImportReport:
    """Take the reports of a CSV, XLSX or JSON file of the actor's own institution.

    Weighty ones wait for a second person as they do from a form. A row whose reference was
    reported with the same figures changes nothing. Faults are in the report; raises Forbidden.

    A long file is written in turns after all of it was tried; where somebody reports on one of its
    loans between the two, the report says how many rows were taken, and the same file goes on.
    """
    REPORT_LOAN.require(actor)
    faults = Faults()
    try:
        table = read_file(upload.name, upload.content)
    except FileRefused as refused:
        return refusal(refused.faults, dry_run=upload.dry_run)
    rows: list[_Row] = []
    if len(table.rows) > MOST_ROWS:
        faults.add(RowFault("file.rows", facts={"limit": MOST_ROWS}))
    elif not table.rows:
        faults.add(RowFault("file.no_rows"))
    elif layout := lay_out(table, COLUMNS, faults):
        checker = _Checker(layout, faults, actor, at)
        named = list(named_cells(layout, COLUMNS, faults))
        made = [checker.row(row.no, cells) for row, cells in named]
        rows = without_repeats([row for row in made if row is not None], faults)
    news = [row for row in rows if not row.known]
    written = 0 if faults.count else _write(actor, upload, news, faults, at)
    if faults.count:
        counted = {"rows": len(table.rows), "count": faults.count, "written": written}
        return refusal(faults.kept, **counted, dry_run=upload.dry_run)
    return ImportReport(
        rows=len(rows),
        written=len(news),
        unchanged=len(rows) - len(news),
        applied=bool(written),
        dry_run=upload.dry_run,
    )


@dataclass(slots=True)
class _Checker:
    """Judges one row after the other; a loan named by many rows is one object."""

    layout: Layout
    faults: Faults
    actor: Actor
    at: datetime
    loans: dict[str, Loan] = field(default_factory=dict)

    def row(self, row_no: int, cells: Mapping[str, str]) -> _Row | None:
        before = self.faults.count

        def refuse(name: str, refused: CellRefused) -> None:
            self.faults.add(self.layout.fault(row_no, name, refused.code, **refused.facts))

        draft = draft_of(cells, refuse)
        if self.faults.count > before:
            return None
        try:
            loan = self._loan(one_spelling(cells["loan"]))
            check_figures(draft)
            require_day(loan, draft, self.at)
            require_term(loan, draft, self.at)
            known = told_before(loan, draft) is not None
            corrects = None if known else corrected_by(loan, draft)
        except Fault as fault:
            self.faults.add(self.layout.said(row_no, _place(fault), fault))
            return None
        return _Row(row_no, loan, Entry(draft, corrects), known)

    def _loan(self, named: str) -> Loan:
        if named not in self.loans:
            own = loans_seen_by(self.actor).select_related("enterprise", "institution")
            found = own.filter(Q(bank_no=named) | Q(no=named)).first()
            if found is None:
                raise LoanNotFound(column="loan")
            for held in self.loans.values():
                found = held if held.pk == found.pk else found
            self.loans[named] = found
        return self.loans[named]


def _place(fault: Fault) -> str:
    """The column a fault speaks of; one without belongs to the reference."""
    named = str(fault.facts.get("column") or fault.facts.get("field") or "reference")
    return PLACES.get(named, named)


class _Undone(Exception):
    """Takes back what a dry run or a refused row had written."""


def _write(actor: Actor, upload: Upload, rows: list[_Row], faults: Faults, at: datetime) -> int:
    """How many rows were written: all, none where one does not fit."""
    turns = list(_turns(rows))
    if upload.dry_run or len(turns) > 1:
        for turn in turns:
            _take(actor, upload, turn, faults, at, is_trial=True)
    written = 0
    for turn in () if upload.dry_run else turns:
        if faults.count:
            break
        _take(actor, upload, turn, faults, at)
        written += 0 if faults.count else len(turn)
    return written


def _turns(rows: list[_Row]) -> Iterator[list[_Row]]:
    """Loan by loan in order of their keys; all rows of a loan are in one."""
    by_loan: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        by_loan[row.loan.pk].append(row)
    turn: list[_Row] = []
    for key in sorted(by_loan):
        if turn and len(turn) + len(by_loan[key]) > ROWS_A_TURN:
            yield turn
            turn = []
        turn += by_loan[key]
    if turn:
        yield turn


def _take(
    actor: Actor,
    upload: Upload,
    rows: list[_Row],
    faults: Faults,
    at: datetime,
    *,
    is_trial: bool = False,
) -> None:
    """The rows of a turn in one transaction, which a fault or a trial takes back."""
    by_loan = {key: list(own) for key, own in groupby(rows, key=lambda row: row.loan.pk)}
    loans = Loan.objects.select_related("enterprise", "institution").in_bulk(by_loan)
    try:
        with transaction.atomic():
            for key, own in by_loan.items():
                _write_loan(loans[key], own, actor, faults, at)
            if faults.count or is_trial:
                raise _Undone
            record(
                stream=reference("institution", actor.institution_id or 0),
                kind="loans.imported",
                actor=actor,
                at=at,
                subject=reference("institution", actor.institution_id or 0),
                facts={"name": upload.name[:120], "reports": len(rows), "loans": len(loans)},
            )
    except _Undone:
        return


def _write_loan(loan: Loan, rows: list[_Row], actor: Actor, faults: Faults, at: datetime) -> None:
    """A savepoint for each step: a row the database refused leaves the next loan readable."""
    at_once = [row for row in rows if not needs_second_person(row.entry.draft)]
    waiting = [row for row in rows if needs_second_person(row.entry.draft)]
    try:
        with transaction.atomic():
            if at_once:
                apply_reports(loan, [row.entry for row in at_once], actor=actor, at=at)
    except Fault as fault:
        faults.add(_fault_at(_culprit(loan, at_once, at), fault))
        return
    for row in waiting:
        try:
            with transaction.atomic():
                propose(loan, row.entry, actor=actor, at=at)
        except Fault as fault:
            faults.add(_fault_at(row, fault))
            return


def _culprit(loan: Loan, rows: list[_Row], at: datetime) -> _Row:
    """The first row, by the bank's days, that does not fit without those after it."""
    fresh = Loan.objects.get(pk=loan.pk)
    for row in sorted(rows, key=lambda each: each.entry.draft.effective_on):
        try:
            require_fit(fresh, row.entry, localdate(at))
        except ReportDoesNotFit:
            return row
    return rows[-1]


def _fault_at(row: _Row, fault: Fault) -> RowFault:
    words = (fault.say(), fault.say("en"))
    return RowFault(fault.code, row=row.row_no, column="reference", words=words)

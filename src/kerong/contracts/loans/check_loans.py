"""贷款复核: columns computed again from the reports, reports held against the trail."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.timezone import localdate

from kerong.contracts.loans.apply_reports import columns_of, standing_of_loan
from kerong.contracts.loans.errors import ReportDoesNotFit
from kerong.contracts.loans.models import Loan, LoanReport
from kerong.contracts.loans.report_facts import facts_of, opening_facts
from kerong.kernel.references import reference
from kerong.ledger.check import LedgerFault
from kerong.trail.models import Event

_AT_ONCE = 200

SENTENCES = {
    "loan.columns": (
        "贷款台账的数与银行报告推算不符。",
        "A figure kept of a loan is not what its reports add up to.",
    ),
    "loan.reports": ("贷款报告相互矛盾。", "The reports of a loan contradict one another."),
    "loan.terms": (
        "贷款的借款人或约定与开立时的留痕不符。",
        "Who borrowed, or on what terms, is not what the trail has of the opening.",
    ),
    "loan.report": (
        "贷款报告与留痕不符。",
        "A report of a loan is not what the trail has, or is not there.",
    ),
}


@dataclass(frozen=True, slots=True)
class LoanFault:
    """`what` names the column or the report that does not agree; `code` is of `SENTENCES`."""

    code: str
    loan_no: str
    what: str
    held: str
    computed: str


@dataclass(frozen=True, slots=True)
class LoanCheck:
    loans: int
    reports: int
    faults: tuple[LoanFault, ...]


def ledger_faults() -> Iterable[LedgerFault]:
    """For `ledger-check`: every loan as of today, or of the last day any bank has spoken of."""
    last = LoanReport.objects.aggregate(on=Max("effective_on"))["on"]
    today = localdate()
    for fault in check_loans(max(last or today, today)).faults:
        facts = {"what": fault.what, "stored": fault.held, "expected": fault.computed}
        yield LedgerFault(fault.code, fault.loan_no, *SENTENCES[fault.code], facts)


def check_loans(on: date) -> LoanCheck:
    """Recompute all loans as of the day; the next due day is only judged while it lies ahead.

    A loan that disagrees is read again once: a report may have come in between the two reads.
    """
    loans = reports = 0
    faults: list[LoanFault] = []
    for loan in Loan.objects.order_by("pk").iterator(_AT_ONCE):
        count, found = _judged(loan, on)
        if found:
            count, found = _judged(Loan.objects.get(pk=loan.pk), on)
        loans, reports = loans + 1, reports + count
        faults += found
    return LoanCheck(loans, reports, tuple(faults))


def _judged(loan: Loan, on: date) -> tuple[int, list[LoanFault]]:
    """How many reports the loan has, and what disagrees."""
    rows = list(loan.reports.select_related("corrects").order_by("no"))
    events = list(_events(loan))
    found = [*_columns(loan, rows, on), *_terms(loan, events), *_reports(loan, rows, events)]
    return len(rows), found


def _columns(loan: Loan, rows: list[LoanReport], on: date) -> Iterator[LoanFault]:
    try:
        computed = columns_of(standing_of_loan(loan, rows, on))
    except ReportDoesNotFit as fault:
        yield LoanFault("loan.reports", loan.no, "reports", "", fault.say("en"))
        return
    computed["report_count"] = len(rows)
    if loan.next_due_on is not None and loan.next_due_on < on:
        computed.pop("next_due_on")
    for name, value in computed.items():
        held = getattr(loan, name)
        if held != value:
            yield LoanFault("loan.columns", loan.no, name, str(held), str(value))


def _events(loan: Loan) -> QuerySet[Event]:
    stream = reference("loan", loan.no)
    return Event.objects.filter(stream=stream, payload__isnull=False).order_by("no")


def _terms(loan: Loan, events: Iterable[Event]) -> Iterator[LoanFault]:
    """What was agreed does not move: subsidies, fees and claims are computed on it."""
    opened = next((event for event in events if event.kind == "loan.opened"), None)
    if opened is None:
        return
    said = opened.facts | {"enterprise": opened.subject}
    held = opening_facts(loan) | {"enterprise": reference("enterprise", loan.enterprise_id)}
    for name, value in held.items():
        if said.get(name) != value:
            yield LoanFault("loan.terms", loan.no, name, str(value), str(said.get(name)))


def _reports(loan: Loan, rows: list[LoanReport], events: Iterable[Event]) -> Iterator[LoanFault]:
    """A row that says something else than the trail was edited; one it does not know was added."""
    told = _told(loan, events)
    for row in rows:
        said = told.get(row.no)
        if said is None:
            yield LoanFault(
                "loan.report", loan.no, f"report {row.no}", row.reference, "not on the trail"
            )
        elif not said.items() >= facts_of(row).items():
            yield LoanFault(
                "loan.report", loan.no, f"report {row.no}", str(facts_of(row)), json.dumps(said)
            )


def _told(loan: Loan, events: Iterable[Event]) -> dict[int, dict[str, Any]]:
    """Number → figures; loans opened before reports stood on the trail have no first entry."""
    found: dict[int, dict[str, Any]] = {}
    for event in events:
        said = event.facts
        if event.kind == "loan.opened":
            first = said.get("report")
            found[1] = first if first is not None else _first_of(loan)
        elif event.kind == "loan.reported":
            found[int(said["no"])] = said
    return found


def _first_of(loan: Loan) -> dict[str, Any]:
    return facts_of(loan.reports.get(no=1))

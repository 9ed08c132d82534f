"""Many firms and loans out of few that were made by acts: rows copied, each to its own firm."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from kerong.contracts.loans.models import Instalment, Loan, LoanReport
from kerong.contracts.loans.report_facts import opening_facts
from kerong.evidence.models import ImportBatch, Observation
from kerong.kernel.actor import SYSTEM
from kerong.parties.models import Enterprise
from kerong.trail.models import Event
from kerong.trail.reads import events_of
from kerong.trail.record import Entry
from kerong.trail.record_all import record_all
from tests.build.parties import credit_code

CHUNK = 500
FIRST_COPY = 5_000_000  # in credit codes, beyond those of firms that are not copies


def copy_firms(patterns: Sequence[Enterprise], batch: ImportBatch, count: int) -> None:
    """Firms like the patterns, in turn, until there are `count`: each with a code of its own and
    with what the batch says of its pattern, copied within the database."""
    have = len(patterns)
    while have < count:
        some = patterns[: count - have]
        made = Enterprise.objects.bulk_create(
            (
                _copy(each, credit_code=credit_code(FIRST_COPY + have + no))
                for no, each in enumerate(some)
            ),
            CHUNK,
        )
        (further,) = {new.pk - old.pk for new, old in zip(made, some, strict=True)}
        rows = batch.rows * (have // len(patterns))
        _copy_said(batch, (some[0].pk, some[-1].pk), {"row_no": rows, "enterprise_id": further})
        have += len(some)


def _copy_said(batch: ImportBatch, keys: tuple[int, int], further: dict[str, int]) -> None:
    """Every row the batch has of firms with these keys once more, some numbers of it increased."""
    names = [field.column for field in Observation._meta.concrete_fields if not field.primary_key]
    values = [f"{name} + {further[name]}" if name in further else name for name in names]
    table = Observation._meta.db_table
    statement = (
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM {table}"
        " WHERE batch_id = %s AND enterprise_id BETWEEN %s AND %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [batch.pk, *keys])


def copy_loan(pattern: Loan, firms: Sequence[Enterprise]) -> None:
    """The loan with its plan and its reports, once more for each of the firms."""
    rows = [
        _copy(pattern, no=f"L2025-{no:06d}", reference=f"take_up:T2026-{no:06d}",
              origin=f"case:N2026-9{no:05d}", bank_no=f"借-示例-{no}", enterprise_id=firm.pk)
        for no, firm in enumerate(firms, start=1)
    ]  # fmt: skip
    made = Loan.objects.bulk_create(rows, CHUNK)
    for model in (Instalment, LoanReport):
        _copy_beside(model, list(model._default_manager.filter(loan=pattern)), made)
    _tell(events_of(f"loan:{pattern.no}"), made)


def _copy_beside(model: Any, patterns: Sequence[Any], made: Sequence[Any]) -> None:
    told = {"reference"} & {field.name for field in model._meta.concrete_fields}
    copies = [
        _copy(each, loan_id=loan.pk, **dict.fromkeys(told, f"{loan.no}.{each.no}"))
        for loan in made
        for each in patterns
    ]
    model._default_manager.bulk_create(copies, CHUNK)


def _tell(events: Sequence[Event], made: Sequence[Loan]) -> None:
    """The trail says of each what it says of the pattern, under its own references."""
    entries = [
        Entry(
            stream=f"loan:{loan.no}",
            kind=event.kind,
            subject=f"enterprise:{loan.enterprise_id}",
            facts=_said(event.facts, loan),
        )
        for loan in made
        for event in events
    ]
    with transaction.atomic():
        record_all(entries=entries, actor=SYSTEM, at=events[0].at)


def _said(facts: dict[str, Any], loan: Loan) -> dict[str, Any]:
    if "report" in facts:
        report = facts["report"] | {"reference": f"{loan.no}.1"}
        return facts | opening_facts(loan) | {"report": report}
    return facts | {"reference": f"{loan.no}.{facts['no']}"} if "no" in facts else facts


def _copy(pattern: Any, **fields: Any) -> Any:
    own = {
        field.attname: getattr(pattern, field.attname)
        for field in pattern._meta.concrete_fields
        if not field.primary_key
    }
    return type(pattern)(**(own | fields))

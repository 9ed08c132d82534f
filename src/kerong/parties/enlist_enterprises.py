"""企业入库: firms the platform is told about by a file, without an owner as yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kerong.kernel.actor import Actor
from kerong.kernel.canonical import digest
from kerong.parties.access import KEEP_PEOPLE, require
from kerong.parties.errors import CodeUnreadable
from kerong.parties.known_codes import require_known_codes
from kerong.parties.models import Enterprise
from kerong.parties.names import find_text_of, initials_of
from kerong.parties.register_firm import FirmDraft, drafted_firm
from kerong.parties.spellings import division_code, industry_code, organisation_name
from kerong.trail.record import record

# Small enough for a transaction under 200 ms on either database.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class ListedFirmDraft:
    """A firm known by another scheme, such as a stock code: it computes, it does not apply."""

    name: str
    scheme: str
    scheme_value: str
    division_code: str = ""
    industry_code: str = ""
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class Enlisted:
    written: int
    unchanged: int


def enlist_enterprises(
    *, drafts: Sequence[FirmDraft | ListedFirmDraft], actor: Actor, at: datetime
) -> Enlisted:
    """Insert the firms not yet known; a known firm is left as it is. The same call twice writes
    nothing. Raises what is wrong with the first bad draft before anything is written."""
    require(KEEP_PEOPLE, actor)
    require_known_codes(drafts)
    rows = {_identity(row): row for row in map(_row, drafts)}
    written = sum(_write(chunk, actor, at) for chunk in _chunks(list(rows.values())))
    return Enlisted(written, len(drafts) - written)


def _row(draft: FirmDraft | ListedFirmDraft) -> Enterprise:
    if isinstance(draft, FirmDraft):
        return drafted_firm(draft)
    value = draft.scheme_value.strip()
    if not draft.scheme or not value or len(value) > 80:
        raise CodeUnreadable(text=value[:20])
    name = organisation_name(draft.name)
    initials = initials_of(name)
    return Enterprise(
        name=name,
        initials=initials,
        find_text=find_text_of(name, initials, value),
        scheme=draft.scheme,
        scheme_value=value,
        division_code=division_code(draft.division_code),
        industry_code=industry_code(draft.industry_code),
        is_sample=draft.is_sample,
    )


def _identity(row: Enterprise) -> tuple[str, str]:
    return ("credit_code", row.credit_code) if row.credit_code else (row.scheme, row.scheme_value)


def _chunks(rows: list[Enterprise]) -> Iterator[list[Enterprise]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def _write(rows: list[Enterprise], actor: Actor, at: datetime) -> int:
    """One transaction with one trail event that pins what came in."""
    with transaction.atomic():
        known = _known(rows)
        fresh = [row for row in rows if _identity(row) not in known]
        if not fresh:
            return 0
        Enterprise.objects.bulk_create(fresh)
        pinned = digest([list(_identity(row)) for row in fresh])
        record(
            stream=f"import:parties-{pinned[:16]}",
            kind="enterprise.enlisted",
            actor=actor,
            at=at,
            subject=f"import:parties-{pinned[:16]}",
            facts={"rows": len(fresh), "digest": pinned},
        )
    return len(fresh)


def _known(rows: list[Enterprise]) -> set[tuple[str, str]]:
    codes = [row.credit_code for row in rows if row.credit_code]
    values = [row.scheme_value for row in rows if not row.credit_code]
    found: set[tuple[str, str]] = set()
    for code in Enterprise.objects.filter(credit_code__in=codes).values_list(
        "credit_code", flat=True
    ):
        found.add(("credit_code", str(code)))
    listed = Enterprise.objects.filter(scheme_value__in=values)
    found.update(listed.values_list("scheme", "scheme_value"))
    return found

"""Questions of the screens about imports and consents; each a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, QuerySet

from kerong.evidence.access import READ_BATCHES
from kerong.evidence.models import Consent, ConsentRead, ImportBatch, Observation, Record
from kerong.evidence.observation_kinds import observation_kinds
from kerong.evidence.record_kinds import record_kinds
from kerong.evidence.said import WITHDRAWN, period_text, value_of
from kerong.evidence.sources import Source, sources
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.rules.values import Value
from kerong.rules.vocabulary import Fact

_PREVIEWED = 50
_LOOKS = 100


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of a batch in words: an observation has a fact and a value, a record a status."""

    row_no: int
    firm: str
    zh: str
    en: str
    period: str
    fact: Fact | None
    value: Value | None
    status: str
    source: Source | None
    citation: str


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A consent with how often and when last somebody looked."""

    consent: Consent
    is_live: bool
    looks_count: int


def batches_of(actor: Actor) -> QuerySet[ImportBatch]:
    """Batches the actor may see, newest first: a firm its own, the platform's people all."""
    batches = ImportBatch.objects.select_related("imported_by", "enterprise").order_by("-pk")
    if actor.role in roles.FIRM:
        return batches.filter(enterprise_id=actor.enterprise_id)
    return batches if READ_BATCHES.allows(actor) else batches.none()


def preview_of(batch: ImportBatch) -> list[PreviewRow]:
    """The first rows of a batch, as they stand in it."""
    if batch.kind == ImportBatch.Kind.RECORDS:
        records = Record.objects.filter(batch=batch).select_related("enterprise")
        return [_record_row(row) for row in records.order_by("row_no")[:_PREVIEWED]]
    rows = Observation.objects.filter(batch=batch).select_related("enterprise")
    return [_observation_row(row) for row in rows.order_by("row_no")[:_PREVIEWED]]


def _observation_row(row: Observation) -> PreviewRow:
    kind = observation_kinds()[row.code]
    return PreviewRow(
        row_no=row.row_no,
        firm=row.enterprise.name,
        zh=kind.zh,
        en=kind.en,
        period=period_text(row.period_start, row.period_end),
        fact=kind.fact,
        value=None if row.value == WITHDRAWN else value_of(kind.fact.type, row.value),
        status="",
        source=sources().get(row.source),
        citation=row.citation,
    )


def _record_row(row: Record) -> PreviewRow:
    kind = record_kinds()[row.kind]
    until = row.valid_to.isoformat() if row.valid_to else ""
    since = row.valid_from.isoformat() if row.valid_from else ""
    return PreviewRow(
        row_no=row.row_no,
        firm=row.enterprise.name,
        zh=f"{kind.zh} {row.number}".strip(),
        en=f"{kind.en} {row.number}".strip(),
        period=f"{since}/{until}" if since or until else "",
        fact=None,
        value=None,
        status=row.status,
        source=sources().get(row.source),
        citation=row.citation,
    )


def consents_of(actor: Actor, *, on: date) -> list[ConsentRow]:
    """Every consent of the actor's firm, those in force first; one query."""
    if actor.role not in roles.FIRM:
        return []
    consents = (
        Consent.objects.filter(enterprise_id=actor.enterprise_id)
        .select_related("institution", "granted_by")
        .annotate(looks_count=Count("reads"), last_look_at=Max("reads__read_at"))
        .order_by("-pk")
    )
    rows = [
        ConsentRow(consent, consent.ended_at is None and consent.expires_on >= on, looks)
        for consent in consents
        if (looks := consent.looks_count) is not None
    ]
    return sorted(rows, key=lambda row: not row.is_live)


def looks_under(consent: Consent) -> list[ConsentRead]:
    """Who of the institution saw values under the consent, newest first."""
    looks = ConsentRead.objects.filter(consent=consent).select_related("person")
    return list(looks.order_by("-read_at", "-pk")[:_LOOKS])

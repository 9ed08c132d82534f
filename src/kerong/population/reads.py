"""Questions of the screens: runs, trials and their changes, an institution's screenings."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from kerong.catalogue.models import Listing
from kerong.evidence.consent_terms import PRE_SCREEN
from kerong.evidence.models import Consent
from kerong.kernel.actor import Actor
from kerong.population.access import (
    READ_RUNS,
    READ_WHAT_IF,
    SEE_SCREENINGS,
    STANDING_OWN,
    sheet_for,
)
from kerong.population.disclosure import disclosed, hidden
from kerong.population.models import (
    PackDraft,
    PreApproval,
    Run,
    ScoreHistory,
    Screening,
    WhatIfChange,
    WhatIfSheet,
)
from kerong.population.product_readings import unverified_products


def runs_seen_by(actor: Actor) -> QuerySet[Run]:
    READ_RUNS.require(actor)
    return Run.objects.exclude(kind=Run.Kind.WHAT_IF).select_related("asked_by").order_by("-pk")


@dataclass(frozen=True, slots=True)
class RunFound:
    """Counts of what a run wrote, `unverified` among them; names stay out of it."""

    began: int
    grades: list[dict[str, Any]]


def run_found(run: Run) -> RunFound:
    """Spells that begin with the run, and how the firms spread over grades now; two queries."""
    rows = ScoreHistory.objects.filter(until_on=None, run=run)
    spread = rows.values("scorecard", "grade").annotate(
        firms=Count("pk"), unverified=Count("pk", filter=Q(verified=False))
    )
    began = ScoreHistory.objects.filter(run=run, from_on=run.decided_on).count()
    return RunFound(began, [dict(row) for row in spread.order_by("scorecard", "grade")])


def sheets_seen_by(actor: Actor) -> QuerySet[WhatIfSheet]:
    READ_WHAT_IF.require(actor)
    return WhatIfSheet.objects.select_related("draft", "run", "author").order_by("-pk")


def drafts_seen_by(actor: Actor) -> QuerySet[PackDraft]:
    READ_WHAT_IF.require(actor)
    return PackDraft.objects.select_related("sent_by").order_by("-pk")


@dataclass(frozen=True, slots=True)
class SheetPage:
    """`body` None while the run is under way."""

    sheet: WhatIfSheet
    body: dict[str, Any] | None

    @property
    def is_verified(self) -> bool:
        """What the sheet says rests on verified readings; nothing is said before it is made."""
        return self.body is None or bool(self.body.get("verified"))


def sheet_page(actor: Actor, no: str) -> SheetPage:
    sheet = sheet_for(actor, no)
    return SheetPage(sheet, json.loads(sheet.body) if sheet.body else None)


def changes_of(sheet: WhatIfSheet) -> QuerySet[WhatIfChange]:
    """Firms the draft changes something for, or that stand close to a threshold."""
    return WhatIfChange.objects.filter(run=sheet.run_id).select_related("enterprise")


@dataclass(frozen=True, slots=True)
class ScreeningRow:
    """A screening with how many firms it names today, and how many it may only count.

    `verified`: what the product reads was verified throughout, when its limits were worked out.
    """

    screening: Screening
    named: int
    hidden: int | None
    verified: bool


def screenings_of(actor: Actor, *, on: date) -> list[ScreeningRow]:
    """The institution's screenings, open ones first; two counts each, an institution has few."""
    SEE_SCREENINGS.require(actor)
    rows = Screening.objects.filter(institution_id=actor.institution_id)
    ordered = rows.select_related("listing", "opened_by").order_by("ended_at", "-pk")
    newest = list(ordered[:100])
    doubtful = unverified_screenings(newest, on=on)
    found = [
        ScreeningRow(
            each,
            disclosed(each, on=on).count(),
            hidden(each, on=on).count,
            each.pk not in doubtful,
        )
        for each in newest
    ]
    return sorted(found, key=lambda row: row.screening.ended_at is not None)


def unverified_screenings(screenings: Sequence[Screening], *, on: date) -> set[int]:
    """Those with a limit that rests on an unverified reading, as the run that confirmed it saw it;
    where no run has found a limit yet, by what the product reads today. Two queries, and those of
    a plan."""
    limits = PreApproval.objects.filter(screening__in=screenings, until_on=None)
    found: dict[int, bool] = {}
    for key, verified in limits.values_list("screening", "verified").distinct():
        found[key] = found.get(key, True) and verified
    new = [each for each in screenings if each.pk not in found]
    products = unverified_products({each.listing.code for each in new}, on) if new else ()
    return {key for key, verified in found.items() if not verified} | {
        each.pk for each in new if each.listing.code in products
    }


def screenable(actor: Actor) -> QuerySet[Listing]:
    """Loan products on the shelf that are not being screened."""
    SEE_SCREENINGS.require(actor)
    held = Screening.objects.filter(institution_id=actor.institution_id, ended_at=None)
    rows = Listing.objects.filter(
        institution_id=actor.institution_id, state=Listing.State.LIVE, kind="loan"
    )
    return rows.exclude(pk__in=held.values("listing")).order_by("name")


@dataclass(frozen=True, slots=True)
class OwnLimit:
    """A pre-approved limit as its firm sees it; `consent_no` "" while nobody else may."""

    limit: PreApproval
    consent_no: str

    @property
    def is_shown(self) -> bool:
        return bool(self.consent_no)


def own_limits(actor: Actor, *, on: date) -> list[OwnLimit]:
    """Every limit that stands for the actor's firm, and who has it today."""
    STANDING_OWN.require(actor)
    rows = PreApproval.objects.filter(
        enterprise=actor.enterprise_id, until_on=None, expires_on__gte=on
    ).select_related("screening__listing", "screening__institution", "enterprise")
    live = Consent.objects.live(on).filter(
        enterprise=actor.enterprise_id, purpose=PRE_SCREEN, case_ref=""
    )
    consents = {each.institution_id: each for each in live.order_by("pk")}
    return [
        OwnLimit(row, _covers(consents.get(row.screening.institution_id), row))
        for row in rows.order_by("-limit_fen", "pk")
    ]


def _covers(consent: Consent | None, row: PreApproval) -> str:
    """The number of the consent under which the institution sees the row, "" for none."""
    needed = row.screening.needed_mask
    covered = consent is not None and needed and consent.category_mask & needed == needed
    return consent.no if consent is not None and covered else ""

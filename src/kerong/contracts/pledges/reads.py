"""Questions of screens about assets, pledges, filings and alarms."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from kerong.catalogue.assessments import assessments_on, named
from kerong.catalogue.score_documents import score_document
from kerong.catalogue.score_items import Stated
from kerong.contracts.loans.models import Loan
from kerong.contracts.pledges.access import (
    READ,
    alarms_seen_by,
    asset_for,
    assets_seen_by,
    cases_seen_by,
    filings_seen_by,
    papers_seen_by,
    pledge_for,
    pledges_seen_by,
    sheet_for,
    sheets_seen_by,
    valuation_for,
    valuations_seen_by,
)
from kerong.contracts.pledges.assess_asset import SCORECARD
from kerong.contracts.pledges.checks import Hit, hits_of_pledge, items_of
from kerong.contracts.pledges.insured import Insured, insured_by
from kerong.contracts.pledges.models import (
    AssessmentSheet,
    AssetReading,
    CoOwner,
    Filing,
    IpAsset,
    OwnerConsent,
    Pledge,
    PledgeAlarm,
    PledgeItem,
    PledgePaper,
    Realisation,
    RightsCase,
    Valuation,
)
from kerong.contracts.pledges.needed_papers import NeededPaper, needed_papers
from kerong.contracts.pledges.programmes import rates_on, register_of, registration_on
from kerong.contracts.pledges.record_consent import owners_asked
from kerong.contracts.pledges.standing import Standing, standing_of, standings_of
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.rules.programmes.held import Row
from kerong.rules.programmes.pledges import PledgeRates, RefusalReason, RegistrationTerms
from kerong.rules.values import decoded
from kerong.rules.vocabulary import vocabulary

WAY = (Pledge.State.OFFERED, Pledge.State.SIGNED, Pledge.State.REGISTERED, Pledge.State.RELEASED)


@dataclass(frozen=True, slots=True)
class AssetRow:
    """One right of a list, with what is known of it and whether it stands in a live pledge."""

    asset: IpAsset
    standing: Standing
    pledged: bool


@dataclass(frozen=True, slots=True)
class AssetPage:
    """One right with everything its readers may see."""

    asset: IpAsset
    standing: Standing
    readings: list[AssetReading]
    co_owners: list[CoOwner]
    sheets: list[AssessmentSheet]
    valuations: list[Valuation]
    pledges: list[Pledge]
    cases: list[RightsCase]
    rates: Row[PledgeRates]
    registration: Row[RegistrationTerms]

    @property
    def open_cases(self) -> list[RightsCase]:
        return [row for row in self.cases if row.state == RightsCase.State.OPEN]

    @property
    def rate(self) -> Any:
        return self.rates.terms.rate_of(self.asset.kind)


@dataclass(frozen=True, slots=True)
class ValuationPage:
    """What was ordered, and of what."""

    valuation: Valuation
    standing: Standing
    papers: list[PledgePaper]


@dataclass(frozen=True, slots=True)
class ItemShown:
    item: PledgeItem
    standing: Standing
    sheet: AssessmentSheet | None


@dataclass(frozen=True, slots=True)
class PledgePage:
    """One pledge with everything its readers may see; `hits` as they stand today."""

    pledge: Pledge
    items: list[ItemShown]
    hits: tuple[Hit, ...]
    consents: list[OwnerConsent]
    owners_waiting: list[CoOwner]
    filings: list[Filing]
    alarms: list[PledgeAlarm]
    realisations: list[Realisation]
    papers: list[PledgePaper]
    needed: list[NeededPaper]
    cases: list[RightsCase]
    policies: list[Insured]
    rates: Row[PledgeRates]
    registration: Row[RegistrationTerms]

    @property
    def open_filing(self) -> Filing | None:
        return next((row for row in self.filings if row.state in Filing.OPEN), None)

    @property
    def cover_fen(self) -> int:
        return sum(each.item.cover_fen for each in self.items)

    @property
    def verified(self) -> bool:
        return self.rates.verified

    @property
    def reasons(self) -> tuple[RefusalReason, ...]:
        return self.registration.terms.refusals

    @property
    def way(self) -> list[tuple[str, str]]:
        """The steps with "done", "now" or "ahead"; none where it ended early."""
        state = self.pledge.state
        state = Pledge.State.OFFERED if state == Pledge.State.PROPOSED else state
        if state not in WAY:
            return []
        at, last = WAY.index(Pledge.State(state)), state == WAY[-1]
        return [
            (str(step), "done" if no < at or last else "now" if no == at else "ahead")
            for no, step in enumerate(WAY)
        ]


def asset_rows(actor: Actor, *, on: date) -> list[AssetRow]:
    """A firm's rights, newest first; four queries."""
    READ.require(actor)
    assets = list(assets_seen_by(actor).order_by("-pk"))
    standings = standings_of(assets, on)
    keys = {asset.key for asset in assets}
    live = set(
        PledgeItem.objects.filter(live=True, asset_key__in=keys).values_list("asset_key", flat=True)
    )
    return [AssetRow(asset, standings[asset.pk], asset.key in live) for asset in assets]


def asset_page(actor: Actor, no: str, *, on: date) -> AssetPage:
    """Eleven queries; an institution sees the valuations it gave and the pledges it holds."""
    asset = asset_for(actor, no)
    return AssetPage(
        asset=asset,
        standing=standing_of(asset, on),
        readings=list(asset.readings.order_by("-pk")),
        co_owners=list(asset.co_owners.filter(ended_on=None)),
        sheets=list(sheets_seen_by(actor).filter(asset=asset)),
        valuations=list(valuations_seen_by(actor).filter(asset=asset).order_by("-pk")),
        pledges=list(pledges_seen_by(actor).filter(items__asset=asset).order_by("-pk")),
        cases=list(cases_seen_by(actor).filter(asset=asset)),
        rates=rates_on(on),
        registration=registration_on(on, register_of(asset.kind, on)),
    )


def sheet_document(actor: Actor, no: str, language: str) -> tuple[AssessmentSheet, Any]:
    """The sheet and its steps, made again from the facts it kept; None once they are erased."""
    sheet = sheet_for(actor, no)
    body = json.loads(sheet.finding.body) if sheet.finding.body else {}
    if "facts" not in body:
        return sheet, None
    facts = {
        code: decoded(vocabulary().fact(code).type, value) for code, value in body["facts"].items()
    }
    on = sheet.assessed_on
    card = named(assessments_on(on), SCORECARD, facts)[0]
    return sheet, score_document(card, stated=Stated(facts, on), on=on, language=language)


def cases_of_sheet(actor: Actor, sheet: AssessmentSheet) -> list[RightsCase]:
    """Cases about the right that had begun by the day of the sheet."""
    began = cases_seen_by(actor).filter(asset=sheet.asset_id, began_on__lte=sheet.assessed_on)
    return list(began)


def valuation_rows(actor: Actor) -> QuerySet[Valuation]:
    READ.require(actor)
    return valuations_seen_by(actor).order_by("-pk")


def valuation_page(actor: Actor, no: str, *, on: date) -> ValuationPage:
    """Five queries; raises ValuationNotFound."""
    row = valuation_for(actor, no)
    papers = papers_seen_by(actor).filter(valuation=row)
    return ValuationPage(row, standing_of(row.asset, on), list(papers))


def pledges_listed(actor: Actor) -> QuerySet[Pledge]:
    """With the number of alarms that stand."""
    READ.require(actor)
    rows = pledges_seen_by(actor).select_related("enterprise", "institution", "loan")
    return with_alarms(rows).order_by("-pk")


def with_alarms(rows: QuerySet[Pledge]) -> QuerySet[Pledge]:
    """Each with `alarm_count`, how many alarms stand."""
    open_ones = Q(items__alarms__isnull=False, items__alarms__over_at=None)
    return rows.annotate(alarm_count=Count("items__alarms", filter=open_ones))


def pledges_to_insure(actor: Actor, loan: Loan) -> list[Pledge]:
    """Open pledges of one loan, as far as the actor sees them."""
    rows = pledges_seen_by(actor).filter(loan=loan, state__in=Pledge.OPEN)
    return list(rows.order_by("pk"))


def filings_listed(actor: Actor) -> QuerySet[Filing]:
    """What was submitted at all; a draft is between firm and bank."""
    READ.require(actor)
    rows = filings_seen_by(actor)
    hidden = rows.exclude(submitted_at=None) if actor.role in roles.GOVERNMENT else rows
    return hidden.order_by("due_on", "-pk")


def alarms_listed(actor: Actor) -> QuerySet[PledgeAlarm]:
    READ.require(actor)
    return alarms_seen_by(actor).order_by("-pk")


def pledge_page(actor: Actor, no: str, *, on: date) -> PledgePage:
    """Some eighteen queries; raises PledgeNotFound for one that is not the actor's to see."""
    pledge = pledge_for(actor, no)
    items = items_of(pledge)
    assets = [item.asset for item in items]
    standings = standings_of(assets, on)
    sheets = {row.asset_id: row for row in sheets_seen_by(actor).filter(asset__in=assets)[::-1]}
    open_ones = pledge.state in Pledge.OPEN
    filings = pledge.filings.select_related("new_loan", "decided_by", "pledge").order_by("-pk")
    alarms = PledgeAlarm.objects.filter(item__in=items, over_at=None)
    return PledgePage(
        pledge=pledge,
        items=[ItemShown(row, standings[row.asset_id], sheets.get(row.asset_id)) for row in items],
        hits=hits_of_pledge(pledge, on) if open_ones else (),
        consents=list(pledge.consents.select_related("co_owner__asset")),
        owners_waiting=list(owners_asked(pledge).values()) if open_ones else [],
        filings=list(filings),
        alarms=list(alarms.select_related("item__asset")),
        realisations=list(pledge.realisations.select_related("pledge")),
        papers=_papers(actor, pledge, items),
        needed=_needed(filings),
        cases=list(cases_seen_by(actor).filter(asset__in=assets)),
        policies=insured_by([pledge])[pledge.pk],
        rates=rates_on(on),
        registration=registration_on(on, pledge.register),
    )


def _papers(actor: Actor, pledge: Pledge, items: list[PledgeItem]) -> list[PledgePaper]:
    """Its own, and the reports of the valuations it stands on."""
    valuations = [item.valuation_id for item in items]
    return list(papers_seen_by(actor).filter(Q(pledge=pledge) | Q(valuation__in=valuations)))


def _needed(filings: QuerySet[Filing]) -> list[NeededPaper]:
    """Of the filing under way."""
    running = next((row for row in filings if row.state in Filing.RUNNING), None)
    return needed_papers(running) if running is not None else []

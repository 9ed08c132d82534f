"""三维自评: patent, team and credit of a firm in points by the scorecard in force."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db import transaction
from django.utils.timezone import localdate

from kerong.catalogue.assessments import assessments_on, named
from kerong.catalogue.keep_score import keep_score
from kerong.catalogue.score_documents import score_document
from kerong.catalogue.score_items import Stated
from kerong.contracts.pledges.access import ASSESS, asset_for
from kerong.contracts.pledges.errors import FigureWrong, NotAssessable
from kerong.contracts.pledges.models import AssessmentSheet, AssetReading, IpAsset
from kerong.contracts.pledges.notes import note_asset
from kerong.contracts.pledges.standing import Standing, standing_of
from kerong.evidence.snapshot import facts_of
from kerong.finance.dates import months_after
from kerong.finance.terms import MOST_FEN
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.ratios import MILLION
from kerong.kernel.references import number_to_come
from kerong.population.inputs import observed
from kerong.rules.values import Value

SCORECARD = "ip-pledge"
_KIND = {
    IpAsset.Kind.INVENTION: "invention",
    IpAsset.Kind.UTILITY: "utility",
    IpAsset.Kind.DESIGN: "design",
}
_LONGEST = 20  # years a patent runs at most
_DISPUTED = (AssetReading.Status.CHALLENGED, AssetReading.Status.DISPUTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What only the firm can tell; None is unknown, and unknown is not nought."""

    value_fen: int
    claims: int | None = None
    citations: int | None = None
    has_family: bool | None = None
    revenue_ppm: int | None = None


def assess_asset(*, actor: Actor, asset_no: str, told: Told, at: datetime) -> AssessmentSheet:
    """Keep the sheet with the finding it can be made again from, byte for byte.

    Raises NotAssessable for what is no patent, FigureWrong, AssessmentAbsent.
    """
    ASSESS.require(actor)
    asset, on = asset_for(actor, asset_no), localdate(at)
    facts = pledge_facts(asset, standing_of(asset, on), told, on)
    seen = facts_of(asset.enterprise, as_of=on, on=on)
    whole = observed(seen) | facts
    card = named(assessments_on(on), SCORECARD, whole)[0]
    stated = Stated(whole, on, seen.origins)
    document = score_document(card, stated=stated, on=on, language="zh-hans")
    with transaction.atomic():
        finding = keep_score(
            enterprise=asset.enterprise,
            name=SCORECARD,
            facts=whole,
            as_of=on,
            on=on,
            actor=actor,
            at=at,
        )
        amount = document.get("amount_yuan")
        sheet = AssessmentSheet.objects.create(
            no=number_to_come(),
            asset=asset,
            finding=finding,
            value_fen=told.value_fen,
            points=document["value"] or "",
            low=document["low"] or "",
            high=document["high"] or "",
            grade=document["grade"] or "",
            limit_fen=Money.from_yuan(amount).fen if amount else None,
            verified=document["verified"],
            assessed_on=on,
            assessed_by_id=actor.person_id,
            assessed_at=at,
        )
        sheet.no = f"E{on.year}-{sheet.pk:06d}"
        AssessmentSheet.objects.filter(pk=sheet.pk).update(no=sheet.no)
        noted = {"sheet": sheet.no, "points": sheet.points, "finding": finding.digest}
        note_asset(asset, "assessed", actor=actor, at=at, facts=noted)
    return sheet


def pledge_facts(
    asset: IpAsset, standing: Standing, told: Told, on: date
) -> dict[str, Value | None]:
    """The facts of the card that speak of the right; raises NotAssessable, FigureWrong."""
    kind = _KIND.get(IpAsset.Kind(asset.kind))
    if kind is None:
        raise NotAssessable()
    if not 0 < told.value_fen <= MOST_FEN:
        raise FigureWrong(field="value_fen")
    share = None if told.revenue_ppm is None else Fraction(told.revenue_ppm, MILLION)
    disputed = any(status in _DISPUTED for status in standing.statuses)
    found: dict[str, Value | None] = {
        "pledge_patent_kind": kind,
        "pledge_patent_value": told.value_fen,
        "pledge_patent_years_left": years_left(standing.expires_on, on),
        "pledge_patent_claims": told.claims,
        "pledge_patent_citations": told.citations,
        "pledge_patent_has_family": told.has_family,
        "pledge_patent_revenue_share": (
            None if share is None else (share.numerator, share.denominator)
        ),
        "pledge_patent_is_disputed": disputed if standing.statuses else None,
    }
    return found


def years_left(expires_on: date | None, on: date) -> int | None:
    """Whole years until the right ends: from 2026-03-06 to 2036-03-06 ten, a day less nine."""
    if expires_on is None:
        return None
    years = 0
    while years < _LONGEST and months_after(on, 12 * (years + 1)) <= expires_on:
        years += 1
    return years

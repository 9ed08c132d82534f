"""设定条件: what the district asks beyond the programme; earlier bridges keep theirs."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.bridges.access import SET_TERMS, fund_for
from kerong.contracts.bridges.errors import FundUnsound, NoTerms, TermsExist, TermsInThePast
from kerong.contracts.bridges.hindrances import CODES, sorted_codes
from kerong.contracts.bridges.models import BridgeFund, FundTerms
from kerong.contracts.bridges.notes import note_fund
from kerong.contracts.bridges.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.ratios import MILLION

MOST_LATE_PPM = 10_000  # one percent a day: beyond it a percent sign was forgotten


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTerms:
    """`excluded` a coordination decision may lift, `barred` nothing; `basis` is the document."""

    since: date
    basis: str
    excluded: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    own_share_ppm: int = 0
    late_rate_ppm: int = 0
    verified: bool = False


def set_terms(*, key: str, terms: NewTerms, actor: Actor, at: datetime) -> FundTerms:
    """Raises FundNotFound, FundUnsound, TermsExist, TermsInThePast."""
    SET_TERMS.require(actor)
    fund = fund_for(actor, key)
    with transaction.atomic():
        return write_terms(fund, terms, actor=actor, at=at)


def write_terms(fund: BridgeFund, terms: NewTerms, *, actor: Actor, at: datetime) -> FundTerms:
    """The conditions from that day on; the same again changes nothing."""
    said = _said(terms)
    if terms.since < localdate(at):
        raise TermsInThePast()
    row = FundTerms(fund=fund, since_on=terms.since, set_by_id=actor.person_id, set_at=at, **said)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        held = FundTerms.objects.get(fund=fund, since_on=terms.since)
        if any(getattr(held, name) != value for name, value in said.items()):
            raise TermsExist(since=terms.since) from None
        return held
    facts = {**said, "since": terms.since}
    note_fund(fund, "terms_set", actor=actor, at=at, facts=facts)
    return row


def terms_in_force(fund: BridgeFund, day: date) -> FundTerms:
    """Raises NoTerms."""
    found = FundTerms.objects.filter(fund=fund, since_on__lte=day).order_by("-since_on").first()
    if found is None:
        raise NoTerms(fund=fund.title)
    return found


def _said(terms: NewTerms) -> dict[str, object]:
    unknown = {*terms.excluded, *terms.barred} - set(CODES)
    if unknown or set(terms.excluded) & set(terms.barred):
        raise FundUnsound(field="excluded")
    if not 0 <= terms.own_share_ppm < MILLION:
        raise FundUnsound(field="own_share_ppm")
    if not 0 <= terms.late_rate_ppm <= MOST_LATE_PPM:
        raise FundUnsound(field="late_rate_ppm")
    return {
        "excluded": sorted_codes(terms.excluded),
        "barred": sorted_codes(terms.barred),
        "own_share_ppm": terms.own_share_ppm,
        "late_rate_ppm": terms.late_rate_ppm,
        "basis": checked_words(terms.basis, least=2, most=300),
        "verified": terms.verified,
    }

"""Who may do what with pledges, and the only ways to get hold of one, an asset or a filing."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from kerong.contracts.pledges.errors import (
    AssetNotFound,
    CaseNotFound,
    FilingNotFound,
    PaperNotFound,
    PledgeNotFound,
    SheetNotFound,
    ValuationNotFound,
)
from kerong.contracts.pledges.models import (
    AssessmentSheet,
    Filing,
    IpAsset,
    Pledge,
    PledgeAlarm,
    PledgeItem,
    PledgePaper,
    RightsCase,
    Valuation,
)
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose

_WATCHERS = frozenset({roles.OFFICER, roles.AUDITOR})
_OFFICERS = frozenset({roles.OFFICER})
_OWNER = frozenset({roles.FIRM_OWNER})
_CLERKS = frozenset({roles.INSTITUTION_CLERK, roles.INSTITUTION_APPROVER})
_APPROVERS = frozenset({roles.INSTITUTION_APPROVER})
_SYSTEM = frozenset({roles.SYSTEM})
_FIRM, _BANK = Whose.OWN_ENTERPRISE, Whose.OWN_INSTITUTION

READ = Policy(
    "pledges.read",
    roles.FIRM | roles.INSTITUTION | _WATCHERS,
    Whose.ADDRESSED,
    note="firm and bank: their own; an appraiser: what it is asked to value; officers: all",
)
READ_FIRMS = Policy("pledges.read_firms", roles.FIRM, _FIRM)
READ_OWN = Policy("pledges.read_own", roles.INSTITUTION, _BANK)
WATCH = Policy("pledges.watch", _WATCHERS, Whose.ALL, note="pledges, filings and alarms")

KEEP_ASSET = Policy("pledges.keep_asset", roles.FIRM, _FIRM)
ADOPT_RECORDS = Policy("pledges.adopt_records", roles.FIRM, _FIRM)
TELL_STATUS = Policy("pledges.tell_status", roles.FIRM, _FIRM, note="its word on its own")
NOTE_READING = Policy("pledges.note_reading", _OFFICERS, Whose.ALL, note="what a register says")
NAME_CO_OWNER = Policy("pledges.name_co_owner", roles.FIRM, _FIRM)
ASSESS = Policy("pledges.assess", roles.FIRM, _FIRM)
KEEP_CASE = Policy("pledges.keep_case", roles.FIRM, _FIRM, note="cases about its own rights")
ATTACH_PAPER = Policy(
    "pledges.attach_paper", roles.FIRM | _CLERKS, Whose.ADDRESSED, note="firm or bank of it"
)
ATTACH_REPORT = Policy("pledges.attach_report", _CLERKS, _BANK, note="who was asked to value")

ORDER_VALUATION = Policy("pledges.order_valuation", roles.FIRM, _FIRM)
WITHDRAW_VALUATION = Policy("pledges.withdraw_valuation", roles.FIRM, _FIRM)
GIVE_VALUATION = Policy("pledges.give_valuation", _CLERKS, _BANK, note="appraiser or bank")
DECLINE_VALUATION = Policy("pledges.decline_valuation", _CLERKS, _BANK, note="appraiser or bank")

OFFER = Policy("pledges.offer", _OWNER, _FIRM, fresh_factor=True, note="the firm signs")
WITHDRAW = Policy("pledges.withdraw", roles.FIRM, _FIRM)
RECORD_CONSENT = Policy("pledges.record_consent", roles.FIRM, _FIRM)
PROPOSE_SIGNING = Policy("pledges.propose_signing", _CLERKS, _BANK)
SIGN = Policy("pledges.sign", _APPROVERS, _BANK, fresh_factor=True, note="second person")
DECLINE = Policy("pledges.decline", _CLERKS, _BANK)

FILE = Policy("pledges.file", roles.FIRM | _CLERKS, Whose.ADDRESSED, note="firm or bank of it")
ASK_CHANGE = Policy("pledges.ask_change", _CLERKS, _BANK)
AGREE_CHANGE = Policy("pledges.agree_change", _OWNER, _FIRM, fresh_factor=True)
DROP_CHANGE = Policy("pledges.drop_change", roles.FIRM | _CLERKS, Whose.ADDRESSED)
ASK_RELEASE = Policy("pledges.ask_release", _APPROVERS, _BANK, fresh_factor=True)
REPLY = Policy("pledges.reply", roles.FIRM | _CLERKS, Whose.ADDRESSED, note="firm or bank of it")
ASK_CORRECTION = Policy("pledges.ask_correction", _OFFICERS, Whose.ALL)
REGISTER = Policy("pledges.register", _OFFICERS, Whose.ALL, fresh_factor=True)
REFUSE = Policy("pledges.refuse", _OFFICERS, Whose.ALL, fresh_factor=True)
REALISE = Policy("pledges.realise", _APPROVERS, _BANK, fresh_factor=True)

RAISE_ALARMS = Policy("pledges.raise_alarms", _SYSTEM, Whose.PLATFORM)
WATCH_CLOCKS = Policy("pledges.watch_clocks", _SYSTEM, Whose.PLATFORM)
OVERSEE = Policy("pledges.oversee", _SYSTEM, Whose.PLATFORM, note="the command line")
CHECK = Policy("pledges.check", _SYSTEM, Whose.PLATFORM)

POLICIES: tuple[Policy, ...] = tuple(
    value for value in dict(globals()).values() if isinstance(value, Policy)
)
_PLEDGE = ("enterprise", "institution", "loan", "loan__enterprise", "loan__institution")
Row = TypeVar("Row", bound=Model)


def pledges_seen_by(actor: Actor) -> QuerySet[Pledge]:
    return _seen(Pledge.objects.all(), actor, firm="enterprise_id", bank="institution_id")


def pledge_for(actor: Actor, no: str) -> Pledge:
    """The pledge when it is the actor's to see; raises PledgeNotFound."""
    READ.require(actor)
    found = pledges_seen_by(actor).select_related(*_PLEDGE).filter(no=no).first()
    if found is None:
        raise PledgeNotFound(no=no[:40])
    return found


def filings_seen_by(actor: Actor) -> QuerySet[Filing]:
    rows = Filing.objects.select_related(*(f"pledge__{name}" for name in _PLEDGE))
    return _seen(rows, actor, firm="pledge__enterprise_id", bank="pledge__institution_id")


def filing_for(actor: Actor, no: str) -> Filing:
    """Raises FilingNotFound."""
    READ.require(actor)
    found = filings_seen_by(actor).filter(no=no).first()
    if found is None:
        raise FilingNotFound(no=no[:40])
    return found


def alarms_seen_by(actor: Actor) -> QuerySet[PledgeAlarm]:
    rows = PledgeAlarm.objects.select_related(
        "item__asset", "item__pledge__enterprise", "item__pledge__institution"
    )
    path = "item__pledge__"
    return _seen(rows, actor, firm=f"{path}enterprise_id", bank=f"{path}institution_id")


def valuations_seen_by(actor: Actor) -> QuerySet[Valuation]:
    rows = Valuation.objects.select_related("asset__enterprise", "institution")
    return _seen(rows, actor, firm="asset__enterprise_id", bank="institution_id")


def valuation_for(actor: Actor, no: str) -> Valuation:
    """Raises ValuationNotFound."""
    READ.require(actor)
    found = valuations_seen_by(actor).filter(no=no).first()
    if found is None:
        raise ValuationNotFound(no=no[:40])
    return found


def assets_seen_by(actor: Actor) -> QuerySet[IpAsset]:
    """A firm's own; of an institution what is pledged to it or to be valued by it."""
    rows = IpAsset.objects.select_related("enterprise")
    if actor.role in roles.INSTITUTION and actor.institution_id is not None:
        mine = actor.institution_id
        pledged = Q(pk__in=Pledge.objects.filter(institution=mine).values("items__asset"))
        valued = Q(pk__in=Valuation.objects.filter(institution=mine).values("asset"))
        return rows.filter(pledged | valued)
    return _seen(rows, actor, firm="enterprise_id", bank="enterprise_id")


def asset_for(actor: Actor, no: str) -> IpAsset:
    """Raises AssetNotFound."""
    READ.require(actor)
    found = assets_seen_by(actor).filter(no=no).first()
    if found is None:
        raise AssetNotFound(no=no[:40])
    return found


def cases_seen_by(actor: Actor) -> QuerySet[RightsCase]:
    """Of every right the actor may see."""
    rows = RightsCase.objects.select_related("asset__enterprise")
    return rows.filter(asset__in=assets_seen_by(actor).values("pk"))


def case_for(actor: Actor, no: str) -> RightsCase:
    """Raises CaseNotFound."""
    READ.require(actor)
    found = cases_seen_by(actor).filter(no=no).first()
    if found is None:
        raise CaseNotFound(no=no[:40])
    return found


def papers_seen_by(actor: Actor) -> QuerySet[PledgePaper]:
    """Of the pledges and valuations the actor may see; a bank reads the reports it relies on."""
    mine = pledges_seen_by(actor).values("pk")
    valued = Q(valuation__in=valuations_seen_by(actor).values("pk"))
    relied = PledgeItem.objects.filter(pledge__in=mine).values("valuation")
    rows = PledgePaper.objects.select_related("document")
    return rows.filter(Q(pledge__in=mine) | valued | Q(valuation__in=relied))


def paper_for(actor: Actor, pk: int) -> PledgePaper:
    """Raises PaperNotFound."""
    READ.require(actor)
    found = papers_seen_by(actor).filter(pk=pk).first()
    if found is None:
        raise PaperNotFound()
    return found


def sheets_seen_by(actor: Actor) -> QuerySet[AssessmentSheet]:
    """A firm's own; a bank's while the right is offered or pledged to it; no officer's."""
    rows = AssessmentSheet.objects.select_related("asset__enterprise", "finding")
    if actor.role in roles.FIRM and actor.enterprise_id is not None:
        return rows.filter(asset__enterprise=actor.enterprise_id)
    if actor.role in roles.INSTITUTION and actor.institution_id is not None:
        shared = Pledge.objects.filter(institution=actor.institution_id, state__in=Pledge.OPEN)
        return rows.filter(asset__in=shared.values("items__asset"))
    return rows.none()


def sheet_for(actor: Actor, no: str) -> AssessmentSheet:
    """The sheet when it is the actor's to see; raises SheetNotFound."""
    READ.require(actor)
    found = sheets_seen_by(actor).filter(no=no).first()
    if found is None:
        raise SheetNotFound(no=no[:40])
    return found


def _seen(rows: QuerySet[Row], actor: Actor, *, firm: str, bank: str) -> QuerySet[Row]:
    if actor.role in _WATCHERS:
        return rows
    if actor.role in roles.FIRM and actor.enterprise_id is not None:
        return rows.filter(**{firm: actor.enterprise_id})
    if actor.role in roles.INSTITUTION and actor.institution_id is not None:
        return rows.filter(**{bank: actor.institution_id})
    return rows.none()

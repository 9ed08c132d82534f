"""Who may do what with bridges, and the only ways to get hold of one or of a fund."""

from django.db.models import Q, QuerySet

from kerong.contracts.bridges.errors import BanNotFound, BridgeNotFound, FundNotFound
from kerong.contracts.bridges.models import Bridge, BridgeBan, BridgeFund
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose

_WATCHERS = frozenset({roles.OFFICER, roles.AUDITOR})
_OFFICERS = frozenset({roles.OFFICER})
_CLERKS = frozenset({roles.INSTITUTION_CLERK, roles.INSTITUTION_APPROVER})
_APPROVERS = frozenset({roles.INSTITUTION_APPROVER})
_SYSTEM = frozenset({roles.SYSTEM})
_FIRM, _BANK = Whose.OWN_ENTERPRISE, Whose.OWN_INSTITUTION

READ_BRIDGE = Policy(
    "bridges.read",
    roles.FIRM | roles.INSTITUTION | _WATCHERS,
    Whose.ADDRESSED,
    note="firm: its own; banks: of the old and of the promised loan; officers: all",
)
READ_FIRMS = Policy("bridges.read_firms", roles.FIRM, _FIRM)
READ_OWN = Policy("bridges.read_own", roles.INSTITUTION, _BANK)
WATCH = Policy("bridges.watch", _WATCHERS, Whose.ALL, note="bridges, funds and their statements")

APPLY = Policy("bridges.apply", roles.FIRM, _FIRM)
WITHDRAW = Policy("bridges.withdraw", roles.FIRM, _FIRM)

PROPOSE_OPINION = Policy("bridges.propose_opinion", _CLERKS, _BANK)
SIGN_OPINION = Policy(
    "bridges.sign_opinion", _APPROVERS, _BANK, fresh_factor=True, note="second person"
)
RETURN_OPINION = Policy("bridges.return_opinion", _APPROVERS, _BANK)
DECLINE = Policy("bridges.decline", _CLERKS, _BANK)
RECORD_NEW_LOAN = Policy("bridges.record_new_loan", _CLERKS, _BANK, fresh_factor=True)

OPEN_FUND = Policy("bridges.open_fund", _OFFICERS, Whose.PLATFORM, fresh_factor=True)
SET_TERMS = Policy("bridges.set_terms", _OFFICERS, Whose.PLATFORM, fresh_factor=True)
APPROPRIATE = Policy("bridges.appropriate", _OFFICERS, Whose.PLATFORM, fresh_factor=True)
COORDINATE = Policy("bridges.coordinate", _OFFICERS, Whose.ALL)
CONFIRM_COORDINATION = Policy(
    "bridges.confirm_coordination",
    _OFFICERS,
    Whose.ALL,
    fresh_factor=True,
    note="somebody other than who recorded it",
)
PROPOSE_APPROVAL = Policy("bridges.propose_approval", _OFFICERS, Whose.ALL)
APPROVE = Policy("bridges.approve", _OFFICERS, Whose.ALL, fresh_factor=True, note="second person")
RETURN_APPROVAL = Policy("bridges.return_approval", _OFFICERS, Whose.ALL)
REFUSE = Policy("bridges.refuse", _OFFICERS, Whose.ALL)
RECORD_RECEIPT = Policy("bridges.record_receipt", _OFFICERS, Whose.ALL)
RELEASE = Policy("bridges.release", _OFFICERS, Whose.ALL, fresh_factor=True)
SETTLE = Policy("bridges.settle", _OFFICERS, Whose.ALL, fresh_factor=True)
CALL_OFF = Policy("bridges.call_off", _OFFICERS, Whose.ALL, fresh_factor=True)
LIFT_BAN = Policy("bridges.lift_ban", _OFFICERS, Whose.ALL, fresh_factor=True)

REMIND = Policy("bridges.remind", _SYSTEM, Whose.PLATFORM)
LAPSE = Policy("bridges.lapse", _SYSTEM, Whose.PLATFORM)

POLICIES: tuple[Policy, ...] = tuple(
    value for value in dict(globals()).values() if isinstance(value, Policy)
)
_NAMED = (
    *("fund", "terms", "loan", "loan__institution", "loan__enterprise"),
    *("enterprise", "institution", "new_loan"),
)


def bridges_seen_by(actor: Actor) -> QuerySet[Bridge]:
    if actor.role in _WATCHERS:
        return Bridge.objects.all()
    if actor.role in roles.FIRM and actor.enterprise_id is not None:
        return Bridge.objects.filter(enterprise_id=actor.enterprise_id)
    if actor.role in roles.INSTITUTION and actor.institution_id is not None:
        mine = actor.institution_id
        return Bridge.objects.filter(Q(institution_id=mine) | Q(loan__institution_id=mine))
    return Bridge.objects.none()


def bridge_for(actor: Actor, no: str) -> Bridge:
    """The bridge when it is the actor's to see; raises BridgeNotFound."""
    READ_BRIDGE.require(actor)
    found = bridges_seen_by(actor).select_related(*_NAMED).filter(no=no).first()
    if found is None:
        raise BridgeNotFound(no=no[:40])
    return found


def promised_by(actor: Actor, no: str) -> Bridge:
    """The bridge, and the actor's institution is the one that renews; else as if not there."""
    found = bridge_for(actor, no)
    if found.institution_id != actor.institution_id:
        raise BridgeNotFound(no=no[:40])
    return found


def fund_for(actor: Actor, key: str) -> BridgeFund:
    """Raises FundNotFound."""
    WATCH.require(actor)
    return fund_named(key)


def fund_named(key: str) -> BridgeFund:
    found = BridgeFund.objects.select_related("department").filter(key=key).first()
    if found is None:
        raise FundNotFound(key=key[:40])
    return found


def ban_for(actor: Actor, no: str) -> BridgeBan:
    """The ban that followed from the bridge of this number; raises BanNotFound."""
    bridge = bridge_for(actor, no)
    found = BridgeBan.objects.filter(bridge=bridge, lifted_at=None).first()
    if found is None:
        raise BanNotFound()
    return found

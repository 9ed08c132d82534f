"""Who may do what with applications for policies, and the only ways to get hold of one."""

from django.db.models import Q, QuerySet

from kerong.cases.applications.errors import (
    ApplicationNotFound,
    EligibleListNotFound,
    NotThisOffice,
)
from kerong.cases.models import Application, ApplicationPaper, EligibleList
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose

_FIRM, _OFFICER = roles.FIRM, frozenset({roles.OFFICER})
_WATCHERS = frozenset({roles.OFFICER, roles.AUDITOR})
_SYSTEM = frozenset({roles.SYSTEM})
_OWN_OFFICE = "officers act for the department of their mandate"

APPLY = Policy("applications.apply", _FIRM, Whose.OWN_ENTERPRISE)
READ_OWN = Policy("applications.read_own", _FIRM, Whose.OWN_ENTERPRISE)
WITHDRAW = Policy("applications.withdraw", _FIRM, Whose.OWN_ENTERPRISE)
ANSWER_CORRECTION = Policy("applications.answer_correction", _FIRM, Whose.OWN_ENTERPRISE)
REPLY = Policy(
    "applications.reply", _FIRM, Whose.OWN_ENTERPRISE, note="to a grant nobody applied for"
)
READ = Policy(
    "applications.read",
    _WATCHERS,
    Whose.ALL,
    note="officers: applications their department leads or reviews; auditors: all",
)
SEE = Policy(
    "applications.see", _FIRM | _WATCHERS, Whose.ADDRESSED, note="firms: their own; others as read"
)
LEAD = Policy("applications.lead", _OFFICER, Whose.ALL, note=_OWN_OFFICE)
REVIEW = Policy("applications.review", _OFFICER, Whose.ALL, note="one opinion a department")
DECIDE = Policy("applications.decide", _OFFICER, Whose.ALL, fresh_factor=True, note="second person")
SCREEN = Policy("applications.screen", _OFFICER, Whose.ALL, note=_OWN_OFFICE)
CONFIRM_LIST = Policy(
    "applications.confirm_list", _OFFICER, Whose.ALL, fresh_factor=True, note="second person"
)
SEE_DESKS = Policy("applications.see_desks", roles.GOVERNMENT, Whose.ALL)
ARRANGE = Policy(
    "applications.arrange",
    frozenset({roles.OFFICER, roles.OPERATOR}),
    Whose.ALL,
    note="an officer: clauses nobody handles yet, or their own department's",
)
SEE_PUBLICITY = Policy("applications.see_publicity", roles.EVERYONE, Whose.PUBLIC)
OBJECT = Policy("applications.object", roles.EVERYONE, Whose.PUBLIC, note="counted by address")
DEEM_ACCEPTED = Policy("applications.deem_accepted", _SYSTEM, Whose.PLATFORM)
LAPSE_DRAFTS = Policy("applications.lapse_drafts", _SYSTEM, Whose.PLATFORM)
FILL_LIST = Policy("applications.fill_list", _SYSTEM, Whose.PLATFORM)
RECOMPUTE = Policy("applications.recompute", _SYSTEM, Whose.PLATFORM)

POLICIES: tuple[Policy, ...] = tuple(
    value for value in dict(globals()).values() if isinstance(value, Policy)
)


def applications_seen_by(actor: Actor) -> QuerySet[Application]:
    """A firm its own; an officer those the department leads or reviews; an auditor all sent."""
    rows = Application.objects.select_related("enterprise", "lead")
    if actor.role in roles.FIRM and actor.enterprise_id is not None:
        told = Q(shape=Application.Shape.JOINT_REVIEW) | Q(publicity_from_on__isnull=False)
        return rows.filter(told, enterprise_id=actor.enterprise_id)
    rows = rows.exclude(state=Application.State.DRAFT).filter(finding__isnull=False)
    if actor.role == roles.AUDITOR:
        return rows
    if actor.role == roles.OFFICER and actor.department_id is not None:
        own = Q(lead_id=actor.department_id)
        asked = Q(pk__in=_asked_of(actor.department_id))
        return rows.filter(own | asked)
    return rows.none()


def _asked_of(department_id: int) -> QuerySet[Application, int]:
    asked = Application.objects.filter(reviews__department_id=department_id)
    return asked.values_list("pk", flat=True)


def application_for(actor: Actor, no: str) -> Application:
    """Raises ApplicationNotFound, for a stranger's as for none."""
    found = applications_seen_by(actor).filter(no=no).first()
    if found is None:
        raise ApplicationNotFound(no=no[:40])
    return found


def led_by(actor: Actor, no: str) -> Application:
    """An application the actor's department leads; raises ApplicationNotFound, NotThisOffice."""
    found = application_for(actor, no)
    if found.lead_id != actor.department_id:
        raise NotThisOffice(no=no[:40])
    return found


def lists_seen_by(actor: Actor) -> QuerySet[EligibleList]:
    rows = EligibleList.objects.select_related("lead", "opened_by", "confirmed_by")
    if actor.role == roles.AUDITOR:
        return rows
    if actor.role == roles.OFFICER and actor.department_id is not None:
        return rows.filter(lead_id=actor.department_id)
    return rows.none()


def list_for(actor: Actor, no: str) -> EligibleList:
    """Raises EligibleListNotFound."""
    found = lists_seen_by(actor).filter(no=no).first()
    if found is None:
        raise EligibleListNotFound(no=no[:40])
    return found


def paper_for(actor: Actor, no: str, paper_id: int) -> ApplicationPaper:
    """A paper of an application the actor may see; raises ApplicationNotFound."""
    application = application_for(actor, no)
    found = application.papers.select_related("document").filter(pk=paper_id).first()
    if found is None:
        raise ApplicationNotFound(no=no[:40])
    return found

"""Who may read loans, and the only way to get hold of one."""

from django.db.models import QuerySet

from kerong.contracts.loans.errors import LoanNotFound
from kerong.contracts.loans.models import Loan
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose

_WATCHERS = frozenset({roles.OFFICER, roles.AUDITOR})

READ_LOAN = Policy(
    "loans.read_loan",
    roles.FIRM | roles.INSTITUTION | _WATCHERS,
    Whose.ADDRESSED,
    note="firm and institution: their own; officers: all",
)
OPEN_LOAN = Policy(
    "loans.open_loan",
    frozenset({roles.INSTITUTION_CLERK, roles.INSTITUTION_APPROVER}),
    Whose.OWN_INSTITUTION,
    note="only through the act that decided",
)

POLICIES: tuple[Policy, ...] = (READ_LOAN, OPEN_LOAN)


def loan_for(actor: Actor, no: str) -> Loan:
    """The loan when it is the actor's to see; raises LoanNotFound."""
    READ_LOAN.require(actor)
    found = loans_seen_by(actor).select_related("enterprise", "institution").filter(no=no).first()
    if found is None:
        raise LoanNotFound(no=no)
    return found


def loans_seen_by(actor: Actor) -> QuerySet[Loan]:
    if actor.role in _WATCHERS:
        return Loan.objects.all()
    if actor.role in roles.FIRM and actor.enterprise_id is not None:
        return Loan.objects.filter(enterprise_id=actor.enterprise_id)
    if actor.role in roles.INSTITUTION and actor.institution_id is not None:
        return Loan.objects.filter(institution_id=actor.institution_id)
    return Loan.objects.none()

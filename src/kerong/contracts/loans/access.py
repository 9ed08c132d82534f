"""Who may do what with loans, and the only ways to get hold of one, a report or a request."""

from django.db.models import QuerySet

from kerong.contracts.loans.errors import LoanNotFound, ProposalNotFound, RequestNotFound
from kerong.contracts.loans.models import Loan, LoanRequest, ProposedReport
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose

_WATCHERS = frozenset({roles.OFFICER, roles.AUDITOR})
_CLERKS = frozenset({roles.INSTITUTION_CLERK, roles.INSTITUTION_APPROVER})
_APPROVERS = frozenset({roles.INSTITUTION_APPROVER})
_SYSTEM = frozenset({roles.SYSTEM})
_FIRM, _BANK = Whose.OWN_ENTERPRISE, Whose.OWN_INSTITUTION

READ_LOAN = Policy(
    "loans.read_loan",
    roles.FIRM | roles.INSTITUTION | _WATCHERS,
    Whose.ADDRESSED,
    note="firm and institution: their own; officers: all",
)
OPEN_LOAN = Policy("loans.open_loan", _CLERKS, _BANK, note="only through the act that decided")
REPORT_LOAN = Policy("loans.report_loan", _CLERKS, _BANK)
APPROVE_REPORT = Policy(
    "loans.approve_report", _APPROVERS, _BANK, fresh_factor=True, note="second person"
)
RETURN_REPORT = Policy("loans.return_report", _APPROVERS, _BANK)
READ_OWN = Policy("loans.read_own", roles.INSTITUTION, _BANK, note="loans and applications")
WATCH = Policy("loans.watch", _WATCHERS, Whose.ALL, note="state of every loan on the platform")

APPLY = Policy("loans.apply", roles.FIRM, _FIRM, note="renewal or extension")
WITHDRAW_REQUEST = Policy("loans.withdraw_request", roles.FIRM, _FIRM)
PROPOSE_ANSWER = Policy("loans.propose_answer", _CLERKS, _BANK)
APPROVE_ANSWER = Policy(
    "loans.approve_answer", _APPROVERS, _BANK, fresh_factor=True, note="second person"
)
RETURN_ANSWER = Policy("loans.return_answer", _APPROVERS, _BANK)
REFUSE_REQUEST = Policy("loans.refuse_request", _CLERKS, _BANK)
RECORD_RENEWAL = Policy("loans.record_renewal", _CLERKS, _BANK, fresh_factor=True)

REMIND = Policy("loans.remind", _SYSTEM, Whose.PLATFORM)
LAPSE_REQUESTS = Policy("loans.lapse_requests", _SYSTEM, Whose.PLATFORM)

POLICIES: tuple[Policy, ...] = tuple(
    value for value in dict(globals()).values() if isinstance(value, Policy)
)


def loan_for(actor: Actor, no: str) -> Loan:
    """The loan when it is the actor's to see; raises LoanNotFound."""
    READ_LOAN.require(actor)
    found = (
        loans_seen_by(actor)
        .select_related("enterprise", "institution", "renews")
        .filter(no=no)
        .first()
    )
    if found is None:
        raise LoanNotFound(no=no)
    return found


def own_loan(actor: Actor, no: str) -> Loan:
    """The loan of the actor's own institution; raises LoanNotFound."""
    return loan_for(actor, no) if actor.role in roles.INSTITUTION else _nothing(no)


def _nothing(no: str) -> Loan:
    raise LoanNotFound(no=no)


def loans_seen_by(actor: Actor) -> QuerySet[Loan]:
    if actor.role in _WATCHERS:
        return Loan.objects.all()
    if actor.role in roles.FIRM and actor.enterprise_id is not None:
        return Loan.objects.filter(enterprise_id=actor.enterprise_id)
    if actor.role in roles.INSTITUTION and actor.institution_id is not None:
        return Loan.objects.filter(institution_id=actor.institution_id)
    return Loan.objects.none()


def proposals_of(actor: Actor) -> QuerySet[ProposedReport]:
    """Reports of the actor's own institution that wait or waited for a second person."""
    if actor.role not in roles.INSTITUTION or actor.institution_id is None:
        return ProposedReport.objects.none()
    return ProposedReport.objects.filter(institution_id=actor.institution_id)


def proposal_for(actor: Actor, proposal_id: int) -> ProposedReport:
    found = proposals_of(actor).select_related("loan").filter(pk=proposal_id).first()
    if found is None:
        raise ProposalNotFound()
    return found


def requests_seen_by(actor: Actor) -> QuerySet[LoanRequest]:
    return LoanRequest.objects.filter(loan__in=loans_seen_by(actor))


def request_for(actor: Actor, no: str) -> LoanRequest:
    found = (
        requests_seen_by(actor)
        .select_related("loan", "loan__enterprise", "loan__institution", "renewal")
        .filter(no=no)
        .first()
    )
    if found is None:
        raise RequestNotFound(no=no)
    return found

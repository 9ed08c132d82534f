"""Who may do what with needs, and the only ways to get hold of a case or a take-up."""

from django.db.models import Q, QuerySet

from kerong.cases.errors import CaseNotFound, TakeUpNotFound
from kerong.cases.models import Case, Rating, TakeUp
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose

_CLERKS = frozenset({roles.INSTITUTION_CLERK, roles.INSTITUTION_APPROVER})
_WATCHERS = frozenset({roles.OFFICER, roles.AUDITOR})
_SYSTEM = frozenset({roles.SYSTEM})

_FIRM, _BANK = Whose.OWN_ENTERPRISE, Whose.OWN_INSTITUTION

PUBLISH_NEED = Policy("cases.publish_need", roles.FIRM, _FIRM)
AMEND_NEED = Policy("cases.amend_need", roles.FIRM, _FIRM, frozenset({"open", "unmet"}))
WITHDRAW_NEED = Policy(
    "cases.withdraw_need",
    roles.FIRM,
    _FIRM,
    frozenset({"open", "unmet", "accepted", "credited"}),
    note="once a quote is accepted: only while the chosen institution is overdue",
)
READ_NEEDS = Policy("cases.read_needs", roles.FIRM, _FIRM)
READ_NEED = Policy(
    "cases.read_need",
    roles.FIRM | roles.INSTITUTION | _WATCHERS,
    Whose.ADDRESSED,
    note="firm: its own; institution: the card until taken; officer: counts, not quotes",
)
COMPARE_QUOTES = Policy("cases.compare_quotes", roles.FIRM, _FIRM)
ACCEPT_QUOTE = Policy("cases.accept_quote", roles.FIRM, _FIRM, frozenset({"open", "accepted"}))
RATE_CASE = Policy("cases.rate_case", roles.FIRM, _FIRM, frozenset({"disbursed"}))
ANSWER_PAPERS = Policy("cases.answer_papers", roles.FIRM, _FIRM)
ISSUE_ACCEPTANCE_LETTER = Policy("cases.issue_acceptance_letter", roles.FIRM, _FIRM)
ISSUE_CREDIT_LETTER = Policy("cases.issue_credit_letter", roles.FIRM, _FIRM)
ISSUE_LOAN_EXTRACT = Policy("cases.issue_loan_extract", roles.FIRM, _FIRM)
REOPEN_NEED = Policy(
    "cases.reopen_need", frozenset({roles.OFFICER}), Whose.ALL, frozenset({"unmet"})
)
SET_DESK_LIMIT = Policy("cases.set_desk_limit", frozenset({roles.OFFICER}), Whose.ALL)

HALL = Policy("cases.hall", roles.INSTITUTION, Whose.ADDRESSED)
DESK = Policy("cases.desk", roles.INSTITUTION, _BANK)
TAKE_UP_NEED = Policy("cases.take_up_need", _CLERKS, Whose.ADDRESSED, frozenset({"open"}))
READ_TAKE_UP = Policy(
    "cases.read_take_up",
    roles.FIRM | roles.INSTITUTION,
    _BANK,
    note="the institution that took it, and the firm whose need it is; nobody else",
)
SPEAK = Policy("cases.speak", roles.FIRM | _CLERKS, _BANK, note="thread of one take-up")
RECORD_CONTACT = Policy("cases.record_contact", _CLERKS, _BANK)
ASK_PAPERS = Policy("cases.ask_papers", _CLERKS, _BANK)
SUBMIT_QUOTE = Policy("cases.submit_quote", _CLERKS, _BANK)
REFUSE = Policy("cases.refuse", _CLERKS, _BANK)
PROPOSE_CREDIT = Policy("cases.propose_credit", _CLERKS, _BANK)
APPROVE_CREDIT = Policy(
    "cases.approve_credit",
    frozenset({roles.INSTITUTION_APPROVER}),
    _BANK,
    fresh_factor=True,
    note="second person",
)
RETURN_CREDIT = Policy("cases.return_credit", frozenset({roles.INSTITUTION_APPROVER}), _BANK)
RECORD_DISBURSEMENT = Policy("cases.record_disbursement", _CLERKS, _BANK, fresh_factor=True)
ASK_GUARANTEE = Policy("cases.ask_guarantee", _CLERKS, _BANK, note="on its approved credit")
ANSWER_RATING = Policy(
    "cases.answer_rating",
    frozenset({roles.INSTITUTION_APPROVER, roles.INSTITUTION_ADMIN}),
    _BANK,
    frozenset({"disbursed"}),
)

RELEASE_LATE = Policy("cases.release_late", _SYSTEM, Whose.PLATFORM)
CLOSE_UNRATED = Policy("cases.close_unrated", _SYSTEM, Whose.PLATFORM)
RECOMPUTE_PROVISIONAL = Policy("cases.recompute_provisional", _SYSTEM, Whose.PLATFORM)

POLICIES: tuple[Policy, ...] = tuple(
    value for value in dict(globals()).values() if isinstance(value, Policy)
)


def case_for(actor: Actor, no: str) -> Case:
    """The case of the actor's own firm, or any case for those who watch; else CaseNotFound."""
    return _one_case(_cases_seen_by(actor), no)


def open_to(institution_id: int) -> Q:
    """Needs an institution may take by their mode: open to all, or addressed to it."""
    return Q(mode=Case.Mode.OPEN) | Q(mode=Case.Mode.DIRECTED, addressed_to_id=institution_id)


def case_offered_to(actor: Actor, no: str) -> Case:
    """The case an institution may look at: open to it by mode, or taken by it at some time.

    One query for a need it may take, without the firm's row: this is the hot path of taking.
    """
    if actor.role not in roles.INSTITUTION or actor.institution_id is None:
        raise CaseNotFound(no=no)
    found = Case.objects.filter(no=no).first()
    if found is None or not _may_look(found, actor.institution_id):
        raise CaseNotFound(no=no)
    return found


def _may_look(case: Case, institution_id: int) -> bool:
    if case.mode == Case.Mode.OPEN or case.addressed_to_id == institution_id:
        return True
    return TakeUp.objects.filter(case=case, institution_id=institution_id).exists()


def take_up_for(actor: Actor, no: str) -> TakeUp:
    """The take-up of the actor's own institution, or on the actor's own firm's case."""
    found = (
        _take_ups_seen_by(actor)
        .select_related("case", "case__enterprise", "institution")
        .filter(no=no)
        .first()
    )
    if found is None:
        raise TakeUpNotFound(no=no)
    return found


def rating_for(actor: Actor, case_no: str) -> Rating:
    """The rating of the actor's own institution on a case; CaseNotFound when there is none."""
    found = None
    if actor.role in roles.INSTITUTION and actor.institution_id is not None:
        found = (
            Rating.objects.filter(institution_id=actor.institution_id, case__no=case_no)
            .select_related("case", "case__enterprise")
            .first()
        )
    if found is None:
        raise CaseNotFound(no=case_no)
    return found


def _cases_seen_by(actor: Actor) -> QuerySet[Case]:
    if actor.role in _WATCHERS:
        return Case.objects.all()
    if actor.role in roles.FIRM and actor.enterprise_id is not None:
        return Case.objects.filter(enterprise_id=actor.enterprise_id)
    return Case.objects.none()


def _take_ups_seen_by(actor: Actor) -> QuerySet[TakeUp]:
    if actor.role in roles.INSTITUTION and actor.institution_id is not None:
        return TakeUp.objects.filter(institution_id=actor.institution_id)
    if actor.role in roles.FIRM and actor.enterprise_id is not None:
        return TakeUp.objects.filter(case__enterprise_id=actor.enterprise_id)
    return TakeUp.objects.none()


def _one_case(cases: QuerySet[Case], no: str) -> Case:
    found = cases.select_related("enterprise").filter(no=no).first()
    if found is None:
        raise CaseNotFound(no=no)
    return found

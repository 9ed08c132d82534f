"""The steps of a claim as pages offer them: which form, which act, and when each is open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kerong.contracts.compensation import access
from kerong.contracts.compensation.answer_correction import answer_correction
from kerong.contracts.compensation.answer_diligence import answer_diligence
from kerong.contracts.compensation.approve_decision import approve_decision
from kerong.contracts.compensation.ask_correction import ask_correction
from kerong.contracts.compensation.attach_claim_paper import OPEN, attach_claim_paper
from kerong.contracts.compensation.confirm_recovery import confirm_recovery
from kerong.contracts.compensation.decide_exemption import decide_exemption
from kerong.contracts.compensation.models import Claim
from kerong.contracts.compensation.propose_decision import propose_decision
from kerong.contracts.compensation.propose_exemption import propose_exemption
from kerong.contracts.compensation.reads import ClaimPage
from kerong.contracts.compensation.receive_return import receive_return
from kerong.contracts.compensation.reject_recovery import reject_recovery
from kerong.contracts.compensation.report_recovery import report_recovery
from kerong.contracts.compensation.return_decision import return_decision
from kerong.contracts.compensation.withdraw_claim import withdraw_claim
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy
from kerong.web.claims import forms
from kerong.web.formats import day, money

State = Claim.State
Arguments = Callable[[Any, ClaimPage, Actor], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`is_open` says whether this reader may take it now; the act itself checks again."""

    key: str
    title: Any
    done: Any
    policy: Policy
    act: Callable[..., Any]
    form: Callable[[ClaimPage, HttpRequest], Any]
    is_open: Callable[[ClaimPage, Actor], bool]
    arguments: Arguments
    tone: str = ""


def _named(form: Any, page: ClaimPage, actor: Actor) -> dict[str, Any]:
    return {"claim_no": page.claim.no} | form.arguments()


def _chosen(name: str) -> Arguments:
    def arguments(form: Any, page: ClaimPage, actor: Actor) -> dict[str, Any]:
        typed = dict(form.cleaned_data)
        return {name: typed.pop("row")} | typed

    return arguments


def _exemption(form: Any, page: ClaimPage, actor: Actor) -> dict[str, Any]:
    waiting = page.exemption_waiting(actor.institution_id)
    return {"exemption_id": waiting.pk if waiting else 0} | form.cleaned_data


def _plain(kind: type[Any]) -> Callable[[ClaimPage, HttpRequest], Any]:
    return lambda page, request: kind(request.POST or None, request.FILES or None)


def _amounts(kind: type[Any]) -> Callable[[ClaimPage, HttpRequest], Any]:
    def form(page: ClaimPage, request: HttpRequest) -> Any:
        claim = page.claim
        initial = {"principal_fen": claim.principal_fen, "interest_fen": claim.interest_fen}
        return kind(request.POST or None, initial=initial)

    return form


def _seen(page: ClaimPage, request: HttpRequest) -> forms.SeenForm:
    at = page.claim.proposed_at
    return forms.SeenForm(
        request.POST or None, initial={"proposed_at": at.isoformat() if at else ""}
    )


def _recoveries(kind: type[Any]) -> Callable[[ClaimPage, HttpRequest], Any]:
    def form(page: ClaimPage, request: HttpRequest) -> Any:
        rows = [
            (row.pk, f"{day(row.recovered_on)} {money(row.recovered_fen)} {row.reference}")
            for row in page.reported
        ]
        return kind(rows, request.POST or None)

    return form


def _returns(page: ClaimPage, request: HttpRequest) -> forms.ChosenForm:
    rows = [
        (row.pk, f"{row.account.account.title} {money(row.amount_fen)}") for row in page.returns_due
    ]
    return forms.ChosenForm(rows, request.POST or None)


def _in(*states: str) -> Callable[[ClaimPage], bool]:
    return lambda page: page.claim.state in states


def _lender(holds: Callable[[ClaimPage], bool]) -> Callable[[ClaimPage, Actor], bool]:
    return lambda page, actor: actor.institution_id == page.claim.lender_id and holds(page)


def _party(holds: Callable[[ClaimPage], bool]) -> Callable[[ClaimPage, Actor], bool]:
    def is_open(page: ClaimPage, actor: Actor) -> bool:
        sides = (page.claim.lender_id, page.claim.guarantor_id)
        return actor.institution_id is not None and actor.institution_id in sides and holds(page)

    return is_open


def _reviewer(holds: Callable[[ClaimPage], bool]) -> Callable[[ClaimPage, Actor], bool]:
    return lambda page, actor: access.is_reviewer(actor, page.claim) and holds(page)


def _second(page: ClaimPage, actor: Actor) -> bool:
    claim = page.claim
    mine = claim.proposed_by_id == actor.person_id
    return claim.state == State.PROPOSED and not mine and access.is_approver(actor, claim)


def _either(page: ClaimPage, actor: Actor) -> bool:
    claim = page.claim
    has_a_say = access.is_approver(actor, claim) or access.is_reviewer(actor, claim)
    return claim.state == State.PROPOSED and has_a_say


def _office(holds: Callable[[ClaimPage], Any]) -> Callable[[ClaimPage, Actor], bool]:
    return lambda page, actor: bool(holds(page))


def _exemption_waits(page: ClaimPage, actor: Actor) -> bool:
    return page.exemption_waiting(actor.institution_id) is not None


REVIEW_STEPS = (
    Step(
        key="proposal", title=_("Propose a decision"),
        done=_("The proposal waits for a second person."),
        policy=access.REVIEW, act=propose_decision, form=_amounts(forms.ProposalForm),
        is_open=_reviewer(_in(State.FILED, State.ADVANCED)), arguments=_named,
    ),
    Step(
        key="correction", title=_("Ask for a correction"), done=_("The bank is asked."),
        policy=access.REVIEW, act=ask_correction, form=_plain(forms.ReasonForm),
        is_open=_reviewer(
            lambda page: page.claim.state == State.FILED and page.claim.correction_at is None
        ),
        arguments=_named,
    ),
    Step(
        key="approval", title=_("Approve the proposal"), done=_("The claim is decided."),
        policy=access.APPROVE_CLAIM, act=approve_decision, form=_seen,
        is_open=_second, arguments=_named,
    ),
    Step(
        key="return", title=_("Send back what was proposed"),
        done=_("What was proposed went back."),
        policy=access.REVIEW, act=return_decision, form=_plain(forms.ReasonForm),
        is_open=_either, arguments=_named, tone="bad",
    ),
)  # fmt: skip
PARTY_STEPS = (
    Step(
        key="paper", title=_("Hand in a paper"), done=_("The paper is kept."),
        policy=access.ATTACH, act=attach_claim_paper, form=_plain(forms.PaperForm),
        is_open=_party(_in(*OPEN)), arguments=_named,
    ),
    Step(
        key="answer", title=_("Put the claim right"), done=_("The claim goes on."),
        policy=access.ANSWER_CORRECTION, act=answer_correction,
        form=_amounts(forms.CorrectionForm),
        is_open=_lender(_in(State.CORRECTING)), arguments=_named,
    ),
    Step(
        key="recovery", title=_("Report a recovery"), done=_("The recovery is reported."),
        policy=access.REPORT_RECOVERY, act=report_recovery, form=_plain(forms.RecoveryForm),
        is_open=_party(_in(State.SETTLED)), arguments=_named,
    ),
    Step(
        key="diligence", title=_("Answer the checklist of duties"), done=_("The answers are kept."),
        policy=access.ANSWER_DILIGENCE, act=answer_diligence, form=_plain(forms.DiligenceForm),
        is_open=_party(lambda page: not [e for e in page.exemptions if e.state != "returned"]),
        arguments=_named,
    ),
    Step(
        key="exemption", title=_("Propose on exemption of staff"),
        done=_("The proposal waits for a second person."),
        policy=access.PROPOSE_EXEMPTION, act=propose_exemption, form=_plain(forms.ExemptionForm),
        is_open=_party(lambda page: not [e for e in page.exemptions if e.state != "returned"]),
        arguments=_named,
    ),
    Step(
        key="exemption-decision", title=_("Decide on exemption of staff"),
        done=_("The decision is recorded."),
        policy=access.DECIDE_EXEMPTION, act=decide_exemption, form=_plain(forms.AgreeForm),
        is_open=_exemption_waits, arguments=_exemption,
    ),
    Step(
        key="withdrawal", title=_("Withdraw the claim"), done=_("The claim is withdrawn."),
        policy=access.WITHDRAW, act=withdraw_claim, form=_plain(forms.ReasonForm),
        is_open=_lender(_in(State.FILED, State.CORRECTING)), arguments=_named, tone="bad",
    ),
)  # fmt: skip
OFFICE_STEPS = (
    Step(
        key="recovery-confirmation", title=_("Confirm that a recovery arrived"),
        done=_("The recovery is returned in its shares."),
        policy=access.CONFIRM_RECOVERY, act=confirm_recovery, form=_recoveries(forms.ChosenForm),
        is_open=_office(lambda page: page.reported), arguments=_chosen("recovery_id"),
    ),
    Step(
        key="recovery-rejection", title=_("Do not confirm a recovery"),
        done=_("The institution reads your reason."),
        policy=access.REJECT_RECOVERY, act=reject_recovery,
        form=_recoveries(forms.ChosenReasonForm),
        is_open=_office(lambda page: page.reported), arguments=_chosen("recovery_id"), tone="bad",
    ),
    Step(
        key="return-receipt", title=_("Confirm that money came back"),
        done=_("The money stands in its pool again."),
        policy=access.RECEIVE_RETURN, act=receive_return, form=_returns,
        is_open=_office(lambda page: page.returns_due), arguments=_chosen("return_id"),
    ),
)  # fmt: skip

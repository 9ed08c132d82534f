"""The deeds of a take-up: which form each has, which act it calls, when it is offered."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from kerong.cases import access as cases
from kerong.cases.answer_rating import answer_rating
from kerong.cases.approve_credit import approve_credit
from kerong.cases.ask_papers import ask_papers
from kerong.cases.models import TakeUp
from kerong.cases.propose_credit import propose_credit
from kerong.cases.reads.take_up import TakeUpPage
from kerong.cases.record_contact import record_contact
from kerong.cases.record_disbursement import record_disbursement
from kerong.cases.refuse import refuse
from kerong.cases.return_credit import return_credit
from kerong.cases.shapes.open_take_up import STEPS
from kerong.cases.submit_quote import submit_quote
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy
from kerong.web.forms import KerongForm
from kerong.workbench.needs import forms

Form = type[KerongForm]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """`step` names the row of the process table that says when the deed is open.

    `again` is the title when the firm has accepted a quote already.
    """

    key: str
    title: Any
    done: Any
    step: str
    policy: Policy
    act: Callable[..., Any]
    form: Form | None
    arguments: Callable[[Any], dict[str, Any]]
    wanted: Callable[[TakeUpPage], bool] = lambda page: True
    tone: str = ""
    by_case: bool = False
    again: Any = None

    def on(self, page: TakeUpPage) -> "Deed":
        """As it is called on this page: `again` once the firm has accepted a quote."""
        accepted = page.take_up.stage == TakeUp.Stage.ACCEPTED
        return replace(self, title=self.again) if self.again and accepted else self

    def is_open(self, page: TakeUpPage, actor: Actor) -> bool:
        step = STEPS[self.step]
        stage_fits = step.stages is None or page.take_up.stage in step.stages
        return (
            self.policy.allows(actor)
            and page.case.state in step.states
            and stage_fits
            and self.wanted(page)
        )


def _typed(form: Any) -> dict[str, Any]:
    return dict(form.cleaned_data)


def _terms(form: Any) -> dict[str, Any]:
    return {"terms": form.terms()}


def _payout(form: Any) -> dict[str, Any]:
    return {"payout": form.payout()}


def _nothing(form: Any) -> dict[str, Any]:
    return {}


def _proposed(page: TakeUpPage) -> bool:
    return page.standing_decision is not None and page.standing_decision.approved_at is None


DEEDS: tuple[Deed, ...] = (
    Deed(
        key="contact",
        title=_("Record the contact"),
        done=_("The contact is recorded."),
        step="record_contact",
        policy=cases.RECORD_CONTACT,
        act=record_contact,
        form=forms.ContactForm,
        arguments=_typed,
    ),
    Deed(
        key="approval",
        title=_("Approve the credit"),
        done=_("The credit is approved."),
        step="approve_credit",
        policy=cases.APPROVE_CREDIT,
        act=approve_credit,
        form=None,
        arguments=_nothing,
        wanted=_proposed,
    ),
    Deed(
        key="return",
        title=_("Send the proposal back"),
        done=_("The proposal went back."),
        step="return_credit",
        policy=cases.RETURN_CREDIT,
        act=return_credit,
        form=forms.ReturnForm,
        arguments=_typed,
        wanted=_proposed,
        tone="bad",
    ),
    Deed(
        key="credit",
        title=_("Propose the credit"),
        done=_("The credit is proposed; a second person approves."),
        step="propose_credit",
        policy=cases.PROPOSE_CREDIT,
        act=propose_credit,
        form=forms.CreditForm,
        arguments=_terms,
        wanted=lambda page: page.standing_decision is None,
    ),
    Deed(
        key="disbursement",
        title=_("Record the payout"),
        done=_("The payout is recorded and the loan is open."),
        step="record_disbursement",
        policy=cases.RECORD_DISBURSEMENT,
        act=record_disbursement,
        form=forms.DisbursementForm,
        arguments=_payout,
    ),
    Deed(
        key="quote",
        title=_("Quote"),
        done=_("Your quote is sent, sealed from the others."),
        step="submit_quote",
        policy=cases.SUBMIT_QUOTE,
        act=submit_quote,
        form=forms.QuoteForm,
        arguments=_terms,
        wanted=lambda page: not _proposed(page),
        again=_("Offer other terms"),
    ),
    Deed(
        key="papers-wanted",
        title=_("Ask for papers"),
        done=_("The firm is asked; your clock rests meanwhile."),
        step="ask_papers",
        policy=cases.ASK_PAPERS,
        act=ask_papers,
        form=forms.PapersForm,
        arguments=_typed,
        wanted=lambda page: page.request is None,
    ),
    Deed(
        key="rating-answer",
        title=_("Answer the rating"),
        done=_("Your answer is sent."),
        step="answer_rating",
        policy=cases.ANSWER_RATING,
        act=answer_rating,
        form=forms.AnswerForm,
        arguments=_typed,
        wanted=lambda page: bool(
            page.rating and page.rating.is_bad and page.rating.answered_at is None
        ),
        by_case=True,
    ),
    Deed(
        key="refusal",
        title=_("Decline"),
        done=_("You declined; the firm reads your reason."),
        step="refuse",
        policy=cases.REFUSE,
        act=refuse,
        form=forms.RefusalForm,
        arguments=_typed,
        tone="bad",
    ),
)
BY_KEY = {deed.key: deed for deed in DEEDS}


def open_deeds(page: TakeUpPage, actor: Actor) -> list[Deed]:
    """What this reader can do now, the next step first."""
    return [deed.on(page) for deed in DEEDS if deed.is_open(page, actor)]

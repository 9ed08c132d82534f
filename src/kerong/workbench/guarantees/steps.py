"""Steps of a guarantee at the desk: each with its form, its act, and when it is offered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.contracts.guarantees import access
from kerong.contracts.guarantees.approve_guarantee import approve_guarantee
from kerong.contracts.guarantees.ask_extension import ask_extension
from kerong.contracts.guarantees.decide_extension import decide_extension
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.guarantees.propose_guarantee import propose_guarantee
from kerong.contracts.guarantees.reads import GuaranteePage, guarantee_page
from kerong.contracts.guarantees.refuse_guarantee import refuse_guarantee
from kerong.contracts.guarantees.return_proposal import return_proposal
from kerong.contracts.guarantees.withdraw_letter import withdraw_letter
from kerong.kernel.actor import Actor
from kerong.kernel.errors import NotFound
from kerong.kernel.policy import Policy
from kerong.web.clock import moment_of
from kerong.web.one_step import Taken, take_step
from kerong.workbench.guarantees import forms

State = Guarantee.State
BANK, GUARANTOR = "bank", "guarantor"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeStep:
    """`side` is whose step it is; `wanted` what else the page must say."""

    key: str
    title: Any
    done: Any
    side: str
    policy: Policy
    states: tuple[str, ...]
    act: Callable[..., Any]
    form: Any
    wanted: Callable[[GuaranteePage], bool] = lambda page: True
    tone: str = ""

    def is_open(self, page: GuaranteePage, actor: Actor) -> bool:
        fits = page.side == self.side and page.guarantee.state in self.states
        return fits and self.policy.allows(actor) and self.wanted(page)


GUARANTEE_STEPS: tuple[GuaranteeStep, ...] = (
    GuaranteeStep(
        key="approval",
        title=_("Approve and give the letter"),
        done=_("The letter is given."),
        side=GUARANTOR,
        policy=access.APPROVE_GUARANTEE,
        states=(State.PROPOSED,),
        act=approve_guarantee,
        form=forms.SeenForm,
    ),
    GuaranteeStep(
        key="opinion",
        title=_("Propose to guarantee"),
        done=_("The opinion waits for a second person."),
        side=GUARANTOR,
        policy=access.PROPOSE_GUARANTEE,
        states=(State.ASKED,),
        act=propose_guarantee,
        form=forms.OpinionForm,
    ),
    GuaranteeStep(
        key="return",
        title=_("Send the opinion back"),
        done=_("The opinion went back."),
        side=GUARANTOR,
        policy=access.REFUSE_GUARANTEE,
        states=(State.PROPOSED,),
        act=return_proposal,
        form=forms.ReasonForm,
        tone="bad",
    ),
    GuaranteeStep(
        key="refusal",
        title=_("Do not guarantee"),
        done=_("The bank and the firm are told."),
        side=GUARANTOR,
        policy=access.REFUSE_GUARANTEE,
        states=(State.ASKED, State.PROPOSED),
        act=refuse_guarantee,
        form=forms.ReasonForm,
        tone="bad",
    ),
    GuaranteeStep(
        key="withdrawal",
        title=_("Withdraw"),
        done=_("It is withdrawn."),
        side=BANK,
        policy=access.WITHDRAW_LETTER,
        states=(State.ASKED, State.PROPOSED, State.ISSUED),
        act=withdraw_letter,
        form=forms.ReasonForm,
        tone="bad",
    ),
    GuaranteeStep(
        key="extension",
        title=_("Ask to extend"),
        done=_("The guarantor is asked."),
        side=BANK,
        policy=access.ASK_EXTENSION,
        states=(State.EFFECTIVE,),
        act=ask_extension,
        form=forms.ExtensionForm,
        wanted=lambda page: page.open_consent is None,
    ),
    GuaranteeStep(
        key="extension-answer",
        title=_("Answer the extension"),
        done=_("The bank and the firm are told."),
        side=GUARANTOR,
        policy=access.DECIDE_EXTENSION,
        states=(State.EFFECTIVE,),
        act=decide_extension,
        form=forms.ExtensionAnswerForm,
        wanted=lambda page: page.open_consent is not None,
    ),
)


def step_of(key: str) -> Callable[..., HttpResponse]:
    """The view of one step: its form, then the act, then back to the guarantee."""
    step = next(each for each in GUARANTEE_STEPS if each.key == key)

    def view(request: HttpRequest, no: str) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        page = guarantee_page(actor, no, at=moment_of(request))
        form = step.form(request.POST or None, initial=_initial(step, page))
        taken = Taken(
            act=step.act,
            told=lambda: _named(step, page) | form.cleaned_data,
            done=step.done,
            back=reverse("workbench:guarantee", args=[no]),
        )

        def shown(*, status: int, **seen: Any) -> HttpResponse:
            context = {"page": page, "guarantee": page.guarantee, "step": step} | seen
            return render(request, "workbench/guarantees/step.html", context, status=status)

        return take_step(request, form, taken, shown)

    return view


def _initial(step: GuaranteeStep, page: GuaranteePage) -> dict[str, Any]:
    seen = page.guarantee.proposed_at
    return {"proposed_at": seen.isoformat() if seen else ""} if step.key == "approval" else {}


def _named(step: GuaranteeStep, page: GuaranteePage) -> dict[str, Any]:
    """What the act is about: the guarantee, or the question that waits on it."""
    if step.key != "extension-answer":
        return {"guarantee_no": page.guarantee.no}
    if page.open_consent is None:
        raise NotFound()
    return {"consent_id": page.open_consent.pk}

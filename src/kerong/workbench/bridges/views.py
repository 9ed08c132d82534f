"""Bridges at a bank's desk: the list, one bridge, and the bank's steps."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kerong.contracts.bridges import access
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.propose_opinion import propose_opinion
from kerong.contracts.bridges.reads import BridgePage
from kerong.contracts.bridges.record_new_loan import record_new_loan
from kerong.contracts.bridges.refuse_bridge import refuse_bridge
from kerong.contracts.bridges.return_opinion import return_opinion
from kerong.contracts.bridges.sign_opinion import sign_opinion
from kerong.kernel.actor import Actor
from kerong.web.bridge_pages import BridgeSite, Step, typed
from kerong.web.clock import day_of
from kerong.workbench.bridges.forms import BridgeWordsForm, DrawnForm, OpinionForm, SignForm

State = Bridge.State


def _ours(*states: str) -> Any:
    """Offered in these states to the bank that renews."""

    def offered(page: BridgePage, actor: Actor) -> bool:
        mine = page.bridge.institution_id == actor.institution_id
        return mine and page.bridge.state in states

    return offered


def _undrawn(page: BridgePage, actor: Actor) -> bool:
    return _ours(State.REPAID)(page, actor) is True and page.bridge.new_loan is None


def _sign_form(page: BridgePage, request: HttpRequest) -> SignForm:
    seen = page.bridge.opined_at
    return SignForm(request.POST or None, initial={"opined_at": seen.isoformat() if seen else ""})


def _drawn_form(page: BridgePage, request: HttpRequest) -> DrawnForm:
    bridge = page.bridge
    initial = {
        "principal_fen": bridge.promised_fen,
        "rate_ppm": bridge.promised_ppm,
        "months": bridge.loan.term_months,
        "method": bridge.loan.method,
        "drawn_on": day_of(request),
    }
    return DrawnForm(request.POST or None, initial=initial)


SITE = BridgeSite(
    "workbench",
    (
        Step(
            key="opinion",
            title=_("Promise the renewal"),
            done=_("The opinion is written; a second person signs."),
            policy=access.PROPOSE_OPINION,
            act=propose_opinion,
            form=lambda page, request: OpinionForm(
                request.POST or None, initial={"promised_fen": page.bridge.repay_fen}
            ),
            arguments=lambda form: {"opinion": form.opinion_given()},
            offered=_ours(State.SUBMITTED),
        ),
        Step(
            key="signature",
            title=_("Sign the opinion"),
            done=_("The promise is signed; the office decides next."),
            policy=access.SIGN_OPINION,
            act=sign_opinion,
            form=_sign_form,
            arguments=typed,
            offered=_ours(State.OPINED),
        ),
        Step(
            key="opinion-return",
            title=_("Send the opinion back"),
            done=_("The opinion went back."),
            policy=access.RETURN_OPINION,
            act=return_opinion,
            form=lambda page, request: BridgeWordsForm(request.POST or None),
            arguments=typed,
            offered=_ours(State.OPINED),
            tone="bad",
        ),
        Step(
            key="new-loan",
            title=_("Tell of the new loan"),
            done=_("The new loan is linked; its money goes straight into the escrow."),
            policy=access.RECORD_NEW_LOAN,
            act=record_new_loan,
            form=_drawn_form,
            arguments=lambda form: {"drawn": form.drawn()},
            offered=_undrawn,
        ),
        Step(
            key="decline",
            title=_("Do not renew"),
            done=_("The firm reads your reason."),
            policy=access.DECLINE,
            act=refuse_bridge,
            form=lambda page, request: BridgeWordsForm(request.POST or None),
            arguments=typed,
            offered=_ours(State.SUBMITTED, State.OPINED),
            tone="bad",
        ),
    ),
)

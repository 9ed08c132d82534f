"""Bridges at the office: the queue, one bridge, and the steps of the officers."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kerong.console.bridges import forms
from kerong.contracts.bridges import access
from kerong.contracts.bridges.approve_bridge import approve_bridge
from kerong.contracts.bridges.call_off_bridge import call_off_bridge
from kerong.contracts.bridges.confirm_coordination import confirm_coordination
from kerong.contracts.bridges.lift_ban import lift_ban
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.propose_approval import propose_approval
from kerong.contracts.bridges.reads import BridgePage
from kerong.contracts.bridges.record_coordination import record_coordination
from kerong.contracts.bridges.record_receipt import record_receipt
from kerong.contracts.bridges.refuse_bridge import refuse_bridge
from kerong.contracts.bridges.release_bridge import release_bridge
from kerong.contracts.bridges.return_approval import return_approval
from kerong.contracts.bridges.settle_bridge import settle_bridge
from kerong.kernel.actor import Actor
from kerong.web.bridge_pages import BridgeSite, Step, in_states, typed
from kerong.web.clock import day_of

State = Bridge.State
Form = Callable[[BridgePage, HttpRequest], Any]


def _plain(form: Any) -> Form:
    return lambda page, request: form(request.POST or None)


def _empty(form: Any) -> Form:
    """A form without fields is sent as it is."""
    return lambda page, request: form(request.POST if request.method == "POST" else None)


def _liftable(page: BridgePage) -> list[str]:
    return [each.code for each in page.hindrances if each.stands and not each.bars]


def _approval_form(page: BridgePage, request: HttpRequest) -> forms.ApprovalForm:
    seen = page.bridge.proposed_at
    initial = {"proposed_at": seen.isoformat() if seen else ""}
    return forms.ApprovalForm(request.POST or None, initial=initial)


def _coordination_form(page: BridgePage, request: HttpRequest) -> forms.CoordinationForm:
    initial = {"held_on": day_of(request)}
    return forms.CoordinationForm(_liftable(page), request.POST or None, initial=initial)


def _confirmation_form(page: BridgePage, request: HttpRequest) -> forms.ConfirmationForm:
    waiting = page.waiting.pk if page.waiting else None
    return forms.ConfirmationForm(request.POST or None, initial={"coordination_id": waiting})


def _receipt_form(page: BridgePage, request: HttpRequest) -> forms.ReceiptForm:
    initial = {"received_on": day_of(request)}
    return forms.ReceiptForm(request.POST or None, initial=initial)


def _can_coordinate(page: BridgePage, actor: Actor) -> bool:
    return bool(_liftable(page)) and page.waiting is None


def _can_confirm(page: BridgePage, actor: Actor) -> bool:
    return page.waiting is not None


def _can_lift(page: BridgePage, actor: Actor) -> bool:
    standing = page.ban is not None and page.ban.lifted_at is None
    return standing and page.bridge.state not in Bridge.OPEN


SITE = BridgeSite(
    "console",
    (
        Step(
            key="approval",
            title=_("Approve"),
            done=_("Approved; the money is set aside."),
            policy=access.APPROVE,
            act=approve_bridge,
            form=_approval_form,
            arguments=typed,
            offered=in_states(State.PROPOSED),
        ),
        Step(
            key="approval-return",
            title=_("Send the proposal back"),
            done=_("The proposal went back."),
            policy=access.RETURN_APPROVAL,
            act=return_approval,
            form=_plain(forms.ReasonForm),
            arguments=typed,
            offered=in_states(State.PROPOSED),
            tone="bad",
        ),
        Step(
            key="proposal",
            title=_("Propose to lend"),
            done=_("Proposed; a second officer approves."),
            policy=access.PROPOSE_APPROVAL,
            act=propose_approval,
            form=_plain(forms.GroundsForm),
            arguments=typed,
            offered=in_states(State.BACKED),
        ),
        Step(
            key="coordination",
            title=_("Record a coordination decision"),
            done=_("Recorded; a second officer confirms."),
            policy=access.COORDINATE,
            act=record_coordination,
            form=_coordination_form,
            arguments=lambda form: {"decided": form.decided()},
            offered=_can_coordinate,
        ),
        Step(
            key="confirmation",
            title=_("Confirm the coordination decision"),
            done=_("Confirmed; what it lifts stands no longer."),
            policy=access.CONFIRM_COORDINATION,
            act=confirm_coordination,
            form=_confirmation_form,
            arguments=typed,
            offered=_can_confirm,
        ),
        Step(
            key="receipt",
            title=_("Record money that came in"),
            done=_("The receipt is recorded."),
            policy=access.RECORD_RECEIPT,
            act=record_receipt,
            form=_receipt_form,
            arguments=lambda form: {"receipt": form.receipt()},
            offered=in_states(State.APPROVED, *Bridge.LENT),
        ),
        Step(
            key="release",
            title=_("Release the money"),
            done=_("The money stands in the escrow; the payment to the old bank is ordered."),
            policy=access.RELEASE,
            act=release_bridge,
            form=_empty(forms.NothingForm),
            arguments=typed,
            offered=in_states(State.APPROVED),
            words=_("From today the days count. The payment goes out in a batch of two people."),
        ),
        Step(
            key="return",
            title=_("Take the money back and close"),
            done=_("What was lent is back in the fund."),
            policy=access.SETTLE,
            act=settle_bridge,
            form=_empty(forms.NothingForm),
            arguments=typed,
            offered=in_states(State.REPAID),
            words=_("What was lent and the fee leave the escrow; what is left goes to the firm."),
        ),
        Step(
            key="refusal",
            title=_("Do not lend"),
            done=_("The firm reads your reason."),
            policy=access.REFUSE,
            act=refuse_bridge,
            form=_plain(forms.ReasonForm),
            arguments=typed,
            offered=in_states(State.BACKED, State.PROPOSED),
            tone="bad",
        ),
        Step(
            key="calling-off",
            title=_("Call it off"),
            done=_("It is called off; everybody has back what they brought."),
            policy=access.CALL_OFF,
            act=call_off_bridge,
            form=_plain(forms.ReasonForm),
            arguments=typed,
            offered=in_states(State.APPROVED, State.RELEASED),
            tone="bad",
        ),
        Step(
            key="lifting",
            title=_("Let the firm apply again"),
            done=_("The firm can apply again."),
            policy=access.LIFT_BAN,
            act=lift_ban,
            form=_plain(forms.ReasonForm),
            arguments=typed,
            offered=_can_lift,
        ),
    ),
    "console:bridge-funds",
)

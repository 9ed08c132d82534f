"""The steps of insurance as pages offer them: which form, which act, and when each is open."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kerong.contracts.insurance import access
from kerong.contracts.insurance.accept_quote import accept_quote
from kerong.contracts.insurance.approve_payout import approve_payout
from kerong.contracts.insurance.confirm_insurance_recovery import confirm_insurance_recovery
from kerong.contracts.insurance.decline_inquiry import decline_inquiry
from kerong.contracts.insurance.give_quote import give_quote
from kerong.contracts.insurance.models import (
    Holder,
    InsurancePolicy,
    InsuranceQuote,
)
from kerong.contracts.insurance.propose_payout import propose_payout
from kerong.contracts.insurance.receive_premium import receive_premium
from kerong.contracts.insurance.reject_insurance_recovery import reject_insurance_recovery
from kerong.contracts.insurance.report_insurance_recovery import report_insurance_recovery
from kerong.contracts.insurance.report_payout import report_payout
from kerong.contracts.insurance.report_refund import report_refund
from kerong.contracts.insurance.return_payout import return_payout
from kerong.contracts.insurance.surrender_policy import surrender_policy
from kerong.contracts.insurance.withdraw_inquiry import withdraw_inquiry
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy
from kerong.web.clock import day_of
from kerong.web.insurance import forms
from kerong.web.insurance.bank_steps import BANKS
from kerong.web.insurance.step import (
    CLAIM,
    INQUIRY,
    POLICY,
    Asked,
    Claimed,
    InsuranceStep,
    on_side,
    plain,
)


def _dated(form: Any, name: str) -> Callable[[Any, HttpRequest], Any]:
    return lambda page, request: form(request.POST or None, initial={name: day_of(request)})


def _asker(page: Any, actor: Actor) -> bool:
    """The side that asked; insurers among the readers did not."""
    if page.inquiry.holder == Holder.BANK:
        return bool(actor.institution_id == page.inquiry.bank_id)
    return bool(actor.enterprise_id == page.inquiry.enterprise_id)


def _asked(page: Any, actor: Actor) -> bool:
    """An insurer that may still answer."""
    own = page.own_quote
    live = (InsuranceQuote.State.ASKED, InsuranceQuote.State.QUOTED, InsuranceQuote.State.DECLINED)
    return page.inquiry.state == Asked.OPEN and own is not None and own.state in live


def _holder(page: Any, actor: Actor) -> bool:
    live = page.policy.state in InsurancePolicy.LIVE
    return bool(live and page.side == page.policy.holder and page.standing_claim is None)


def _refundable(page: Any, actor: Actor) -> bool:
    policy = page.policy
    return bool(page.side == "insurer" and policy.refund_fen and policy.refunded_on is None)


def _settled(page: Any, actor: Actor) -> bool:
    return page.side in ("bank", "insurer") and page.claim.state in (Claimed.AGREED, Claimed.PAID)


def _confirmable(page: Any, actor: Actor) -> bool:
    return _settled(page, actor) and bool(page.waiting_for(actor.institution_id))


def _payout_form(page: Any, request: HttpRequest) -> Any:
    claim = page.claim
    initial = {"principal_fen": claim.principal_fen, "interest_fen": claim.interest_fen}
    return forms.PayoutForm(request.POST or None, initial=initial)


def _seen_form(page: Any, request: HttpRequest) -> Any:
    seen = page.claim.proposed_at
    initial = {"proposed_at": seen.isoformat() if seen else ""}
    return forms.SeenForm(request.POST or None, initial=initial)


def _premium_form(page: Any, request: HttpRequest) -> Any:
    part = page.next_part
    initial = {"amount_fen": part.amount_fen if part else None, "received_on": day_of(request)}
    initial["insurer_no"] = page.policy.insurer_no
    return forms.PremiumForm(request.POST or None, initial=initial)


def _accept_form(page: Any, request: HttpRequest) -> Any:
    return forms.AcceptForm(page.holding, request.POST or None)


def _quote_form(page: Any, request: HttpRequest) -> Any:
    own = page.own_quote
    initial = {"insured_fen": page.inquiry.wanted_fen}
    if own is not None and own.state == InsuranceQuote.State.QUOTED:
        initial = {name: getattr(own, name) for name in forms.QuoteForm.base_fields}
    return forms.QuoteForm(request.POST or None, initial=initial)


def _recoveries(form: Any) -> Callable[[Any, HttpRequest], Any]:
    def made(page: Any, request: HttpRequest) -> Any:
        actor = request.actor  # type: ignore[attr-defined]
        return form(page.waiting_for(actor.institution_id), request.POST or None)

    return made


QUOTE = InsuranceStep(
    key="quote", about=INQUIRY, title=_("Quote"),
    done=_("The quote is given; who asked compares."),
    policy=access.QUOTE, act=give_quote, form=_quote_form, is_open=_asked,
)  # fmt: skip
DECLINE = InsuranceStep(
    key="refusal", about=INQUIRY, title=_("Do not insure this"),
    done=_("Who asked reads your reason."),
    policy=access.QUOTE, act=decline_inquiry, form=plain(forms.ReasonForm),
    is_open=_asked, tone="bad",
)  # fmt: skip


def holder_steps(hold: Policy) -> tuple[InsuranceStep, ...]:
    """What the side that asked does, under its own policy of access."""
    return (
        InsuranceStep(
            key="acceptance", about=INQUIRY, title=_("Accept a quote"),
            done=_("The policy is bound; it holds once its premium is in."),
            policy=hold, act=accept_quote, form=_accept_form,
            is_open=lambda page, actor: (
                page.inquiry.state == Asked.OPEN and bool(page.holding) and _asker(page, actor)
            ),
            words=_("The premium is paid to the insurer itself, before the first day of cover."),
        ),
        InsuranceStep(
            key="withdrawal", about=INQUIRY, title=_("Withdraw the inquiry"),
            done=_("The insurers are told."),
            policy=hold, act=withdraw_inquiry, form=plain(forms.ReasonForm), tone="bad",
            is_open=lambda page, actor: (
                page.inquiry.state == Asked.OPEN and _asker(page, actor)
            ),
        ),
        InsuranceStep(
            key="surrender", about=POLICY, title=_("Give the policy up"),
            done=_("The policy ends today; the premium of the days left is owed back."),
            policy=hold, act=surrender_policy, form=plain(forms.ReasonForm),
            is_open=_holder, tone="bad",
        ),
    )  # fmt: skip


INSURERS = (
    QUOTE,
    DECLINE,
    InsuranceStep(
        key="premium", about=POLICY, title=_("Record the premium"),
        done=_("The policy is in force."),
        policy=access.KEEP_PREMIUMS, act=receive_premium, form=_premium_form,
        is_open=lambda page, actor: page.side == "insurer" and page.next_part is not None,
    ),
    InsuranceStep(
        key="refund", about=POLICY, title=_("Record the refund"),
        done=_("The refund is recorded."),
        policy=access.KEEP_PREMIUMS, act=report_refund,
        form=_dated(forms.RefundForm, "refunded_on"), is_open=_refundable,
    ),
    InsuranceStep(
        key="approval", about=CLAIM, title=_("Approve"),
        done=_("The bank is told what is decided."),
        policy=access.APPROVE_PAYOUT, act=approve_payout, form=_seen_form,
        is_open=on_side("insurer", Claimed.PROPOSED),
    ),
    InsuranceStep(
        key="proposal", about=CLAIM, title=_("Propose a decision"),
        done=_("Proposed; a second person decides."),
        policy=access.PROPOSE_PAYOUT, act=propose_payout, form=_payout_form,
        is_open=on_side("insurer", Claimed.FILED),
    ),
    InsuranceStep(
        key="return", about=CLAIM, title=_("Send the proposal back"),
        done=_("The proposal went back."),
        policy=access.PROPOSE_PAYOUT, act=return_payout, form=plain(forms.ReasonForm),
        is_open=on_side("insurer", Claimed.PROPOSED), tone="bad",
    ),
    InsuranceStep(
        key="payment", about=CLAIM, title=_("Record the payment"),
        done=_("Bank and firm are told of the payment."),
        policy=access.REPORT_PAYOUT, act=report_payout,
        form=_dated(forms.PaidForm, "paid_on"), is_open=on_side("insurer", Claimed.AGREED),
    ),
)  # fmt: skip
RECOVERIES = (
    InsuranceStep(
        key="recovery", about=CLAIM, title=_("Report a recovery"),
        done=_("The other side confirms; then it is shared."),
        policy=access.REPORT_RECOVERY, act=report_insurance_recovery,
        form=_dated(forms.RecoveryForm, "recovered_on"), is_open=_settled,
    ),
    InsuranceStep(
        key="confirmation", about=CLAIM, title=_("Confirm a recovery"),
        done=_("Confirmed and shared by what each had borne."),
        policy=access.CONFIRM_RECOVERY, act=confirm_insurance_recovery,
        form=_recoveries(forms.RecoveryChoiceForm), is_open=_confirmable,
    ),
    InsuranceStep(
        key="rejection", about=CLAIM, title=_("Do not confirm a recovery"),
        done=_("The other side reads your reason."),
        policy=access.CONFIRM_RECOVERY, act=reject_insurance_recovery,
        form=_recoveries(forms.RecoveryReasonForm), is_open=_confirmable, tone="bad",
    ),
)  # fmt: skip
PORTAL_STEPS = holder_steps(access.HOLD_AS_FIRM)
WORKBENCH_STEPS = (*INSURERS, *BANKS, *holder_steps(access.HOLD_AS_BANK), *RECOVERIES)

"""What an insured bank does: it claims on a policy, or gives the claim up by two."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kerong.contracts.insurance import access
from kerong.contracts.insurance.approve_waiver import approve_waiver
from kerong.contracts.insurance.file_insurance_claim import file_insurance_claim
from kerong.contracts.insurance.propose_waiver import propose_waiver
from kerong.contracts.insurance.return_waiver import return_waiver
from kerong.contracts.insurance.withdraw_insurance_claim import withdraw_insurance_claim
from kerong.kernel.actor import Actor
from kerong.web.insurance import forms
from kerong.web.insurance.step import CLAIM, POLICY, Claimed, InsuranceStep, on_side, plain


def _claimable(page: Any, actor: Actor) -> bool:
    held = page.policy.premium_on is not None and page.policy.loan is not None
    return bool(held and page.side == "bank" and page.standing_claim is None)


def _loss_form(page: Any, request: HttpRequest) -> Any:
    """What the reports say is the least typing."""
    loan = page.policy.loan
    initial = {"principal_fen": loan.outstanding_fen, "interest_fen": 0} if loan else {}
    return forms.ClaimForm(request.POST or None, initial=initial)


def _waivable(page: Any, actor: Actor) -> bool:
    late = page.policy.loan is not None and page.policy.loan.arrears_from is not None
    return bool(_claimable(page, actor) and late and page.waiver_waiting is None)


def _waiving(page: Any, actor: Actor) -> bool:
    return page.side == "bank" and page.waiver_waiting is not None


def _waiver_form(page: Any, request: HttpRequest) -> Any:
    waits = page.waiver_waiting
    initial = {"proposed_at": waits.proposed_at.isoformat() if waits else ""}
    return forms.SeenForm(request.POST or None, initial=initial)


BANKS = (
    InsuranceStep(
        key="claim", about=POLICY, title=_("File a claim"),
        done=_("The insurer has the claim."),
        policy=access.FILE_CLAIM, act=file_insurance_claim, form=_loss_form, is_open=_claimable,
    ),
    InsuranceStep(
        key="waiver", about=POLICY, title=_("Give up the claim"),
        done=_("Proposed; a second person decides."),
        policy=access.PROPOSE_WAIVER, act=propose_waiver, form=plain(forms.ReasonForm),
        is_open=_waivable, tone="bad",
        words=_(
            "The bank then bears itself what the policy would have paid; the settlement names it."
        ),
    ),
    InsuranceStep(
        key="waiver-approval", about=POLICY, title=_("Approve giving up the claim"),
        done=_("The claim is given up; the loss can be settled."),
        policy=access.APPROVE_WAIVER, act=approve_waiver, form=_waiver_form, is_open=_waiving,
    ),
    InsuranceStep(
        key="waiver-return", about=POLICY, title=_("Do not give up the claim"),
        done=_("The proposal went back."),
        policy=access.PROPOSE_WAIVER, act=return_waiver, form=plain(forms.ReasonForm),
        is_open=_waiving, tone="bad",
    ),
    InsuranceStep(
        key="withdrawal", about=CLAIM, title=_("Withdraw the claim"),
        done=_("The claim is withdrawn; it can be filed again."),
        policy=access.FILE_CLAIM, act=withdraw_insurance_claim, form=plain(forms.ReasonForm),
        is_open=on_side("bank", Claimed.FILED), tone="bad",
    ),
)  # fmt: skip

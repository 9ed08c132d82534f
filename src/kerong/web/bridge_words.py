"""Words for the codes of bridges: states, users, hindrances, receipts, events and jobs."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

BRIDGE_WORDS: dict[str, dict[str, Any]] = {
    "bridge_state": {
        "submitted": pgettext_lazy("bridge", "waits for the bank"),
        "opined": pgettext_lazy("bridge", "waits for the bank's second person"),
        "backed": pgettext_lazy("bridge", "promised by the bank"),
        "proposed": pgettext_lazy("bridge", "waits for the second officer"),
        "approved": pgettext_lazy("bridge", "approved"),
        "released": pgettext_lazy("bridge", "money in the escrow"),
        "repaid": pgettext_lazy("bridge", "old loan repaid"),
        "settling": pgettext_lazy("bridge", "rest on its way back"),
        "closed": pgettext_lazy("bridge", "closed"),
        "refused": pgettext_lazy("bridge", "not granted"),
        "withdrawn": pgettext_lazy("bridge", "withdrawn"),
        "lapsed": pgettext_lazy("bridge", "lapsed"),
        "called_off": pgettext_lazy("bridge", "called off"),
    },
    "bridge_step": {
        "submitted": pgettext_lazy("bridge", "The bank looks at it"),
        "backed": pgettext_lazy("bridge", "The office decides"),
        "approved": pgettext_lazy("bridge", "Your own part comes in"),
        "released": pgettext_lazy("bridge", "The old loan is repaid"),
        "repaid": pgettext_lazy("bridge", "The new loan is drawn"),
        "closed": pgettext_lazy("bridge", "Closed, nothing left over"),
    },
    "bridge_next": {
        "submitted": _("The bank that renews writes down what it promises."),
        "opined": _("A second person of the bank signs the promise."),
        "backed": _("The office checks and proposes to lend."),
        "proposed": _("A second officer approves."),
        "approved": _("The firm pays its own part into the escrow, then the money is released."),
        "released": _("The old bank is paid and reports the loan settled."),
        "repaid": _("The new loan is drawn straight into the escrow, and the money goes back."),
        "settling": _("What is left goes back to the firm."),
    },
    "bridge_user": {
        "enterprise": pgettext_lazy("bridge user", "firm"),
        "sole_trader": pgettext_lazy("bridge user", "sole trader"),
        "farm": pgettext_lazy("bridge user", "new-type farm operator"),
        "large_private": pgettext_lazy("bridge user", "large private firm"),
        "representative": pgettext_lazy("bridge user", "business loan of the representative"),
    },
    "bridge_hindrance": {
        "lawsuit": _("a pending lawsuit"),
        "frozen_account": _("a frozen account"),
        "wage_arrears": _("wages in arrears"),
        "abnormal": _("abnormal operation on record"),
        "bad_credit": _("a record of bad credit"),
        "overdue": _("a loan in arrears"),
        "project_loan": _("it is a project loan"),
        "off_balance": _("it is off-balance-sheet business"),
    },
    "bridge_receipt": {
        "own_funds": pgettext_lazy("bridge", "own funds"),
        "new_loan": pgettext_lazy("bridge", "the new loan"),
    },
    "bridge_grant": {
        "in": pgettext_lazy("bridge fund", "from the treasury into the fund"),
        "out": pgettext_lazy("bridge fund", "from the fund back to the treasury"),
    },
}
BRIDGE_EVENTS: dict[str, Any] = {
    "bridge.approval_proposed": pgettext_lazy("event", "bridge proposed for approval"),
    "bridge.approval_returned": pgettext_lazy("event", "proposal of a bridge sent back"),
    "bridge.approved": pgettext_lazy("event", "bridge approved"),
    "bridge.asked": pgettext_lazy("event", "bridge asked for"),
    "bridge.backed": pgettext_lazy("event", "renewal promised"),
    "bridge.ban_lifted": pgettext_lazy("event", "ban from bridges lifted"),
    "bridge.breached": pgettext_lazy("event", "bridge not returned in time"),
    "bridge.called_off": pgettext_lazy("event", "bridge called off"),
    "bridge.closed": pgettext_lazy("event", "bridge closed"),
    "bridge.coordination_confirmed": pgettext_lazy("event", "coordination decision confirmed"),
    "bridge.coordination_recorded": pgettext_lazy("event", "coordination decision recorded"),
    "bridge.given_up": pgettext_lazy("event", "bridge given up"),
    "bridge.lapsed": pgettext_lazy("event", "bridge lapsed"),
    "bridge.loan_settled": pgettext_lazy("event", "old loan reported settled"),
    "bridge.new_loan": pgettext_lazy("event", "new loan linked to the bridge"),
    "bridge.opinion_proposed": pgettext_lazy("event", "opinion of the bank written"),
    "bridge.opinion_returned": pgettext_lazy("event", "opinion sent back"),
    "bridge.paid": pgettext_lazy("event", "old bank paid"),
    "bridge.payment_returned_late": pgettext_lazy("event", "money sent back to the escrow"),
    "bridge.received": pgettext_lazy("event", "money came into the escrow"),
    "bridge.refused": pgettext_lazy("event", "bridge not granted"),
    "bridge.released": pgettext_lazy("event", "bridge released"),
    "bridge.repaid": pgettext_lazy("event", "old loan repaid by the bridge"),
    "bridge.returned": pgettext_lazy("event", "bridge returned to its fund"),
    "bridge.withdrawn": pgettext_lazy("event", "bridge withdrawn"),
    "bridge_fund.appropriated": pgettext_lazy("event", "money appropriated to a bridge fund"),
    "bridge_fund.opened": pgettext_lazy("event", "bridge fund opened"),
    "bridge_fund.returned_to_treasury": pgettext_lazy("event", "money of a bridge fund returned"),
    "bridge_fund.terms_set": pgettext_lazy("event", "conditions of a bridge fund set"),
}
BRIDGE_JOBS: dict[str, Any] = {
    "bridges.lapse": pgettext_lazy("job", "end bridges nobody decided or drew"),
    "bridges.remind": pgettext_lazy("job", "watch the last days of bridges"),
}

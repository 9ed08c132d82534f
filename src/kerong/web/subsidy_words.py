"""Words for the codes of subsidies, budgets, claw-backs and runs of interest subsidies."""

from typing import Any

from django.utils.translation import pgettext_lazy

SUBSIDY_WORDS: dict[str, dict[str, Any]] = {
    "subsidy_state": {
        "waiting": pgettext_lazy("subsidy", "waits for a share"),
        "held": pgettext_lazy("subsidy", "money held"),
        "ordered": pgettext_lazy("subsidy", "being paid"),
        "paid": pgettext_lazy("subsidy", "paid"),
        "superseded": pgettext_lazy("subsidy", "gave way to a higher one"),
        "cancelled": pgettext_lazy("subsidy", "cancelled"),
    },
    "subsidy_form": {
        "cash": pgettext_lazy("subsidy", "cash"),
        "refund": pgettext_lazy("subsidy", "refund"),
        "waiver": pgettext_lazy("subsidy", "waiver"),
        "in_kind": pgettext_lazy("subsidy", "in kind"),
        "coupon": pgettext_lazy("subsidy", "coupon"),
    },
    "payout_part": {
        "whole": pgettext_lazy("payout", "whole"),
        "advance": pgettext_lazy("payout", "advance"),
        "rest": pgettext_lazy("payout", "rest"),
    },
    "payout_state": {
        "ordered": pgettext_lazy("payout", "ordered"),
        "sent": pgettext_lazy("payout", "at the bank"),
        "paid": pgettext_lazy("payout", "settled"),
        "returned": pgettext_lazy("payout", "came back, to be paid again"),
        "cancelled": pgettext_lazy("payout", "called off"),
    },
    "claw_back_event": {
        "overdue": pgettext_lazy("claw-back", "loan overdue"),
        "misuse": pgettext_lazy("claw-back", "money misused"),
        "moved_away": pgettext_lazy("claw-back", "firm moved away"),
        "false_statement": pgettext_lazy("claw-back", "false statement"),
        "unmet": pgettext_lazy("claw-back", "promise not met"),
        "superseded": pgettext_lazy("claw-back", "a higher subsidy counts"),
        "overpaid": pgettext_lazy("claw-back", "paid too much"),
    },
    "surplus_state": {
        "proposed": pgettext_lazy("surplus", "waits for a second person"),
        "ordered": pgettext_lazy("surplus", "to be paid"),
        "paid": pgettext_lazy("surplus", "given back"),
        "sent_back": pgettext_lazy("surplus", "proposal sent back"),
        "cancelled": pgettext_lazy("surplus", "called off"),
    },
    "claw_back_state": {
        "proposed": pgettext_lazy("claw-back", "to be decided"),
        "ordered": pgettext_lazy("claw-back", "owed"),
        "closed": pgettext_lazy("claw-back", "settled"),
        "dropped": pgettext_lazy("claw-back", "not taken back"),
    },
    "interest_run_state": {
        "computing": pgettext_lazy("interest run", "being computed"),
        "draft": pgettext_lazy("interest run", "under review"),
        "submitted": pgettext_lazy("interest run", "waits for a second person"),
        "approved": pgettext_lazy("interest run", "approved"),
        "returned": pgettext_lazy("interest run", "given up"),
    },
    "run_line_state": {
        "kept": pgettext_lazy("interest run", "in"),
        "dropped": pgettext_lazy("interest run", "left out"),
        "awarded": pgettext_lazy("interest run", "awarded"),
        "refused": pgettext_lazy("interest run", "refused"),
    },
    "run_note": {
        "overdue": pgettext_lazy("interest run", "overdue days left out"),
        "plan_differs": pgettext_lazy("interest run", "plan and report differ"),
        "interest_unpaid": pgettext_lazy("interest run", "no interest paid yet"),
        "other_subsidy": pgettext_lazy("interest run", "another subsidy on the loan"),
        "misused": pgettext_lazy("interest run", "loan misused"),
        "unverified": pgettext_lazy("interest run", "terms not verified"),
        "contract_day": pgettext_lazy("interest run", "day of payout taken for the contract's"),
        "paid_before": pgettext_lazy("interest run", "awarded before"),
        "less_than_paid": pgettext_lazy("interest run", "less than was awarded before"),
        "more_than_paid": pgettext_lazy("interest run", "more than was awarded before"),
        "cannot": pgettext_lazy("interest run", "cannot be computed"),
        "nothing": pgettext_lazy("interest run", "brings nothing"),
    },
    "budget_proposal": {
        "open": pgettext_lazy("budget", "to be opened"),
        "top_up": pgettext_lazy("budget", "more money"),
    },
    "budget_proposal_state": {
        "asked": pgettext_lazy("budget", "waits for a second person"),
        "done": pgettext_lazy("budget", "approved"),
        "returned": pgettext_lazy("budget", "sent back"),
    },
    "budget_mode": {
        "first_come": pgettext_lazy("budget", "first come, first served"),
        "pro_rata": pgettext_lazy("budget", "shared pro rata"),
    },
    "distribution_state": {
        "asked": pgettext_lazy("budget", "waits for a second person"),
        "done": pgettext_lazy("budget", "shared out"),
        "returned": pgettext_lazy("budget", "sent back"),
    },
}

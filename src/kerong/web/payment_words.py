"""Words for the codes of payments, batches and payee accounts, in the language of the page."""

from typing import Any

from django.utils.translation import pgettext_lazy

PAYMENT_WORDS: dict[str, dict[str, Any]] = {
    "payment_kind": {
        "subsidy": pgettext_lazy("payment", "subsidy"),
        "claim": pgettext_lazy("payment", "compensation"),
        "recovery_share": pgettext_lazy("payment", "share of a recovery"),
        "fund_return": pgettext_lazy("payment", "return of a fund"),
        "bridge": pgettext_lazy("payment", "bridge"),
    },
    "late_report_state": {
        "waiting": pgettext_lazy("payment", "waits for a second person"),
        "confirmed": pgettext_lazy("payment", "confirmed"),
        "dropped": pgettext_lazy("payment", "taken down"),
    },
    "payment_state": {
        "no_account": pgettext_lazy("payment", "waits for an account"),
        "due": pgettext_lazy("payment", "due"),
        "batched": pgettext_lazy("payment", "in a batch"),
        "sent": pgettext_lazy("payment", "sent to the bank"),
        "confirmed": pgettext_lazy("payment", "paid"),
        "returned": pgettext_lazy("payment", "returned by the bank"),
        "returned_late": pgettext_lazy("payment", "sent back after it was paid"),
        "cancelled": pgettext_lazy("payment", "cancelled"),
    },
    "batch_state": {
        "filling": pgettext_lazy("batch", "being gathered"),
        "draft": pgettext_lazy("batch", "waits for a second person"),
        "sending": pgettext_lazy("batch", "going out"),
        "sent": pgettext_lazy("batch", "waits for the bank"),
        "closed": pgettext_lazy("batch", "settled"),
        "emptying": pgettext_lazy("batch", "being set free"),
        "discarded": pgettext_lazy("batch", "discarded"),
    },
    "account_state": {
        "given": pgettext_lazy("bank account", "waits for a second person"),
        "confirmed": pgettext_lazy("bank account", "confirmed"),
        "rejected": pgettext_lazy("bank account", "sent back"),
        "replaced": pgettext_lazy("bank account", "replaced"),
    },
}

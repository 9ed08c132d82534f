"""Words for the codes of guarantees, in the language of the page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

GUARANTEE_WORDS: dict[str, dict[str, Any]] = {
    "guarantee_state": {
        "asked": pgettext_lazy("guarantee", "waits for review"),
        "proposed": pgettext_lazy("guarantee", "waits for a second person"),
        "issued": pgettext_lazy("guarantee", "letter given"),
        "effective": pgettext_lazy("guarantee", "in force"),
        "ended": pgettext_lazy("guarantee", "released"),
        "stopped": pgettext_lazy("guarantee", "stopped by a rule"),
        "refused": pgettext_lazy("guarantee", "not granted"),
        "withdrawn": pgettext_lazy("guarantee", "withdrawn"),
        "lapsed": pgettext_lazy("guarantee", "letter lapsed"),
    },
    "guarantee_end": {
        "settled": pgettext_lazy("guarantee", "loan repaid"),
        "renewed": pgettext_lazy("guarantee", "loan renewed"),
        "expired": pgettext_lazy("guarantee", "term over"),
        "claimed": pgettext_lazy("guarantee", "claim paid"),
    },
    "guarantee_form": {
        "batch": pgettext_lazy("guarantee", "batch: a letter at once"),
        "single": pgettext_lazy("guarantee", "one by one, reviewed"),
    },
    "fee_timing": {
        "upfront": pgettext_lazy("guarantee fee", "once at drawing"),
        "quarterly": pgettext_lazy("guarantee fee", "by quarter"),
    },
    "fee_kind": {
        "guarantee": pgettext_lazy("guarantee fee", "guarantee fee"),
        "settlement": pgettext_lazy("guarantee fee", "settlement of the fee"),
        "refund": pgettext_lazy("guarantee fee", "fee given back"),
        "reguarantee": pgettext_lazy("guarantee fee", "re-guarantee fee"),
    },
    "fee_state": {
        "due": pgettext_lazy("guarantee fee", "due"),
        "paid": pgettext_lazy("guarantee fee", "paid"),
        "waived": pgettext_lazy("guarantee fee", "waived"),
        "offset": pgettext_lazy("guarantee fee", "replaced by a settlement"),
    },
    "agreement_state": {
        "drafted": pgettext_lazy("agreement", "waits for the bank"),
        "signed": pgettext_lazy("agreement", "signed"),
        "declined": pgettext_lazy("agreement", "declined"),
    },
    "diligence_answer": {
        "yes": pgettext_lazy("diligence", "looked at, in order"),
        "no": pgettext_lazy("diligence", "looked at, not in order"),
        "not_needed": pgettext_lazy("diligence", "does not apply"),
    },
    "extension_state": {
        "asked": pgettext_lazy("extension", "waits for the guarantor"),
        "given": pgettext_lazy("extension", "agreed"),
        "refused": pgettext_lazy("extension", "not agreed"),
    },
    "guarantee_side": {"bank": _("Bank"), "guarantor": _("Guarantor")},
    "filing": {
        "began": pgettext_lazy("filing", "began this month"),
        "running": pgettext_lazy("filing", "running"),
        "ended": pgettext_lazy("filing", "ended this month"),
    },
}

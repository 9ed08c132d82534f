"""Words for the codes of insurance: kinds, states, sides, events and jobs."""

from typing import Any

from django.utils.translation import pgettext_lazy

INSURANCE_WORDS: dict[str, dict[str, Any]] = {
    "insurance_kind": {
        "loan": pgettext_lazy("insurance", "loan guarantee insurance"),
        "pledge": pgettext_lazy("insurance", "pledge guarantee insurance"),
        "technology": pgettext_lazy("insurance", "technology risks"),
    },
    "insurance_holder": {
        "firm": pgettext_lazy("insurance holder", "the firm"),
        "bank": pgettext_lazy("insurance holder", "the bank"),
    },
    "insurance_inquiry_state": {
        "open": pgettext_lazy("insurance", "waits for quotes"),
        "accepted": pgettext_lazy("insurance", "quote accepted"),
        "withdrawn": pgettext_lazy("insurance", "withdrawn"),
        "lapsed": pgettext_lazy("insurance", "lapsed without a quote"),
    },
    "insurance_quote_state": {
        "asked": pgettext_lazy("insurance", "not answered yet"),
        "quoted": pgettext_lazy("insurance", "quoted"),
        "declined": pgettext_lazy("insurance", "does not insure this"),
        "accepted": pgettext_lazy("insurance", "accepted"),
        "closed": pgettext_lazy("insurance", "closed"),
    },
    "insurance_policy_state": {
        "bound": pgettext_lazy("insurance", "waits for its premium"),
        "in_force": pgettext_lazy("insurance", "in force"),
        "lapsed": pgettext_lazy("insurance", "lapsed unpaid"),
        "surrendered": pgettext_lazy("insurance", "given up"),
        "expired": pgettext_lazy("insurance", "expired"),
    },
    "insurance_claim_state": {
        "filed": pgettext_lazy("insurance", "waits for the insurer"),
        "proposed": pgettext_lazy("insurance", "waits for the second person"),
        "agreed": pgettext_lazy("insurance", "agreed, to be paid"),
        "paid": pgettext_lazy("insurance", "paid"),
        "refused": pgettext_lazy("insurance", "refused"),
        "withdrawn": pgettext_lazy("insurance", "withdrawn"),
    },
    "claim_waiver_state": {
        "proposed": pgettext_lazy("insurance", "waits for the second person"),
        "approved": pgettext_lazy("insurance", "given up for good"),
        "returned": pgettext_lazy("insurance", "sent back"),
    },
    "insurance_proposal": {
        "pay": pgettext_lazy("insurance", "pay"),
        "refuse": pgettext_lazy("insurance", "refuse"),
    },
    "insurance_recovery_state": {
        "reported": pgettext_lazy("insurance", "waits for the other side"),
        "shared": pgettext_lazy("insurance", "shared"),
        "rejected": pgettext_lazy("insurance", "not confirmed"),
    },
}
INSURANCE_EVENTS: dict[str, Any] = {
    "insurance.accepted": pgettext_lazy("event", "insurance quote accepted"),
    "insurance.asked": pgettext_lazy("event", "insurance asked for"),
    "insurance.claim_agreed": pgettext_lazy("event", "insurance payout agreed"),
    "insurance.claim_filed": pgettext_lazy("event", "insurance claim filed"),
    "insurance.claim_paid": pgettext_lazy("event", "insurance claim paid"),
    "insurance.claim_proposed": pgettext_lazy("event", "insurance payout proposed"),
    "insurance.claim_refused": pgettext_lazy("event", "insurance claim refused"),
    "insurance.claim_returned": pgettext_lazy("event", "insurance proposal sent back"),
    "insurance.claim_withdrawn": pgettext_lazy("event", "insurance claim withdrawn"),
    "insurance.claim_waived": pgettext_lazy("event", "insurance claim given up"),
    "insurance.declined": pgettext_lazy("event", "insurance declined"),
    "insurance.expired": pgettext_lazy("event", "insurance policy expired"),
    "insurance.inquiry_lapsed": pgettext_lazy("event", "insurance inquiry lapsed"),
    "insurance.inquiry_withdrawn": pgettext_lazy("event", "insurance inquiry withdrawn"),
    "insurance.lapsed": pgettext_lazy("event", "insurance policy lapsed unpaid"),
    "insurance.premium_received": pgettext_lazy("event", "premium received"),
    "insurance.quoted": pgettext_lazy("event", "insurance quoted"),
    "insurance.recovery_rejected": pgettext_lazy("event", "recovery of an insurer not confirmed"),
    "insurance.recovery_reported": pgettext_lazy("event", "recovery of an insurer reported"),
    "insurance.recovery_shared": pgettext_lazy("event", "recovery of an insurer shared"),
    "insurance.refunded": pgettext_lazy("event", "premium given back"),
    "insurance.surrendered": pgettext_lazy("event", "insurance policy given up"),
    "insurance.waiver_proposed": pgettext_lazy("event", "giving up an insurance claim proposed"),
    "insurance.waiver_returned": pgettext_lazy("event", "giving up an insurance claim sent back"),
}
INSURANCE_JOBS: dict[str, Any] = {
    "insurance.lapse": pgettext_lazy("job", "end insurance that ran out"),
}

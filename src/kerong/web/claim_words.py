"""Words for the codes, events and jobs of compensation, in the language of the page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CLAIM_WORDS: dict[str, dict[str, Any]] = {
    "claim_state": {
        "filed": pgettext_lazy("claim", "waits for a review"),
        "correcting": pgettext_lazy("claim", "to be corrected"),
        "proposed": pgettext_lazy("claim", "waits for a second person"),
        "advanced": pgettext_lazy("claim", "paid in advance"),
        "settled": pgettext_lazy("claim", "agreed"),
        "refused": pgettext_lazy("claim", "refused"),
        "withdrawn": pgettext_lazy("claim", "withdrawn"),
    },
    "claim_kind": {
        "pool": pgettext_lazy("claim", "pool"),
        "guarantee": pgettext_lazy("claim", "guarantee"),
    },
    "claim_proposal": {
        "advance": _("pay what is applied for now"),
        "settle": _("agree these amounts"),
        "refuse": pgettext_lazy("claim", "refuse"),
    },
    "claim_paper": {
        "contract": _("loan contract"),
        "voucher": _("voucher of the payout"),
        "evaluation": _("evaluation or credit papers"),
        "registration": _("registration with pool or guarantor"),
        "overdue_notice": _("notice of arrears"),
        "collection": _("records of collection"),
        "loss": _("computation of the loss"),
        "enforcement": _("suit or enforcement"),
    },
    "diligence": {
        "before": _("The firm was looked into before, on true papers."),
        "approval": _("Approved in order and within authority."),
        "purpose": _("The use of the money was checked."),
        "after": _("The loan was looked after on time."),
        "collection": _("Arrears were collected and reported at once."),
        "honest": _("Nobody colluded or forged."),
    },
    "claim_duty_answer": {
        "yes": pgettext_lazy("diligence", "yes"),
        "no": pgettext_lazy("diligence", "no"),
        "not_asked": pgettext_lazy("diligence", "does not apply"),
    },
    "exemption": {
        "exempt": _("exempted"),
        "liable": _("not exempted"),
    },
    "exemption_state": {
        "proposed": pgettext_lazy("claim", "waits for a second person"),
        "decided": pgettext_lazy("exemption", "decided"),
        "returned": pgettext_lazy("exemption", "sent back"),
    },
    "recovery_state": {
        "reported": pgettext_lazy("recovery", "arrival not confirmed"),
        "shared": pgettext_lazy("recovery", "returned in shares"),
        "rejected": pgettext_lazy("recovery", "not confirmed"),
    },
    "claim_payment": {
        "no_account": pgettext_lazy("payment", "no account yet"),
        "due": pgettext_lazy("payment", "due"),
        "batched": pgettext_lazy("payment", "in a batch"),
        "sent": pgettext_lazy("payment", "sent to the bank"),
        "confirmed": pgettext_lazy("payment", "paid"),
        "returned": pgettext_lazy("payment", "came back"),
        "cancelled": pgettext_lazy("payment", "cancelled"),
    },
    "pool_kind": {
        "loss_fund": _("compensation fund"),
        "guarantee_fund": _("guarantor's fund"),
    },
    "pool_part": {
        "": pgettext_lazy("pool", "whole"),
        "city": pgettext_lazy("pool", "city"),
        "district": pgettext_lazy("pool", "district"),
    },
    "funding_kind": {
        "appropriated": _("put in by the treasury"),
        "returned_to_treasury": _("given back to the treasury"),
    },
    "funding_state": {
        "asked": pgettext_lazy("claim", "waits for a second person"),
        "done": pgettext_lazy("funding", "booked"),
        "returned": pgettext_lazy("funding", "sent back"),
    },
    "loss_agreement_state": {
        "drafted": pgettext_lazy("claim", "waits for a second person"),
        "in_force": pgettext_lazy("agreement", "in force"),
        "returned": pgettext_lazy("agreement", "sent back"),
        "ended": pgettext_lazy("agreement", "ended"),
    },
    "payer": {
        "fund": pgettext_lazy("payer", "pool of the fund"),
        "guarantor": pgettext_lazy("payer", "pool of the guarantor"),
        "province": pgettext_lazy("payer", "pool of the provincial re-guarantor"),
        "nation": pgettext_lazy("payer", "pool of the national fund"),
        "system": pgettext_lazy("payer", "pool of the guarantee system"),
    },
    "cap_scope": {
        "firm": pgettext_lazy("cap", "one firm"),
        "bank": pgettext_lazy("cap", "the bank"),
        "year": pgettext_lazy("cap", "one year"),
    },
    "breaker_state": {
        "normal": pgettext_lazy("breaker", "normal"),
        "warned": pgettext_lazy("breaker", "warning"),
        "suspended": pgettext_lazy("breaker", "suspended"),
    },
    "breaker_scope": {
        "bank": pgettext_lazy("breaker", "bank"),
        "product": pgettext_lazy("breaker", "product"),
        "district": pgettext_lazy("breaker", "district"),
    },
    "breaker_cause": {
        "nightly": pgettext_lazy("breaker", "nightly"),
        "event": pgettext_lazy("breaker", "a loan changed"),
        "decision": pgettext_lazy("breaker", "two people decided"),
    },
    "kept_out_state": {
        "out": pgettext_lazy("pool", "kept out"),
        "asked": pgettext_lazy("pool", "waits for a second officer"),
        "let_in": pgettext_lazy("pool", "let in"),
    },
    "breaker_change": {
        "resume": pgettext_lazy("breaker", "lift the stop until a day"),
        "suspend": pgettext_lazy("breaker", "stop by hand"),
    },
}

CLAIM_EVENTS: dict[str, Any] = {
    "agreement.drafted": pgettext_lazy("event", "agreement on a pool drafted"),
    "agreement.ended": pgettext_lazy("event", "agreement on a pool ended"),
    "agreement.in_force": pgettext_lazy("event", "agreement on a pool in force"),
    "breaker.change_asked": pgettext_lazy("event", "change of a breaker asked for"),
    "breaker.change_decided": pgettext_lazy("event", "change of a breaker decided"),
    "breaker.changed": pgettext_lazy("event", "breaker changed"),
    "claim.corrected": pgettext_lazy("event", "claim corrected"),
    "claim.correction_asked": pgettext_lazy("event", "correction of a claim asked for"),
    "claim.decided": pgettext_lazy("event", "claim decided"),
    "claim.diligence_answered": pgettext_lazy("event", "questions of diligence answered"),
    "claim.exemption_decided": pgettext_lazy("event", "exemption from liability decided"),
    "claim.exemption_proposed": pgettext_lazy("event", "exemption from liability proposed"),
    "claim.filed": pgettext_lazy("event", "claim filed"),
    "claim.paper_attached": pgettext_lazy("event", "paper put to the claim"),
    "claim.proposal_returned": pgettext_lazy("event", "proposal on a claim sent back"),
    "claim.proposed": pgettext_lazy("event", "proposal on a claim made"),
    "claim.recovery_rejected": pgettext_lazy("event", "recovery not confirmed"),
    "claim.recovery_reported": pgettext_lazy("event", "recovery reported"),
    "claim.recovery_shared": pgettext_lazy("event", "recovery returned in shares"),
    "claim.refused": pgettext_lazy("event", "claim refused"),
    "claim.return_received": pgettext_lazy("event", "return to the pool received"),
    "claim.withdrawn": pgettext_lazy("event", "claim withdrawn"),
    "loan.let_in_asked": pgettext_lazy("event", "asked to let a loan into a pool"),
    "loan.let_in_decided": pgettext_lazy("event", "decided whether to let a loan into a pool"),
    "loan.pool_refused": pgettext_lazy("event", "loan not taken under a pool"),
    "loan.pooled": pgettext_lazy("event", "loan taken under a pool"),
    "pool.funded": pgettext_lazy("event", "funding of a pool booked"),
    "pool.funding_asked": pgettext_lazy("event", "funding of a pool asked for"),
    "pool.funding_returned": pgettext_lazy("event", "funding of a pool sent back"),
    "pool.opened": pgettext_lazy("event", "pool opened"),
}
CLAIM_JOBS: dict[str, Any] = {
    "compensation.readings": pgettext_lazy("job", "read the breakers of every pool"),
}

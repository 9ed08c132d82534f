"""From clauses, subsidies, payments and claims to answers."""

from fractions import Fraction
from typing import Any

from kerong.api.application_answers import moment_text
from kerong.api.values import text_of, yuan_of
from kerong.catalogue.policies.cards import ClauseCard
from kerong.contracts.compensation.models import Claim
from kerong.contracts.compensation.reads import ClaimPage
from kerong.contracts.subsidies.models import Subsidy
from kerong.contracts.subsidies.reads import SubsidyPage
from kerong.kernel.ratios import ratio_text
from kerong.payments.models import Payment


def clause_out(card: ClauseCard, *, applies_here: bool) -> dict[str, Any]:
    clause, benefit, rules = card.clause, card.clause.benefit, card.rules
    pair = clause.rate
    return {
        "clause": clause.code,
        "policy": rules.key,
        "title": text_of(clause.title),
        "document": rules.basis.document,
        "document_no": benefit.document_no,
        "issuer": text_of(benefit.issuer),
        "region": text_of(benefit.region),
        "level": benefit.level,
        "kind": benefit.class_,
        "form": benefit.form,
        "mode": benefit.mode,
        "topic": benefit.topic,
        "matter": benefit.matter,
        "stacking": benefit.stacking,
        "base": benefit.computed_on,
        "rate": ratio_text(Fraction(*pair)) if pair else clause.rate_words or None,
        "cap_yuan": yuan_of(clause.cap_fen),
        "period": benefit.period,
        "formula": clause.formula,
        "words": text_of(clause.words) if clause.words else None,
        "in_force_from": rules.open_from,
        "in_force_until": rules.open_until,
        "applies_here": applies_here,
        "revision_digest": card.revision_digest,
        "verified": card.verified,
        "source": clause.source,
    }


def subsidy_row_out(row: Subsidy) -> dict[str, Any]:
    return {
        "no": row.no,
        "state": row.state,
        "origin": row.origin,
        "policy": row.programme,
        "clause": row.clause,
        "firm": row.enterprise.name,
        "form": row.form,
        "first_month": row.entitlement.first_month,
        "last_month": row.entitlement.last_month,
        "asked_yuan": yuan_of(row.asked_fen),
        "granted_yuan": yuan_of(row.granted_fen),
        "ordered_yuan": yuan_of(row.ordered_fen),
        "settled_yuan": yuan_of(row.settled_fen),
        "returned_yuan": yuan_of(row.returned_fen),
        "awarded_at": moment_text(row.awarded_at),
    }


def subsidy_out(page: SubsidyPage) -> dict[str, Any]:
    row = page.subsidy
    held = row.entitlement
    return subsidy_row_out(row) | {
        "loan": row.loan.no if row.loan else None,
        "budget": row.budget.code if row.budget else None,
        "words": row.words,
        "entitlement": {
            "family": held.family,
            "matter": held.matter,
            "first_month": held.first_month,
            "last_month": held.last_month,
            "entitled_yuan": yuan_of(held.entitled_fen),
            "committed_yuan": yuan_of(held.committed_fen),
            "paid_yuan": yuan_of(held.paid_fen),
        },
        "steps": [{"say": step["say"], "value": step["value"]} for step in page.steps],
        "payouts": [
            {
                "no": each.no,
                "part": each.part,
                "state": each.state,
                "amount_yuan": yuan_of(each.amount_fen),
                "offset_yuan": yuan_of(each.offset_fen),
                "proof": each.proof,
                "settled_on": each.settled_on,
            }
            for each in page.payouts
        ],
        "claw_backs": [
            {
                "no": each.no,
                "event": each.event,
                "event_on": each.event_on,
                "state": each.state,
                "amount_yuan": yuan_of(each.amount_fen),
                "received_yuan": yuan_of(each.received_fen),
                "offset_yuan": yuan_of(each.offset_fen),
                "waived_yuan": yuan_of(each.waived_fen),
                "words": each.words,
            }
            for each in page.claw_backs
        ],
        "beside": [each.no for each in page.beside],
    }


def payment_out(row: Payment) -> dict[str, Any]:
    return {
        "no": row.no,
        "root": row.root,
        "attempt": row.attempt,
        "kind": row.kind,
        "state": row.state,
        "payee": row.payee_name,
        "account": row.account.masked if row.account else None,
        "amount_yuan": yuan_of(row.amount_fen),
        "subject": row.subject,
        "purpose": row.purpose,
        "payable": row.payable.code,
        "batch": row.batch.no if row.batch else None,
        "ordered_at": moment_text(row.ordered_at),
        "sent_at": moment_text(row.sent_at),
        "paid_on": row.paid_on,
        "reason": row.reason or row.cancel_reason,
    }


def claim_row_out(row: Claim) -> dict[str, Any]:
    return {
        "no": row.no,
        "kind": row.kind,
        "state": row.state,
        "loan": row.loan.no,
        "firm": row.enterprise.name,
        "lender": row.lender.name,
        "guarantor": row.guarantor.name if row.guarantor else None,
        "guarantee": row.guarantee_no or None,
        "split": row.split_key,
        "loss_on": row.loss_on,
        "principal_yuan": yuan_of(row.principal_fen),
        "interest_yuan": yuan_of(row.interest_fen),
        "settled_principal_yuan": yuan_of(row.settled_principal_fen),
        "settled_interest_yuan": yuan_of(row.settled_interest_fen),
        "recovered_yuan": yuan_of(row.recovered_fen),
        "due_on": row.due_on,
    }


def claim_out(page: ClaimPage, *, is_firm: bool) -> dict[str, Any]:
    """What was said for the claim is between those who share the loss, as on its pages."""
    return claim_row_out(page.claim) | {
        "words": "" if is_firm else page.claim.words,
        "split_verified": page.split.verified,
        "shares": [
            {
                "stage": share.stage,
                "payer": share.payer,
                "principal_yuan": yuan_of(share.principal_fen),
                "interest_yuan": yuan_of(share.interest_fen),
                "capped_by": share.capped_by,
            }
            for share in page.shares
        ],
        "recoveries": [
            {
                "recovered_on": each.recovered_on,
                "state": each.state,
                "recovered_yuan": yuan_of(each.recovered_fen),
                "costs_yuan": yuan_of(each.costs_fen),
                "shares": [
                    {"payer": share.payer, "amount_yuan": yuan_of(share.amount_fen)}
                    for share in each.shares.all()
                ],
            }
            for each in page.recoveries
        ],
        "payments": [each.no for each in page.payments],
    }

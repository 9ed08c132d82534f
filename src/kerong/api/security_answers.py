"""From pledges, alarms and insurance claims to answers."""

from typing import Any

from kerong.api.application_answers import moment_text
from kerong.api.values import text_of, yuan_of
from kerong.contracts.insurance.models import InsuranceClaim
from kerong.contracts.insurance.reads import InsuranceClaimPage
from kerong.contracts.pledges.models import Filing, Pledge, PledgeAlarm
from kerong.contracts.pledges.reads import ItemShown, PledgePage


def pledge_row_out(row: Pledge, alarms: int) -> dict[str, Any]:
    return {
        "no": row.no,
        "state": row.state,
        "firm": row.enterprise.name,
        "bank": row.institution.name,
        "loan": row.loan.no,
        "secured_yuan": yuan_of(row.secured_fen),
        "until_on": row.until_on,
        "contract": row.contract_no or None,
        "certificate": row.certificate_no or None,
        "registered_on": row.registered_on,
        "alarms": alarms,
    }


def pledge_out(page: PledgePage) -> dict[str, Any]:
    terms = page.registration.terms
    return {
        **pledge_row_out(page.pledge, len(page.alarms)),
        "office": text_of((terms.office.zh, terms.office.en)),
        "register_days": terms.days,
        "register_days_are": terms.days_are,
        "verified": page.registration.verified,
        "rights": [_right_out(each) for each in page.items],
        "filings": [_filing_out(row) for row in page.filings],
        "papers_needed": [
            {"kind": paper.kind, "when": paper.when, "handed_in": paper.is_there}
            for paper in page.needed
        ],
        "insurance": [
            {
                "no": each.no,
                "insurer": each.insurer,
                "kind": each.kind,
                "state": each.state,
                "insured_yuan": yuan_of(each.insured_fen),
                "to_on": each.to_on,
                "names_pledge": each.names_pledge,
            }
            for each in page.policies
        ],
        "standing_alarms": [alarm_out(row, page.pledge.no) for row in page.alarms],
    }


def alarm_out(row: PledgeAlarm, pledge_no: str) -> dict[str, Any]:
    return {
        "pledge": pledge_no,
        "right": row.item.asset.no,
        "kind": row.kind,
        "about_on": row.about_on,
        "told_at": moment_text(row.told_at),
        "over_at": moment_text(row.over_at) if row.over_at else None,
    }


def insurance_claim_row_out(row: InsuranceClaim) -> dict[str, Any]:
    return {
        "no": row.no,
        "policy": row.policy.no,
        "loan": row.loan.no,
        "firm": row.enterprise.name,
        "bank": row.bank.name,
        "insurer": row.insurer.name,
        "state": row.state,
        "principal_yuan": yuan_of(row.principal_fen),
        "interest_yuan": yuan_of(row.interest_fen),
        "overdue_from": row.overdue_from,
        "due_on": row.due_on,
        "payout_yuan": yuan_of(row.payout_fen),
        "paid_on": row.paid_on,
    }


def insurance_claim_out(page: InsuranceClaimPage) -> dict[str, Any]:
    claim = page.claim
    return {
        **insurance_claim_row_out(claim),
        "recognised_yuan": yuan_of(claim.loss_principal_fen + claim.loss_interest_fen),
        "would_pay_yuan": yuan_of(page.would_pay_fen),
        "recovered_yuan": yuan_of(sum(row.net_fen for row in page.recoveries)),
    }


def _right_out(each: ItemShown) -> dict[str, Any]:
    item, standing = each.item, each.standing
    return {
        "no": item.asset.no,
        "kind": item.asset.kind,
        "number": item.asset.number,
        "title": item.asset.title,
        "status": standing.status or None,
        "ends_on": standing.expires_on,
        "fee_paid_until": standing.fee_until_on,
        "value_yuan": yuan_of(item.value_fen),
        "secures_yuan": yuan_of(item.cover_fen),
    }


def _filing_out(row: Filing) -> dict[str, Any]:
    return {
        "no": row.no,
        "kind": row.kind,
        "state": row.state,
        "due_on": row.due_on,
        "refused_for": row.code or None,
        "decided_on": row.decided_on,
    }

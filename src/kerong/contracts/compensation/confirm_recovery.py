"""追偿分配: an officer saw the money arrive; it returns to those who paid, in the agreed shares."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, Sum

from kerong.contracts.compensation.access import CONFIRM_RECOVERY, recovery_for
from kerong.contracts.compensation.accounts import PAID_OUT, recoveries_code, stand
from kerong.contracts.compensation.errors import MovedMeanwhile, SamePerson
from kerong.contracts.compensation.insured import insurers_shares
from kerong.contracts.compensation.models import Claim, Recovery, RecoveryShare
from kerong.contracts.compensation.notes import lender_of, note_claim, say_claim, stream_of
from kerong.contracts.compensation.paying import pool_accounts
from kerong.contracts.compensation.returning import Arrival, bring_back
from kerong.contracts.compensation.sharing import shared, split_of
from kerong.finance.loss_sharing import INSURER
from kerong.finance.recoveries import Recovery as Divided
from kerong.finance.recoveries import share_recovery
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.references import reference
from kerong.payments.order import order_payments
from kerong.payments.values import RECOVERY_SHARE, PaymentOrder

State = Recovery.State


def confirm_recovery(*, actor: Actor, recovery_id: int, at: datetime) -> Recovery:
    """Share what is left after costs. Who recovered keeps its own part: a bank its share as the
    lender; a guarantor's part goes into its fund here. The lender's part of what a guarantor
    recovered, and an insurer's, are ordered as payments.

    Raises SamePerson, MovedMeanwhile.
    """
    CONFIRM_RECOVERY.require(actor)
    recovery = recovery_for(actor, recovery_id)
    if recovery.reported_by_id == actor.person_id:
        raise SamePerson()
    claim = recovery.claim
    divided = preview(recovery)
    with transaction.atomic():
        no = _claim_turn(claim, recovery)
        reported = Recovery.objects.filter(pk=recovery.pk, state=State.REPORTED)
        fields = {"decided_by": actor.person_id, "decided_at": at, "net_fen": divided.net_fen}
        if not reported.update(state=State.SHARED, no=no, **fields):
            raise MovedMeanwhile(state=recovery.get_state_display())
        recovery.refresh_from_db()
        rows = _rows(recovery, divided)
        RecoveryShare.objects.bulk_create(rows)
        _pass_on(recovery, rows, actor=actor, at=at)
        facts = {
            "recovery": recovery.pk,
            "net_fen": divided.net_fen,
            "shares": {each.payer: each.amount_fen for each in divided.shares},
        }
        note_claim(claim, "recovery_shared", actor=actor, at=at, facts=facts)
        to = [lender_of(claim)]
        to += [reference("institution", claim.guarantor_id)] if claim.guarantor_id else []
        amount = Money(divided.net_fen).yuan_text()
        say_claim(claim, "recovery_shared", to=to, at=at, amount=amount)
    return recovery


def preview(recovery: Recovery) -> Divided:
    """How it would be divided after what was shared before."""
    claim = recovery.claim
    return share_recovery(
        split_of(claim),
        shared(claim),
        recovered_fen=recovery.recovered_fen,
        costs_fen=recovery.costs_fen,
        returned_before=returned_so_far(claim),
    )


def returned_so_far(claim: Claim) -> Mapping[str, int]:
    rows = RecoveryShare.objects.filter(recovery__claim=claim).order_by()
    return {
        payer: int(fen) for payer, fen in rows.values_list("payer").annotate(fen=Sum("amount_fen"))
    }


def _claim_turn(claim: Claim, recovery: Recovery) -> int:
    """One recovery after another: what was seen as returned before is still all there is."""
    mine = Claim.objects.filter(pk=claim.pk, recovery_count=claim.recovery_count)
    if not mine.update(
        recovery_count=F("recovery_count") + 1,
        recovered_fen=F("recovered_fen") + recovery.recovered_fen,
    ):
        raise MovedMeanwhile(state=claim.get_state_display())
    return claim.recovery_count + 1


def _rows(recovery: Recovery, divided: Divided) -> list[RecoveryShare]:
    """One row a payer, one for each tier of its pool, one for each insurer."""
    accounts = pool_accounts(recovery.claim)
    rows = []
    for each in divided.shares:
        if each.payer == INSURER:
            rows += [
                RecoveryShare(recovery=recovery, payer=INSURER, institution_id=pk, amount_fen=fen)
                for pk, fen in insurers_shares(recovery.claim, each.amount_fen).items()
            ]
            continue
        for part, fen in each.parts or (("", each.amount_fen),):
            account = accounts.get((each.payer, part))
            row = RecoveryShare(
                recovery=recovery, payer=each.payer, account=account, amount_fen=fen
            )
            rows.append(row)
    return rows


def _pass_on(recovery: Recovery, rows: list[RecoveryShare], *, actor: Actor, at: datetime) -> None:
    claim = recovery.claim
    to_pools: dict[str, int] = {}
    to_pay: dict[str, int] = {}
    for row in rows:
        if row.account is not None:
            code = row.account.account.code
            to_pools[code] = to_pools.get(code, 0) + row.amount_fen
        elif row.amount_fen and (payee := _payee(recovery, row)):
            to_pay[payee] = row.amount_fen
    arrived = sum(to_pools.values()) + sum(to_pay.values())
    name = f"recovery:{recovery.pk}"
    arrival = Arrival(claim=claim, reference=name, arrived_fen=arrived, to=to_pools)
    bring_back(arrival, actor=actor, at=at)
    if not to_pay:
        return
    stand(PAID_OUT, "paid_out", "追偿款付出", actor=actor, at=at)
    orders = [
        PaymentOrder(
            reference=f"{name}/{payee}",
            kind=RECOVERY_SHARE,
            payable=recoveries_code(claim),
            paid=PAID_OUT,
            payee=payee,
            amount_fen=fen,
            subject=stream_of(claim),
            purpose=f"追偿款 {claim.no} 贷款 {claim.loan.no}",
        )
        for payee, fen in sorted(to_pay.items())
    ]
    order_payments(orders=orders, actor=actor, at=at)


def _payee(recovery: Recovery, row: RecoveryShare) -> str:
    """Whom a share is paid to; nobody where the recovering institution keeps its own."""
    payee_id = row.institution_id or recovery.claim.lender_id
    return "" if payee_id == recovery.institution_id else reference("institution", payee_id)

"""担保费出账: up-front or by quarter on real balances, settled to the fen when it ends."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.guarantees.fees import (
    Fee,
    fee_between,
    fee_end,
    guarantee_terms,
    guaranteed,
    reguarantee_terms,
)
from kerong.contracts.guarantees.models import Agreement, FeeInvoice, Guarantee
from kerong.contracts.guarantees.notes import firm_of, note_guarantee, say
from kerong.contracts.guarantees.parameters import fee_rule
from kerong.contracts.guarantees.refund import order_refund
from kerong.finance.dates import months_after
from kerong.finance.guarantee_fees import FeeTerms
from kerong.finance.segments import Segment
from kerong.kernel.actor import SYSTEM
from kerong.kernel.money import Money

Kind, State = FeeInvoice.Kind, FeeInvoice.State
_NAMED = ("agreement", "bank", "guarantor", "enterprise", "loan")


def invoice_fees(at: datetime) -> int:
    """Bill every guarantee whose next day has come, each in a transaction of its own."""
    on, count = localdate(at), 0
    due = Guarantee.objects.filter(fees_due_on__lte=on).order_by("pk")
    for no in due.values_list("no", flat=True).iterator(chunk_size=500):
        with transaction.atomic():
            found = Guarantee.objects.select_related(*_NAMED).get(no=no)
            count += _Billing(found, on, at).run()
    return count


@dataclass(slots=True)
class _Billing:
    """One guarantee on one day: which invoices are missing, and when to look again."""

    guarantee: Guarantee
    on: date
    at: datetime
    made: int = 0
    held: list[FeeInvoice] = field(default_factory=list)
    segments: tuple[Segment, ...] = ()

    def run(self) -> int:
        guarantee, loan = self.guarantee, self.guarantee.loan
        if loan is None or guarantee.effective_on is None or not self._mine():
            return 0
        self.held = list(guarantee.invoices.order_by("no"))
        self.segments = guaranteed(guarantee, loan, self.on)
        end = fee_end(guarantee)
        over = guarantee.state == Guarantee.State.ENDED or self.on >= end
        upfront = guarantee.agreement.fee_timing == Agreement.FeeTiming.UPFRONT
        fee, back = guarantee_terms(guarantee), reguarantee_terms(guarantee)
        if upfront and not self._billed(Kind.GUARANTEE) and not over:
            covered_to = guarantee.matures_on or end
            self._charge(Kind.GUARANTEE, self._fee(fee, guarantee.effective_on, covered_to))
        if not upfront:
            self._periods(Kind.GUARANTEE, fee, end, over)
        if back is not None:
            self._periods(Kind.REGUARANTEE, back, end, over)
        if over and upfront:
            self._settle(self._fee(fee, guarantee.effective_on, end))
        self._look_again(end, over)
        return self.made

    def _mine(self) -> bool:
        """The row is ours until the end: two runs at once bill once."""
        row = Guarantee.objects.filter(pk=self.guarantee.pk, fees_due_on__lte=self.on)
        return bool(row.update(fees_due_on=self.on))

    def _fee(self, terms: FeeTerms, from_on: date, to_on: date) -> Fee:
        return fee_between(self.segments, from_on, to_on, terms)

    def _billed(self, *kinds: str) -> list[FeeInvoice]:
        return [row for row in self.held if row.kind in kinds]

    def _periods(self, kind: str, terms: FeeTerms, end: date, over: bool) -> None:
        """Whole periods that lie behind, and at the end the days that are left."""
        billed = self._billed(kind)
        start = billed[-1].to_on if billed else self.guarantee.effective_on
        while start is not None and start < end:
            until = self._period_end(start)
            if until > self.on and not over:
                return
            until = min(until, end)
            self._charge(kind, self._fee(terms, start, until))
            start = until

    def _period_end(self, start: date) -> date:
        """The next day counted in whole periods from the guarantee's first."""
        began = self.guarantee.effective_on or start
        months = fee_rule(start).period_months
        count = 1
        while months_after(began, count * months) <= start:
            count += 1
        return months_after(began, count * months)

    def _settle(self, real: Fee) -> None:
        """多退少补: the fee of the days that really were against what was asked for up front."""
        rows = self._billed(Kind.GUARANTEE, Kind.SETTLEMENT)
        standing = [row for row in rows if row.state != State.OFFSET]
        if any(row.state == State.WAIVED for row in standing):
            return
        for row in standing:
            if row.state == State.DUE:
                row.state, row.closed_at, row.words = State.OFFSET, self.at, "按实际天数重新结算"
                row.save(update_fields=["state", "closed_at", "words"])
        paid = [row for row in standing if row.state == State.PAID]
        refunds = [row for row in self._billed(Kind.REFUND) if row.state != State.OFFSET]
        asked = sum(row.amount_fen for row in paid) - sum(row.amount_fen for row in refunds)
        days = sum(row.principal_days for row in paid) - sum(r.principal_days for r in refunds)
        gap = real.amount_fen - asked
        if gap:
            kind = Kind.SETTLEMENT if gap > 0 else Kind.REFUND
            self._charge(kind, _gap(real, abs(gap), abs(real.principal_days - days)))

    def _charge(self, kind: str, fee: Fee) -> None:
        if not fee.amount_fen or fee.from_on >= fee.to_on:
            return
        guarantee = self.guarantee
        row = FeeInvoice.objects.create(
            guarantee=guarantee,
            no=len(self.held) + 1,
            kind=kind,
            from_on=fee.from_on,
            to_on=fee.to_on,
            principal_days=fee.principal_days,
            rate_ppm=fee.rate_ppm,
            share_ppm=fee.share_ppm,
            amount_fen=fee.amount_fen,
            due_on=self.on + timedelta(days=fee_rule(self.on).due_days),
            made_at=self.at,
        )
        self.held.append(row)
        self.made += 1
        facts = {
            "kind": str(kind),
            "amount_fen": row.amount_fen,
            "from_on": row.from_on,
            "to_on": row.to_on,
            "principal_days": row.principal_days,
        }
        note_guarantee(guarantee, "fee_invoiced", actor=SYSTEM, at=self.at, facts=facts)
        if kind == Kind.REFUND:
            order_refund(row, guarantee, at=self.at)
        if kind != Kind.REGUARANTEE:
            self._tell(row)

    def _tell(self, row: FeeInvoice) -> None:
        facts = {
            "amount": Money(row.amount_fen).yuan_text(),
            "from_on": row.from_on,
            "to_on": row.to_on,
            "due_on": row.due_on,
        }
        refund = row.kind == Kind.REFUND
        kind = "guarantee.fee_refunded" if refund else "guarantee.fee_invoiced"
        say(self.guarantee, kind, to=firm_of(self.guarantee), at=self.at, facts=facts)

    def _look_again(self, end: date, over: bool) -> None:
        fields: dict[str, object] = {"fees_due_on": min(self._period_end(self.on), end)}
        if over:
            fields = {"fees_due_on": None, "fees_closed_at": self.at}
        Guarantee.objects.filter(pk=self.guarantee.pk).update(**fields)


def _gap(real: Fee, amount_fen: int, principal_days: int) -> Fee:
    return Fee(
        from_on=real.from_on,
        to_on=real.to_on,
        principal_days=principal_days,
        rate_ppm=real.rate_ppm,
        share_ppm=real.share_ppm,
        amount_fen=amount_fen,
    )

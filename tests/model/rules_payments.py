"""Batches by two people, what the bank answers, what is paid again or not at all."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from kerong.payments.approve_batch import approve_batch
from kerong.payments.discard_batch import discard_batch
from kerong.payments.draft_batch import BatchDraft, draft_batch
from kerong.payments.import_returns import Upload, import_returns
from kerong.payments.models import Payment
from kerong.payments.record_late_return import LateReturn
from kerong.payments.reissue_payment import reissue_payment
from kerong.payments.take_out import take_out
from tests.build import payments
from tests.model.machine import PICKS, Machine
from tests.model.reference.payments import Batch
from tests.model.reference.payments import Payment as Owed

KINDS = ("subsidy", "claim", "recovery_share", "bridge", "fund_return")
OFFICERS = st.sampled_from(["officer/0", "officer/1"])


def some_batches(self: Any) -> bool:
    return bool(self.life.bank.batches)


def some_payments(self: Any) -> bool:
    return bool(self.life.bank.payments)


class Payments(Machine):
    def drafted(self, kind: str, by: str) -> Batch | None:
        key = f"model-{self.fresh()}-{len(self.life.bank.batches)}"
        draft = BatchDraft(kind=kind, client_key=key)
        row = self.both(
            "draft batch",
            lambda: self.life.bank.draft(kind, by),
            lambda: draft_batch(actor=self.world.person(by), draft=draft, at=self.at),
        )
        if row is None:
            return None
        made = self.life.bank.batches[-1]
        made.version = row.version  # how often it changed while it filled is the platform's affair
        self.call("batch", made.key, row.no)
        return made

    def approved(self, batch: Batch, by: str, version: int) -> None:
        no, bank, today = self.name("batch", batch.key), self.life.bank, self.life.today
        self.about = batch
        self.both(
            "approve batch",
            lambda: bank.approve(batch, by, version, today),
            lambda: approve_batch(
                actor=self.world.person(by), batch_no=no, version=version, at=self.at
            ),
        )

    def answered(self, batch: Batch, back: set[int], only: set[int], by: str) -> None:
        """A file of the bank; a row it said before changes nothing."""
        self._told_by_bank(
            batch, [each for each in self.life.bank.items(batch) if each.key in only], back, by
        )

    def answer_all(self, pick: int) -> None:
        """Of its items, or of any payment at all where it has none and was never sent."""
        batch = self.one(self.life.bank.batches, pick)
        items = self.life.bank.items(batch)
        if not items and batch.state in ("draft", "discarded"):
            items = self.life.bank.payments[:1]
        self._told_by_bank(batch, items, set(), "officer/0")

    def _told_by_bank(self, batch: Batch, told: list[Owed], back: set[int], by: str) -> None:
        self.about, only = batch, {each.key for each in told}
        rows = Payment.objects.in_bulk(
            [self.name("payment", each.key) for each in told], field_name="no"
        )
        lines: list[Any] = [
            (rows[no], "失败", "户名与账号不符") if each.key in back else (rows[no], "成功", "")
            for each in told
            for no in [self.name("payment", each.key)]
        ]
        if not lines:
            return
        text = payments.answers(*lines, day=self.life.today)
        upload, bank, today = Upload("回盘.csv", text.encode()), self.life.bank, self.life.today
        no = self.name("batch", batch.key)
        self.both(
            "bank answers",
            lambda: bank.answer(batch, back, only, today),
            lambda: _all_taken(
                import_returns(actor=self.world.person(by), batch_no=no, upload=upload, at=self.at)
            ),
        )

    # --- rules ---

    @precondition(some_payments)
    @rule(kind=st.sampled_from(KINDS), by=OFFICERS)
    def draft(self, kind: str, by: str) -> None:
        self.drafted(kind, by)

    @precondition(some_batches)
    @rule(pick=PICKS, by=OFFICERS, late=st.sampled_from([0, 0, 0, 1]))
    def approve(self, pick: int, by: str, late: int) -> None:
        """`late`: whoever approves saw an older version."""
        batch = self.one(self.life.bank.batches, pick)
        self.approved(batch, by, batch.version - late)

    @precondition(some_batches)
    @rule(pick=PICKS, item=PICKS)
    def take_an_item_out(self, pick: int, item: int) -> None:
        batch = self.one(self.life.bank.batches, pick)
        payment = self.one(self.life.bank.payments, item)
        nos, bank = [self.name("payment", payment.key)], self.life.bank
        told = {"batch_no": self.name("batch", batch.key), "payment_nos": nos, "at": self.at}
        self.both(
            "take out",
            lambda: bank.take_out(batch, payment),
            lambda: take_out(actor=self.world.person("officer/0"), **told),
        )

    @precondition(some_batches)
    @rule(pick=PICKS)
    def discard(self, pick: int) -> None:
        batch, bank = self.one(self.life.bank.batches, pick), self.life.bank
        told = {"batch_no": self.name("batch", batch.key), "words": "金额有误", "at": self.at}
        self.both(
            "discard batch",
            lambda: bank.discard(batch),
            lambda: discard_batch(actor=self.world.person("officer/1"), **told),
        )

    @precondition(some_batches)
    @rule(pick=PICKS, fail=st.integers(0, 3), part=st.booleans())
    def answer(self, pick: int, fail: int, part: bool) -> None:
        """Every `fail`-th item comes back, none for 0; a `part` of the items only."""
        batch = self.one(self.life.bank.batches, pick)
        open_ = [each.key for each in self.life.bank.items(batch) if each.state == "sent"]
        only = open_[: (len(open_) + 1) // 2] if part else open_
        back = {key for at, key in enumerate(only, start=1) if fail and at % fail == 0}
        if only:
            self.answered(batch, back, set(only), "officer/0")

    @precondition(some_payments)
    @rule(
        pick=PICKS,
        ago=st.sampled_from([0, 0, 1, 40, -1]),
        again=st.booleans(),
        by=st.sampled_from(["officer/1", "officer/1", "officer/0"]),
    )
    def come_back(self, pick: int, ago: int, again: bool, by: str) -> None:
        """退汇: `again` tells what was told before; a day before the payment or ahead is wrong."""
        rows = self.life.bank.payments
        paid = [each for each in rows if each.state == ("returned_late" if again else "confirmed")]
        self.came_back(self.one(paid or rows, pick), ago, by, again)

    def came_back(self, payment: Owed, ago: int, by: str, again: bool = False) -> None:
        """Told by one officer, confirmed by another."""
        today = self.life.today
        told = (today - timedelta(days=ago), "账户已销户")
        told = payment.late if again and payment.late else told
        no, late = self.name("payment", payment.key), LateReturn(on=told[0], reason=told[1])
        first, second = self.world.person("officer/0"), self.world.person(by)
        self.both(
            "late return",
            lambda: self.life.bank.come_back(payment, told, today, by == "officer/0"),
            lambda: payments.came_back_late(no, late, at=self.at, by=first, second=second),
        )

    @precondition(some_payments)
    @rule(pick=PICKS, same=st.booleans())
    def reissue(self, pick: int, same: bool) -> None:
        back = [each for each in self.life.bank.payments if each.is_back]
        self.paid_again(self.one(back or self.life.bank.payments, pick), same)

    def paid_again(self, old: Owed, same: bool) -> None:
        no, bank = self.name("payment", old.key), self.life.bank
        self.both(
            "reissue",
            lambda: bank.reissue(old, same),
            lambda: reissue_payment(
                actor=self.world.person("officer/1"),
                payment_no=no,
                to_same_account=same,
                at=self.at,
            ),
        )

    @precondition(some_payments)
    @rule(kind=st.sampled_from(KINDS), fail=st.booleans())
    def pay_all_of(self, kind: str, fail: bool) -> None:
        """From draft to the bank's answer in one go, the first item returned or none."""
        batch = self.drafted(kind, "officer/0")
        if batch is None:
            return
        self.approved(batch, "officer/1", batch.version)
        batch = self.life.bank.batches[batch.key]
        keys = [each.key for each in self.life.bank.items(batch) if each.state == "sent"]
        self.answered(batch, set(keys[:1]) if fail else set(), set(keys), "officer/0")

    @precondition(some_payments)
    @rule(by=st.sampled_from(["auditor", "bank0/approver", "firm0/owner"]))
    def a_stranger_drafts(self, by: str) -> None:
        draft = BatchDraft(kind="subsidy", client_key=f"stranger-{self.fresh()}")
        actor = self.world.person(by)
        act = lambda: draft_batch(actor=actor, draft=draft, at=self.at)  # noqa: E731
        self.refused("stranger drafts", "auth.role", act)


def _all_taken(report: Any) -> Any:
    assert report.ok, report
    return report

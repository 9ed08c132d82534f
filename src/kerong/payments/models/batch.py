"""付款批次: payments of one kind that two persons send to the bank together."""

from django.db import models
from django.db.models import F, Q

from kerong.parties.doers import done_by, later_done_by


class PaymentBatch(models.Model):
    """Payments sent together. Drafted by one person, approved by another.

    Large batches fill, go out, come back and are given up in steps: the counters say how far each
    got and are what two workers at once are told apart by. `version` moves with every change of a
    draft: whoever approves names the version they saw. `taking` is the return file being applied.
    What came back late counts among `confirmed_count` still: it is how the bank answered first.
    """

    class State(models.TextChoices):
        FILLING = "filling", "归集中"
        DRAFT = "draft", "待审批"
        SENDING = "sending", "送盘中"
        SENT = "sent", "待回盘"
        CLOSED = "closed", "已结清"
        EMPTYING = "emptying", "撤回中"
        DISCARDED = "discarded", "已撤回"

    no = models.CharField("批次编号", max_length=32, unique=True)
    client_key = models.CharField("提交标识", max_length=80, unique=True)
    kind = models.CharField("种类", max_length=16)
    payable = models.ForeignKey(
        "ledger.Account",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="应付账户",
    )
    clearing = models.OneToOneField(
        "ledger.Account",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="清算账户",
    )
    words = models.CharField("说明", max_length=300, blank=True)
    state = models.CharField("状态", max_length=10, choices=State)
    version = models.PositiveIntegerField("版次", default=1)
    item_count = models.PositiveIntegerField("笔数", default=0)
    total_fen = models.BigIntegerField("金额合计（分）", default=0)
    sent_count = models.PositiveIntegerField("已送笔数", default=0)
    confirmed_count = models.PositiveIntegerField("付讫笔数", default=0)
    confirmed_fen = models.BigIntegerField("付讫金额（分）", default=0)
    returned_count = models.PositiveIntegerField("退回笔数", default=0)
    returned_fen = models.BigIntegerField("退回金额（分）", default=0)
    late_count = models.PositiveIntegerField("退汇笔数", default=0)
    late_fen = models.BigIntegerField("退汇金额（分）", default=0)
    filled_to = models.PositiveBigIntegerField("归集至", default=0)
    due_on = models.DateField("应付截止日")
    drafted_by = done_by("制单人")
    drafted_as = models.CharField("制单身份", max_length=80)
    drafted_at = models.DateTimeField("制单时间")
    approved_by = later_done_by("审批人")
    approved_as = models.CharField("审批身份", max_length=80, blank=True)
    approved_at = models.DateTimeField("审批时间", null=True, blank=True)
    approved_at_version = models.PositiveIntegerField("审批的版次", null=True, blank=True)
    sent_at = models.DateTimeField("送盘完成时间", null=True, blank=True)
    closed_at = models.DateTimeField("结清时间", null=True, blank=True)
    taking = models.OneToOneField(
        "payments.ReturnFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="正在入账的回盘",
    )

    class Meta:
        verbose_name = "付款批次"
        verbose_name_plural = "付款批次"
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")),
                name="payment_batch_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["filling", "draft", "emptying", "discarded"])
                | Q(approved_by__isnull=False, clearing__isnull=False),
                name="payment_batch_sent_was_approved",
            ),
            models.CheckConstraint(
                condition=Q(item_count__gte=F("sent_count"))
                & Q(sent_count__gte=F("confirmed_count") + F("returned_count"))
                & Q(confirmed_count__gte=F("late_count")),
                name="payment_batch_counts_fit",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False),
                name="payment_batch_closed_says_when",
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="payment_batch_by_state")]

    def __str__(self) -> str:
        return self.no

    @property
    def settled_count(self) -> int:
        return self.confirmed_count + self.returned_count

    @property
    def outstanding_fen(self) -> int:
        """What the bank still owes an answer for, once everything is sent."""
        return self.total_fen - self.confirmed_fen - self.returned_fen

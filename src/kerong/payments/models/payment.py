"""付款: one amount to one payee, from the order to what the bank answered."""

from django.db import models
from django.db.models import F, Q

from kerong.payments.models.account import PayeeAccount
from kerong.payments.models.batch import PaymentBatch

LIVE = ("no_account", "due", "batched", "sent", "confirmed")
BACK = ("returned", "returned_late")


class Payment(models.Model):
    """A payment. `no` is the serial in the bank's file: a payment is sent at most once, and what
    came back is paid by another one with the same `root`, of which one at most is live.
    `returned_late` (退汇) was paid by the bank's first answer, on `paid_on`, and sent back on
    `late_on`.

    `payee_name` and `find_text` are the payee's when it was ordered. A returned payment is paid
    again (`reissued_at`) or given up (`given_up_at`), never both.
    """

    class Kind(models.TextChoices):
        SUBSIDY = "subsidy", "补贴"
        CLAIM = "claim", "代偿与补偿"
        RECOVERY_SHARE = "recovery_share", "追偿分配"
        FUND_RETURN = "fund_return", "资金退回"
        BRIDGE = "bridge", "应急转贷"

    class State(models.TextChoices):
        NO_ACCOUNT = "no_account", "待登记账户"
        DUE = "due", "待支付"
        BATCHED = "batched", "已入批次"
        SENT = "sent", "已送银行"
        CONFIRMED = "confirmed", "已付讫"
        RETURNED = "returned", "已退回"
        RETURNED_LATE = "returned_late", "付讫后退汇"
        CANCELLED = "cancelled", "已撤销"

    no = models.CharField("付款编号", max_length=32, unique=True)
    reference = models.CharField("付款引用", max_length=140, unique=True)
    root = models.CharField("原付款引用", max_length=120)
    attempt = models.PositiveSmallIntegerField("第几次", default=1)
    kind = models.CharField("种类", max_length=16, choices=Kind)
    payable = models.ForeignKey(
        "ledger.Account", on_delete=models.PROTECT, related_name="+", verbose_name="应付账户"
    )
    paid = models.ForeignKey(
        "ledger.Account", on_delete=models.PROTECT, related_name="+", verbose_name="已付账户"
    )
    payee = models.CharField("收款方", max_length=80)
    payee_name = models.CharField("收款方名称", max_length=200)
    find_text = models.CharField("检索文本", max_length=540, blank=True)
    amount_fen = models.BigIntegerField("金额（分）")
    subject = models.CharField("关于", max_length=120)
    purpose = models.CharField("用途", max_length=120)
    wanted_on = models.DateField("最早支付日", null=True, blank=True)
    state = models.CharField("状态", max_length=16, choices=State)
    account = models.ForeignKey(
        PayeeAccount,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
        verbose_name="收款账户",
    )
    batch = models.ForeignKey(
        PaymentBatch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name="批次",
    )
    ordered_by = models.CharField("发起人", max_length=80)
    ordered_at = models.DateTimeField("发起时间")
    sent_at = models.DateTimeField("送银行时间", null=True, blank=True)
    paid_on = models.DateField("银行办理日", null=True, blank=True)
    settled_at = models.DateTimeField("回盘时间", null=True, blank=True)
    late_on = models.DateField("退汇日", null=True, blank=True)
    late_at = models.DateTimeField("退汇登记时间", null=True, blank=True)
    reason = models.CharField("退回原因", max_length=300, blank=True)
    cancel_reason = models.CharField("撤销原因", max_length=300, blank=True)
    reissued_at = models.DateTimeField("重新发起时间", null=True, blank=True)
    given_up_at = models.DateTimeField("不再支付时间", null=True, blank=True)

    class Meta:
        verbose_name = "付款"
        verbose_name_plural = "付款"
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="payment_amount_positive"),
            models.UniqueConstraint(fields=["root", "attempt"], name="payment_attempt_numbered"),
            models.UniqueConstraint(
                fields=["root"], condition=Q(state__in=LIVE), name="payment_one_live_a_root"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["no_account", "due", "cancelled"], batch=None)
                | Q(
                    state__in=["batched", "sent", "confirmed", "returned", "returned_late"],
                    batch__isnull=False,
                    account__isnull=False,
                ),
                name="payment_batched_has_account",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "returned", "returned_late"])
                | Q(paid_on__isnull=False, settled_at__isnull=False),
                name="payment_settled_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="returned_late", late_on__gte=F("paid_on"), late_at__isnull=False)
                | (~Q(state="returned_late") & Q(late_on=None, late_at=None)),
                name="payment_late_says_when",
            ),
            models.CheckConstraint(
                condition=Q(reissued_at=None) | Q(given_up_at=None),
                name="payment_again_or_given_up",
            ),
            models.CheckConstraint(condition=~Q(payable=F("paid")), name="payment_two_accounts"),
        ]
        indexes = [
            models.Index(fields=["batch", "state", "id"], name="payment_of_batch"),
            models.Index(fields=["state", "kind", "id"], name="payment_by_state"),
            models.Index(fields=["payee", "id"], name="payment_of_payee"),
            models.Index(fields=["subject"], name="payment_of_subject"),
        ]

    def __str__(self) -> str:
        return self.no

    @property
    def is_back(self) -> bool:
        """Whether the money is here again and waits to be paid anew or given up."""
        waits = self.reissued_at is None and self.given_up_at is None
        return self.state in BACK and waits

    @property
    def is_open(self) -> bool:
        """Whether money may still go out under it."""
        return self.state in LIVE and self.state != self.State.CONFIRMED

"""追偿: money got back from a debtor after a loss was shared, and where it went."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.compensation.models.claim import Claim
from kerong.contracts.compensation.models.pool import LossPoolAccount
from kerong.parties.doers import done_by, later_done_by


class Recovery(models.Model):
    """追偿回款: what an institution recovered, with costs; shared once an officer saw it arrive.

    `reference` is the institution's own and unique within it; `no` counts those that were shared.
    """

    class State(models.TextChoices):
        REPORTED = "reported", "待确认"
        SHARED = "shared", "已分配"
        REJECTED = "rejected", "不予确认"

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="recoveries", verbose_name="代偿申请"
    )
    institution = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="+", verbose_name="报送机构"
    )
    reference = models.CharField("机构引用", max_length=80)
    recovered_on = models.DateField("追回日")
    recovered_fen = models.BigIntegerField("追回金额（分）")
    costs_fen = models.BigIntegerField("追偿费用（分）", default=0)
    words = models.CharField("说明", max_length=500, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.REPORTED)
    no = models.PositiveIntegerField("序号", null=True, blank=True)
    net_fen = models.BigIntegerField("可分配（分）", default=0)
    reported_by = done_by("报送人")
    reported_at = models.DateTimeField("报送时间")
    decided_by = later_done_by("确认人")
    decided_at = models.DateTimeField("确认时间", null=True, blank=True)
    end_words = models.CharField("不予确认说明", max_length=500, blank=True)

    class Meta:
        verbose_name = "追偿回款"
        verbose_name_plural = "追偿回款"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "reference"], name="recovery_once"),
            models.UniqueConstraint(fields=["claim", "no"], name="recovery_numbered"),
            models.CheckConstraint(
                condition=Q(recovered_fen__gt=0, costs_fen__gte=0), name="recovery_positive"
            ),
            models.CheckConstraint(
                condition=~Q(state="shared") | ~Q(decided_by=F("reported_by")),
                name="recovery_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.reference}"


class RecoveryShare(models.Model):
    """追偿分配: what goes back to one payer, to one account of its pool, or to one insurer."""

    recovery = models.ForeignKey(
        Recovery, on_delete=models.PROTECT, related_name="shares", verbose_name="追偿回款"
    )
    payer = models.CharField("承担方", max_length=20)
    account = models.ForeignKey(
        LossPoolAccount,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="资金池账户",
    )
    institution = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="保险公司",
    )
    amount_fen = models.BigIntegerField("金额（分）")

    class Meta:
        verbose_name = "追偿分配"
        verbose_name_plural = "追偿分配"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_fen__gte=0), name="recovery_share_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recovery_id}/{self.payer}"

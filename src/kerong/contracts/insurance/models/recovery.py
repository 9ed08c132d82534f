"""代位追偿 InsuranceRecovery: money got back from a debtor after its insurer paid."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.insurance.models.claim import InsuranceClaim
from kerong.parties.doers import done_by, later_done_by


class InsuranceRecovery(models.Model):
    """One side reports what it got back and spent, the other confirms; then it is shared.

    `no` counts those shared on a loan, so that each is divided after the one before.
    """

    class State(models.TextChoices):
        REPORTED = "reported", "待确认"
        SHARED = "shared", "已分配"
        REJECTED = "rejected", "不予确认"

    claim = models.ForeignKey(
        InsuranceClaim, on_delete=models.PROTECT, related_name="recoveries", verbose_name="保险索赔"
    )
    loan = models.ForeignKey(
        "loans.Loan", on_delete=models.PROTECT, related_name="+", verbose_name="贷款"
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
        verbose_name = "代位追偿"
        verbose_name_plural = "代位追偿"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "reference"], name="insurance_recovery_once"
            ),
            models.UniqueConstraint(fields=["loan", "no"], name="insurance_recovery_in_turn"),
            models.CheckConstraint(
                condition=Q(recovered_fen__gt=0, costs_fen__gte=0)
                & Q(costs_fen__lte=F("recovered_fen")),
                name="insurance_recovery_positive",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("reported_by")),
                name="insurance_recovery_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.reference}"


class InsuranceRecoveryShare(models.Model):
    """追偿分配: what goes to the bank or to one insurer."""

    recovery = models.ForeignKey(
        InsuranceRecovery, on_delete=models.PROTECT, related_name="shares", verbose_name="代位追偿"
    )
    institution = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="+", verbose_name="机构"
    )
    amount_fen = models.BigIntegerField("金额（分）")

    class Meta:
        verbose_name = "代位追偿分配"
        verbose_name_plural = "代位追偿分配"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recovery", "institution"], name="insurance_recovery_share_once"
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__gte=0), name="insurance_recovery_share_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recovery_id}/{self.institution_id}"

"""放弃索赔 ClaimWaiver: a bank leaves a loss with itself instead of claiming on its policy."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.insurance.models.policy import InsurancePolicy
from kerong.parties.doers import done_by, later_done_by


class ClaimWaiver(models.Model):
    """Of one arrears; `borne_fen` is what the policy would have paid: the bank bears it itself.

    One stands for a policy and the first day of its arrears; sent back it may be asked anew.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "待复核"
        APPROVED = "approved", "已放弃"
        RETURNED = "returned", "已退回"

    policy = models.ForeignKey(
        InsurancePolicy, on_delete=models.PROTECT, related_name="waivers", verbose_name="保险单"
    )
    overdue_from = models.DateField("逾期起始日")
    words = models.CharField("放弃理由", max_length=1000)
    borne_fen = models.BigIntegerField("银行自担（分）", default=0)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = done_by("提请人")
    proposed_at = models.DateTimeField("提请时间")
    decided_by = later_done_by("复核人")
    decided_at = models.DateTimeField("复核时间", null=True, blank=True)
    return_words = models.CharField("退回说明", max_length=1000, blank=True)

    class Meta:
        verbose_name = "放弃索赔"
        verbose_name_plural = "放弃索赔"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "overdue_from"],
                condition=Q(state__in=["proposed", "approved"]),
                name="claim_waiver_one_a_loss",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="claim_waiver_two_people",
            ),
            models.CheckConstraint(condition=Q(borne_fen__gte=0), name="claim_waiver_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.policy_id}/{self.overdue_from}"

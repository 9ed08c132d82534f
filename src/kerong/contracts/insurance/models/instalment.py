"""保险费分期 PremiumInstalment: one part of a policy's premium, and that its insurer has it."""

from django.db import models
from django.db.models import Q

from kerong.contracts.insurance.models.policy import InsurancePolicy
from kerong.parties.doers import later_done_by


class PremiumInstalment(models.Model):
    """Made with the policy, never edited; the first one puts the policy in force."""

    policy = models.ForeignKey(
        InsurancePolicy, on_delete=models.PROTECT, related_name="parts", verbose_name="保险单"
    )
    insurer = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="+", verbose_name="保险公司"
    )
    no = models.PositiveSmallIntegerField("期次")
    due_on = models.DateField("应付日")
    amount_fen = models.BigIntegerField("金额（分）")
    paid_on = models.DateField("到账日", null=True, blank=True)
    reference = models.CharField("到账引用", max_length=80, blank=True)
    recorded_by = later_done_by("登记人")
    recorded_at = models.DateTimeField("登记时间", null=True, blank=True)

    class Meta:
        verbose_name = "保险费分期"
        verbose_name_plural = "保险费分期"
        ordering = ["policy", "no"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "no"], name="premium_part_numbered"),
            models.UniqueConstraint(
                fields=["insurer", "reference"],
                condition=~Q(reference=""),
                name="premium_part_one_reference",
            ),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="premium_part_positive"),
        ]
        indexes = [models.Index(fields=["paid_on", "due_on"], name="premium_part_due")]

    def __str__(self) -> str:
        return f"{self.policy_id}/{self.no}"

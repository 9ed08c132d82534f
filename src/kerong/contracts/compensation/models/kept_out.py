"""未入池贷款: a loan that was lent while a breaker stopped lending, and what was decided of it."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.compensation.models.agreement import LossAgreement
from kerong.contracts.compensation.models.breaker import Breaker
from kerong.parties.doers import later_done_by


class KeptOut(models.Model):
    """Nobody takes it into the pool by themselves: one officer asks, with a reason, another
    decides, and then it is covered from that day. The days before stay the bank's own.
    """

    class State(models.TextChoices):
        OUT = "out", "未入池"
        ASKED = "asked", "待复核"
        LET_IN = "let_in", "已准予入池"

    loan = models.OneToOneField(
        "loans.Loan", on_delete=models.PROTECT, related_name="kept_out", verbose_name="贷款"
    )
    agreement = models.ForeignKey(
        LossAgreement, on_delete=models.PROTECT, related_name="kept_out", verbose_name="合作协议"
    )
    breaker = models.ForeignKey(
        Breaker, on_delete=models.PROTECT, related_name="kept_out", verbose_name="熔断"
    )
    kept_on = models.DateField("未入池日")
    state = models.CharField("状态", max_length=10, choices=State, default=State.OUT)
    words = models.CharField("理由", max_length=500, blank=True)
    asked_by = later_done_by("提出人")
    asked_at = models.DateTimeField("提出时间", null=True, blank=True)
    decided_by = later_done_by("复核人")
    decided_at = models.DateTimeField("复核时间", null=True, blank=True)

    class Meta:
        verbose_name = "未入池贷款"
        verbose_name_plural = "未入池贷款"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="out")
                | Q(asked_by__isnull=False, asked_at__isnull=False) & ~Q(words=""),
                name="kept_out_asked_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="let_in")
                | Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by")),
                name="kept_out_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan_id}/{self.state}"

"""暂收款退还 SurplusReturn: what a receipt brought beyond any claw-back goes back to its payer."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.subsidies.models.claw_back import ClawBackReceipt
from kerong.parties.doers import done_by, later_done_by


class SurplusReturn(models.Model):
    """Proposed by one person and ordered by another; the bank's answer follows the payment.

    Called off for good it is `cancelled`, and what it held can be taken or given back anew.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "待复核"
        ORDERED = "ordered", "待支付"
        PAID = "paid", "已退还"
        SENT_BACK = "sent_back", "已退回提请"
        CANCELLED = "cancelled", "已作罢"

    no = models.CharField("编号", max_length=32, unique=True)
    receipt = models.ForeignKey(
        ClawBackReceipt, on_delete=models.PROTECT, related_name="returns", verbose_name="到账凭证"
    )
    amount_fen = models.BigIntegerField("金额（分）")
    words = models.CharField("理由", max_length=500)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = done_by("提请人")
    proposed_at = models.DateTimeField("提请时间")
    decided_by = later_done_by("复核人")
    decided_at = models.DateTimeField("复核时间", null=True, blank=True)
    return_words = models.CharField("退回说明", max_length=500, blank=True)

    class Meta:
        verbose_name = "暂收款退还"
        verbose_name_plural = "暂收款退还"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["receipt"], condition=Q(state="proposed"), name="surplus_one_proposed"
            ),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="surplus_positive"),
            models.CheckConstraint(
                condition=~Q(state__in=["ordered", "paid"])
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="surplus_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.no

    @property
    def reference(self) -> str:
        """What its payment is ordered under."""
        return f"surplus_return:{self.no}"

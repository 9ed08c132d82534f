"""监管户收款 BridgeReceipt: money that came into the escrow from outside the fund."""

from django.db import models
from django.db.models import Q

from kerong.contracts.bridges.models.bridge import Bridge
from kerong.parties.doers import done_by


class BridgeReceipt(models.Model):
    """`reference` is the bank's own number of the receipt: recorded once, whoever records it."""

    class Kind(models.TextChoices):
        OWN_FUNDS = "own_funds", "企业自筹"
        NEW_LOAN = "new_loan", "新贷款回款"

    bridge = models.ForeignKey(
        Bridge, on_delete=models.PROTECT, related_name="receipts", verbose_name="转贷"
    )
    kind = models.CharField("来源", max_length=10, choices=Kind)
    amount_fen = models.BigIntegerField("金额（分）")
    received_on = models.DateField("到账日")
    reference = models.CharField("银行流水号", max_length=80)
    recorded_by = done_by("登记人")
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "监管户收款"
        verbose_name_plural = "监管户收款"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="bridge_receipt_once"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="bridge_receipt_positive"),
        ]

    def __str__(self) -> str:
        return self.reference

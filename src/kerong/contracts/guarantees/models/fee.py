"""担保费账单: what a firm owes for a guarantee, and what a guarantor owes its re-guarantor."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.guarantees.models.guarantee import Guarantee
from kerong.parties.doers import later_done_by


class FeeInvoice(models.Model):
    """A fee for the days from `from_on` until before `to_on` on what was guaranteed meanwhile.

    `principal_days` is Σ principal × days in fen; the fee is that × rate ÷ 365, rounded once. At
    the end of an up-front fee a settlement asks for what is missing, a refund gives back what was
    taken for days that never came.
    """

    class Kind(models.TextChoices):
        GUARANTEE = "guarantee", "担保费"
        SETTLEMENT = "settlement", "担保费结算"
        REFUND = "refund", "退还担保费"
        REGUARANTEE = "reguarantee", "再担保费"

    class State(models.TextChoices):
        DUE = "due", "待收付"
        PAID = "paid", "已收付"
        WAIVED = "waived", "已减免"
        OFFSET = "offset", "已抵减"

    guarantee = models.ForeignKey(
        Guarantee, on_delete=models.PROTECT, related_name="invoices", verbose_name="担保"
    )
    no = models.PositiveIntegerField("序号")
    kind = models.CharField("种类", max_length=12, choices=Kind)
    state = models.CharField("状态", max_length=8, choices=State, default=State.DUE)
    from_on = models.DateField("起始日")
    to_on = models.DateField("截止日（不含）")
    principal_days = models.BigIntegerField("本金×天数（分）")
    rate_ppm = models.PositiveIntegerField("年费率（百万分之）")
    share_ppm = models.PositiveIntegerField("分担比例（百万分之）", default=1_000_000)
    amount_fen = models.BigIntegerField("金额（分）")
    due_on = models.DateField("应付日")
    made_at = models.DateTimeField("出账时间")
    closed_by = later_done_by("办理人")
    closed_at = models.DateTimeField("办理时间", null=True, blank=True)
    closed_on = models.DateField("到账日", null=True, blank=True)
    reference = models.CharField("收付引用", max_length=120, blank=True)
    words = models.CharField("说明", max_length=500, blank=True)

    class Meta:
        verbose_name = "担保费账单"
        verbose_name_plural = "担保费账单"
        ordering = ["guarantee", "no"]
        constraints = [
            models.UniqueConstraint(fields=["guarantee", "no"], name="fee_invoice_numbered"),
            models.UniqueConstraint(
                fields=["guarantee", "kind", "from_on", "to_on"],
                condition=Q(kind__in=["guarantee", "reguarantee"]),
                name="fee_invoice_once_a_period",
            ),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="fee_invoice_amount"),
            models.CheckConstraint(condition=Q(to_on__gt=F("from_on")), name="fee_invoice_days"),
            models.CheckConstraint(
                condition=Q(state="due", closed_at=None) | ~Q(state="due"),
                name="fee_invoice_due_is_open",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="fee_invoice_due")]

    def __str__(self) -> str:
        return f"{self.guarantee_id}/{self.no}"

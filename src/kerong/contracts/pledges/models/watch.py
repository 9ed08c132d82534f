"""质押预警与处置: what went wrong with a pledged right, and what came of selling it."""

from django.db import models
from django.db.models import Q

from kerong.contracts.pledges.models.pledge import Pledge, PledgeItem
from kerong.parties.doers import done_by


class PledgeAlarm(models.Model):
    """质押预警: told once to firm and bank; `about_on` is the day it is about.

    One about the pledge as a whole, such as its insurance, stands on its first right.

    `over_at` once it no longer holds: the fee was paid, the right stands again.
    """

    class Kind(models.TextChoices):
        FEE_DUE = "fee_due", "年费将到期"
        FEE_UNPAID = "fee_unpaid", "年费未缴"
        ENDS_EARLY = "ends_early", "权利先于债务到期"
        LAPSED = "lapsed", "权利已终止"
        INVALIDATED = "invalidated", "被宣告无效"
        CHALLENGED = "challenged", "无效宣告审理中"
        DISPUTED = "disputed", "权属纠纷或保全"
        UNINSURED = "uninsured", "质押保险失效"

    item = models.ForeignKey(
        PledgeItem, on_delete=models.PROTECT, related_name="alarms", verbose_name="质押标的"
    )
    kind = models.CharField("种类", max_length=12, choices=Kind)
    about_on = models.DateField("相关日期")
    told_at = models.DateTimeField("提示时间")
    over_at = models.DateTimeField("解除时间", null=True, blank=True)

    class Meta:
        verbose_name = "质押预警"
        verbose_name_plural = "质押预警"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["item", "kind", "about_on"], name="pledge_alarm_once")
        ]
        indexes = [models.Index(fields=["over_at", "told_at"], name="pledge_alarm_open")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind} {self.about_on}"


class Realisation(models.Model):
    """处置: a pledged right turned into money after a default; `reference` is the bank's own."""

    class Way(models.TextChoices):
        AUCTION = "auction", "拍卖"
        SALE = "sale", "变卖"
        AGREED = "agreed", "协议折价"
        LICENCE = "licence", "许可收益"

    pledge = models.ForeignKey(
        Pledge, on_delete=models.PROTECT, related_name="realisations", verbose_name="质押"
    )
    way = models.CharField("方式", max_length=8, choices=Way)
    proceeds_fen = models.BigIntegerField("处置所得（分）")
    costs_fen = models.BigIntegerField("处置费用（分）", default=0)
    realised_on = models.DateField("到账日")
    reference = models.CharField("银行流水号", max_length=80)
    words = models.CharField("说明", max_length=500, blank=True, default="")
    recorded_by = done_by("登记人")
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "质押处置"
        verbose_name_plural = "质押处置"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["pledge", "reference"], name="realisation_once"),
            models.CheckConstraint(
                condition=Q(proceeds_fen__gt=0, costs_fen__gte=0), name="realisation_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

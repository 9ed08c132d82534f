"""在保余额: how the guaranteed principal moved, and how much room a firm has taken."""

from django.db import models
from django.db.models import Q

from kerong.contracts.guarantees.models.guarantee import Guarantee


class LiabilityStep(models.Model):
    """One change of what is guaranteed, added and never edited; the ledger's memo book has each
    bearer's part of it under the reference "guarantee:G…/liability/no/payer".
    """

    guarantee = models.ForeignKey(
        Guarantee, on_delete=models.PROTECT, related_name="steps", verbose_name="担保"
    )
    no = models.PositiveIntegerField("序号")
    effective_on = models.DateField("发生日")
    principal_fen = models.BigIntegerField("本金变动（分）")
    liability_fen = models.BigIntegerField("责任变动（分）")
    balance_fen = models.BigIntegerField("变动后在保本金（分）")
    made_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "在保余额变动"
        verbose_name_plural = "在保余额变动"
        ordering = ["guarantee", "no"]
        constraints = [
            models.UniqueConstraint(fields=["guarantee", "no"], name="liability_step_numbered"),
            models.CheckConstraint(
                condition=Q(balance_fen__gte=0), name="liability_balance_not_negative"
            ),
        ]
        indexes = [models.Index(fields=["effective_on"], name="liability_step_day")]

    def __str__(self) -> str:
        return f"{self.guarantee_id}/{self.no}"


class FirmRoom(models.Model):
    """What a firm has used under one cap: letters not drawn yet and guarantees in force.

    `scope` names whose cap: "programme:sci-plan" over all guarantors, or "pair:4-7" of a bank
    and a guarantor. Changed by conditional update only.
    """

    enterprise = models.ForeignKey(
        "parties.Enterprise", on_delete=models.PROTECT, related_name="+", verbose_name="企业"
    )
    scope = models.CharField("额度口径", max_length=80)
    used_fen = models.BigIntegerField("已占用（分）", default=0)

    class Meta:
        verbose_name = "担保额度占用"
        verbose_name_plural = "担保额度占用"
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "scope"], name="firm_room_once"),
            models.CheckConstraint(condition=Q(used_fen__gte=0), name="firm_room_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.scope}"

"""报价 Quote: what one institution offers under its take-up; sealed from all others."""

from typing import Any

from django.db import models
from django.db.models import Q

from kerong.cases.models.take_up import TakeUp
from kerong.parties.doers import done_by


class Quote(models.Model):
    """A frozen offer; a better one is a new row with the next number.

    `fees` holds what the firm reads, one entry a fee: name, when (upfront|yearly), amount_fen.
    """

    take_up = models.ForeignKey(
        TakeUp, on_delete=models.PROTECT, related_name="quotes", verbose_name="抢单"
    )
    no = models.PositiveSmallIntegerField("序号")
    amount_fen = models.BigIntegerField("金额（分）")
    rate_ppm = models.PositiveIntegerField("年化利率（百万分之）")
    term_months = models.PositiveIntegerField("期限（月）")
    method = models.CharField("还款方式", max_length=20)
    day_count = models.CharField("计息基准", max_length=10)
    fees: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(
        "费用", default=list
    )
    security = models.CharField("担保方式", max_length=10)
    papers: models.JSONField[list[str], list[str]] = models.JSONField("所需材料", default=list)
    words = models.CharField("说明", max_length=500, blank=True)
    valid_until = models.DateField("有效期至")
    apr_ppm = models.PositiveIntegerField("年化利率（单利，百万分之）")
    all_in_ppm = models.PositiveIntegerField("综合融资成本（百万分之）")
    first_instalment_fen = models.BigIntegerField("首期还款（分）")
    fees_fen = models.BigIntegerField("费用合计（分）", default=0)
    total_interest_fen = models.BigIntegerField("利息合计（分）")
    submitted_by = done_by("报价人")
    submitted_at = models.DateTimeField("报价时间")

    class Meta:
        verbose_name = "报价"
        verbose_name_plural = "报价"
        constraints = [
            models.UniqueConstraint(fields=["take_up", "no"], name="quote_numbered"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="quote_amount_positive"),
            models.CheckConstraint(condition=Q(term_months__gt=0), name="quote_term_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.take_up_id}/{self.no}"

"""尽职记录 DiligenceRecord: what staff looked at before a guarantee was given."""

from django.db import models

from kerong.contracts.guarantees.models.guarantee import Guarantee
from kerong.parties.doers import done_by


class DiligenceRecord(models.Model):
    """One side's answers to a checklist, as JSON text: code → [answer, words].

    A later record of the same side stands beside the earlier one; the latest before the decision
    is what an exemption (尽职免责) rests on.
    """

    class Side(models.TextChoices):
        BANK = "bank", "银行"
        GUARANTOR = "guarantor", "担保机构"

    guarantee = models.ForeignKey(
        Guarantee, on_delete=models.PROTECT, related_name="diligence", verbose_name="担保"
    )
    side = models.CharField("一方", max_length=10, choices=Side)
    checklist = models.CharField("清单", max_length=60)
    answers = models.TextField("答复")
    words = models.CharField("结论", max_length=1000, blank=True)
    filled_by = done_by("填写人")
    filled_at = models.DateTimeField("填写时间")

    class Meta:
        verbose_name = "尽职记录"
        verbose_name_plural = "尽职记录"
        ordering = ["guarantee", "pk"]

    def __str__(self) -> str:
        return f"{self.guarantee_id} {self.side}"

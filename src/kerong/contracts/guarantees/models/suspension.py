"""暂停 ProgrammeSuspension: a programme takes no new guarantees, whole or of one guarantor."""

from django.db import models
from django.db.models import F, Q

from kerong.parties.doers import done_by, later_done_by


class ProgrammeSuspension(models.Model):
    """Kept for ever; without a guarantor it holds for all. `scope` lets one be open at a time."""

    programme = models.CharField("担保计划", max_length=40)
    guarantor = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="担保机构",
    )
    scope = models.CharField("范围", max_length=80)
    words = models.CharField("暂停原因", max_length=500)
    suspended_by = done_by("暂停人")
    suspended_at = models.DateTimeField("暂停时间")
    resumed_by = later_done_by("恢复人")
    resumed_at = models.DateTimeField("恢复时间", null=True, blank=True)
    resume_words = models.CharField("恢复说明", max_length=500, blank=True)

    class Meta:
        verbose_name = "担保计划暂停"
        verbose_name_plural = "担保计划暂停"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scope"], condition=Q(resumed_at=None), name="suspension_one_open"
            ),
            models.CheckConstraint(
                condition=Q(resumed_at=None) | Q(resumed_at__gte=F("suspended_at")),
                name="suspension_resumed_after",
            ),
        ]

    def __str__(self) -> str:
        return self.scope

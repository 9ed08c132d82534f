"""观测值 Observation: one source said one value of one thing for one period."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from kerong.evidence.models.batch import ImportBatch


class VisibleQuerySet(models.QuerySet):
    """Rows that came in files count only once their batch is applied."""

    def applied(self) -> Self:
        return self.filter(batch__applied_at__isnull=False)

    def visible(self) -> Self:
        """What may be read. Of a firm whose owner nobody has verified it is only what its own
        people sent in: who typed a stranger's code learns nothing of the stranger.
        """
        own = Q(enterprise__unverified_since=None) | Q(batch__enterprise=F("enterprise"))
        return self.applied().filter(own)


class Observation(models.Model):
    """Never edited: a correction is a later row, and the reader decides who is believed.

    `value` is canonical text in the smallest unit: fen, parts per million, thousandths of a
    point, whole counts, ISO days, `true` or `false`, or the code itself. It is empty where the
    platform takes back what it had computed: unknown from then on.
    """

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, related_name="observations", verbose_name="批次"
    )
    row_no = models.PositiveIntegerField("行号")
    enterprise = models.ForeignKey(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        related_name="observations",
        verbose_name="企业",
        db_index=False,
    )
    code = models.CharField("观测项", max_length=40)
    period_start = models.DateField("期间起")
    period_end = models.DateField("期间止")
    value = models.CharField("值", max_length=200)
    source = models.CharField("来源", max_length=32)
    citation = models.CharField("出处", max_length=200, blank=True, default="")
    observed_on = models.DateField("观测日")
    computed = models.BooleanField("平台计算", default=False)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = "观测值"
        verbose_name_plural = "观测值"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["batch", "row_no"], name="observation_row_once"),
            models.CheckConstraint(
                condition=Q(period_start__lte=F("period_end")), name="observation_period_forwards"
            ),
            models.CheckConstraint(
                condition=Q(computed=True) | ~Q(value=""), name="observation_unknown_only_computed"
            ),
        ]
        indexes = [
            models.Index(fields=["enterprise", "code", "period_end"], name="observation_of_firm"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.period_end} = {self.value}"

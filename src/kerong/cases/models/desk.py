"""工作台 Desk: how many needs an institution holds at once, so that nobody parks the queue."""

from django.db import models
from django.db.models import Q


class Desk(models.Model):
    """One row an institution; `live` moves by conditional update in the take-up's transaction.

    `own_limit` replaces the general limit where an officer has set one.
    """

    institution = models.OneToOneField(
        "parties.Institution",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="desk",
        verbose_name="机构",
    )
    live = models.IntegerField("在办数", default=0)
    own_limit = models.PositiveIntegerField("单独上限", null=True, blank=True)

    class Meta:
        verbose_name = "机构在办数"
        verbose_name_plural = "机构在办数"
        constraints = [
            models.CheckConstraint(condition=Q(live__gte=0), name="desk_live_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.institution_id}: {self.live}"

"""目录序号 CatalogueNumber: rises with every change that a calculation must see."""

from django.db import models
from django.db.models import Q


class CatalogueNumber(models.Model):
    """The one row every process reads once a request; its plan is stale when the row has moved.

    `stamp` is drawn anew with every change, so that a restored backup never looks like the present.
    """

    id = models.PositiveSmallIntegerField("序", primary_key=True, default=1)
    value = models.PositiveBigIntegerField("目录序号", default=0)
    stamp = models.CharField("标记", max_length=16, default="")
    listings_made = models.PositiveBigIntegerField("已编产品号", default=0)

    class Meta:
        verbose_name = "目录序号"
        verbose_name_plural = "目录序号"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="catalogue_number_one_row")]

    def __str__(self) -> str:
        return str(self.value)

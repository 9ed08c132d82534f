"""登记记录 Record: a patent, certificate, lawsuit, licence … of a firm, as one source holds it."""

from django.db import models
from django.db.models import F, Q

from kerong.evidence.models.batch import ImportBatch
from kerong.evidence.models.observation import VisibleQuerySet


class Record(models.Model):
    """Never edited: a new status is a later row under the same kind, number and source.

    Status `none` without a number is a statement too: the source holds nothing of this kind.
    """

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, related_name="records", verbose_name="批次"
    )
    row_no = models.PositiveIntegerField("行号")
    enterprise = models.ForeignKey(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        related_name="records",
        verbose_name="企业",
        db_index=False,
    )
    kind = models.CharField("种类", max_length=32)
    number = models.CharField("编号", max_length=80, blank=True, default="")
    title = models.CharField("名称", max_length=200, blank=True, default="")
    holder = models.CharField("权利人或相对方", max_length=200, blank=True, default="")
    status = models.CharField("状态", max_length=16)
    filed_on = models.DateField("申请或立案日", null=True, blank=True)
    valid_from = models.DateField("有效期起", null=True, blank=True)
    valid_to = models.DateField("有效期止", null=True, blank=True)
    details = models.CharField("备注", max_length=300, blank=True, default="")
    source = models.CharField("来源", max_length=32)
    citation = models.CharField("出处", max_length=200, blank=True, default="")
    observed_on = models.DateField("观测日")

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = "登记记录"
        verbose_name_plural = "登记记录"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["batch", "row_no"], name="record_row_once"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="record_validity_forwards",
            ),
            models.CheckConstraint(
                condition=Q(status="none", number="") | (~Q(status="none") & ~Q(number="")),
                name="record_number_unless_none",
            ),
        ]
        indexes = [
            models.Index(fields=["enterprise", "kind", "number"], name="record_of_firm"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} {self.status}"

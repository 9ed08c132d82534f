"""导入批次 ImportBatch: one accepted file; its rows count from the moment the batch is applied."""

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime


class ImportBatch(models.Model):
    """Rows are staged under the batch in short transactions and become visible by one update.

    `ready_at` is set when every row stands, `applied_at` by the switch. A batch that never got
    there is invisible, can be continued by sending the same file again, and is swept later.
    """

    class Kind(models.TextChoices):
        OBSERVATIONS = "observations", "观测值"
        RECORDS = "records", "登记记录"

    kind = models.CharField("内容", max_length=16, choices=Kind)
    name = models.CharField("文件名", max_length=200)
    digest = models.CharField("文件摘要", max_length=64)
    enterprise = models.ForeignKey(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        related_name="import_batches",
        verbose_name="仅限企业",
        null=True,
        blank=True,
    )
    imported_by = models.ForeignKey(
        "parties.Person",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="导入人",
        null=True,
        blank=True,
    )
    rows = models.PositiveIntegerField("行数")
    written = models.PositiveIntegerField("写入")
    unchanged = models.PositiveIntegerField("未变")
    staged_at = models.DateTimeField("开始时间")
    touched_at = models.DateTimeField("最近继续时间")
    ready_at = models.DateTimeField("备妥时间", null=True, blank=True)
    applied_at = models.DateTimeField("生效时间", null=True, blank=True)

    class Meta:
        verbose_name = "导入批次"
        verbose_name_plural = "导入批次"
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at=None) | Q(ready_at__isnull=False),
                name="import_batch_ready_before_applied",
            ),
            models.CheckConstraint(
                condition=Q(rows=F("written") + F("unchanged")),
                name="import_batch_rows_add_up",
            ),
            models.UniqueConstraint(
                fields=["kind", "digest", "enterprise"],
                condition=Q(applied_at=None, enterprise__isnull=False),
                name="import_batch_one_open_of_firm",
            ),
            models.UniqueConstraint(
                fields=["kind", "digest"],
                condition=Q(applied_at=None, enterprise=None),
                name="import_batch_one_open_of_platform",
            ),
        ]
        indexes = [
            models.Index(fields=["enterprise", "-id"], name="import_batch_of_firm"),
            models.Index(
                fields=["touched_at"], condition=Q(applied_at=None), name="import_batch_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no} · {self.name}"

    @property
    def no(self) -> str:
        return f"I{localtime(self.staged_at).year}-{self.pk:06d}"

    @property
    def reference(self) -> str:
        return f"import:{self.no}"

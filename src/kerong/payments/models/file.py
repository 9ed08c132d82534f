"""送盘与回盘文件: what was given to a bank and what it gave back, with the digest of its bytes."""

from django.db import models
from django.db.models import Q

from kerong.parties.doers import done_by
from kerong.payments.models.batch import PaymentBatch


class PaymentFile(models.Model):
    """送盘文件: one export of a batch; its bytes are made again from the rows when asked for."""

    class Form(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    batch = models.ForeignKey(
        PaymentBatch, on_delete=models.PROTECT, related_name="files", verbose_name="批次"
    )
    form = models.CharField("格式", max_length=4, choices=Form)
    sha256 = models.CharField("摘要", max_length=64)
    size = models.PositiveIntegerField("字节数")
    rows = models.PositiveIntegerField("行数")
    total_fen = models.BigIntegerField("金额合计（分）")
    made_by = done_by("导出人")
    made_at = models.DateTimeField("导出时间")

    class Meta:
        verbose_name = "送盘文件"
        verbose_name_plural = "送盘文件"
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "form", "sha256"], name="payment_file_same_bytes_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.form}"


class ReturnFile(models.Model):
    """回盘文件: one answer of the bank, taken whole; `document` keeps it as it came.

    Once taken it is applied in steps; `applied_count` says how far that got.
    """

    batch = models.ForeignKey(
        PaymentBatch, on_delete=models.PROTECT, related_name="returns", verbose_name="批次"
    )
    document = models.OneToOneField(
        "documents.Document", on_delete=models.PROTECT, related_name="+", verbose_name="原件"
    )
    sha256 = models.CharField("摘要", max_length=64)
    rows = models.PositiveIntegerField("行数")
    written = models.PositiveIntegerField("新入账行数")
    applied_count = models.PositiveIntegerField("已入账行数", default=0)
    taken_by = done_by("导入人")
    taken_as = models.CharField("导入身份", max_length=80)
    taken_at = models.DateTimeField("导入时间")
    applied_at = models.DateTimeField("入账完成时间", null=True, blank=True)

    class Meta:
        verbose_name = "回盘文件"
        verbose_name_plural = "回盘文件"
        constraints = [
            models.UniqueConstraint(fields=["batch", "sha256"], name="return_file_once"),
            models.CheckConstraint(
                condition=Q(applied_count__lte=models.F("written")),
                name="return_file_applied_at_most_written",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.sha256[:12]}"

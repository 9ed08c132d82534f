"""快照 Snapshot: the facts a decision was made on, frozen; the same content is the same row."""

from django.db import models


class Snapshot(models.Model):
    """`body` is canonical JSON of facts, origins and anchor year; `digest` its SHA-256."""

    enterprise = models.ForeignKey(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        related_name="snapshots",
        verbose_name="企业",
        db_index=False,
    )
    digest = models.CharField("摘要", max_length=64)
    body = models.TextField("内容")
    as_of = models.DateField("数据日期")
    taken_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = "快照"
        verbose_name_plural = "快照"
        ordering = ("-taken_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "digest"], name="snapshot_content_once"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} · {self.as_of} · {self.digest[:12]}"

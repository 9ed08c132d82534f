"""条款摘录 RecordedClause: what a document says, row by row, as somebody copied it out."""

from django.db import models
from django.db.models import Q


class RecordedClause(models.Model):
    """One row of a file of clauses, word for word. It computes nothing: that is a pack's.

    Rows are inserted and never changed; another text for the same `code` is the next `no`, and
    the one before is then `replaced_at`. `digest` names what the row says.
    """

    class Confidence(models.TextChoices):
        HIGH = "high", "高"
        MEDIUM = "medium", "中"
        LOW = "low", "低"

    code = models.CharField("条款编号", max_length=40)
    no = models.PositiveIntegerField("序号")
    region = models.CharField("地区", max_length=40)
    zone = models.CharField("适用区域", max_length=60, blank=True)
    document = models.CharField("文件", max_length=200)
    year = models.PositiveSmallIntegerField("年份", null=True, blank=True)
    topic = models.CharField("类别", max_length=40)
    stage = models.CharField("阶段", max_length=60, blank=True)
    basis = models.CharField("计算基数", max_length=40, blank=True)
    rate = models.CharField("比例", max_length=80, blank=True)
    cap_fen = models.BigIntegerField("最高金额（分）", null=True, blank=True)
    cap_period = models.CharField("周期", max_length=20, blank=True)
    condition = models.CharField("条件", max_length=400, blank=True)
    formula = models.CharField("公式", max_length=300, blank=True)
    source = models.CharField("来源", max_length=400)
    confidence = models.CharField("可信度", max_length=8, choices=Confidence, blank=True)
    digest = models.CharField("摘要", max_length=64)
    recorded_at = models.DateTimeField("录入时间")
    recorded_by = models.CharField("录入人", max_length=80)
    replaced_at = models.DateTimeField("被替代时间", null=True, blank=True)

    class Meta:
        verbose_name = "条款摘录"
        verbose_name_plural = "条款摘录"
        ordering = ("code", "no")
        constraints = [
            models.UniqueConstraint(fields=["code", "no"], name="recorded_clause_numbered"),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(replaced_at=None),
                name="recorded_clause_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(cap_fen=None) | Q(cap_fen__gt=0), name="recorded_clause_cap_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}/{self.no}"

"""事项 Offering and 版本 Revision: a reviewed pack as it was published, word for word."""

from django.db import models
from django.db.models import F, Q


class Offering(models.Model):
    """One thing that can be applied for; its rules live in its revisions."""

    class Kind(models.TextChoices):
        LOAN = "loan", "贷款"
        SERVICE = "service", "服务"
        CLASS = "class", "资质测试"
        SCORECARD = "scorecard", "评分卡"
        POLICY = "policy", "政策"

    code = models.CharField("代码", max_length=64, unique=True)
    kind = models.CharField("类型", max_length=12, choices=Kind)
    title_zh = models.CharField("名称", max_length=120)
    title_en = models.CharField("英文名称", max_length=160)

    class Meta:
        verbose_name = "事项"
        verbose_name_plural = "事项"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title_zh


class Revision(models.Model):
    """A published revision. Rows are inserted, never changed: decisions cite their digests.

    `body` is offering.yaml as JSON in the order it was written, scorecard and clauses inside it;
    `examples` and `guide` are the other files of the pack; `digest` covers all of them,
    `rules_digest` the rules alone.
    """

    offering = models.ForeignKey(
        Offering, on_delete=models.PROTECT, related_name="revisions", verbose_name="事项"
    )
    no = models.PositiveIntegerField("版本号")
    digest = models.CharField("摘要", max_length=64)
    rules_digest = models.CharField("规则摘要", max_length=64, db_index=True)
    body = models.TextField("正文")
    examples = models.TextField("算例")
    guide = models.TextField("办事指南")
    in_force_from = models.DateField("施行日期")
    in_force_until = models.DateField("截止日期", null=True, blank=True)
    verified = models.BooleanField("已核实", default=False)
    published_at = models.DateTimeField("发布时间")
    published_by = models.CharField("发布人", max_length=80)

    class Meta:
        verbose_name = "版本"
        verbose_name_plural = "版本"
        ordering = ("offering", "no")
        constraints = [
            models.UniqueConstraint(fields=["offering", "no"], name="revision_no_once"),
            models.CheckConstraint(condition=Q(no__gt=0), name="revision_no_positive"),
            models.CheckConstraint(
                condition=Q(in_force_until=None) | Q(in_force_until__gte=F("in_force_from")),
                name="revision_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offering_id} · {self.no}"

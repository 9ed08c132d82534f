"""回测 BackTest: a scorecard held against outcomes, with the digest of the file and its author."""

from django.db import models
from django.db.models import Q


class BackTest(models.Model):
    """The figures as canonical JSON. The rows of the file are not kept: its digest names them.

    `scorecard`, `revision_no` and `revision_digest` are empty where the file brought its own
    scores; `words` then say which scores they are. `verified`: whether the card rested on
    verified readings throughout; scores of a file rest on none of ours.
    """

    title = models.CharField("名称", max_length=120)
    words = models.CharField("数据说明", max_length=500)
    scorecard = models.CharField("评分卡", max_length=64, blank=True, default="")
    revision_no = models.PositiveIntegerField("版本号", null=True, blank=True)
    revision_digest = models.CharField("版本摘要", max_length=64, blank=True, default="")
    verified = models.BooleanField("已核实", default=False)
    file_name = models.CharField("文件名", max_length=200)
    file_digest = models.CharField("文件摘要", max_length=64)
    digest = models.CharField("结果摘要", max_length=64)
    body = models.TextField("正文")
    author = models.ForeignKey(
        "parties.Person", on_delete=models.PROTECT, related_name="+", verbose_name="回测人"
    )
    made_at = models.DateTimeField("完成时间")

    class Meta:
        verbose_name = "评分卡回测"
        verbose_name_plural = "评分卡回测"
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(scorecard="", revision_no=None, revision_digest="")
                | (~Q(scorecard="") & Q(revision_no__isnull=False)),
                name="backtest_names_its_card_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no} · {self.title}"

    @property
    def no(self) -> str:
        return f"B{self.made_at.year}-{self.pk:06d}"

    @property
    def reference(self) -> str:
        return f"backtest:{self.no}"

"""待复算: a subsidy that had to be computed anew because of its loan, and could not be."""

from django.db import models

from kerong.contracts.subsidies.models.subsidy import Subsidy


class OpenReview(models.Model):
    """Stands until the computing succeeds: it is tried every night, and shown meanwhile.

    `reference` is that of the claw-back it may lead to; `code`, `why_zh`, `why_en` say what was
    in the way when it was tried last.
    """

    reference = models.CharField("引用", max_length=160, unique=True)
    subsidy = models.ForeignKey(
        Subsidy, on_delete=models.PROTECT, related_name="open_reviews", verbose_name="补贴"
    )
    event_on = models.DateField("发生日")
    code = models.CharField("原因代码", max_length=80)
    why_zh = models.CharField("原因", max_length=500)
    why_en = models.CharField("原因（英文）", max_length=500)
    found_at = models.DateTimeField("发现时间")
    tried_at = models.DateTimeField("最近复算时间")
    tries = models.PositiveIntegerField("复算次数", default=1)
    done_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        verbose_name = "待复算"
        verbose_name_plural = "待复算"
        indexes = [models.Index(fields=["done_at", "id"], name="open_review_waiting")]

    def __str__(self) -> str:
        return self.reference

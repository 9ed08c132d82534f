"""价值评估: the firm's free three-dimension sheet, and valuations ordered from somebody."""

from django.db import models
from django.db.models import Q

from kerong.contracts.pledges.models.asset import IpAsset
from kerong.parties.doers import done_by, later_done_by


class AssessmentSheet(models.Model):
    """三维评价表: patent, team and credit in points, with the finding it can be made again from.

    `value_fen` is what the firm thinks the asset is worth; `limit_fen` what follows as a guide.
    """

    no = models.CharField("编号", max_length=32, unique=True)
    asset = models.ForeignKey(
        IpAsset, on_delete=models.PROTECT, related_name="sheets", verbose_name="知识产权"
    )
    finding = models.ForeignKey(
        "catalogue.StoredFinding",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="测算结论",
    )
    value_fen = models.BigIntegerField("自评价值（分）")
    points = models.CharField("得分", max_length=12, blank=True, default="")
    low = models.CharField("最低", max_length=12, blank=True, default="")
    high = models.CharField("最高", max_length=12, blank=True, default="")
    grade = models.CharField("等级", max_length=12, blank=True, default="")
    limit_fen = models.BigIntegerField("参考额度（分）", null=True, blank=True)
    verified = models.BooleanField("已核实", default=False)
    assessed_on = models.DateField("评价日")
    assessed_by = done_by("评价人")
    assessed_at = models.DateTimeField("评价时间")

    class Meta:
        verbose_name = "三维评价表"
        verbose_name_plural = "三维评价表"
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(condition=Q(value_fen__gt=0), name="sheet_value_positive")
        ]

    def __str__(self) -> str:
        return self.no


class Valuation(models.Model):
    """评估委托: what an appraiser or the lending bank itself says the asset is worth.

    `used` once a signed pledge stands on it; a value counts until `valid_until`.
    """

    class State(models.TextChoices):
        ORDERED = "ordered", "已委托"
        RECEIVED = "received", "已出具"
        USED = "used", "已采用"
        DECLINED = "declined", "未承接"
        WITHDRAWN = "withdrawn", "已撤回"

    GIVEN = (State.RECEIVED, State.USED)

    no = models.CharField("编号", max_length=32, unique=True)
    asset = models.ForeignKey(
        IpAsset, on_delete=models.PROTECT, related_name="valuations", verbose_name="知识产权"
    )
    institution = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        related_name="ip_valuations",
        verbose_name="评估方",
    )
    state = models.CharField("状态", max_length=10, choices=State, default=State.ORDERED)
    words = models.CharField("委托说明", max_length=500, blank=True, default="")
    ordered_by = done_by("委托人")
    ordered_at = models.DateTimeField("委托时间")
    value_fen = models.BigIntegerField("评估值（分）", null=True, blank=True)
    fee_fen = models.BigIntegerField("评估费（分）", default=0)
    method = models.CharField("评估方法", max_length=12, blank=True, default="")
    report_no = models.CharField("报告编号", max_length=80, blank=True, default="")
    valued_on = models.DateField("评估基准日", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    answer = models.CharField("答复", max_length=500, blank=True, default="")
    answered_by = later_done_by("答复人")
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = "知识产权评估"
        verbose_name_plural = "知识产权评估"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["asset", "institution"],
                condition=Q(state="ordered"),
                name="valuation_one_ordered",
            ),
            models.CheckConstraint(
                condition=Q(value_fen__gt=0, valued_on__isnull=False, valid_until__isnull=False)
                | ~Q(state__in=["received", "used"]),
                name="valuation_given_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["institution", "state"], name="valuation_of_appraiser")]

    def __str__(self) -> str:
        return self.no

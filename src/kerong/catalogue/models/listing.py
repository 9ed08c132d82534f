"""产品 Listing: an institution's own product, and 产品版本 ListingRevision, the form it filled."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from kerong.parties.doers import later_done_by


class Guarantee(models.TextChoices):
    CREDIT = "credit", "信用"
    GUARANTEE = "guarantee", "保证担保"
    GOV_GUARANTEE = "gov_guarantee", "政府性融资担保"
    RISK_POOL = "risk_pool", "风险补偿资金池"
    IP_PLEDGE = "ip_pledge", "知识产权质押"
    MORTGAGE = "mortgage", "抵押"
    INSURANCE = "insurance", "保险增信"
    MIXED = "mixed", "组合担保"
    CREDIT_RISK_FUND = "credit+risk_fund", "信用＋风险补偿"
    CREDIT_GOV_GUARANTEE = "credit+gov_guarantee", "信用＋政府性担保"


class Method(models.TextChoices):
    ANNUITY = "annuity", "等额本息"
    EQUAL_PRINCIPAL = "equal-principal", "等额本金"
    INTEREST_FIRST = "interest-first", "先息后本"
    BULLET = "bullet", "到期一次还本付息"
    REVOLVING = "revolving", "随借随还"


class DayCount(models.TextChoices):
    MONTHS = "30/360", "按月计息（30/360）"
    ACTUAL_365 = "act/365", "按实际天数（act/365）"
    ACTUAL_360 = "act/360", "按实际天数（act/360）"


class Listing(models.Model):
    """What the supermarket shows. `live` is the approved revision that counts today."""

    class State(models.TextChoices):
        DRAFT = "draft", "未上架"
        LIVE = "live", "在架"
        RETIRED = "retired", "已下架"

    code = models.CharField("编号", max_length=24, unique=True)
    offering = models.ForeignKey(
        "catalogue.Offering", on_delete=models.PROTECT, related_name="listings", verbose_name="事项"
    )
    institution = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        related_name="listings",
        verbose_name="机构",
    )
    name = models.CharField("产品名称", max_length=120)
    initials = models.CharField("拼音首字母", max_length=160, blank=True)
    find_text = models.CharField("检索文本", max_length=300, blank=True)
    kind = models.CharField(
        "类型", max_length=12, choices=[("loan", "信贷产品"), ("service", "金融服务")]
    )
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    is_sample = models.BooleanField("示例数据", default=False)
    live = models.ForeignKey(
        "catalogue.ListingRevision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="在用版本",
    )
    retired_at = models.DateTimeField("下架时间", null=True, blank=True)
    retired_on = models.DateField("下架日期", null=True, blank=True)
    retired_by = later_done_by("下架人")
    retired_words = models.CharField("下架原因", max_length=300, blank=True)

    class Meta:
        verbose_name = "产品"
        verbose_name_plural = "产品"
        ordering = ("code",)
        indexes = [models.Index(fields=["state", "kind", "name"], name="listing_shelf")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", live=None) | ~Q(state="draft"),
                name="listing_draft_has_nothing_live",
            ),
            models.CheckConstraint(
                condition=~Q(state="live") | Q(live__isnull=False),
                name="listing_live_has_a_revision",
            ),
            models.CheckConstraint(
                condition=Q(state="retired", retired_at__isnull=False, retired_on__isnull=False)
                | ~Q(state="retired") & Q(retired_at=None),
                name="listing_retired_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return f"listing:{self.code}"


class ListingRevision(models.Model):
    """One filled form. Frozen once approved; a change is a new revision.

    `numbers` holds the pack's fields as text, only those that are known. The columns from
    `cap_fen` on repeat a few of them so that lists can filter and sort in the database.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        SUBMITTED = "submitted", "待复核"
        RETURNED = "returned", "已退回"
        APPROVED = "approved", "已通过"

    listing = models.ForeignKey(
        Listing, on_delete=models.PROTECT, related_name="revisions", verbose_name="产品"
    )
    no = models.PositiveIntegerField("版本号")
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    name = models.CharField("产品名称", max_length=120, blank=True, default="")
    numbers: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField("填报内容")
    digest = models.CharField("摘要", max_length=64)
    category = models.CharField("产品类别", max_length=40)
    guarantee = models.CharField("担保方式", max_length=24, choices=Guarantee, blank=True)
    summary = models.CharField("简介", max_length=400, blank=True)
    words = models.TextField("由机构审核的条件", blank=True)
    region = models.CharField("服务区域", max_length=80, blank=True)
    rate_words = models.CharField("利率说明", max_length=200, blank=True)
    rate_to_ppm = models.BigIntegerField("最高年化利率（百万分之一）", null=True, blank=True)
    method = models.CharField("还款方式", max_length=20, choices=Method, blank=True)
    day_count = models.CharField("计息规则", max_length=10, choices=DayCount, blank=True)
    fee_ppm = models.BigIntegerField("年担保或增信费率（百万分之一）", null=True, blank=True)
    repayment_words = models.CharField("还款方式说明", max_length=120, blank=True)
    year = models.PositiveSmallIntegerField("资料年份", null=True, blank=True)
    source = models.CharField("来源", max_length=400)
    confidence = models.CharField("资料可信度", max_length=12, blank=True)
    verified = models.BooleanField("已核实", default=False)
    cap_fen = models.BigIntegerField("单户上限（分）", null=True, blank=True)
    rate_add_ppm = models.BigIntegerField("固定利率或加减点（百万分之一）", null=True, blank=True)
    lpr_share_ppm = models.BigIntegerField("LPR倍数（百万分之一）", null=True, blank=True)
    term_months = models.PositiveIntegerField("期限（月）", null=True, blank=True)
    programmes = models.CharField("所属政策项目", max_length=200, blank=True)
    served = models.CharField("服务区划", max_length=400, blank=True)
    in_force_from = models.DateField("生效日期", null=True, blank=True)
    drafted_by = later_done_by("填报人")
    drafted_at = models.DateTimeField("填报时间")
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    approved_by = later_done_by("复核人")
    approved_at = models.DateTimeField("复核时间", null=True, blank=True)
    returned_by = later_done_by("退回人")
    returned_at = models.DateTimeField("退回时间", null=True, blank=True)
    returned_words = models.CharField("退回意见", max_length=300, blank=True)

    class Meta:
        verbose_name = "产品版本"
        verbose_name_plural = "产品版本"
        ordering = ("listing", "no")
        indexes = [
            models.Index(fields=["category"], name="listing_category"),
            models.Index(fields=["state", "in_force_from"], name="listing_in_force"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["listing", "no"], name="listing_revision_no_once"),
            models.UniqueConstraint(
                fields=["listing"],
                condition=~Q(state="approved"),
                name="listing_one_open_revision",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | Q(drafted_by=None)
                | ~Q(approved_by=F("drafted_by")),
                name="listing_second_person_approves",
            ),
            models.CheckConstraint(
                condition=Q(state="approved", approved_at__isnull=False)
                | ~Q(state="approved") & Q(approved_at=None),
                name="listing_approved_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | Q(returned_at__isnull=False),
                name="listing_returned_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} · {self.no}"

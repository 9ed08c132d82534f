"""办件 Case: a firm's need as all its parties may see it; what one institution does is a TakeUp."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from kerong.parties.doers import done_by


class Case(models.Model):
    """One published need. `taken` counts the live take-ups and moves by conditional update only.

    `opened_at` starts the present round: publishing, or opening again after nobody answered;
    `free_since` is when the take-up clock last started, because nobody held the need.
    `ended_at` is the payout or the withdrawal; `rate_due_on` runs from the payout to the rating.
    The card holds bands, never values; the codes beside it are the card's, for filtering.
    """

    class Kind(models.TextChoices):
        LOAN_NEED = "loan_need", "我要贷款"

    class Mode(models.TextChoices):
        OPEN = "open", "向全部机构公开"
        DIRECTED = "directed", "指定一家机构"

    class State(models.TextChoices):
        OPEN = "open", "待抢单"
        ACCEPTED = "accepted", "已选定报价"
        CREDITED = "credited", "已授信"
        DISBURSED = "disbursed", "已放款"
        CLOSED = "closed", "已办结"
        WITHDRAWN = "withdrawn", "已撤回"
        UNMET = "unmet", "无机构接单"

    class Security(models.TextChoices):
        CREDIT = "credit", "信用"
        GUARANTEE = "guarantee", "保证"
        MORTGAGE = "mortgage", "抵押"
        PLEDGE = "pledge", "质押"
        ANY = "any", "均可"

    class Purpose(models.TextChoices):
        WORKING_CAPITAL = "working_capital", "日常经营周转"
        RESEARCH = "research", "研发投入"
        EQUIPMENT = "equipment", "设备购置"
        PREMISES = "premises", "厂房建设"
        REPAY = "repay", "归还其他贷款"
        OTHER = "other", "其他"

    no = models.CharField("编号", max_length=32, unique=True)
    kind = models.CharField("类型", max_length=20, choices=Kind, default=Kind.LOAN_NEED)
    shape = models.CharField("流程", max_length=20, default="open_take_up")
    enterprise = models.ForeignKey(
        "parties.Enterprise", on_delete=models.PROTECT, related_name="cases", verbose_name="企业"
    )
    mode = models.CharField("发布方式", max_length=10, choices=Mode)
    addressed_to = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="addressed_cases",
        verbose_name="指定机构",
    )
    listing = models.ForeignKey(
        "catalogue.Listing",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name="意向产品",
    )
    amount_fen = models.BigIntegerField("需求金额（分）")
    term_months = models.PositiveIntegerField("期限（月）")
    purpose = models.CharField("用途", max_length=20, choices=Purpose)
    security = models.CharField("担保方式", max_length=10, choices=Security)
    words = models.CharField("补充说明", max_length=1000, blank=True)
    finding_digest = models.CharField("测算摘要", max_length=64, blank=True)
    snapshot = models.ForeignKey(
        "evidence.Snapshot", on_delete=models.PROTECT, related_name="cases", verbose_name="快照"
    )
    card: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        "匿名卡片", default=dict
    )
    industry_code = models.CharField("行业门类", max_length=8, blank=True)
    size_code = models.CharField("规模", max_length=16, blank=True)
    points_band = models.CharField("积分档", max_length=16, blank=True)
    amount_band = models.CharField("金额档", max_length=16)
    consent_categories: models.JSONField[list[int], list[int]] = models.JSONField(
        "授权类别", default=list
    )
    places = models.PositiveSmallIntegerField("名额", default=3)
    taken = models.PositiveSmallIntegerField("已占名额", default=0)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    submitted_by = done_by("发布人")
    submitted_at = models.DateTimeField("发布时间")
    opened_at = models.DateTimeField("本轮开放时间")
    free_since = models.DateTimeField("无人接单起")
    take_up_due_on = models.DateField("接单期限")
    decision_due_on = models.DateField("授信期限")
    due_provisional = models.BooleanField("期限待节假日公布", default=False)
    amended_count = models.PositiveSmallIntegerField("修改次数", default=0)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    rate_due_on = models.DateField("评价期限", null=True, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    end_words = models.CharField("结束说明", max_length=500, blank=True)
    client_key = models.CharField("客户端键", max_length=64, null=True, blank=True)  # noqa: DJ001 null keeps the unique constraint from catching absent keys

    class Meta:
        verbose_name = "办件"
        verbose_name_plural = "办件"
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="case_amount_positive"),
            models.CheckConstraint(condition=Q(term_months__gt=0), name="case_term_positive"),
            models.CheckConstraint(
                condition=Q(taken__lte=F("places")), name="case_taken_within_places"
            ),
            models.CheckConstraint(
                condition=Q(mode="open", addressed_to=None)
                | Q(mode="directed", addressed_to__isnull=False),
                name="case_addressed_when_directed",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "client_key"], name="case_one_per_client_key"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "decision_due_on", "id"], name="case_hall"),
            models.Index(fields=["state", "take_up_due_on"], name="case_take_up_clock"),
            models.Index(fields=["enterprise", "-submitted_at"], name="case_of_firm"),
            models.Index(fields=["submitted_at", "amount_fen"], name="case_submitted"),
            models.Index(
                fields=["rate_due_on"],
                condition=Q(rate_due_on__isnull=False, closed_at=None),
                name="case_rating_clock",
            ),
            models.Index(
                fields=["due_provisional"],
                condition=Q(due_provisional=True),
                name="case_provisional",
            ),
        ]

    def __str__(self) -> str:
        return self.no

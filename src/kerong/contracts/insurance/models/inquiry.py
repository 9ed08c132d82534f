"""询价 InsuranceInquiry: cover asked of several insurers at once, with the quote of each."""

from django.db import models
from django.db.models import F, Q

from kerong.parties.doers import done_by, later_done_by

MILLION = 1_000_000


class Kind(models.TextChoices):
    """What is insured: the lender's loss on a loan (two kinds), or a risk of the firm itself."""

    LOAN = "loan", "贷款保证保险"
    PLEDGE = "pledge", "质押保证保险"
    TECHNOLOGY = "technology", "科技保险"


class Holder(models.TextChoices):
    """投保人: who asks, accepts and pays the premium."""

    FIRM = "firm", "企业"
    BANK = "bank", "银行"


class InsuranceInquiry(models.Model):
    """About a loan, a pledge on it, or one insurer's service. One stays open a thing at a time.

    `answer_on` is the last day for answers; without a quote that still holds it lapses after it.
    """

    class State(models.TextChoices):
        OPEN = "open", "询价中"
        ACCEPTED = "accepted", "已投保"
        WITHDRAWN = "withdrawn", "已撤回"
        LAPSED = "lapsed", "已失效"

    no = models.CharField("编号", max_length=32, unique=True)
    kind = models.CharField("险种", max_length=12, choices=Kind)
    holder = models.CharField("投保人", max_length=6, choices=Holder)
    enterprise = models.ForeignKey(
        "parties.Enterprise", on_delete=models.PROTECT, related_name="+", verbose_name="企业"
    )
    loan = models.ForeignKey(
        "loans.Loan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="insurance_inquiries",
        verbose_name="贷款",
    )
    bank = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="银行",
    )
    listing = models.ForeignKey(
        "catalogue.Listing",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="保险服务",
    )
    pledge = models.ForeignKey(
        "pledges.Pledge",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="质押",
    )
    wanted_fen = models.BigIntegerField("拟保金额（分）")
    months = models.PositiveIntegerField("拟保期限（月）")
    words = models.CharField("说明", max_length=1000, blank=True)
    answer_on = models.DateField("报价截止日")
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    asked_by = done_by("询价人")
    asked_at = models.DateTimeField("询价时间")
    ended_at = models.DateTimeField("了结时间", null=True, blank=True)
    end_words = models.CharField("撤回说明", max_length=500, blank=True)

    class Meta:
        verbose_name = "保险询价"
        verbose_name_plural = "保险询价"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["loan", "kind", "holder"],
                condition=Q(state="open"),
                name="inquiry_one_open_a_loan",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "listing"],
                condition=Q(state="open", loan=None),
                name="inquiry_one_open_a_service",
            ),
            models.CheckConstraint(
                condition=Q(kind="technology", loan=None, listing__isnull=False, pledge=None)
                | Q(kind="loan", loan__isnull=False, bank__isnull=False, pledge=None)
                | Q(kind="pledge", loan__isnull=False, bank__isnull=False, pledge__isnull=False),
                name="inquiry_about_something",
            ),
            models.CheckConstraint(
                condition=Q(wanted_fen__gt=0, months__gt=0), name="inquiry_positive"
            ),
        ]
        indexes = [
            models.Index(fields=["enterprise", "state"], name="inquiry_of_firm"),
            models.Index(fields=["bank", "state"], name="inquiry_of_bank"),
            models.Index(fields=["state", "answer_on"], name="inquiry_lapsing"),
        ]

    def __str__(self) -> str:
        return self.no


class InsuranceQuote(models.Model):
    """报价: what one insurer answers; it may be given again until one is accepted.

    Of a loss beyond the deductible `cover_ppm` is paid, at most `insured_fen`; a claim may be
    filed `waiting_days` after the oldest unpaid due day and is decided within `decide_days`.
    """

    class State(models.TextChoices):
        ASKED = "asked", "待报价"
        QUOTED = "quoted", "已报价"
        DECLINED = "declined", "不承保"
        ACCEPTED = "accepted", "已接受"
        CLOSED = "closed", "已关闭"

    inquiry = models.ForeignKey(
        InsuranceInquiry, on_delete=models.PROTECT, related_name="quotes", verbose_name="询价"
    )
    insurer = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="+", verbose_name="保险公司"
    )
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED)
    product = models.CharField("条款名称与备案号", max_length=200, blank=True)
    insured_fen = models.BigIntegerField("保险金额（分）", default=0)
    cover_ppm = models.PositiveIntegerField("赔付比例（百万分之）", default=0)
    deductible_fen = models.BigIntegerField("免赔额（分）", default=0)
    covers_interest = models.BooleanField("含正常利息", default=False)
    rate_ppm = models.PositiveIntegerField("年费率（百万分之）", default=0)
    premium_fen = models.BigIntegerField("保险费（分）", default=0)
    instalments = models.PositiveSmallIntegerField("缴费期数", default=1)
    grace_days = models.PositiveSmallIntegerField("续期宽限（天）", default=0)
    from_on = models.DateField("保险起期", null=True, blank=True)
    to_on = models.DateField("保险止期", null=True, blank=True)
    waiting_days = models.PositiveIntegerField("等待期（天）", default=0)
    decide_days = models.PositiveIntegerField("核定期限（天）", default=0)
    valid_until = models.DateField("报价有效期至", null=True, blank=True)
    words = models.CharField("特别约定或不承保原因", max_length=1000, blank=True)
    quoted_by = later_done_by("报价人")
    quoted_at = models.DateTimeField("报价时间", null=True, blank=True)

    class Meta:
        verbose_name = "保险报价"
        verbose_name_plural = "保险报价"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["inquiry", "insurer"], name="quote_one_an_insurer"),
            models.UniqueConstraint(
                fields=["inquiry"], condition=Q(state="accepted"), name="quote_one_accepted"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "declined", "closed"])
                | Q(
                    insured_fen__gt=0,
                    cover_ppm__gt=0,
                    cover_ppm__lte=MILLION,
                    deductible_fen__gte=0,
                    premium_fen__gt=0,
                    to_on__gte=F("from_on"),
                ),
                name="quote_says_its_terms",
            ),
        ]
        indexes = [models.Index(fields=["insurer", "state"], name="quote_of_insurer")]

    def __str__(self) -> str:
        return f"{self.inquiry_id}/{self.insurer_id}"

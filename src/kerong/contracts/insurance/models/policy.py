"""保险单 InsurancePolicy: one insurer's cover of one loan, or of a risk of the firm."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.insurance.models.inquiry import MILLION, Holder, InsuranceQuote, Kind
from kerong.parties.doers import done_by


class InsurancePolicy(models.Model):
    """The terms of the accepted quote, never edited. It holds from the day its premium is in, or
    the first instalment of it; one that is not paid `grace_days` after it was due ends the cover.

    `serial` counts the policies of a loan: of two accepted at once the database lets one stand,
    so that nobody adds up shares that somebody else is adding to.
    """

    class State(models.TextChoices):
        BOUND = "bound", "待缴费"
        IN_FORCE = "in_force", "有效"
        LAPSED = "lapsed", "未缴费失效"
        SURRENDERED = "surrendered", "已退保"
        EXPIRED = "expired", "已到期"

    LIVE = (State.BOUND, State.IN_FORCE)
    HELD = (State.IN_FORCE, State.EXPIRED)

    no = models.CharField("编号", max_length=32, unique=True)
    quote = models.OneToOneField(
        InsuranceQuote, on_delete=models.PROTECT, related_name="policy", verbose_name="报价"
    )
    kind = models.CharField("险种", max_length=12, choices=Kind)
    holder = models.CharField("投保人", max_length=6, choices=Holder)
    enterprise = models.ForeignKey(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        related_name="insurance_policies",
        verbose_name="企业",
    )
    loan = models.ForeignKey(
        "loans.Loan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="insurance_policies",
        verbose_name="贷款",
    )
    pledge = models.ForeignKey(
        "pledges.Pledge",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="insurance_policies",
        verbose_name="质押",
    )
    serial = models.PositiveIntegerField("贷款保单序号", null=True, blank=True)
    bank = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="受益银行",
    )
    insurer = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="+", verbose_name="保险公司"
    )
    insurer_no = models.CharField("保险公司保单号", max_length=60, blank=True)
    insured_fen = models.BigIntegerField("保险金额（分）")
    cover_ppm = models.PositiveIntegerField("赔付比例（百万分之）")
    deductible_fen = models.BigIntegerField("免赔额（分）")
    covers_interest = models.BooleanField("含正常利息")
    rate_ppm = models.PositiveIntegerField("年费率（百万分之）")
    premium_fen = models.BigIntegerField("保险费（分）")
    instalments = models.PositiveSmallIntegerField("缴费期数", default=1)
    grace_days = models.PositiveSmallIntegerField("续期宽限（天）", default=0)
    from_on = models.DateField("保险起期")
    to_on = models.DateField("保险止期")
    waiting_days = models.PositiveIntegerField("等待期（天）")
    decide_days = models.PositiveIntegerField("核定期限（天）")
    premium_due_on = models.DateField("保险费应付日")
    state = models.CharField("状态", max_length=12, choices=State, default=State.BOUND)
    accepted_by = done_by("投保经办人")
    accepted_at = models.DateTimeField("投保时间")
    premium_on = models.DateField("保险费到账日", null=True, blank=True)
    premium_reference = models.CharField("到账引用", max_length=80, blank=True)
    ended_on = models.DateField("终止日", null=True, blank=True)
    end_words = models.CharField("终止说明", max_length=500, blank=True)
    refund_fen = models.BigIntegerField("应退保险费（分）", default=0)
    refunded_on = models.DateField("退费日", null=True, blank=True)
    refund_reference = models.CharField("退费引用", max_length=80, blank=True)

    class Meta:
        verbose_name = "保险单"
        verbose_name_plural = "保险单"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["loan", "serial"], name="policy_numbered_on_loan"),
            models.UniqueConstraint(
                fields=["insurer", "insurer_no"],
                condition=~Q(insurer_no=""),
                name="policy_one_insurer_number",
            ),
            models.UniqueConstraint(
                fields=["insurer", "premium_reference"],
                condition=~Q(premium_reference=""),
                name="policy_one_premium_reference",
            ),
            models.CheckConstraint(
                condition=Q(
                    insured_fen__gt=0,
                    cover_ppm__gt=0,
                    cover_ppm__lte=MILLION,
                    deductible_fen__gte=0,
                    premium_fen__gt=0,
                    to_on__gte=F("from_on"),
                ),
                name="policy_terms",
            ),
            models.CheckConstraint(
                condition=Q(kind="technology", loan=None, serial=None)
                | (
                    ~Q(kind="technology")
                    & Q(loan__isnull=False, bank__isnull=False)
                    & Q(serial__isnull=False)
                ),
                name="policy_of_a_loan_is_numbered",
            ),
            models.CheckConstraint(
                condition=Q(kind="pledge", pledge__isnull=False)
                | (~Q(kind="pledge") & Q(pledge=None)),
                name="policy_of_a_pledge_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["in_force", "expired"]) | Q(premium_on__isnull=False),
                name="policy_holds_once_paid",
            ),
            models.CheckConstraint(
                condition=Q(refund_fen__gte=0, refund_fen__lte=F("premium_fen")),
                name="policy_refund_within_premium",
            ),
        ]
        indexes = [
            models.Index(fields=["insurer", "state"], name="policy_of_insurer"),
            models.Index(fields=["bank", "state"], name="policy_of_bank"),
            models.Index(fields=["enterprise", "state"], name="policy_of_firm"),
            models.Index(fields=["state", "to_on"], name="policy_ending"),
        ]

    def __str__(self) -> str:
        return self.no

"""合作协议: which loans of a bank fall under which pools, on what terms; caps and their use."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.compensation.models.pool import LossPool
from kerong.parties.doers import done_by, later_done_by


class LossAgreement(models.Model):
    """Bank × pools × split, for chosen products and days. With a `guarantor` it says who pays
    when the guarantee is called; without one its loans stand under the pool itself.

    `waiting_days` after the oldest unpaid due day a claim may be filed; where no document says
    so, `waiting_verified` is false and pages show it. `breaker_key` names a breaker's table.
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", "待复核"
        IN_FORCE = "in_force", "生效"
        RETURNED = "returned", "已退回"
        ENDED = "ended", "已终止"

    no = models.CharField("编号", max_length=32, unique=True)
    title = models.CharField("名称", max_length=120)
    document = models.CharField("协议文件", max_length=200)
    bank = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        related_name="compensation_agreements",
        verbose_name="银行",
    )
    guarantor = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="担保机构",
    )
    split_key = models.CharField("分担比例", max_length=40)
    covers_interest = models.BooleanField("含正常利息")
    waiting_days = models.PositiveIntegerField("逾期等待天数")
    waiting_verified = models.BooleanField("等待天数已核实")
    decide_days = models.PositiveIntegerField("审核天数")
    breaker_key = models.CharField("熔断规则", max_length=40, blank=True)
    division_code = models.CharField("区县", max_length=12, blank=True)
    insurer = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="保险公司",
    )
    insured_most_fen = models.BigIntegerField("保险赔付上限（分）", default=0)
    insured_deductible_fen = models.BigIntegerField("保险免赔额（分）", default=0)
    insured_cover_ppm = models.PositiveIntegerField("保险赔付比例（百万分之）", default=0)
    in_force_from = models.DateField("生效日")
    in_force_until = models.DateField("终止日", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFTED)
    is_sample = models.BooleanField("示例数据", default=False)
    drafted_by = done_by("提出人")
    drafted_at = models.DateTimeField("提出时间")
    decided_by = later_done_by("复核人")
    decided_at = models.DateTimeField("复核时间", null=True, blank=True)
    end_words = models.CharField("退回或终止说明", max_length=500, blank=True)

    class Meta:
        verbose_name = "合作协议"
        verbose_name_plural = "合作协议"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="in_force") | ~Q(decided_by=F("drafted_by")),
                name="agreement_two_people",
            ),
            models.CheckConstraint(
                condition=Q(in_force_until=None) | Q(in_force_until__gte=F("in_force_from")),
                name="agreement_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.no

    @property
    def pays_from_fund(self) -> bool:
        """Whether government's money pays part: then an officer has the last word."""
        return any(payer.pool.kind == LossPool.Kind.LOSS_FUND for payer in self.payers.all())


class AgreementPayer(models.Model):
    """协议出资方: from which pool a payer of the split pays."""

    agreement = models.ForeignKey(
        LossAgreement, on_delete=models.PROTECT, related_name="payers", verbose_name="合作协议"
    )
    payer = models.CharField("承担方", max_length=20)
    pool = models.ForeignKey(
        LossPool, on_delete=models.PROTECT, related_name="payers", verbose_name="资金池"
    )

    class Meta:
        verbose_name = "协议出资方"
        verbose_name_plural = "协议出资方"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "payer"], name="agreement_payer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}/{self.payer}"


class AgreementListing(models.Model):
    """协议产品: a product whose loans fall under the agreement."""

    agreement = models.ForeignKey(
        LossAgreement, on_delete=models.PROTECT, related_name="products", verbose_name="合作协议"
    )
    listing = models.ForeignKey(
        "catalogue.Listing", on_delete=models.PROTECT, related_name="+", verbose_name="产品"
    )

    class Meta:
        verbose_name = "协议产品"
        verbose_name_plural = "协议产品"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "listing"], name="agreement_product_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}/{self.listing_id}"


class AgreementCap(models.Model):
    """协议限额: the most a payer pays for one firm, in all for the bank, or in one year."""

    class Scope(models.TextChoices):
        FIRM = "firm", "每户累计"
        BANK = "bank", "每家银行累计"
        YEAR = "year", "每年累计"

    agreement = models.ForeignKey(
        LossAgreement, on_delete=models.PROTECT, related_name="caps", verbose_name="合作协议"
    )
    payer = models.CharField("承担方", max_length=20)
    scope = models.CharField("范围", max_length=8, choices=Scope)
    most_fen = models.BigIntegerField("限额（分）")

    class Meta:
        verbose_name = "协议限额"
        verbose_name_plural = "协议限额"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "payer", "scope"], name="cap_once"),
            models.CheckConstraint(condition=Q(most_fen__gt=0), name="cap_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}/{self.payer}/{self.scope}"


class CapUse(models.Model):
    """限额已用: what was agreed under a cap so far, for one firm, bank or year (`holder`).

    Changed only where it still says what the decision counted with: two decisions at once cannot
    both take the last of it.
    """

    cap = models.ForeignKey(
        AgreementCap, on_delete=models.PROTECT, related_name="uses", verbose_name="协议限额"
    )
    holder = models.CharField("对象", max_length=40)
    used_fen = models.BigIntegerField("已用（分）", default=0)

    class Meta:
        verbose_name = "限额已用"
        verbose_name_plural = "限额已用"
        constraints = [
            models.UniqueConstraint(fields=["cap", "holder"], name="cap_use_once"),
            models.CheckConstraint(condition=Q(used_fen__gte=0), name="cap_use_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.cap_id}/{self.holder}"


class PooledLoan(models.Model):
    """入池贷款: a loan that stands under an agreement's pool, since the day it was drawn."""

    loan = models.OneToOneField(
        "loans.Loan", on_delete=models.PROTECT, related_name="pooled", verbose_name="贷款"
    )
    agreement = models.ForeignKey(
        LossAgreement, on_delete=models.PROTECT, related_name="loans", verbose_name="合作协议"
    )
    division_code = models.CharField("区县", max_length=12, blank=True)
    covered_from = models.DateField("入池日")
    registered_at = models.DateTimeField("登记时间")
    registered_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "入池贷款"
        verbose_name_plural = "入池贷款"
        indexes = [
            models.Index(fields=["division_code"], name="pooled_division"),
        ]

    def __str__(self) -> str:
        return f"{self.loan_id}/{self.agreement_id}"

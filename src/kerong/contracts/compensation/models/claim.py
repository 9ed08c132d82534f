"""代偿与补偿申请: a lost loan laid before those who share the loss, and what each of them pays."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.compensation.models.agreement import LossAgreement
from kerong.contracts.compensation.models.pool import LossPoolAccount
from kerong.parties.doers import done_by, later_done_by

LIVE = ("filed", "correcting", "proposed", "advanced", "settled")


class Claim(models.Model):
    """One claim for the loss of one loan; a second one is refused while the first counts.

    `principal_fen` and `interest_fen` are what was applied for; `proposed_*` what the first
    person proposes, `settled_*` what was agreed in the end. Where money was paid before the
    review (先行代偿) `advanced_at` and `advanced_by` say when and by which second person, whatever
    is proposed afterwards; settling trues it up.
    """

    class Kind(models.TextChoices):
        POOL = "pool", "资金池补偿"
        GUARANTEE = "guarantee", "担保代偿"

    class State(models.TextChoices):
        FILED = "filed", "待审核"
        CORRECTING = "correcting", "待补正"
        PROPOSED = "proposed", "待复核"
        ADVANCED = "advanced", "已预付"
        SETTLED = "settled", "已核定"
        REFUSED = "refused", "不予代偿"
        WITHDRAWN = "withdrawn", "已撤回"

    class Proposal(models.TextChoices):
        ADVANCE = "advance", "按申请额预付"
        SETTLE = "settle", "核定"
        REFUSE = "refuse", "不予代偿"

    no = models.CharField("编号", max_length=32, unique=True)
    kind = models.CharField("类型", max_length=10, choices=Kind)
    loan = models.ForeignKey(
        "loans.Loan", on_delete=models.PROTECT, related_name="claims", verbose_name="贷款"
    )
    enterprise = models.ForeignKey(
        "parties.Enterprise", on_delete=models.PROTECT, related_name="+", verbose_name="企业"
    )
    lender = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        related_name="claims_filed",
        verbose_name="银行",
    )
    guarantor = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims_received",
        verbose_name="担保机构",
    )
    guarantee_no = models.CharField("担保编号", max_length=40, blank=True)
    agreement = models.ForeignKey(
        LossAgreement, on_delete=models.PROTECT, related_name="claims", verbose_name="合作协议"
    )
    split_key = models.CharField("分担比例", max_length=40)
    split_on = models.DateField("比例适用日")
    loss_on = models.DateField("损失计算日")
    overdue_from = models.DateField("逾期起始日")
    principal_fen = models.BigIntegerField("申请本金（分）")
    interest_fen = models.BigIntegerField("申请利息（分）")
    words = models.CharField("说明", max_length=1000, blank=True)
    state = models.CharField("状态", max_length=12, choices=State, default=State.FILED)
    filed_by = done_by("申请人")
    filed_at = models.DateTimeField("申请时间")
    due_on = models.DateField("审核期限")
    correction_words = models.CharField("补正要求", max_length=1000, blank=True)
    correction_by = later_done_by("要求补正人")
    correction_at = models.DateTimeField("要求补正时间", null=True, blank=True)
    corrected_at = models.DateTimeField("补正时间", null=True, blank=True)
    correction_reply = models.CharField("补正说明", max_length=1000, blank=True)
    proposal = models.CharField("拟定", max_length=10, choices=Proposal, blank=True)
    proposed_principal_fen = models.BigIntegerField("拟定本金（分）", default=0)
    proposed_interest_fen = models.BigIntegerField("拟定利息（分）", default=0)
    proposed_words = models.CharField("拟定理由", max_length=1000, blank=True)
    proposed_by = later_done_by("拟定人")
    proposed_at = models.DateTimeField("拟定时间", null=True, blank=True)
    approved_by = later_done_by("复核人")
    approved_at = models.DateTimeField("复核时间", null=True, blank=True)
    return_words = models.CharField("退回说明", max_length=1000, blank=True)
    advanced_by = later_done_by("预付复核人")
    advanced_at = models.DateTimeField("预付时间", null=True, blank=True)
    settled_at = models.DateTimeField("核定时间", null=True, blank=True)
    settled_principal_fen = models.BigIntegerField("核定本金（分）", default=0)
    settled_interest_fen = models.BigIntegerField("核定利息（分）", default=0)
    ended_at = models.DateTimeField("了结时间", null=True, blank=True)
    end_words = models.CharField("了结说明", max_length=1000, blank=True)
    recovered_fen = models.BigIntegerField("已追回（分）", default=0)
    recovery_count = models.PositiveIntegerField("已分配追偿次数", default=0)

    class Meta:
        verbose_name = "代偿申请"
        verbose_name_plural = "代偿申请"
        constraints = [
            models.UniqueConstraint(
                fields=["loan"], condition=Q(state__in=LIVE), name="claim_one_per_loan"
            ),
            models.CheckConstraint(
                condition=Q(principal_fen__gt=0, interest_fen__gte=0), name="claim_for_something"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="claim_two_people",
            ),
            models.CheckConstraint(
                condition=Q(advanced_at=None, advanced_by=None)
                | Q(advanced_at__isnull=False, advanced_by__isnull=False),
                name="claim_advanced_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="settled") | Q(settled_at__isnull=False),
                name="claim_settled_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["lender", "state"], name="claim_of_lender"),
            models.Index(fields=["guarantor", "state"], name="claim_on_guarantor"),
            models.Index(fields=["enterprise"], name="claim_of_firm"),
            models.Index(fields=["state", "due_on"], name="claim_due"),
        ]

    def __str__(self) -> str:
        return self.no


class ClaimShare(models.Model):
    """分担额: what one payer bears of the loss, at the advance and when it is settled."""

    class Stage(models.TextChoices):
        ADVANCE = "advance", "预付"
        SETTLE = "settle", "核定"

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="shares", verbose_name="代偿申请"
    )
    stage = models.CharField("阶段", max_length=8, choices=Stage)
    payer = models.CharField("承担方", max_length=20)
    principal_fen = models.BigIntegerField("本金（分）")
    interest_fen = models.BigIntegerField("利息（分）")
    capped_by = models.CharField("受限于", max_length=40, blank=True)

    class Meta:
        verbose_name = "分担额"
        verbose_name_plural = "分担额"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "stage", "payer"], name="claim_share_once"),
            models.CheckConstraint(
                condition=Q(principal_fen__gte=0, interest_fen__gte=0),
                name="claim_share_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.stage}/{self.payer}"

    @property
    def total_fen(self) -> int:
        return self.principal_fen + self.interest_fen


class ClaimPart(models.Model):
    """分担明细: the part of a share that one account of a pool pays."""

    share = models.ForeignKey(
        ClaimShare, on_delete=models.PROTECT, related_name="parts", verbose_name="分担额"
    )
    account = models.ForeignKey(
        LossPoolAccount, on_delete=models.PROTECT, related_name="+", verbose_name="资金池账户"
    )
    amount_fen = models.BigIntegerField("金额（分）")

    class Meta:
        verbose_name = "分担明细"
        verbose_name_plural = "分担明细"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["share", "account"], name="claim_part_once"),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="claim_part_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.share_id}/{self.account_id}"


class ClaimInsurer(models.Model):
    """保险分担: what one insurer bears before the split, under its policy or the agreement.

    `waived` is why the lender gave up its claim on the policy: then it bears the part itself.
    """

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="insurers", verbose_name="代偿申请"
    )
    stage = models.CharField("阶段", max_length=8, choices=ClaimShare.Stage)
    institution = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="+", verbose_name="保险公司"
    )
    cover = models.CharField("保障引用", max_length=80)
    amount_fen = models.BigIntegerField("金额（分）")
    waived = models.CharField("放弃索赔理由", max_length=1000, blank=True)

    class Meta:
        verbose_name = "保险分担"
        verbose_name_plural = "保险分担"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "stage", "cover"], name="claim_insurer_once"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="claim_insurer_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.stage}/{self.cover}"


class ClaimReturn(models.Model):
    """多付退回: what the lender gives back to an account after an advance was too high."""

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="returns", verbose_name="代偿申请"
    )
    account = models.ForeignKey(
        LossPoolAccount, on_delete=models.PROTECT, related_name="+", verbose_name="资金池账户"
    )
    amount_fen = models.BigIntegerField("应退（分）")
    received_on = models.DateField("到账日", null=True, blank=True)
    received_by = later_done_by("确认人")

    class Meta:
        verbose_name = "多付退回"
        verbose_name_plural = "多付退回"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "account"], name="claim_return_once"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="claim_return_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.account_id}"


class ClaimPaper(models.Model):
    """申请材料: a paper the lender handed in, by what it proves."""

    class Kind(models.TextChoices):
        CONTRACT = "contract", "借款合同"
        VOUCHER = "voucher", "放款凭证"
        EVALUATION = "evaluation", "评价或授信材料"
        REGISTRATION = "registration", "入池或担保备案"
        OVERDUE_NOTICE = "overdue_notice", "逾期通知"
        COLLECTION = "collection", "催收记录"
        LOSS = "loss", "损失计算表"
        ENFORCEMENT = "enforcement", "诉讼或执行材料"

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="papers", verbose_name="代偿申请"
    )
    kind = models.CharField("种类", max_length=16, choices=Kind)
    document = models.OneToOneField(
        "documents.Document", on_delete=models.PROTECT, related_name="+", verbose_name="文件"
    )

    class Meta:
        verbose_name = "申请材料"
        verbose_name_plural = "申请材料"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.kind}"

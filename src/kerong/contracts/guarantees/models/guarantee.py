"""担保 Guarantee: one firm's loan that a guarantor answers for, from the asking to the release."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.guarantees.models.agreement import Agreement
from kerong.parties.doers import done_by, later_done_by


class Guarantee(models.Model):
    """`award` is the text reference of the decision the loan will be drawn on ("take_up:T…").

    `amount_fen` is the most principal guaranteed, `balance_fen` what is guaranteed now,
    `liability_fen` the part of it that all but the lender bear, `room_fen` what it takes of the
    firm's caps. `stops` keeps, as JSON text, why a rule check refused. `listing` is the product of
    the credit; `renews` the guarantee on the loan that this one's loan takes the place of.
    """

    class State(models.TextChoices):
        ASKED = "asked", "待审查"
        PROPOSED = "proposed", "待复核"
        ISSUED = "issued", "已出函"
        EFFECTIVE = "effective", "在保"
        ENDED = "ended", "已解除"
        STOPPED = "stopped", "规则不通过"
        REFUSED = "refused", "未同意"
        WITHDRAWN = "withdrawn", "已撤回"
        LAPSED = "lapsed", "担保函失效"

    class End(models.TextChoices):
        SETTLED = "settled", "贷款结清"
        RENEWED = "renewed", "续贷结清"
        EXPIRED = "expired", "保证期间届满"
        CLAIMED = "claimed", "代偿解除"

    OPEN = (State.ASKED, State.PROPOSED)
    LIVE = (State.ASKED, State.PROPOSED, State.ISSUED, State.EFFECTIVE)

    no = models.CharField("编号", max_length=32, unique=True)
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="guarantees", verbose_name="合作协议"
    )
    bank = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="+", verbose_name="银行"
    )
    guarantor = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="+", verbose_name="担保机构"
    )
    enterprise = models.ForeignKey(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        related_name="guarantees",
        verbose_name="企业",
    )
    award = models.CharField("授信引用", max_length=80)
    origin = models.CharField("来源事项", max_length=80)
    listing = models.ForeignKey(
        "catalogue.Listing",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="产品",
    )
    renews = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="renewals",
        verbose_name="续保自",
    )
    client_key = models.CharField("请求标识", max_length=80, blank=True)
    state = models.CharField("状态", max_length=10, choices=State)
    amount_fen = models.BigIntegerField("担保金额（分）")
    rate_ppm = models.PositiveIntegerField("贷款年化利率（百万分之）")
    term_months = models.PositiveIntegerField("贷款期限（月）")
    fee_ppm = models.PositiveIntegerField("担保费年费率（百万分之）")
    covered_ppm = models.PositiveIntegerField("担保比例（百万分之）")
    classes = models.CharField("企业类别", max_length=200, blank=True)
    stops = models.TextField("未通过的规则", blank=True)
    words = models.CharField("申请说明", max_length=1000, blank=True)
    asked_by = done_by("申请人")
    asked_at = models.DateTimeField("申请时间")
    grounds = models.CharField("审查意见", max_length=1000, blank=True)
    proposed_by = later_done_by("审查人")
    proposed_at = models.DateTimeField("审查时间", null=True, blank=True)
    decided_by = later_done_by("复核人")
    decided_at = models.DateTimeField("复核时间", null=True, blank=True)
    end_words = models.CharField("了结说明", max_length=1000, blank=True)
    letter_no = models.CharField("担保函编号", max_length=32, blank=True)
    valid_until = models.DateField("担保函有效期至", null=True, blank=True)
    loan = models.ForeignKey(
        "loans.Loan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="guarantees",
        verbose_name="贷款",
    )
    effective_on = models.DateField("承保日", null=True, blank=True)
    matures_on = models.DateField("承保贷款到期日", null=True, blank=True)
    liable_until = models.DateField("保证期间届满日", null=True, blank=True)
    balance_fen = models.BigIntegerField("在保本金（分）", default=0)
    liability_fen = models.BigIntegerField("担保责任余额（分）", default=0)
    room_fen = models.BigIntegerField("占用额度（分）", default=0)
    step_count = models.PositiveIntegerField("余额变动数", default=0)
    fees_due_on = models.DateField("下次出账日", null=True, blank=True)
    fees_closed_at = models.DateTimeField("费用结清时间", null=True, blank=True)
    ended_on = models.DateField("解除日", null=True, blank=True)
    end_kind = models.CharField("解除原因", max_length=10, choices=End, blank=True)

    class Meta:
        verbose_name = "担保"
        verbose_name_plural = "担保"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["award"],
                condition=Q(state__in=["asked", "proposed", "issued", "effective"]),
                name="guarantee_one_live_per_award",
            ),
            models.UniqueConstraint(
                fields=["bank", "client_key"],
                condition=~Q(client_key=""),
                name="guarantee_one_per_client_key",
            ),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="guarantee_positive"),
            models.CheckConstraint(
                condition=Q(balance_fen__gte=0)
                & Q(balance_fen__lte=F("amount_fen"))
                & Q(liability_fen__gte=0)
                & Q(room_fen__gte=0),
                name="guarantee_balances",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | Q(proposed_by=None)
                | ~Q(decided_by=F("proposed_by"))
                | Q(state="refused"),
                name="guarantee_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state="effective") | Q(loan__isnull=False),
                name="guarantee_effective_on_a_loan",
            ),
        ]
        indexes = [
            models.Index(fields=["guarantor", "state"], name="guarantee_of_guarantor"),
            models.Index(fields=["bank", "state"], name="guarantee_of_bank"),
            models.Index(fields=["state", "valid_until"], name="guarantee_lapsing"),
            models.Index(fields=["state", "liable_until"], name="guarantee_expiring"),
            models.Index(fields=["fees_due_on"], name="guarantee_fees_due"),
        ]

    def __str__(self) -> str:
        return self.no

    @property
    def is_over(self) -> bool:
        """Nothing comes of it any more; another may be asked for."""
        return self.state not in self.LIVE


class GuaranteePaper(models.Model):
    """A document the bank or the guarantor put to the review of one guarantee."""

    guarantee = models.ForeignKey(
        Guarantee, on_delete=models.PROTECT, related_name="papers", verbose_name="担保"
    )
    institution = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="+", verbose_name="机构"
    )
    title = models.CharField("名称", max_length=120)
    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, related_name="+", verbose_name="文件"
    )
    attached_by = done_by("上传人")
    attached_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "担保材料"
        verbose_name_plural = "担保材料"
        ordering = ["attached_at", "id"]

    def __str__(self) -> str:
        return f"{self.guarantee_id}: {self.title}"


class ExtensionConsent(models.Model):
    """展期同意: without it an extended loan leaves the guarantee where it was."""

    class State(models.TextChoices):
        ASKED = "asked", "待答复"
        GIVEN = "given", "已同意"
        REFUSED = "refused", "未同意"

    guarantee = models.ForeignKey(
        Guarantee, on_delete=models.PROTECT, related_name="consents", verbose_name="担保"
    )
    matures_on = models.DateField("拟展期至")
    state = models.CharField("状态", max_length=8, choices=State, default=State.ASKED)
    words = models.CharField("说明", max_length=500, blank=True)
    asked_by = done_by("申请人")
    asked_at = models.DateTimeField("申请时间")
    decided_by = later_done_by("答复人")
    decided_at = models.DateTimeField("答复时间", null=True, blank=True)
    answer = models.CharField("答复", max_length=500, blank=True)

    class Meta:
        verbose_name = "展期同意"
        verbose_name_plural = "展期同意"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["guarantee"], condition=Q(state="asked"), name="extension_one_asked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guarantee_id} {self.matures_on}"

"""应急转贷 Bridge: one maturing loan repaid with fund money until the new loan is drawn."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.bridges.models.fund import BridgeFund, FundTerms
from kerong.parties.doers import done_by, later_done_by


class Bridge(models.Model):
    """`institution` promised the new loan; the old one may be another bank's.

    `repay_fen` is what the old loan costs on its maturity, `amount_fen` the part the fund lends;
    the firm brings the rest. `said` and `seen` are codes of hindrances: what the firm said, what
    was known. Days and fee are those of the programme on `asked_on`.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", "待银行意见"
        OPINED = "opined", "银行意见待复核"
        BACKED = "backed", "银行已承诺"
        PROPOSED = "proposed", "待审批"
        APPROVED = "approved", "已批准"
        RELEASED = "released", "资金已放入监管户"
        REPAID = "repaid", "原贷款已还"
        SETTLING = "settling", "余款退回中"
        CLOSED = "closed", "已结清"
        REFUSED = "refused", "未同意"
        WITHDRAWN = "withdrawn", "已撤回"
        LAPSED = "lapsed", "已过期"
        CALLED_OFF = "called_off", "已撤销"

    class UserKind(models.TextChoices):
        ENTERPRISE = "enterprise", "企业"
        SOLE_TRADER = "sole_trader", "个体工商户"
        FARM = "farm", "新型农业经营主体"
        LARGE_PRIVATE = "large_private", "大型民营企业"
        REPRESENTATIVE = "representative", "法定代表人或股东经营贷款"

    ASKED = (State.SUBMITTED, State.OPINED, State.BACKED, State.PROPOSED)
    COORDINATED = (*ASKED, State.APPROVED)  # what came up after the approval can be lifted too
    LENT = (State.RELEASED, State.REPAID)
    OPEN = (*ASKED, State.APPROVED, *LENT, State.SETTLING)
    ENDED = (State.CLOSED, State.CALLED_OFF)

    no = models.CharField("编号", max_length=32, unique=True)
    fund = models.ForeignKey(
        BridgeFund, on_delete=models.PROTECT, related_name="bridges", verbose_name="资金池"
    )
    terms = models.ForeignKey(
        FundTerms, on_delete=models.PROTECT, related_name="+", verbose_name="转贷条件"
    )
    loan = models.ForeignKey(
        "loans.Loan", on_delete=models.PROTECT, related_name="bridges", verbose_name="原贷款"
    )
    enterprise = models.ForeignKey(
        "parties.Enterprise", on_delete=models.PROTECT, related_name="bridges", verbose_name="企业"
    )
    institution = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        related_name="bridges",
        verbose_name="续贷银行",
    )
    state = models.CharField("状态", max_length=10, choices=State, default=State.SUBMITTED)
    user_kind = models.CharField("主体类别", max_length=16, choices=UserKind)
    repay_fen = models.BigIntegerField("应还金额（分）")
    amount_fen = models.BigIntegerField("转贷金额（分）")
    said = models.CharField("企业申报情形", max_length=200, blank=True, default="")
    seen = models.CharField("已知情形", max_length=200, blank=True, default="")
    words = models.CharField("说明", max_length=1000, blank=True, default="")
    asked_on = models.DateField("申请日")
    asked_by = done_by("申请人")
    asked_at = models.DateTimeField("申请时间")
    promised_fen = models.BigIntegerField("承诺续贷额（分）", null=True, blank=True)
    letter_no = models.CharField("承诺函编号", max_length=80, blank=True, default="")
    promised_until = models.DateField("承诺有效期至", null=True, blank=True)
    promised_ppm = models.PositiveIntegerField("承诺年化利率（百万分之）", null=True, blank=True)
    opinion = models.CharField("银行意见", max_length=1000, blank=True, default="")
    opined_by = later_done_by("意见人")
    opined_at = models.DateTimeField("意见时间", null=True, blank=True)
    signed_by = later_done_by("签署人")
    signed_at = models.DateTimeField("签署时间", null=True, blank=True)
    grounds = models.CharField("审批理由", max_length=1000, blank=True, default="")
    proposed_by = later_done_by("拟批人")
    proposed_at = models.DateTimeField("拟批时间", null=True, blank=True)
    approved_by = later_done_by("批准人")
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    lent_on = models.DateField("放款日", null=True, blank=True)
    due_on = models.DateField("应归还日", null=True, blank=True)
    due_provisional = models.BooleanField("期限暂定", default=False)
    paid_on = models.DateField("还款支付日", null=True, blank=True)
    settled_on = models.DateField("原贷款结清日", null=True, blank=True)
    settled_report_no = models.PositiveIntegerField("结清报告", null=True, blank=True)
    new_loan = models.OneToOneField(
        "loans.Loan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bridged",
        verbose_name="新贷款",
    )
    breached_on = models.DateField("违约日", null=True, blank=True)
    returned_on = models.DateField("归还日", null=True, blank=True)
    days = models.PositiveIntegerField("使用天数", null=True, blank=True)
    fee_fen = models.BigIntegerField("使用费（分）", null=True, blank=True)
    ended_by = later_done_by("了结人")
    ended_at = models.DateTimeField("了结时间", null=True, blank=True)
    end_words = models.CharField("了结说明", max_length=1000, blank=True, default="")

    class Meta:
        verbose_name = "应急转贷"
        verbose_name_plural = "应急转贷"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "fund"],
                condition=Q(
                    state__in=[
                        *("submitted", "opined", "backed", "proposed", "approved"),
                        *("released", "repaid", "settling"),
                    ]
                ),
                name="bridge_one_open_a_firm",
            ),
            models.UniqueConstraint(
                fields=["loan"],
                condition=Q(
                    state__in=[
                        *("submitted", "opined", "backed", "proposed", "approved"),
                        *("released", "repaid", "settling", "closed"),
                    ]
                ),
                name="bridge_one_a_loan",
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0, repay_fen__gte=F("amount_fen")),
                name="bridge_lends_at_most_what_is_owed",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("opined_by")),
                name="bridge_opinion_two_people",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="bridge_approval_two_people",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="bridge_due"),
            models.Index(fields=["institution", "state"], name="bridge_of_bank"),
        ]

    def __str__(self) -> str:
        return self.no

    @property
    def own_fen(self) -> int:
        """What the firm brings towards the repayment."""
        return self.repay_fen - self.amount_fen

    @property
    def reference(self) -> str:
        return f"bridge:{self.no}"

    @property
    def escrow(self) -> str:
        """The ledger account through which every fen of this bridge passes."""
        return f"fiscal/bridge-escrow/{self.no.lower()}"

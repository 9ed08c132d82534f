"""续贷与展期申请: what a firm asks of its bank before a loan matures, and the answer."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.loans.models.loan import Category, Loan
from kerong.parties.doers import done_by, later_done_by


class LoanRequest(models.Model):
    """An application for 无还本续贷 or 展期; one may be open on a loan.

    `seen` keeps, as JSON text, what was known of each condition on the day it was asked.
    `held` are the conditions the bank confirmed when it proposed, separated by blanks.
    """

    class Kind(models.TextChoices):
        RENEWAL = "renewal", "无还本续贷"
        EXTENSION = "extension", "展期"

    class State(models.TextChoices):
        SUBMITTED = "submitted", "待办理"
        PROPOSED = "proposed", "待复核"
        APPROVED = "approved", "已同意"
        DONE = "done", "已办结"
        REFUSED = "refused", "未同意"
        WITHDRAWN = "withdrawn", "已撤回"
        LAPSED = "lapsed", "已过期"

    OPEN = (State.SUBMITTED, State.PROPOSED, State.APPROVED)

    no = models.CharField("编号", max_length=32, unique=True)
    kind = models.CharField("类型", max_length=10, choices=Kind)
    loan = models.ForeignKey(
        Loan, on_delete=models.PROTECT, related_name="requests", verbose_name="贷款"
    )
    state = models.CharField("状态", max_length=10, choices=State, default=State.SUBMITTED)
    months = models.PositiveIntegerField("申请期限（月）")
    words = models.CharField("说明", max_length=1000, blank=True)
    declared = models.CharField("自行申明", max_length=200, blank=True)
    seen = models.TextField("申请时所见")
    asked_by = done_by("申请人")
    asked_at = models.DateTimeField("申请时间")
    due_on = models.DateField("答复期限")
    due_provisional = models.BooleanField("期限暂定", default=False)
    amount_fen = models.BigIntegerField("拟续金额（分）", null=True, blank=True)
    rate_ppm = models.PositiveIntegerField("拟定年化利率（百万分之）", null=True, blank=True)
    matures_on = models.DateField("拟定到期日", null=True, blank=True)
    granted_months = models.PositiveIntegerField("拟定期限（月）", null=True, blank=True)
    category = models.CharField("办理后分类", max_length=12, choices=Category, blank=True)
    held = models.CharField("机构确认的条件", max_length=200, blank=True)
    grounds = models.CharField("办理理由", max_length=1000, blank=True)
    proposed_by = later_done_by("提出人")
    proposed_at = models.DateTimeField("提出时间", null=True, blank=True)
    approved_by = later_done_by("复核人")
    approved_at = models.DateTimeField("复核时间", null=True, blank=True)
    refusal_code = models.CharField("未同意原因", max_length=8, blank=True)
    ended_by = later_done_by("了结人")
    ended_at = models.DateTimeField("了结时间", null=True, blank=True)
    end_words = models.CharField("了结说明", max_length=1000, blank=True)
    renewal = models.OneToOneField(
        Loan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="opened_by_request",
        verbose_name="新贷款",
    )

    class Meta:
        verbose_name = "续贷或展期申请"
        verbose_name_plural = "续贷或展期申请"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["loan"],
                condition=Q(state__in=["submitted", "proposed", "approved"]),
                name="loan_request_one_open",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="loan_request_two_people",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="loan_request_due")]

    def __str__(self) -> str:
        return self.no

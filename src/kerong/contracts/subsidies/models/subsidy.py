"""补贴: what a decision awarded under one clause, and each part of it that is paid or delivered."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.subsidies.models.budget import Budget
from kerong.contracts.subsidies.models.entitlement import Entitlement
from kerong.parties.doers import later_done_by


class Form(models.TextChoices):
    CASH = "cash", "现金"
    REFUND = "refund", "返还"
    WAIVER = "waiver", "减免"
    IN_KIND = "in_kind", "实物"
    COUPON = "coupon", "券"


PAID_FORMS = (Form.CASH, Form.REFUND)


class Subsidy(models.Model):
    """One award. `reference` is its idempotency key, `origin` the text reference of the case.

    `asked_fen` is what the decision said, `granted_fen` what 就高不重复 and the budget left of it,
    `ordered_fen` what was ordered to be paid or delivered, `settled_fen` what arrived,
    `returned_fen` what came back or will. `calculation` is canonical JSON, `digest` its SHA-256.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "待分配"
        HELD = "held", "已占用预算"
        ORDERED = "ordered", "兑付中"
        PAID = "paid", "已兑付"
        SUPERSEDED = "superseded", "已由更高者替代"
        CANCELLED = "cancelled", "已撤销"

    LIVE = (State.WAITING, State.HELD, State.ORDERED, State.PAID)

    no = models.CharField("编号", max_length=32, unique=True)
    reference = models.CharField("引用", max_length=160, unique=True)
    origin = models.CharField("来源", max_length=80)
    programme = models.CharField("政策", max_length=80)
    clause = models.CharField("条款", max_length=80)
    enterprise = models.ForeignKey(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        related_name="subsidies",
        verbose_name="企业",
    )
    entitlement = models.ForeignKey(
        Entitlement, on_delete=models.PROTECT, related_name="subsidies", verbose_name="应享额度"
    )
    budget = models.ForeignKey(
        Budget,
        on_delete=models.PROTECT,
        related_name="subsidies",
        null=True,
        blank=True,
        verbose_name="预算",
    )
    loan = models.ForeignKey(
        "loans.Loan",
        on_delete=models.PROTECT,
        related_name="subsidies",
        null=True,
        blank=True,
        verbose_name="贷款",
    )
    tops_up = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="top_ups",
        null=True,
        blank=True,
        verbose_name="所补",
    )
    form = models.CharField("形式", max_length=10, choices=Form)
    stack_rule = models.CharField("叠加规则", max_length=12)
    level = models.CharField("层级", max_length=16, blank=True)
    is_supporting = models.BooleanField("配套", default=False)
    asked_fen = models.BigIntegerField("核定（分）")
    cap_fen = models.BigIntegerField("上限（分）", null=True, blank=True)
    granted_fen = models.BigIntegerField("准予（分）")
    ordered_fen = models.BigIntegerField("已安排兑付（分）", default=0)
    settled_fen = models.BigIntegerField("已兑付（分）", default=0)
    returned_fen = models.BigIntegerField("追回（分）", default=0)
    state = models.CharField("状态", max_length=12, choices=State)
    calculation = models.TextField("计算过程", blank=True)
    digest = models.CharField("摘要值", max_length=64, blank=True)
    words = models.CharField("说明", max_length=500, blank=True)
    awarded_by = later_done_by("决定人")
    awarded_at = models.DateTimeField("决定时间")
    ended_at = models.DateTimeField("了结时间", null=True, blank=True)

    class Meta:
        verbose_name = "补贴"
        verbose_name_plural = "补贴"
        indexes = [
            models.Index(fields=["enterprise", "awarded_at"], name="subsidy_of_firm"),
            models.Index(fields=["budget", "state"], name="subsidy_of_budget"),
            models.Index(fields=["state", "awarded_at"], name="subsidy_by_state"),
            models.Index(fields=["origin"], name="subsidy_origin"),
            models.Index(fields=["clause"], name="subsidy_of_clause"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["entitlement", "clause"],
                condition=Q(tops_up=None, state__in=["waiting", "held", "ordered", "paid"]),
                name="subsidy_once_a_clause",
            ),
            models.CheckConstraint(
                condition=Q(asked_fen__gt=0, granted_fen__gte=0)
                & Q(granted_fen__lte=F("asked_fen")),
                name="subsidy_within_what_was_asked",
            ),
            models.CheckConstraint(
                condition=Q(settled_fen__gte=0)
                & Q(ordered_fen__gte=F("settled_fen"))
                & Q(granted_fen__gte=F("ordered_fen")),
                name="subsidy_paid_within",
            ),
            models.CheckConstraint(
                condition=Q(returned_fen__gte=0) & Q(returned_fen__lte=F("granted_fen")),
                name="subsidy_returns_what_was_granted",
            ),
        ]

    def __str__(self) -> str:
        return self.no

    @property
    def subject(self) -> str:
        return f"subsidy:{self.no}"

    @property
    def is_paid_in_money(self) -> bool:
        return self.form in PAID_FORMS

    @property
    def is_settled(self) -> bool:
        """All of it arrived."""
        return self.settled_fen == self.granted_fen

    @property
    def left_fen(self) -> int:
        """Granted and neither ordered nor delivered yet."""
        return self.granted_fen - self.ordered_fen


class Payout(models.Model):
    """兑付: a part of a subsidy that was ordered to be paid, or delivered otherwise.

    `offset_fen` of it stays here against a claw-back the firm owes; the rest is paid.
    `proof` names the paper that shows a delivery.
    """

    class Part(models.TextChoices):
        WHOLE = "whole", "全额"
        ADVANCE = "advance", "预拨"
        REST = "rest", "余额"

    class State(models.TextChoices):
        ORDERED = "ordered", "已提请支付"
        SENT = "sent", "银行处理中"
        PAID = "paid", "已付讫"
        RETURNED = "returned", "退回待重付"
        CANCELLED = "cancelled", "已取消"

    subsidy = models.ForeignKey(
        Subsidy, on_delete=models.PROTECT, related_name="payouts", verbose_name="补贴"
    )
    no = models.PositiveSmallIntegerField("序号")
    part = models.CharField("部分", max_length=10, choices=Part)
    amount_fen = models.BigIntegerField("金额（分）")
    offset_fen = models.BigIntegerField("抵扣（分）", default=0)
    reference = models.CharField("支付引用", max_length=160, unique=True)
    state = models.CharField("状态", max_length=10, choices=State)
    proof = models.CharField("凭据", max_length=200, blank=True)
    words = models.CharField("说明", max_length=300, blank=True)
    ordered_by = later_done_by("办理人")
    ordered_at = models.DateTimeField("办理时间")
    settled_on = models.DateField("兑付日", null=True, blank=True)

    class Meta:
        verbose_name = "兑付"
        verbose_name_plural = "兑付"
        ordering = ["subsidy", "no"]
        constraints = [
            models.UniqueConstraint(fields=["subsidy", "no"], name="payout_numbered"),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0, offset_fen__gte=0)
                & Q(offset_fen__lte=F("amount_fen")),
                name="payout_amount_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def payable_fen(self) -> int:
        return self.amount_fen - self.offset_fen

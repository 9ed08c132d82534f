"""预算: money appropriated for a year, how it came in, and how it is cut when it is not enough."""

from django.db import models
from django.db.models import F, Q

from kerong.parties.doers import done_by, later_done_by


class Budget(models.Model):
    """One heading (科目) of one year. What it holds and has paid is in the ledger alone.

    `programmes` are the keys of the policies it serves, each between blanks; none means any.
    """

    class Mode(models.TextChoices):
        FIRST_COME = "first_come", "先到先得"
        PRO_RATA = "pro_rata", "按比例兑付"

    key = models.CharField("预算科目", max_length=40)
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=120)
    mode = models.CharField("兑付方式", max_length=12, choices=Mode)
    programmes = models.CharField("适用政策", max_length=400, blank=True)
    opened_by = done_by("设立人")
    opened_at = models.DateTimeField("设立时间")

    class Meta:
        verbose_name = "预算"
        verbose_name_plural = "预算"
        constraints = [
            models.UniqueConstraint(fields=["key", "year"], name="budget_one_a_year"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """ "ip-interest-2026": how a budget is named everywhere."""
        return f"{self.key}-{self.year}"

    @property
    def account(self) -> str:
        return f"fiscal/budget/{self.code}"

    @property
    def payable_account(self) -> str:
        return f"fiscal/subsidy-payable/{self.code}"

    @property
    def paid_account(self) -> str:
        return f"fiscal/subsidy-paid/{self.code}"

    @property
    def receivable_account(self) -> str:
        return f"fiscal/claw-back/{self.code}"

    @property
    def awaited_account(self) -> str:
        return f"fiscal/claw-back-awaited/{self.code}"

    def serves(self, programme: str) -> bool:
        return not self.programmes.strip() or f" {programme} " in f" {self.programmes} "


class BudgetProposal(models.Model):
    """预算提请: a budget to be opened, or more money for one that is; two people.

    `reference` is made by whoever proposes, so that a form sent twice is one proposal. Of more
    money `title`, `mode` and `programmes` are empty: they are the budget's. Never edited: the
    second person approves what they see or sends it back.
    """

    class Kind(models.TextChoices):
        OPEN = "open", "设立"
        TOP_UP = "top_up", "追加"

    class State(models.TextChoices):
        ASKED = "asked", "待复核"
        DONE = "done", "已复核"
        RETURNED = "returned", "已退回"

    reference = models.CharField("引用", max_length=160, unique=True)
    kind = models.CharField("种类", max_length=8, choices=Kind)
    key = models.CharField("预算科目", max_length=40)
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=120, blank=True)
    mode = models.CharField("兑付方式", max_length=12, choices=Budget.Mode, blank=True)
    programmes = models.CharField("适用政策", max_length=400, blank=True)
    amount_fen = models.BigIntegerField("金额（分）")
    words = models.CharField("依据", max_length=300)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED)
    asked_by = done_by("提请人")
    asked_at = models.DateTimeField("提请时间")
    decided_by = later_done_by("复核人")
    decided_at = models.DateTimeField("复核时间", null=True, blank=True)
    return_words = models.CharField("退回说明", max_length=500, blank=True)

    class Meta:
        verbose_name = "预算提请"
        verbose_name_plural = "预算提请"
        indexes = [models.Index(fields=["key", "year", "id"], name="budget_proposal_of_budget")]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "year"],
                condition=Q(kind="open", state="asked"),
                name="budget_proposal_one_opening",
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0), name="budget_proposal_amount_positive"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(decided_by=F("asked_by")),
                name="budget_proposal_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state="asked") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="budget_proposal_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def code(self) -> str:
        """The budget it is about, whether it stands already or not."""
        return f"{self.key}-{self.year}"


class Appropriation(models.Model):
    """拨入: money that came into a budget, at its opening or later, once two people agreed.

    Never edited.
    """

    budget = models.ForeignKey(
        Budget, on_delete=models.PROTECT, related_name="appropriations", verbose_name="预算"
    )
    no = models.PositiveIntegerField("序号")
    reference = models.CharField("引用", max_length=160, unique=True)
    amount_fen = models.BigIntegerField("金额（分）")
    words = models.CharField("依据", max_length=300)
    proposal = models.OneToOneField(
        BudgetProposal,
        on_delete=models.PROTECT,
        related_name="appropriation",
        verbose_name="提请",
    )
    appropriated_by = done_by("复核人")
    appropriated_at = models.DateTimeField("复核时间")

    class Meta:
        verbose_name = "预算拨入"
        verbose_name_plural = "预算拨入"
        ordering = ["budget", "no"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "no"], name="appropriation_numbered"),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0), name="appropriation_amount_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.budget_id}/{self.no}"


class Distribution(models.Model):
    """按比例分配: what waits in a budget shares what the budget still has; two people.

    `shares` is canonical JSON of number → fen as the first person saw it, `digest` its SHA-256:
    the second person approves these very shares or none.
    """

    class State(models.TextChoices):
        ASKED = "asked", "待复核"
        DONE = "done", "已分配"
        RETURNED = "returned", "已退回"

    budget = models.ForeignKey(
        Budget, on_delete=models.PROTECT, related_name="distributions", verbose_name="预算"
    )
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED)
    asked_fen = models.BigIntegerField("核定合计（分）")
    available_fen = models.BigIntegerField("可用预算（分）")
    shares = models.TextField("分配结果")
    digest = models.CharField("摘要值", max_length=64)
    asked_by = done_by("提出人")
    asked_at = models.DateTimeField("提出时间")
    decided_by = later_done_by("复核人")
    decided_at = models.DateTimeField("复核时间", null=True, blank=True)
    return_words = models.CharField("退回说明", max_length=500, blank=True)

    class Meta:
        verbose_name = "按比例分配"
        verbose_name_plural = "按比例分配"
        constraints = [
            models.UniqueConstraint(
                fields=["budget"], condition=Q(state="asked"), name="distribution_one_waiting"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(decided_by=F("asked_by")),
                name="distribution_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.budget_id}/{self.pk}"

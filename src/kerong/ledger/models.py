"""账簿、账户、账务、预留与结账: what the money record is made of."""

from django.db import models
from django.db.models import F, Q

from kerong.ledger.chart import BOOKS, KINDS, AccountKind
from kerong.parties.doers import done_by, later_done_by

BOOK_CHOICES = [(code, words.zh) for code, words in BOOKS.items()]


class Book(models.Model):
    """One of two books that are never netted. Every transfer looks at this row, none writes it.

    What takes effect on or before `frozen_to` is refused: the month is closed or a second
    person is looking at it. `closed_to` follows when that person agrees.
    """

    code = models.CharField("账簿", max_length=10, primary_key=True, choices=BOOK_CHOICES)
    frozen_to = models.DateField("冻结至")
    closed_to = models.DateField("结账至")

    class Meta:
        verbose_name = "账簿"
        verbose_name_plural = "账簿"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_to__lte=F("frozen_to")), name="book_closed_is_frozen"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Account(models.Model):
    """账户: where money stands. Balances are told on the normal side of the kind.

    `held_out_fen` is reserved to leave, `held_in_fen` reserved to arrive: what may still go is
    balance − held_out − floor, what may still come is cap − balance − held_in. `owner` is the
    text reference of whom the account is about ("enterprise:12"), empty for the platform's own.
    """

    code = models.CharField("账号", max_length=120, unique=True)
    title = models.CharField("名称", max_length=120)
    kind = models.CharField("科目", max_length=32)
    book = models.ForeignKey(
        Book, on_delete=models.PROTECT, related_name="accounts", verbose_name="账簿"
    )
    owner = models.CharField("归属", max_length=80, blank=True)
    floor_fen = models.BigIntegerField("下限（分）", null=True, blank=True)
    cap_fen = models.BigIntegerField("上限（分）", null=True, blank=True)
    balance_fen = models.BigIntegerField("余额（分）", default=0)
    held_out_fen = models.BigIntegerField("预留转出（分）", default=0)
    held_in_fen = models.BigIntegerField("预留转入（分）", default=0)
    opened_at = models.DateTimeField("开立时间")
    closed_at = models.DateTimeField("销户时间", null=True, blank=True)

    class Meta:
        verbose_name = "账户"
        verbose_name_plural = "账户"
        constraints = [
            models.CheckConstraint(
                condition=Q(floor_fen=None)
                | Q(floor_fen__lte=F("balance_fen") - F("held_out_fen")),
                name="account_above_floor",
            ),
            models.CheckConstraint(
                condition=Q(cap_fen=None) | Q(cap_fen__gte=F("balance_fen") + F("held_in_fen")),
                name="account_below_cap",
            ),
            models.CheckConstraint(
                condition=Q(held_out_fen__gte=0) & Q(held_in_fen__gte=0),
                name="account_holds_not_negative",
            ),
        ]
        indexes = [
            models.Index(fields=["owner"], name="account_of_owner"),
            models.Index(fields=["book", "kind"], name="account_of_kind"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def chart(self) -> AccountKind:
        return KINDS[self.kind]

    @property
    def available_fen(self) -> int:
        """What is neither reserved nor spent; the floor is not taken off."""
        return self.balance_fen - self.held_out_fen


class Hold(models.Model):
    """预留: an amount that may leave one account for another; posted whole or less, or voided."""

    class State(models.TextChoices):
        RESERVED = "reserved", "预留中"
        POSTED = "posted", "已入账"
        VOIDED = "voided", "已撤销"

    reference = models.CharField("引用", max_length=160, unique=True)
    debit = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="holds_debited", verbose_name="借方"
    )
    credit = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="holds_credited", verbose_name="贷方"
    )
    amount_fen = models.BigIntegerField("金额（分）")
    kind = models.CharField("事项", max_length=32)
    subject = models.CharField("关于", max_length=120)
    words = models.CharField("摘要", max_length=300, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.RESERVED)
    posted_fen = models.BigIntegerField("入账（分）", default=0)
    expires_on = models.DateField("有效至", null=True, blank=True)
    actor = models.CharField("办理人", max_length=80)
    reserved_at = models.DateTimeField("预留时间")
    ended_at = models.DateTimeField("了结时间", null=True, blank=True)

    class Meta:
        verbose_name = "预留"
        verbose_name_plural = "预留"
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="hold_amount_positive"),
            models.CheckConstraint(
                condition=Q(posted_fen__gte=0) & Q(posted_fen__lte=F("amount_fen")),
                name="hold_posts_at_most_its_amount",
            ),
            models.CheckConstraint(
                condition=Q(state="posted", posted_fen__gt=0)
                | Q(posted_fen=0) & ~Q(state="posted"),
                name="hold_posted_means_money_moved",
            ),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="hold_two_accounts"),
        ]
        indexes = [
            models.Index(
                fields=["expires_on"], condition=Q(state="reserved"), name="hold_open_expiring"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Transfer(models.Model):
    """账务: money moved between two accounts. Never edited, never deleted, undone by another.

    Balanced by construction: one amount, debited here and credited there. The database itself
    refuses to change or delete a row.
    """

    no = models.BigAutoField("编号", primary_key=True)
    debit = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        related_name="debits",
        verbose_name="借方",
        db_index=False,
    )
    credit = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        related_name="credits",
        verbose_name="贷方",
        db_index=False,
    )
    amount_fen = models.BigIntegerField("金额（分）")
    kind = models.CharField("事项", max_length=32)
    reference = models.CharField("引用", max_length=160, unique=True)
    effective_on = models.DateField("记账日")
    recorded_at = models.DateTimeField("登记时间")
    actor = models.CharField("办理人", max_length=80)
    subject = models.CharField("关于", max_length=120)
    words = models.CharField("摘要", max_length=300, blank=True)
    reverses = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name="冲正",
    )
    hold = models.OneToOneField(
        Hold,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="transfer",
        verbose_name="预留",
    )

    class Meta:
        verbose_name = "账务"
        verbose_name_plural = "账务"
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="transfer_amount_positive"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="transfer_two_accounts"),
        ]
        indexes = [
            models.Index(fields=["debit", "effective_on", "no"], name="transfer_of_debit"),
            models.Index(fields=["credit", "effective_on", "no"], name="transfer_of_credit"),
            models.Index(fields=["effective_on", "no"], name="transfer_by_day"),
            models.Index(fields=["subject"], name="transfer_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.no}"


class Period(models.Model):
    """月结: a month of one book that somebody asked to close and another closed or sent back.

    `digest` stands for every account's balance at the month's end and for each transfer of the
    month, so that a later change of a row is found.
    """

    class State(models.TextChoices):
        ASKED = "asked", "待复核"
        CLOSED = "closed", "已结账"
        RETURNED = "returned", "已退回"

    book = models.ForeignKey(
        Book, on_delete=models.PROTECT, related_name="periods", verbose_name="账簿"
    )
    month_start = models.DateField("月份")
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED)
    digest = models.CharField("摘要值", max_length=64, blank=True)
    transfer_count = models.PositiveIntegerField("账务笔数", default=0)
    turnover_fen = models.BigIntegerField("发生额（分）", default=0)
    words = models.CharField("说明", max_length=300, blank=True)
    asked_by = done_by("申请人")
    asked_at = models.DateTimeField("申请时间")
    closed_by = later_done_by("复核人")
    closed_at = models.DateTimeField("复核时间", null=True, blank=True)

    class Meta:
        verbose_name = "月结"
        verbose_name_plural = "月结"
        constraints = [
            models.UniqueConstraint(
                fields=["book", "month_start"],
                condition=Q(state__in=["asked", "closed"]),
                name="period_one_per_month",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(closed_by=F("asked_by")),
                name="period_closed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_by__isnull=False) & ~Q(digest=""),
                name="period_closed_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book_id} {self.month_start:%Y-%m}"

"""收款账户: where a party wants its money; a row is never edited, a new account is a new row."""

from django.db import models
from django.db.models import F, Q

from kerong.parties.doers import done_by, later_done_by

SHOWN_DIGITS = 4


class PayeeAccount(models.Model):
    """A bank account a party gave, and the second person who confirmed it.

    Items of batches point at the row they were sent to, so what was sent never changes.
    `party` is "enterprise:3" or "institution:4"; `branch_code` the clearing number of the bank's
    branch (支付系统行号).
    """

    class State(models.TextChoices):
        GIVEN = "given", "待确认"
        CONFIRMED = "confirmed", "已确认"
        REJECTED = "rejected", "已退回"
        REPLACED = "replaced", "已更换"

    party = models.CharField("所属主体", max_length=80)
    holder = models.CharField("户名", max_length=120)
    bank = models.CharField("开户行", max_length=120)
    branch_code = models.CharField("行号", max_length=12)
    number = models.CharField("账号", max_length=32)
    state = models.CharField("状态", max_length=10, choices=State, default=State.GIVEN)
    given_by = done_by("登记人")
    given_at = models.DateTimeField("登记时间")
    decided_by = later_done_by("确认人")
    decided_at = models.DateTimeField("确认时间", null=True, blank=True)
    words = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "收款账户"
        verbose_name_plural = "收款账户"
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(state="confirmed"), name="payee_account_one_stands"
            ),
            models.UniqueConstraint(
                fields=["party"], condition=Q(state="given"), name="payee_account_one_waits"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("given_by")) | ~Q(state="confirmed"),
                name="payee_account_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(decided_by__isnull=False),
                name="payee_account_confirmed_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["state", "given_at"], name="payee_account_waiting")]

    def __str__(self) -> str:
        return f"{self.party} {self.masked}"

    @property
    def masked(self) -> str:
        """As ****3321: enough to recognise one's own account, too little to learn one."""
        return f"****{self.number[-SHOWN_DIGITS:]}"

"""提醒: what the firm was told about a due day, so that it is told once."""

from django.db import models

from kerong.contracts.loans.models.loan import Loan


class LoanReminder(models.Model):
    """One reminder given: of a payment, or that a renewal may be asked for."""

    class Kind(models.TextChoices):
        PAYMENT = "payment", "还款提醒"
        RENEWAL = "renewal", "续贷提醒"

    loan = models.ForeignKey(
        Loan, on_delete=models.PROTECT, related_name="reminders", verbose_name="贷款"
    )
    kind = models.CharField("提醒", max_length=10, choices=Kind)
    due_on = models.DateField("到期日")
    days = models.PositiveIntegerField("提前天数")
    told_at = models.DateTimeField("提醒时间")

    class Meta:
        verbose_name = "贷款提醒"
        verbose_name_plural = "贷款提醒"
        constraints = [
            models.UniqueConstraint(
                fields=["loan", "kind", "due_on", "days"], name="loan_reminder_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.kind} {self.due_on} -{self.days}"

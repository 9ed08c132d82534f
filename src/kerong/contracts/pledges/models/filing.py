"""质押登记 Filing: a pledge registered, changed or released at the window, by the clock."""

from django.db import models
from django.db.models import F, Q

from kerong.contracts.pledges.models.pledge import Pledge
from kerong.parties.doers import done_by, later_done_by


class Filing(models.Model):
    """`due_on` is the last working day to answer, empty while the clock rests.

    A change says what shall hold (`new_loan`, `new_secured_fen`, `new_until_on`) and waits for the
    firm's yes before it is submitted. `code` is the refusal code of the programme's table.
    """

    class Kind(models.TextChoices):
        CREATE = "create", "设立登记"
        CHANGE = "change", "变更登记"
        RELEASE = "release", "注销登记"

    class State(models.TextChoices):
        DRAFTED = "drafted", "待企业同意"
        SUBMITTED = "submitted", "审查中"
        CORRECTING = "correcting", "待补正"
        REGISTERED = "registered", "已登记"
        REFUSED = "refused", "不予登记"
        WITHDRAWN = "withdrawn", "已撤回"

    RUNNING = (State.SUBMITTED, State.CORRECTING)
    OPEN = (State.DRAFTED, *RUNNING)

    no = models.CharField("编号", max_length=32, unique=True)
    pledge = models.ForeignKey(
        Pledge, on_delete=models.PROTECT, related_name="filings", verbose_name="质押"
    )
    kind = models.CharField("种类", max_length=8, choices=Kind)
    state = models.CharField("状态", max_length=10, choices=State)
    new_loan = models.ForeignKey(
        "loans.Loan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="变更后贷款",
    )
    new_secured_fen = models.BigIntegerField("变更后债权（分）", null=True, blank=True)
    new_until_on = models.DateField("变更后履行期至", null=True, blank=True)
    by_agent = models.BooleanField("委托代理", default=False)
    words = models.CharField("说明", max_length=1000, blank=True, default="")
    drafted_by = done_by("提交人")
    drafted_at = models.DateTimeField("提交时间")
    agreed_by = later_done_by("企业同意人")
    submitted_at = models.DateTimeField("受理时间", null=True, blank=True)
    clock_from_on = models.DateField("起算日", null=True, blank=True)
    rested_days = models.PositiveIntegerField("停计工作日", default=0)
    due_on = models.DateField("应办结日", null=True, blank=True)
    due_provisional = models.BooleanField("期限暂定", default=False)
    late_told_at = models.DateTimeField("逾期提示时间", null=True, blank=True)
    correction = models.CharField("补正要求", max_length=1000, blank=True, default="")
    correction_by = later_done_by("要求补正人")
    correction_at = models.DateTimeField("要求补正时间", null=True, blank=True)
    reply = models.CharField("补正答复", max_length=1000, blank=True, default="")
    replied_by = later_done_by("补正人")
    replied_at = models.DateTimeField("补正时间", null=True, blank=True)
    certificate_no = models.CharField("登记号", max_length=80, blank=True, default="")
    code = models.CharField("不予登记代码", max_length=40, blank=True, default="")
    decision = models.CharField("决定说明", max_length=1000, blank=True, default="")
    decided_on = models.DateField("决定日", null=True, blank=True)
    decided_by = later_done_by("决定人")
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)

    class Meta:
        verbose_name = "质押登记"
        verbose_name_plural = "质押登记"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["pledge"],
                condition=Q(state__in=["drafted", "submitted", "correcting"]),
                name="filing_one_open_a_pledge",
            ),
            models.UniqueConstraint(
                fields=["certificate_no", "kind"],
                condition=Q(state="registered"),
                name="filing_certificate_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="registered") | ~Q(certificate_no=""),
                name="filing_registered_has_a_number",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(code=""), name="filing_refused_has_a_code"
            ),
            models.CheckConstraint(
                condition=Q(new_secured_fen=None) | Q(new_secured_fen__gt=0),
                name="filing_secures_something",
            ),
            models.CheckConstraint(
                condition=Q(replied_at=None) | Q(replied_at__gte=F("correction_at")),
                name="filing_reply_after_asking",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="filing_due")]

    def __str__(self) -> str:
        return self.no

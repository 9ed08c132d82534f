"""抢单 TakeUp: one institution has taken a need and owes the firm a contact and an answer."""

from django.db import models
from django.db.models import F, Q

from kerong.cases.models.case import Case
from kerong.parties.doers import done_by


class TakeUpQuerySet(models.QuerySet["TakeUp"]):
    def live(self) -> "TakeUpQuerySet":
        return self.filter(released_at=None)


class TakeUp(models.Model):
    """One row per taking, kept for ever; live until released.

    `due_on` is the next date that counts for `stage`: contact while taken, an answer while
    contacted or accepted, the firm's acceptance while quoted, the payout while credited; empty
    when no clock runs.
    """

    class Stage(models.TextChoices):
        TAKEN = "taken", "已接单"
        CONTACTED = "contacted", "已联系"
        QUOTED = "quoted", "已报价"
        ACCEPTED = "accepted", "报价已选定"
        CREDITED = "credited", "已授信"
        DISBURSED = "disbursed", "已放款"
        RELEASED = "released", "已释放"

    class Release(models.TextChoices):
        REFUSED = "refused", "机构婉拒"
        LATE_CONTACT = "late_contact", "逾期未联系"
        LATE_DECISION = "late_decision", "逾期未答复"
        LAPSED = "lapsed", "报价过期"
        NOT_CHOSEN = "not_chosen", "企业选定他行"
        WITHDRAWN = "withdrawn", "企业撤回"

    no = models.CharField("编号", max_length=32, unique=True)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="take_ups", verbose_name="办件"
    )
    slot = models.PositiveSmallIntegerField("名额序号")
    places = models.PositiveSmallIntegerField("名额")
    institution = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        related_name="take_ups",
        verbose_name="机构",
    )
    person = done_by("接单人")
    stage = models.CharField("阶段", max_length=10, choices=Stage, default=Stage.TAKEN)
    taken_at = models.DateTimeField("接单时间")
    contact_due_on = models.DateField("联系期限")
    decision_due_on = models.DateField("答复期限")
    due_on = models.DateField("下一期限", null=True, blank=True)
    due_provisional = models.BooleanField("期限待节假日公布", default=False)
    contacted_at = models.DateTimeField("联系时间", null=True, blank=True)
    contact_words = models.CharField("联系记录", max_length=500, blank=True)
    quoted_at = models.DateTimeField("报价时间", null=True, blank=True)
    accepted_at = models.DateTimeField("选定时间", null=True, blank=True)
    late_told_at = models.DateTimeField("逾期放款告知时间", null=True, blank=True)
    released_at = models.DateTimeField("释放时间", null=True, blank=True)
    release_kind = models.CharField("释放原因", max_length=16, choices=Release, blank=True)
    release_code = models.CharField("婉拒代码", max_length=8, blank=True)
    release_words = models.CharField("释放说明", max_length=500, blank=True)

    objects = TakeUpQuerySet.as_manager()

    class Meta:
        verbose_name = "抢单"
        verbose_name_plural = "抢单"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "slot"],
                condition=Q(released_at=None),
                name="take_up_one_live_per_slot",
            ),
            models.UniqueConstraint(
                fields=["case", "institution"],
                condition=Q(released_at=None),
                name="take_up_one_live_per_institution",
            ),
            models.CheckConstraint(
                condition=Q(slot__gte=1, slot__lte=F("places")), name="take_up_slot_within_places"
            ),
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(released_at__gte=F("taken_at")),
                name="take_up_released_after_taken",
            ),
            models.CheckConstraint(
                condition=(Q(released_at=None) & ~Q(stage="released"))
                | Q(released_at__isnull=False, stage="released"),
                name="take_up_stage_says_released",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "stage"],
                condition=Q(released_at=None, due_on__isnull=False),
                name="take_up_clock",
            ),
            models.Index(fields=["institution", "stage", "due_on"], name="take_up_desk"),
            models.Index(fields=["taken_at"], name="take_up_taken"),
            models.Index(
                fields=["due_provisional"],
                condition=Q(due_provisional=True),
                name="take_up_provisional",
            ),
        ]

    def __str__(self) -> str:
        return self.no

    @property
    def is_live(self) -> bool:
        return self.released_at is None

"""好差评 Rating: the firm's word on how it was served; a bad one must be answered in time."""

from django.db import models
from django.db.models import Q

from kerong.cases.models.case import Case
from kerong.parties.doers import done_by, later_done_by

WORST_GOOD = 3  # 基本满意; below it is 差评 (GB/T 39735-2020)


class Rating(models.Model):
    """One rating a case, five levels, of the institution that paid out."""

    class Level(models.IntegerChoices):
        VERY_GOOD = 5, "非常满意"
        GOOD = 4, "满意"
        FAIR = 3, "基本满意"
        BAD = 2, "不满意"
        VERY_BAD = 1, "非常不满意"

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, related_name="rating", verbose_name="办件"
    )
    institution = models.ForeignKey(
        "parties.Institution", on_delete=models.PROTECT, related_name="ratings", verbose_name="机构"
    )
    level = models.PositiveSmallIntegerField("评价", choices=Level)
    words = models.CharField("评语", max_length=500, blank=True)
    rated_by = done_by("评价人")
    rated_at = models.DateTimeField("评价时间")
    answer_due_on = models.DateField("整改期限", null=True, blank=True)
    due_provisional = models.BooleanField("期限待节假日公布", default=False)
    answered_by = later_done_by("答复人")
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    answer_words = models.CharField("整改答复", max_length=500, blank=True)

    class Meta:
        verbose_name = "好差评"
        verbose_name_plural = "好差评"
        constraints = [
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5), name="rating_five_levels"
            ),
            models.CheckConstraint(
                condition=Q(level__gte=WORST_GOOD) | Q(answer_due_on__isnull=False),
                name="rating_bad_has_a_clock",
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "rated_at"], name="rating_of_institution"),
            models.Index(
                fields=["answer_due_on"],
                condition=Q(answer_due_on__isnull=False, answered_at=None),
                name="rating_answer_clock",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.level}"

    @property
    def is_bad(self) -> bool:
        return self.level < WORST_GOOD

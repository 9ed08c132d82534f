"""免申名单 EligibleList: the firms that meet a clause on a day, found without their applying."""

from django.db import models
from django.db.models import F, Q

from kerong.parties.doers import done_by, later_done_by


class EligibleList(models.Model):
    """One person has it drawn up, another of the same office confirms it and tells the firms.

    `seen_to` is the last firm looked at: a run that was killed goes on behind it.
    """

    class State(models.TextChoices):
        FILLING = "filling", "筛查中"
        DRAWN_UP = "drawn_up", "待确认"
        CONFIRMED = "confirmed", "公示中"
        DECIDED = "decided", "已决定"
        DROPPED = "dropped", "已撤销"

    no = models.CharField("编号", max_length=32, unique=True)
    clause = models.CharField("条款编号", max_length=64)
    title_zh = models.CharField("条款名称", max_length=200)
    title_en = models.CharField("条款英文名称", max_length=300)
    lead = models.ForeignKey(
        "parties.Department",
        on_delete=models.PROTECT,
        related_name="eligible_lists",
        verbose_name="牵头部门",
    )
    state = models.CharField("状态", max_length=10, choices=State, default=State.FILLING)
    decided_on = models.DateField("筛查日期")
    seen_to = models.BigIntegerField("已筛至", default=0)
    seen_count = models.PositiveIntegerField("筛查户数", default=0)
    met_count = models.PositiveIntegerField("符合户数", default=0)
    held_count = models.PositiveIntegerField("已另行申请户数", default=0)
    unpriced_count = models.PositiveIntegerField("无法定额户数", default=0)
    opened_by = done_by("发起人")
    opened_at = models.DateTimeField("发起时间")
    filled_at = models.DateTimeField("筛查完成时间", null=True, blank=True)
    confirmed_by = later_done_by("确认人")
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    reply_due_on = models.DateField("企业答复期限", null=True, blank=True)
    decided_by = later_done_by("决定人")
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    publicity_to_on = models.DateField("公示止", null=True, blank=True)
    due_provisional = models.BooleanField("期限待节假日公布", default=False)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    end_words = models.CharField("撤销原因", max_length=300, blank=True)

    class Meta:
        verbose_name = "免申名单"
        verbose_name_plural = "免申名单"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["clause"],
                condition=Q(state__in=["filling", "drawn_up"]),
                name="eligible_list_one_open",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("opened_by")),
                name="eligible_list_two_people",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("opened_by")),
                name="eligible_list_another_decides",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "decided"]) | Q(confirmed_at__isnull=False),
                name="eligible_list_confirmed_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.no

    @property
    def reference(self) -> str:
        return f"eligible_list:{self.no}"

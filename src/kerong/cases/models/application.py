"""政策申请 Application: a firm's claim under one clause of a policy, and who handles the clause."""

from typing import Any

from django.db import models
from django.db.models import Q

from kerong.parties.doers import done_by, later_done_by


class ClauseDesk(models.Model):
    """办理设置: which office handles a clause, who reviews beside it, which papers are asked.

    `adopts` names the paper by which the office answers for numbers nobody has verified yet;
    without it such a clause is never decided by the rules alone. `budget` is the code of the
    budget that pays; a clause that pays nothing needs none.
    """

    clause = models.CharField("条款编号", max_length=64, unique=True)
    lead = models.ForeignKey(
        "parties.Department", on_delete=models.PROTECT, related_name="+", verbose_name="牵头部门"
    )
    papers: models.JSONField[list[str], list[str]] = models.JSONField("所需材料", default=list)
    decides_at_once = models.BooleanField("可即时决定", default=False)
    adopts = models.CharField("采信依据", max_length=300, blank=True)
    budget = models.CharField("预算编码", max_length=80, blank=True)
    publicity_days = models.PositiveSmallIntegerField("公示工作日", default=5)
    arranged_by = done_by("设置人")
    arranged_at = models.DateTimeField("设置时间")

    class Meta:
        verbose_name = "办理设置"
        verbose_name_plural = "办理设置"
        constraints = [
            models.CheckConstraint(
                condition=Q(publicity_days__gte=5, publicity_days__lte=60),
                name="clause_desk_publicity_days",
            ),
        ]

    def __str__(self) -> str:
        return self.clause


class ClauseReviewer(models.Model):
    """联审部门: an office whose opinion is asked on every application under the clause."""

    desk = models.ForeignKey(
        ClauseDesk, on_delete=models.PROTECT, related_name="reviewers", verbose_name="办理设置"
    )
    department = models.ForeignKey(
        "parties.Department", on_delete=models.PROTECT, related_name="+", verbose_name="部门"
    )

    class Meta:
        verbose_name = "联审部门"
        verbose_name_plural = "联审部门"
        constraints = [
            models.UniqueConstraint(fields=["desk", "department"], name="clause_reviewer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.desk_id}/{self.department_id}"


class Application(models.Model):
    """One claim; a live one is the only one of its firm, clause and `claim_key`.

    `claim_key` is what the benefit may be had once for: a year, a loan, nothing. `amount_fen` is
    what the rules computed, None where no rule says it; `granted_fen` what is or is to be granted.
    `effect_ref` names what the decision opened, whose package knows whether it is paid. A draft
    lapses after its `due_on`.
    """

    class Shape(models.TextChoices):
        JOINT_REVIEW = "joint_review", "联合审核"
        AUTOMATIC = "automatic", "免申即享"

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        CANDIDATE = "candidate", "拟享受"
        SUBMITTED = "submitted", "待受理"
        CORRECTION = "correction", "待补正"
        ACCEPTED = "accepted", "审核中"
        PROPOSED = "proposed", "待审定"
        PUBLICITY = "publicity", "公示中"
        RECHECK = "recheck", "异议复核"
        APPROVED = "approved", "已通过"
        REJECTED = "rejected", "不予通过"
        WITHDRAWN = "withdrawn", "已撤回"

    class Reply(models.TextChoices):
        AGREED = "agreed", "同意享受"
        OPTED_OUT = "opted_out", "放弃享受"
        DISPUTED = "disputed", "数据有误"

    no = models.CharField("编号", max_length=32, unique=True)
    shape = models.CharField("流程", max_length=16, choices=Shape, default=Shape.JOINT_REVIEW)
    clause = models.CharField("条款编号", max_length=64)
    mode = models.CharField("兑付方式", max_length=16)
    title_zh = models.CharField("条款名称", max_length=200)
    title_en = models.CharField("条款英文名称", max_length=300)
    policy_zh = models.CharField("政策名称", max_length=200)
    policy_en = models.CharField("政策英文名称", max_length=300)
    find_text = models.CharField("检索文本", max_length=900, blank=True, default="")
    enterprise = models.ForeignKey(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name="企业",
    )
    lead = models.ForeignKey(
        "parties.Department",
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name="牵头部门",
    )
    eligible_list = models.ForeignKey(
        "cases.EligibleList",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name="免申名单",
    )
    state = models.CharField("状态", max_length=12, choices=State, default=State.DRAFT)
    claim_key = models.CharField("享受对象", max_length=120, blank=True, default="")
    subject = models.CharField("具体事项", max_length=80, blank=True)
    first_month = models.CharField("起始月份", max_length=7)
    last_month = models.CharField("截止月份", max_length=7)
    stated: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        "企业自述", default=dict
    )
    asked_fen = models.BigIntegerField("申请金额（分）", null=True, blank=True)
    amount_fen = models.BigIntegerField("测算金额（分）", null=True, blank=True)
    granted_fen = models.BigIntegerField("审定金额（分）", null=True, blank=True)
    words = models.CharField("说明", max_length=1000, blank=True)
    finding = models.ForeignKey(
        "catalogue.StoredFinding",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="测算结论",
    )
    snapshot = models.ForeignKey(
        "evidence.Snapshot",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="快照",
    )
    verified = models.BooleanField("条款已核实", default=False)
    started_by = later_done_by("填报人")
    started_at = models.DateTimeField("填报时间")
    submitted_by = later_done_by("提交人")
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    accepted_by = later_done_by("受理人")
    accepted_at = models.DateTimeField("受理时间", null=True, blank=True)
    round = models.PositiveSmallIntegerField("审核轮次", default=0)
    paused_days = models.PositiveSmallIntegerField("暂停工作日", default=0)
    due_on = models.DateField("当前期限", null=True, blank=True)
    decision_due_on = models.DateField("办结期限", null=True, blank=True)
    due_provisional = models.BooleanField("期限待节假日公布", default=False)
    publicity_from_on = models.DateField("公示起", null=True, blank=True)
    publicity_to_on = models.DateField("公示止", null=True, blank=True)
    reply = models.CharField("企业答复", max_length=10, choices=Reply, blank=True)
    reply_words = models.CharField("答复说明", max_length=500, blank=True)
    replied_at = models.DateTimeField("答复时间", null=True, blank=True)
    lapse_told_at = models.DateTimeField("草稿将失效提醒时间", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    end_code = models.CharField("结束原因", max_length=24, blank=True)
    end_words = models.CharField("结束说明", max_length=500, blank=True)
    effect_ref = models.CharField("兑付事项", max_length=80, blank=True)
    client_key = models.CharField("客户端键", max_length=64, null=True, blank=True)  # noqa: DJ001 null keeps the unique constraint from catching absent keys

    class Meta:
        verbose_name = "政策申请"
        verbose_name_plural = "政策申请"
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "client_key"], name="application_one_per_client_key"
            ),
            models.UniqueConstraint(
                fields=["enterprise", "clause", "claim_key"],
                condition=~Q(state__in=["draft", "rejected", "withdrawn"]),
                name="application_one_live_claim",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(finding__isnull=False),
                name="application_cites_a_finding",
            ),
            models.CheckConstraint(
                condition=~Q(state="publicity")
                | Q(publicity_from_on__isnull=False, publicity_to_on__isnull=False),
                name="application_publicity_has_days",
            ),
            models.CheckConstraint(
                condition=Q(shape="joint_review", eligible_list=None)
                | Q(shape="automatic", eligible_list__isnull=False),
                name="application_automatic_has_a_list",
            ),
        ]
        indexes = [
            models.Index(fields=["lead", "state", "due_on"], name="application_queue"),
            models.Index(fields=["enterprise", "-started_at"], name="application_of_firm"),
            models.Index(fields=["state", "publicity_to_on"], name="application_publicity"),
            models.Index(fields=["eligible_list", "state"], name="application_of_list"),
            models.Index(
                fields=["due_provisional"],
                condition=Q(due_provisional=True),
                name="application_provisional",
            ),
        ]

    def __str__(self) -> str:
        return self.no

    @property
    def reference(self) -> str:
        return f"application:{self.no}"

    @property
    def standing_fen(self) -> int | None:
        """What is or is to be granted; before anybody proposed, what the rules computed."""
        return self.amount_fen if self.granted_fen is None else self.granted_fen

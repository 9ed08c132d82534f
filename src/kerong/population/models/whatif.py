"""规则草案 PackDraft, what trying it changed for each firm, and 试算表 WhatIfSheet."""

from typing import Any

from django.db import models
from django.db.models import Q

from kerong.population import effects


class PackDraft(models.Model):
    """The files of a pack as sent in; `digest` is the one the published pack would have."""

    digest = models.CharField("摘要", max_length=64, unique=True)
    key = models.CharField("代码", max_length=64)
    revision = models.PositiveIntegerField("版本号")
    title_zh = models.CharField("名称", max_length=120)
    title_en = models.CharField("英文名称", max_length=160)
    files: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField("文件")
    sent_by = models.ForeignKey(
        "parties.Person", on_delete=models.PROTECT, related_name="+", verbose_name="提交人"
    )
    sent_at = models.DateTimeField("提交时间")

    class Meta:
        verbose_name = "规则草案"
        verbose_name_plural = "规则草案"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.key} {self.revision}"


class WhatIfSheet(models.Model):
    """Who tried which draft on which firms and what came out; `body` is canonical JSON.

    The row is made when the trial is asked for; `digest` names the body once the run is done, and
    is what publishing the draft must cite. `beside` fixes the scorecards in force and what looks
    at a fact the draft's scorecard feeds.
    """

    draft = models.ForeignKey(
        PackDraft, on_delete=models.PROTECT, related_name="sheets", verbose_name="草案"
    )
    run = models.OneToOneField(
        "population.Run", on_delete=models.PROTECT, related_name="sheet", verbose_name="运行"
    )
    author = models.ForeignKey(
        "parties.Person", on_delete=models.PROTECT, related_name="+", verbose_name="试算人"
    )
    against = models.CharField("对照版本摘要", max_length=64, blank=True, default="")
    products: models.JSONField[list[Any], list[Any]] = models.JSONField("参与试算的产品")
    beside: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField("同时有效的规则")
    budget_fen = models.BigIntegerField("预算（分）", null=True, blank=True)
    cost_share_ppm = models.IntegerField("财政承担比例（百万分之一）", null=True, blank=True)
    digest = models.CharField("摘要", max_length=64, blank=True, default="")
    body = models.TextField("正文", blank=True, default="")
    made_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        verbose_name = "试算表"
        verbose_name_plural = "试算表"
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at=None, digest="", body="")
                | (Q(made_at__isnull=False) & ~Q(digest="") & ~Q(body="")),
                name="sheet_whole_when_made",
            ),
        ]
        indexes = [models.Index(fields=["digest"], name="sheet_by_digest")]

    def __str__(self) -> str:
        return self.digest[:12]


class WhatIfChange(models.Model):
    """One firm the draft changes something for, or that stands close to a threshold of it.

    Outcomes and amounts are those of the firm's best product under either text.
    """

    class Effect(models.TextChoices):
        GAINS = effects.GAINS, "受益"
        LOSES = effects.LOSES, "受损"
        SHIFTS = effects.SHIFTS, "结论变化"
        NONE = effects.NONE, "无变化"

    run = models.ForeignKey(
        "population.Run", on_delete=models.PROTECT, related_name="changes", verbose_name="运行"
    )
    enterprise = models.ForeignKey(
        "parties.Enterprise", on_delete=models.PROTECT, related_name="+", verbose_name="企业"
    )
    effect = models.CharField("影响", max_length=6, choices=Effect)
    is_near = models.BooleanField("临近门槛", default=False)
    before = models.CharField("原结论", max_length=8)
    after = models.CharField("新结论", max_length=8)
    before_fen = models.BigIntegerField("原额度（分）", null=True, blank=True)
    after_fen = models.BigIntegerField("新额度（分）", null=True, blank=True)
    before_ppm = models.IntegerField("原最低利率（百万分之一）", null=True, blank=True)
    after_ppm = models.IntegerField("新最低利率（百万分之一）", null=True, blank=True)
    before_points = models.BigIntegerField("原得分（千分之一）", null=True, blank=True)
    after_points = models.BigIntegerField("新得分（千分之一）", null=True, blank=True)
    flips_count = models.PositiveIntegerField("结论变化产品数", default=0)
    near_fact = models.CharField("临近门槛的指标", max_length=64, blank=True, default="")
    size = models.CharField("规模", max_length=16, blank=True, default="")
    industry = models.CharField("行业门类", max_length=8, blank=True, default="")
    district = models.CharField("区县", max_length=12, blank=True, default="")

    class Meta:
        verbose_name = "试算影响"
        verbose_name_plural = "试算影响"
        ordering = ("run", "enterprise")
        constraints = [
            models.UniqueConstraint(fields=["run", "enterprise"], name="change_one_a_firm"),
        ]
        indexes = [models.Index(fields=["run", "effect"], name="change_by_effect")]

    def __str__(self) -> str:
        return f"{self.enterprise_id} · {self.effect}"

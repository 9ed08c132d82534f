"""质押材料: files of a pledge's contract and registration, and the report of a valuation."""

from django.db import models
from django.db.models import Q

from kerong.contracts.pledges.models.filing import Filing
from kerong.contracts.pledges.models.pledge import Pledge
from kerong.contracts.pledges.models.valuation import Valuation
from kerong.parties.doers import done_by


class PledgePaper(models.Model):
    """A paper of a pledge, for one kind of filing; or the report of a valuation.

    `filing` is the registered one it went into: the next filing of the kind wants papers anew.
    """

    class Kind(models.TextChoices):
        APPLICATION = "application", "登记申请表"
        CONTRACT = "contract", "质押合同"
        IDENTITY = "identity", "身份证明或承诺书"
        POWER = "power", "委托书"
        AGENT_ID = "agent_id", "代理人身份证件"
        VALUATION_REPORT = "valuation_report", "评估报告"
        OWNERS_CONSENT = "owners_consent", "共有人同意书"
        CHANGE_AGREEMENT = "change_agreement", "变更协议"
        END_PROOF = "end_proof", "质权消灭证明"
        OTHER = "other", "其他材料"

    pledge = models.ForeignKey(
        Pledge,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name="质押",
    )
    valuation = models.ForeignKey(
        Valuation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name="评估",
    )
    kind = models.CharField("种类", max_length=20, choices=Kind)
    purpose = models.CharField("用于", max_length=8, choices=Filing.Kind, blank=True, default="")
    filing = models.ForeignKey(
        Filing,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name="登记",
    )
    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, related_name="+", verbose_name="文件"
    )
    attached_by = done_by("上传人")
    attached_as = models.CharField("上传身份", max_length=80)
    attached_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "质押材料"
        verbose_name_plural = "质押材料"
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(pledge__isnull=False, valuation=None) & ~Q(purpose="")
                | Q(pledge=None, valuation__isnull=False, purpose="", kind="valuation_report"),
                name="pledge_paper_belongs_somewhere",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.document_id}"

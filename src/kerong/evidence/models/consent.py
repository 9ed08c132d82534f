"""授权同意 Consent: a firm lets one institution see some categories, for one purpose and term."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

CATEGORY_COUNT = 32
_EVERY_CATEGORY = 2**CATEGORY_COUNT - 1


def mask_of(categories: Iterable[int]) -> int:
    """Category numbers 1–32 as bits; anything else is a programming error."""
    mask = 0
    for category in categories:
        if not 1 <= category <= CATEGORY_COUNT:
            raise ValueError(f"no category {category}")
        mask |= 1 << (category - 1)
    return mask


def categories_of(mask: int) -> frozenset[int]:
    return frozenset(number for number in range(1, CATEGORY_COUNT + 1) if mask >> (number - 1) & 1)


class ConsentQuerySet(models.QuerySet["Consent"]):
    def live(self, on: date) -> Self:
        """Neither ended nor past its last day; decides from the next request on."""
        return self.filter(ended_at=None, expires_on__gte=on)


class Consent(models.Model):
    """Rows are kept for ever: who could see what, from when to when, is what a dispute is about."""

    class Purpose(models.TextChoices):
        LOAN_NEED = "loan_need", "贷款需求受理"
        PRE_SCREEN = "pre_screen", "预授信筛选"
        POST_LOAN = "post_loan", "贷后管理"

    class EndReason(models.TextChoices):
        REVOKED = "revoked", "企业撤回"
        REPLACED = "replaced", "由新的授权替代"
        RELEASED = "released", "机构退出办件"
        CASE_ENDED = "case_ended", "办件结束"

    enterprise = models.ForeignKey(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        related_name="consents",
        verbose_name="企业",
        db_index=False,
    )
    institution = models.ForeignKey(
        "parties.Institution",
        on_delete=models.PROTECT,
        related_name="consents",
        verbose_name="机构",
    )
    purpose = models.CharField("用途", max_length=16, choices=Purpose)
    case_ref = models.CharField("限于办件", max_length=64, blank=True, default="")
    category_mask = models.BigIntegerField("授权类别")
    wording = models.PositiveSmallIntegerField("授权书版次", default=1)
    granted_by = models.ForeignKey(
        "parties.Person", on_delete=models.PROTECT, related_name="+", verbose_name="授权人"
    )
    granted_at = models.DateTimeField("授权时间")
    expires_on = models.DateField("有效期至")
    ended_at = models.DateTimeField("终止时间", null=True, blank=True)
    end_reason = models.CharField(
        "终止原因", max_length=16, choices=EndReason, blank=True, default=""
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "授权同意"
        verbose_name_plural = "授权同意"
        ordering = ("-granted_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "institution", "purpose", "case_ref"],
                condition=Q(ended_at=None),
                name="consent_one_open",
            ),
            models.CheckConstraint(
                condition=Q(category_mask__gte=1, category_mask__lte=_EVERY_CATEGORY),
                name="consent_names_categories",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, end_reason="")
                | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="consent_ended_with_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["enterprise", "institution", "purpose"], name="consent_of_receiver"
            ),
            models.Index(fields=["case_ref"], condition=~Q(case_ref=""), name="consent_of_case"),
        ]

    def __str__(self) -> str:
        return f"{self.no} · {self.get_purpose_display()}"

    @property
    def no(self) -> str:
        return f"A{localtime(self.granted_at).year}-{self.pk:06d}"

    @property
    def reference(self) -> str:
        return f"consent:{self.no}"

    @property
    def case_no(self) -> str:
        """The number people know the case by, "" for a standing consent."""
        return self.case_ref.partition(":")[2]

    @property
    def categories(self) -> frozenset[int]:
        return categories_of(self.category_mask)


class ConsentRead(models.Model):
    """查阅记录: one request in which an institution saw values under the consent."""

    consent = models.ForeignKey(
        Consent,
        on_delete=models.PROTECT,
        related_name="reads",
        verbose_name="授权",
        db_index=False,
    )
    person = models.ForeignKey(
        "parties.Person", on_delete=models.PROTECT, related_name="+", verbose_name="查阅人"
    )
    read_at = models.DateTimeField("查阅时间")
    values_count = models.PositiveIntegerField("数值个数")

    class Meta:
        verbose_name = "查阅记录"
        verbose_name_plural = "查阅记录"
        ordering = ("-read_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["consent", "person", "read_at"], name="consent_read_once_a_request"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consent_id} · {self.read_at:%Y-%m-%d %H:%M}"

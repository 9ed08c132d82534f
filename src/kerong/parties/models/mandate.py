"""授权 Mandate: a person may act in one role for one organisation, from one moment to another."""

from django.db import models
from django.db.models import F, Q

from kerong.kernel import roles
from kerong.parties.models.organisations import Department, Enterprise, Institution
from kerong.parties.models.person import Person

ROLES = (
    (roles.FIRM_OWNER, "企业管理员"),
    (roles.FIRM_CLERK, "企业经办人"),
    (roles.INSTITUTION_CLERK, "机构经办人"),
    (roles.INSTITUTION_APPROVER, "机构审批人"),
    (roles.INSTITUTION_ADMIN, "机构管理员"),
    (roles.OFFICER, "政府工作人员"),
    (roles.AUDITOR, "审计人员"),
    (roles.OPERATOR, "平台运维"),
)

_FOR_ENTERPRISE = Q(
    role__in=sorted(roles.FIRM),
    enterprise__isnull=False,
    institution__isnull=True,
    department__isnull=True,
)
_FOR_INSTITUTION = Q(
    role__in=sorted(roles.INSTITUTION),
    enterprise__isnull=True,
    institution__isnull=False,
    department__isnull=True,
)
_FOR_DEPARTMENT = Q(
    role=roles.OFFICER,
    enterprise__isnull=True,
    institution__isnull=True,
    department__isnull=False,
)
_FOR_PLATFORM = Q(
    role__in=[roles.AUDITOR, roles.OPERATOR],
    enterprise__isnull=True,
    institution__isnull=True,
    department__isnull=True,
)


class MandateQuerySet(models.QuerySet["Mandate"]):
    def live(self) -> "MandateQuerySet":
        return self.filter(ended_at=None)

    def usable(self) -> "MandateQuerySet":
        """Live mandates whose institution, if any, is not suspended."""
        return self.live().filter(institution__suspended_at=None)


class Mandate(models.Model):
    """Rows are kept for ever: who could act for whom, and when, is part of every later dispute."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="mandates", verbose_name="自然人"
    )
    role = models.CharField("角色", max_length=24, choices=ROLES)
    enterprise = models.ForeignKey(
        Enterprise,
        on_delete=models.PROTECT,
        related_name="mandates",
        verbose_name="企业",
        null=True,
        blank=True,
    )
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        related_name="mandates",
        verbose_name="机构",
        null=True,
        blank=True,
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        related_name="mandates",
        verbose_name="部门",
        null=True,
        blank=True,
    )
    granted_at = models.DateTimeField("授予时间")
    granted_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="授予人",
        null=True,
        blank=True,
    )
    ended_at = models.DateTimeField("终止时间", null=True, blank=True)
    ended_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="终止人",
        null=True,
        blank=True,
    )

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "授权"
        verbose_name_plural = "授权"
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=_FOR_ENTERPRISE | _FOR_INSTITUTION | _FOR_DEPARTMENT | _FOR_PLATFORM,
                name="mandate_role_fits_organisation",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("granted_at")),
                name="mandate_ended_after_granted",
            ),
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(role=roles.FIRM_OWNER, ended_at=None),
                name="mandate_one_owner_per_firm",
            ),
            models.UniqueConstraint(
                fields=["person", "enterprise"],
                condition=Q(enterprise__isnull=False, ended_at=None),
                name="mandate_once_per_firm",
            ),
            models.UniqueConstraint(
                fields=["person", "institution", "role"],
                condition=Q(institution__isnull=False, ended_at=None),
                name="mandate_once_per_institution",
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(enterprise=None, institution=None, ended_at=None),
                name="mandate_once_in_government",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.organisation or '平台'}"

    @property
    def organisation(self) -> Enterprise | Institution | Department | None:
        return self.enterprise or self.institution or self.department

"""邀请 Invitation: a one-time link by which a newcomer receives a mandate."""

from django.db import models
from django.db.models import Q

from kerong.parties.models.mandate import ROLES
from kerong.parties.models.organisations import Department, Enterprise, Institution
from kerong.parties.models.person import Person


class Invitation(models.Model):
    """The link itself is shown once; here is its digest, what it grants and until when."""

    role = models.CharField("角色", max_length=24, choices=ROLES)
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, verbose_name="企业", null=True, blank=True
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, verbose_name="机构", null=True, blank=True
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, verbose_name="部门", null=True, blank=True
    )
    name = models.CharField("受邀人", max_length=64)
    digest = models.CharField("摘要", max_length=64, unique=True)
    invited_at = models.DateTimeField("邀请时间")
    invited_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="邀请人"
    )
    expires_at = models.DateTimeField("失效时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    accepted_at = models.DateTimeField("接受时间", null=True, blank=True)
    accepted_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="接受人",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = "邀请"
        verbose_name_plural = "邀请"
        ordering = ("-invited_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, withdrawn_at=None),
                name="invitation_accepted_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.get_role_display()}"

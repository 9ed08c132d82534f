"""Whom people act for: enterprises (企业), institutions (机构) and departments (部门)."""

from django.db import models
from django.db.models import Q

from kerong.parties.models.person import Person

LEGAL_FORMS = (
    ("company", "公司"),
    ("sole_proprietorship", "个人独资企业"),
    ("partnership", "合伙企业"),
    ("individual_business", "个体工商户"),
    ("farm_coop", "农民专业合作社"),
    ("public_institution", "事业单位"),
    ("private_non_enterprise", "民办非企业单位"),
)

INSTITUTION_KINDS = (
    ("bank", "银行"),
    ("guarantor", "融资担保机构"),
    ("insurer", "保险机构"),
    ("fund", "投资基金"),
    ("lessor", "融资租赁机构"),
    ("local_finance", "地方金融组织"),
    ("appraiser", "评估机构"),
    ("adviser", "咨询服务机构"),
    ("broker", "证券机构"),
    ("regional_market", "区域性股权市场"),
    ("core_firm", "供应链核心企业"),
    ("university", "高校院所"),
)


class Enterprise(models.Model):
    """企业: known by its credit code; one known by another scheme (a stock code) only computes.

    `unverified_since` is set while its owner is whoever typed the code, and nobody has checked.
    """

    name = models.CharField("名称", max_length=200)
    initials = models.CharField("拼音首字母", max_length=200, blank=True, default="")
    find_text = models.CharField("检索文本", max_length=460, blank=True, default="")
    credit_code = models.CharField(
        "统一社会信用代码", max_length=18, unique=True, null=True, blank=True
    )
    scheme = models.CharField("其他标识种类", max_length=40, blank=True, default="")
    scheme_value = models.CharField("其他标识", max_length=80, blank=True, default="")
    legal_form = models.CharField("主体类型", max_length=24, choices=LEGAL_FORMS, default="company")
    division_code = models.CharField("所在区划", max_length=12, blank=True, default="")
    industry_code = models.CharField("行业代码", max_length=8, blank=True, default="")
    is_sample = models.BooleanField("示例数据", default=False)
    unverified_since = models.DateTimeField("未核验起", null=True, blank=True)

    class Meta:
        verbose_name = "企业"
        verbose_name_plural = "企业"
        ordering = ("name", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(credit_code__isnull=False) | ~Q(scheme_value=""),
                name="enterprise_has_an_identity",
            ),
            models.UniqueConstraint(
                fields=["scheme", "scheme_value"],
                condition=~Q(scheme_value=""),
                name="enterprise_scheme_value_once",
            ),
        ]
        # A search walks this index in the order of names without touching the rows it passes.
        indexes = [models.Index(fields=["name", "id", "find_text"], name="enterprise_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return f"enterprise:{self.pk}"

    @property
    def is_unverified(self) -> bool:
        return self.unverified_since is not None


class Institution(models.Model):
    """机构: a bank, guarantor, fund …; a branch (分支机构) points at its parent."""

    name = models.CharField("名称", max_length=200, unique=True)
    short_name = models.CharField("简称", max_length=40, blank=True, default="")
    initials = models.CharField("拼音首字母", max_length=240, blank=True, default="")
    find_text = models.CharField("检索文本", max_length=540, blank=True, default="")
    kind = models.CharField("机构类别", max_length=24, choices=INSTITUTION_KINDS)
    parent = models.ForeignKey(
        "self",
        verbose_name="上级机构",
        on_delete=models.PROTECT,
        related_name="branches",
        null=True,
        blank=True,
    )
    credit_code = models.CharField(
        "统一社会信用代码", max_length=18, unique=True, null=True, blank=True
    )
    is_sample = models.BooleanField("示例数据", default=False)
    admitted_at = models.DateTimeField("入驻时间")
    suspended_at = models.DateTimeField("暂停时间", null=True, blank=True)
    suspended_reason = models.CharField("暂停原因", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "机构"
        verbose_name_plural = "机构"
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=Q(suspended_at__isnull=True) | ~Q(suspended_reason=""),
                name="institution_suspension_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def reference(self) -> str:
        return f"institution:{self.pk}"


class Department(models.Model):
    """部门: an office of government whose officers see the whole platform's figures."""

    name = models.CharField("名称", max_length=120, unique=True)
    code = models.CharField("代码", max_length=40, unique=True)

    class Meta:
        verbose_name = "部门"
        verbose_name_plural = "部门"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return f"department:{self.pk}"


class FirmClaim(models.Model):
    """认领申请: a person says a firm that is already known is theirs; an operator decides."""

    class Outcome(models.TextChoices):
        PENDING = "pending", "待核实"
        CONFIRMED = "confirmed", "已确认"
        REFUSED = "refused", "已驳回"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, verbose_name="申请人")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, verbose_name="企业")
    words = models.CharField("说明", max_length=500)
    asked_at = models.DateTimeField("申请时间")
    outcome = models.CharField(
        "结果", max_length=12, choices=Outcome.choices, default=Outcome.PENDING
    )
    decided_at = models.DateTimeField("核实时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="核实人",
        null=True,
        blank=True,
    )
    answer = models.CharField("答复", max_length=500, blank=True, default="")

    class Meta:
        verbose_name = "企业认领申请"
        verbose_name_plural = "企业认领申请"
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "enterprise"],
                condition=Q(outcome="pending"),
                name="firm_claim_one_pending",
            ),
            models.CheckConstraint(
                condition=Q(outcome="pending", decided_at__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="firm_claim_decided_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} · {self.person}"

"""知识产权 IpAsset: a patent, trademark or copyright of a firm, its co-owners, readings of it."""

from django.db import models
from django.db.models import Q

from kerong.parties.doers import done_by


class IpAsset(models.Model):
    """What the register says of it is evidence (`Record`) and readings; here is who keeps it.

    `number` is in one spelling. `same_day` tells that an invention was filed for the same creation
    on the same day.
    """

    class Kind(models.TextChoices):
        INVENTION = "invention_patent", "发明专利"
        UTILITY = "utility_patent", "实用新型专利"
        DESIGN = "design_patent", "外观设计专利"
        TRADEMARK = "trademark", "注册商标"
        SOFTWARE = "software_copyright", "软件著作权"
        LAYOUT = "ic_layout", "集成电路布图设计"
        VARIETY = "plant_variety", "植物新品种等I类知识产权"

    PATENTS = (Kind.INVENTION, Kind.UTILITY, Kind.DESIGN)

    no = models.CharField("编号", max_length=32, unique=True)
    enterprise = models.ForeignKey(
        "parties.Enterprise",
        on_delete=models.PROTECT,
        related_name="ip_assets",
        verbose_name="企业",
    )
    kind = models.CharField("种类", max_length=24, choices=Kind)
    number = models.CharField("登记号", max_length=80)
    title = models.CharField("名称", max_length=200)
    filed_on = models.DateField("申请日", null=True, blank=True)
    same_day = models.BooleanField("同日申请发明", default=False)
    from_record = models.BooleanField("来自登记记录", default=False)
    kept_by = done_by("登记人")
    kept_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "知识产权"
        verbose_name_plural = "知识产权"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "kind", "number"], name="ip_asset_once_a_firm"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        return f"ip_asset:{self.no}"

    @property
    def key(self) -> str:
        """The right itself, whoever keeps it here: two co-owners keep one right."""
        return f"{self.kind}:{self.number}"


class CoOwner(models.Model):
    """共有人: each has to consent to each pledge; `ended_on` once the share was given up."""

    asset = models.ForeignKey(
        IpAsset, on_delete=models.PROTECT, related_name="co_owners", verbose_name="知识产权"
    )
    name = models.CharField("共有人", max_length=120)
    named_by = done_by("登记人")
    named_at = models.DateTimeField("登记时间")
    ended_on = models.DateField("退出日", null=True, blank=True)

    class Meta:
        verbose_name = "共有人"
        verbose_name_plural = "共有人"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["asset", "name"], condition=Q(ended_on=None), name="co_owner_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AssetReading(models.Model):
    """登记簿查询: what the register said on a day, added and never edited.

    `fee_until_on` is the last day for which the annual fee is paid. The firm's own word counts
    only where no register spoke.
    """

    class Status(models.TextChoices):
        APPLIED = "applied", "申请中"
        VALID = "valid", "有效"
        LAPSED = "lapsed", "已终止"
        INVALIDATED = "invalidated", "已宣告无效"
        CHALLENGED = "challenged", "无效宣告审理中"
        DISPUTED = "disputed", "权属纠纷或保全"

    class Source(models.TextChoices):
        FIRM = "firm", "企业自报"
        REGISTER = "register", "登记簿"

    asset = models.ForeignKey(
        IpAsset, on_delete=models.PROTECT, related_name="readings", verbose_name="知识产权"
    )
    observed_on = models.DateField("查询日")
    status = models.CharField("法律状态", max_length=12, choices=Status)
    expires_on = models.DateField("届满日", null=True, blank=True)
    fee_until_on = models.DateField("年费缴至", null=True, blank=True)
    source = models.CharField("来源", max_length=8, choices=Source)
    words = models.CharField("说明", max_length=300, blank=True, default="")
    noted_by = done_by("登记人")
    noted_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "登记簿查询"
        verbose_name_plural = "登记簿查询"
        ordering = ("pk",)
        indexes = [models.Index(fields=["asset", "observed_on"], name="reading_of_asset")]

    def __str__(self) -> str:
        return f"{self.asset_id} {self.observed_on} {self.status}"

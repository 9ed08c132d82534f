"""Tables with dates: what State Council, central bank and statistics bureau published."""

from django.db import models


class TableVersion(models.Model):
    """Moves with every change of a table, so that processes know to read anew.

    `mark` is drawn at random: a number alone could come again after a change that was undone.
    """

    table = models.CharField("表", max_length=20, primary_key=True)
    no = models.PositiveIntegerField("版本", default=0)
    mark = models.CharField("版本标记", max_length=32, default="")

    class Meta:
        verbose_name = "参照表版本"
        verbose_name_plural = "参照表版本"

    def __str__(self) -> str:
        return f"{self.table}/{self.no}"


class CalendarYear(models.Model):
    """A year whose holidays are announced; a year without a row is provisional."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    source = models.CharField("来源", max_length=200)

    class Meta:
        verbose_name = "节假日年份"
        verbose_name_plural = "节假日年份"

    def __str__(self) -> str:
        return str(self.year)


class WorkDay(models.Model):
    """A day that differs from the weekday rule: a holiday on a weekday, or a make-up weekend."""

    day = models.DateField("日期", primary_key=True)
    is_working = models.BooleanField("是否工作日")
    name = models.CharField("名称", max_length=60, blank=True)
    source = models.CharField("来源", max_length=200)

    class Meta:
        verbose_name = "节假日与调休"
        verbose_name_plural = "节假日与调休"

    def __str__(self) -> str:
        return self.day.isoformat()


class Lpr(models.Model):
    """贷款市场报价利率 as published; in force until the next publication."""

    published_on = models.DateField("公布日", primary_key=True)
    one_year_ppm = models.PositiveIntegerField("一年期（百万分之）")
    five_year_ppm = models.PositiveIntegerField("五年期以上（百万分之）")
    source = models.CharField("来源", max_length=200)

    class Meta:
        verbose_name = "贷款市场报价利率"
        verbose_name_plural = "贷款市场报价利率"

    def __str__(self) -> str:
        return self.published_on.isoformat()


class Division(models.Model):
    """行政区划 (GB/T 2260), down to townships where held."""

    code = models.CharField("代码", max_length=12, primary_key=True)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("层级", max_length=12)
    parent_code = models.CharField("上级代码", max_length=12, blank=True)

    class Meta:
        verbose_name = "行政区划"
        verbose_name_plural = "行政区划"
        indexes = [models.Index(fields=["parent_code"], name="division_parent")]

    def __str__(self) -> str:
        return self.name


class Industry(models.Model):
    """国民经济行业 (GB/T 4754-2017): section letter, then digits of division, group, class."""

    code = models.CharField("代码", max_length=6, primary_key=True)
    name = models.CharField("名称", max_length=80)
    level = models.PositiveSmallIntegerField("层级")

    class Meta:
        verbose_name = "国民经济行业"
        verbose_name_plural = "国民经济行业"

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class IndustrySize(models.Model):
    """One row of the size standard; the order of rows is the order of the document."""

    industry = models.CharField("行业", max_length=30, primary_key=True)
    no = models.PositiveSmallIntegerField("序号")
    codes = models.CharField("行业代码前缀", max_length=60, blank=True)
    excluded = models.CharField("不含代码前缀", max_length=60, blank=True)
    employees = models.CharField("人员界限", max_length=40, blank=True)
    revenue_wan = models.CharField("营业收入界限（万元）", max_length=40, blank=True)
    assets_wan = models.CharField("资产总额界限（万元）", max_length=40, blank=True)
    source = models.CharField("来源", max_length=200)

    class Meta:
        verbose_name = "划型标准"
        verbose_name_plural = "划型标准"

    def __str__(self) -> str:
        return self.industry

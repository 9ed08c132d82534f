"""自然人 Person: whoever signs in; also the user model of the framework."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

LANGUAGES = (("zh-hans", "简体中文"), ("en", "English"))


class PersonQuerySet(models.QuerySet["Person"]):
    def get_by_natural_key(self, login: str) -> "Person":
        return self.get(login=login)


class Person(AbstractBaseUser):
    """One row per human being; what they may do comes from mandates alone.

    There is no staff or superuser flag. `access_epoch` rises with every change of the person's
    mandates or standing, so what a session remembers is stale from the next request on.
    """

    login = models.CharField("登录名", max_length=64, unique=True)
    name = models.CharField("姓名", max_length=64)
    initials = models.CharField("姓名首字母", max_length=64, blank=True, default="")
    phone = models.CharField("手机号", max_length=20, blank=True, default="")
    email = models.EmailField("电子邮箱", blank=True, default="")
    language = models.CharField("界面语言", max_length=10, choices=LANGUAGES, default="zh-hans")
    is_active = models.BooleanField("可登录", default=True)
    access_epoch = models.PositiveIntegerField("权限版次", default=0)
    registered_at = models.DateTimeField("注册时间")
    password_set_at = models.DateTimeField("密码设置时间", null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = "自然人"
        verbose_name_plural = "自然人"
        ordering = ("login",)
        indexes = [models.Index(fields=["name"], name="person_name")]

    def __str__(self) -> str:
        return f"{self.name}（{self.login}）"

    @property
    def reference(self) -> str:
        return f"person:{self.pk}"

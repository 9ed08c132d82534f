"""Faults people can be told about: a code, the facts, one sentence in Chinese and English."""

from typing import Any, ClassVar

from kerong.kernel.sentences import fill, plain


class Fault(Exception):
    """Base of every refusal; packages subclass a family and set `code`, `zh` and `en`.

    `zh` and `en` are `str.format` templates over the keyword facts given when raising.
    A fact the template names but nobody gave shows as a dash: a refusal must never fail itself.
    """

    status: ClassVar[int] = 500
    code: ClassVar[str] = "fault"
    zh: ClassVar[str] = "系统未能完成这一步。"
    en: ClassVar[str] = "The system could not complete this step."

    def __init__(self, **facts: Any) -> None:
        super().__init__()
        self.facts: dict[str, Any] = facts

    def __str__(self) -> str:
        return f"{self.code}: {self.say('en')}"

    def say(self, language: str = "zh-hans") -> str:
        """The sentence in the asked language; anything that is not English reads Chinese."""
        template = self.en if language.lower().startswith("en") else self.zh
        return fill(template, self.facts)

    def document(self, language: str = "zh-hans") -> dict[str, Any]:
        """The shape every door prints: `{"error": {"code", "message", "facts"}}`."""
        facts = {name: plain(value) for name, value in self.facts.items()}
        return {"error": {"code": self.code, "message": self.say(language), "facts": facts}}


class Invalid(Fault):
    """400: what was sent cannot be read."""

    status = 400
    code = "invalid"
    zh = "提交的内容有误。"
    en = "What was sent is not valid."


class Forbidden(Fault):
    """403: this role may not do this."""

    status = 403
    code = "forbidden"
    zh = "您没有办理此事的权限。"
    en = "You may not do this."


class NotFound(Fault):
    """404: absent, or not the asker's to see; both read the same."""

    status = 404
    code = "not_found"
    zh = "没有找到。"
    en = "Not found."


class Conflict(Fault):
    """409: the state said no."""

    status = 409
    code = "conflict"
    zh = "当前状态下不能这样办理。"
    en = "The present state does not allow this."


class Refused(Fault):
    """422: a rule said no."""

    status = 422
    code = "refused"
    zh = "不符合规定。"
    en = "A rule does not allow this."


class Busy(Fault):
    """429: too often, try later."""

    status = 429
    code = "busy"
    zh = "操作过于频繁，请稍后再试。"
    en = "Too many requests, please try again later."


class Unavailable(Fault):
    """503: something we depend on is down."""

    status = 503
    code = "unavailable"
    zh = "服务暂时不可用，请稍后再试。"
    en = "The service is not available at the moment, please try again later."

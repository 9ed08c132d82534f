"""Faults people can be told about: a code, the facts, one sentence in Chinese and English."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from kerong.kernel.ratios import ratio_text

GAP = "—"


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
        return template.format_map(_Shown(self.facts))

    def document(self, language: str = "zh-hans") -> dict[str, Any]:
        """The shape every door prints: `{"error": {"code", "message", "facts"}}`."""
        facts = {name: _plain(value) for name, value in self.facts.items()}
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


class _Shown(dict[str, Any]):
    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__({name: _text(value) for name, value in facts.items()})

    def __missing__(self, name: str) -> str:
        return GAP


def _text(value: Any) -> str:
    if value is None:
        return GAP
    if isinstance(value, list | tuple | set | frozenset):
        return "、".join(str(_plain(item)) for item in _in_order(value))
    return str(_plain(value))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Fraction):
        return ratio_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in _in_order(value)]
    return str(value)


def _in_order(values: Any) -> list[Any]:
    return sorted(values, key=str) if isinstance(values, set | frozenset) else list(values)

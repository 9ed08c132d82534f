"""Faults of the rules package: texts, facts and numbers that cannot be read, failed replays."""

from typing import Any

from kerong.kernel.errors import Conflict, Invalid
from kerong.rules.reasons import Unreadable


class RuleTextFault(Invalid):
    """A rule text is refused: `file`, `line` (None when the text came without lines) and reason."""

    code = "rules.text"
    zh = "{file} 第 {line} 行（{place}）：{reason_zh}"
    en = "{file}, line {line} ({place}): {reason}"

    @classmethod
    def of(cls, why: Unreadable, *, file: str, line: int | None, place: str) -> "RuleTextFault":
        return cls(
            file=file,
            line=line,
            place=place or "/",
            reason_code=why.code,
            reason=why.say("en"),
            reason_zh=why.say("zh-hans"),
        )

    @property
    def reason_code(self) -> str:
        return str(self.facts["reason_code"])


class FieldFaults(Invalid):
    """Several named values are wrong at once: `errors` lists code, field and both sentences."""

    code = "rules.values"
    zh = "有 {count} 项数据无法使用：{first_zh}"
    en = "{count} values cannot be used: {first}"

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        first = errors[0]
        super().__init__(
            count=len(errors),
            errors=errors,
            first=f"{first['field']}: {first['en']}",
            first_zh=f"{first['field']}：{first['zh']}",
        )

    @property
    def errors(self) -> list[dict[str, Any]]:
        return list(self.facts["errors"])


class FactsFault(FieldFaults):
    """A facts document that cannot be used."""

    code = "facts.values"


class ListingNumbersFault(FieldFaults):
    """Numbers of a listing outside what its pack opens."""

    code = "listing.numbers"


class ScorecardsOverlap(Conflict):
    """Facts: `fact`, `place`, `keys`."""

    code = "scorecard.overlap"
    zh = "「{fact}」在同一地区同一天只能由一张评分卡得出，现有：{keys}"
    en = "One card alone may feed {fact} in one place on one day, found: {keys}"


class ScorecardsCircle(Conflict):
    """Facts: `key`, `facts`."""

    code = "scorecard.circle"
    zh = "评分卡「{key}」引用了由评分卡得出的事实：{facts}"
    en = "The card {key} reads facts that cards feed: {facts}"


class ReplayMismatch(Conflict):
    """The material offered for a replay is not what the finding was made of."""

    code = "finding.material"
    zh = "无法重放：{part}的内容与当时不同。"
    en = "Cannot replay: the {part} offered is not the one the finding was made of."


def field_error(field: str, why: Unreadable, **more: Any) -> dict[str, Any]:
    """One entry of FieldFaults."""
    return {"field": field, "code": why.code, "zh": why.say(), "en": why.say("en"), **more}

"""婉拒原因 codes R01 … R99 with their words; every "no" of an institution carries one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefusalCode:
    """`least_words` is how many characters the explanation needs at least."""

    code: str
    zh: str
    en: str
    least_words: int = 10

    def say(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh


REFUSAL_CODES: dict[str, RefusalCode] = {
    entry.code: entry
    for entry in (
        RefusalCode("R01", "不符合行业政策", "Outside industry policy"),
        RefusalCode("R02", "成立年限不足", "Below the age asked for"),
        RefusalCode("R03", "征信记录", "Credit record"),
        RefusalCode("R04", "涉诉或被执行", "Litigation or enforcement"),
        RefusalCode("R05", "负债率过高或过度融资", "Debt ratio or over-borrowed"),
        RefusalCode("R06", "现金流不足", "Cash flow insufficient"),
        RefusalCode("R07", "无可接受的担保", "No acceptable security"),
        RefusalCode("R08", "数据缺失或不一致", "Data missing or inconsistent"),
        RefusalCode("R09", "用途不允许", "Purpose not allowed"),
        RefusalCode("R10", "企业主动放弃", "The firm withdrew"),
        RefusalCode("R11", "价格未达成一致", "Price not agreed"),
        RefusalCode("R12", "不在服务区域", "Outside the region served"),
        RefusalCode("R99", "其他", "Other", least_words=20),
    )
}

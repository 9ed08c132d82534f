"""不同意续贷或展期的原因 L01 … L99 with their words; every "no" of a bank carries one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefusalReason:
    """`least_words` is how many characters the explanation needs at least."""

    code: str
    zh: str
    en: str
    least_words: int = 10

    def say(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh


REASONS: dict[str, RefusalReason] = {
    entry.code: entry
    for entry in (
        RefusalReason("L01", "经营或用途不合规", "Operation or use of the loan not lawful"),
        RefusalReason("L02", "经营不可持续", "Business not sustainable"),
        RefusalReason("L03", "信用状况或欠息", "Credit record or interest in arrears"),
        RefusalReason("L04", "不符合发放贷款标准", "Does not meet the standard for a new loan"),
        RefusalReason("L05", "担保不落实", "Security not in place"),
        RefusalReason("L06", "超过可延长期限", "Beyond the longest term"),
        RefusalReason("L07", "企业主动放弃", "The firm gave up"),
        RefusalReason("L99", "其他", "Other", least_words=20),
    )
}

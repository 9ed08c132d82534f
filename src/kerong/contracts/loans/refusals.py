"""不同意续贷或展期的原因 L01 … L99 with their words; every "no" of a bank carries one."""

from kerong.kernel.reasons import Reason, by_code

REASONS = by_code(
    Reason("L01", "经营或用途不合规", "Operation or use of the loan not lawful"),
    Reason("L02", "经营不可持续", "Business not sustainable"),
    Reason("L03", "信用状况或欠息", "Credit record or interest in arrears"),
    Reason("L04", "不符合发放贷款标准", "Does not meet the standard for a new loan"),
    Reason("L05", "担保不落实", "Security not in place"),
    Reason("L06", "超过可延长期限", "Beyond the longest term"),
    Reason("L07", "企业主动放弃", "The firm gave up"),
    Reason("L99", "其他", "Other", least_words=20),
)

"""婉拒原因 codes R01 … R99 with their words; every "no" of an institution carries one."""

from kerong.kernel.reasons import Reason, by_code

REFUSAL_CODES = by_code(
    Reason("R01", "不符合行业政策", "Outside industry policy"),
    Reason("R02", "成立年限不足", "Below the age asked for"),
    Reason("R03", "征信记录", "Credit record"),
    Reason("R04", "涉诉或被执行", "Litigation or enforcement"),
    Reason("R05", "负债率过高或过度融资", "Debt ratio or over-borrowed"),
    Reason("R06", "现金流不足", "Cash flow insufficient"),
    Reason("R07", "无可接受的担保", "No acceptable security"),
    Reason("R08", "数据缺失或不一致", "Data missing or inconsistent"),
    Reason("R09", "用途不允许", "Purpose not allowed"),
    Reason("R10", "企业主动放弃", "The firm withdrew"),
    Reason("R11", "价格未达成一致", "Price not agreed"),
    Reason("R12", "不在服务区域", "Outside the region served"),
    Reason("R99", "其他", "Other", least_words=20),
)

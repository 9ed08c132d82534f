"""Why an application is not granted: coded, each with what the firm can do about it."""

from typing import NamedTuple

from kerong.cases.applications.errors import ReasonUnknown


class Reason(NamedTuple):
    zh: str
    en: str
    remedy_zh: str
    remedy_en: str


_AGAIN = ("条件具备后可再次申请。", "Apply again once the conditions are met.")
REASONS: dict[str, Reason] = {
    "not_competent": Reason(
        "不属于本部门职责",
        "not this office's matter",
        "请向政策文件载明的主管部门申请。",
        "Turn to the office named in the policy.",
    ),
    "papers": Reason(
        "材料不齐或不符合要求",
        "papers missing or unfit",
        "补齐材料后可再次申请。",
        "Apply again with the papers complete.",
    ),
    "conditions": Reason("不符合条款规定的条件", "conditions not met", *_AGAIN),
    "facts": Reason(
        "申报内容与核查结果不符",
        "what was stated does not hold",
        "如认为核查结果有误，可更正数据后再次申请，或依法申请行政复议。",
        "Have the data corrected and apply again, or ask for administrative review.",
    ),
    "elsewhere": Reason(
        "同一事项已享受其他政策",
        "the matter was served elsewhere",
        "就高不重复：可在已享受金额较低时申请差额。",
        "The higher one counts: apply for the difference where less was paid.",
    ),
    "objection": Reason(
        "公示异议成立",
        "an objection was upheld",
        "可提交证明材料后再次申请，或依法申请行政复议。",
        "Apply again with proof, or ask for administrative review.",
    ),
    "closed": Reason(
        "不在申报期限内",
        "outside the time to apply",
        "请关注下一申报期。",
        "Watch for the next time to apply.",
    ),
}
REMEDY_ZH = "对本决定不服的，可依法申请行政复议或提起行政诉讼。"


def reason(code: str) -> Reason:
    """Raises ReasonUnknown."""
    if code not in REASONS:
        raise ReasonUnknown(code=code[:24])
    return REASONS[code]

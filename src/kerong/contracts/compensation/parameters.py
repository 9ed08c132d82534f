"""Numbers of claims and recoveries that no document of a programme gives: ours, unverified."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRule:
    """What an agreement says where its document is silent; `verified` is False until one speaks.

    A bank may claim `waiting_days` after the oldest unpaid due day; who is called upon decides
    within `decide_days`, not counting the days a correction takes.
    """

    waiting_days: int
    decide_days: int
    source: str
    verified: bool


CLAIM_RULE = ClaimRule(
    waiting_days=60,
    decide_days=30,
    source="平台默认值：未见公开的代偿时限规定",
    verified=False,
)
QUESTIONS: dict[str, tuple[str, str]] = {
    "before": ("贷前调查充分、资料真实", "The firm was looked into before, on true papers"),
    "approval": ("审批程序与权限合规", "Approved in order and within authority"),
    "purpose": ("放款用途经过核查", "The use of the money was checked"),
    "after": ("贷后检查按期进行", "The loan was looked after on time"),
    "collection": ("逾期后及时催收并报告", "Arrears were collected and reported at once"),
    "honest": ("无内外勾结、弄虚作假", "Nobody colluded or forged"),
}
"""尽职事项: what is asked of an institution's people before they are exempted from answering."""

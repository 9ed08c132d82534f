"""尽职清单: what staff look at before a guarantee is given, by programme and date, with source.

Our own default where a programme publishes none: `verified` is False and pages say so.
"""

from dataclasses import dataclass
from datetime import date

from kerong.contracts.guarantees.models import DiligenceRecord

BANK, GUARANTOR = DiligenceRecord.Side.BANK.value, DiligenceRecord.Side.GUARANTOR.value
YES, NO, NOT_NEEDED = "yes", "no", "not_needed"
ANSWERS = (YES, NO, NOT_NEEDED)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at; `sides` who does."""

    code: str
    sides: tuple[str, ...]
    zh: str
    en: str

    def say(self, language: str) -> str:
        return self.en if language.lower().startswith("en") else self.zh


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """`programme` empty: for every programme that has none of its own."""

    key: str
    programme: str
    since: date
    items: tuple[Item, ...]
    source: str
    clause: str
    verified: bool

    def of(self, side: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if side in item.sides)


_BOTH = (BANK, GUARANTOR)
_DEFAULT = (
    Item("identity", _BOTH, "核实企业主体资格与受益所有人", "Identity and owners of the firm"),
    Item("entry", _BOTH, "核对入围名单与企业类别", "Entry list and class of the firm"),
    Item(
        "record",
        _BOTH,
        "查询征信与失信、经营异常记录",
        "Credit record, debtor and abnormality lists",
    ),
    Item("purpose", (BANK,), "核实贷款用途与合同", "Purpose of the loan and its contract"),
    Item("site", (BANK,), "实地走访经营场所", "Visit to the premises"),
    Item(
        "finance", (BANK,), "核对财务报表、纳税与银行流水", "Accounts, tax returns, bank statements"
    ),
    Item("repayment", (BANK,), "测算还款来源", "Source of repayment"),
    Item("conflict", _BOTH, "申明与企业无利益关系", "No interest of the staff in the firm"),
    Item("exposure", (GUARANTOR,), "核对单户在保余额", "Exposure to the firm across guarantors"),
    Item(
        "counter",
        (GUARANTOR,),
        "反担保措施及其必要性",
        "Counter-security, and whether it is needed",
    ),
)
CHECKLISTS = (
    Checklist(
        key="default-2025",
        programme="",
        since=date(2020, 1, 1),
        items=_DEFAULT,
        source="平台约定，参照财金〔2025〕11号尽职免责要求",
        clause="尽职调查要点",
        verified=False,
    ),
)


def checklist_of(programme: str, on: date) -> Checklist:
    """The programme's own list in force on the day, else the one for all."""
    fits = [each for each in CHECKLISTS if each.programme in (programme, "") and each.since <= on]
    fits = fits or [CHECKLISTS[0]]
    return max(fits, key=lambda each: (bool(each.programme), each.since))


def checklist_named(key: str) -> Checklist | None:
    return next((each for each in CHECKLISTS if each.key == key), None)

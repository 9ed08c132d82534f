"""硬性停止规则: every rule that keeps a letter from being given, each with clause and source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kerong.contracts.guarantees.claim_rate import rate_of
from kerong.contracts.guarantees.models import Agreement, Guarantee, ProgrammeSuspension
from kerong.contracts.guarantees.programmes import (
    CLASS_CODES,
    FIRM_CLASSES,
    Basis,
    basis_of,
    programme_row_or_none,
    programme_words,
)
from kerong.contracts.guarantees.rooms import caps_of, pair_scope, used_fen
from kerong.contracts.guarantees.stops import Asked, Stop, registered_stops
from kerong.evidence.snapshot import facts_of
from kerong.kernel.money import Money
from kerong.kernel.ratios import ratio_from_ppm
from kerong.parties.models import Enterprise

_RECORD = (
    ("is_dishonest_debtor", "失信被执行人", "a dishonest judgment debtor"),
    ("is_abnormal_operation", "列入经营异常名录", "on the abnormal-operation list"),
    ("is_overdue_now", "当前有逾期", "overdue on a loan now"),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rules look at: the asking, the agreement it stands under, the firm's facts, and
    the guarantee that the new one renews.
    """

    asked: Asked
    agreement: Agreement
    facts: Mapping[str, Any]
    renews: Guarantee | None = None

    @property
    def classes(self) -> tuple[str, ...]:
        return tuple(code for code in CLASS_CODES if self.facts.get(f"is_{code}"))


def look(asked: Asked, agreement: Agreement, renews: Guarantee | None = None) -> Seen:
    """Everything the rules need of the firm; two queries."""
    firm = Enterprise.objects.get(pk=asked.enterprise_id)
    return Seen(asked, agreement, facts_of(firm, as_of=asked.on, on=asked.on).facts, renews)


def stops_of(seen: Seen) -> tuple[Stop, ...]:
    """Every reason there is, in a fixed order, registered ones last."""
    own = (rule(seen) for rule in _RULES)
    return (*(stop for stop in own if stop is not None), *registered_stops(seen.asked))


def firm_cap_stop(agreement: Agreement, scope: str, on: Any, room_fen: int) -> Stop:
    """The cap of the agreement or of the programme has no room for the amount."""
    room = Money(max(0, room_fen)).yuan_text()
    if scope == pair_scope(agreement.bank_id, agreement.guarantor_id):
        basis, whose_zh, whose_en = _agreed(agreement, "单户上限"), "合作协议", "agreement’s"
    else:
        row = programme_row_or_none(agreement.programme, on)
        basis = basis_of(row) if row else _agreed(agreement, "担保计划")
        whose_zh, whose_en = "担保计划（各担保机构合计）", "programme’s (all guarantors together)"
    return Stop(
        code="firm_cap",
        zh=f"超过{whose_zh}的单户上限，尚可担保 {room} 元",
        en=f"beyond the {whose_en} cap for one firm; room for CNY {room}",
        clause=basis.clause,
        source=basis.source,
        verified=basis.verified,
    )


def _agreed(agreement: Agreement, clause: str) -> Basis:
    return Basis(clause, f"银担合作协议 {agreement.no}", verified=True)


def _stop(code: str, zh: str, en: str, basis: Basis) -> Stop:
    return Stop(
        code=code,
        zh=zh,
        en=en,
        clause=basis.clause,
        source=basis.source,
        verified=basis.verified,
    )


def _in_force(seen: Seen) -> Stop | None:
    agreement, on = seen.agreement, seen.asked.on
    ended = agreement.ended_on is not None and on >= agreement.ended_on
    if agreement.from_on <= on <= agreement.to_on and not ended:
        return None
    zh = f"合作协议 {agreement.no} 在 {on.isoformat()} 未生效或已终止"
    en = f"agreement {agreement.no} is not in force on {on.isoformat()}"
    return _stop("agreement", zh, en, _agreed(agreement, "有效期"))


def _suspended(seen: Seen) -> Stop | None:
    asked = seen.asked
    scopes = (asked.programme, f"{asked.programme}/{asked.guarantor_id}")
    found = ProgrammeSuspension.objects.filter(scope__in=scopes, resumed_at=None).first()
    if found is None:
        return None
    zh, en = programme_words(asked.programme)
    basis = Basis(found.words, f"主管部门 {found.suspended_at.date().isoformat()} 暂停", True)
    return _stop("suspended", f"担保计划「{zh}」已暂停新增", f"“{en}” is suspended", basis)


def _listed(seen: Seen) -> Stop | None:
    wanted = seen.agreement.classes.split()
    if not wanted or set(wanted) & set(seen.classes):
        return None
    named = [(zh, en) for code, zh, en in FIRM_CLASSES if code in wanted]
    zh = "企业不在入围名单：须为" + "、".join(zh for zh, _ in named)
    en = "the firm is not on the entry list: " + ", ".join(en for _, en in named)
    return _stop("not_listed", zh, en, _agreed(seen.agreement, "入围企业类别"))


def _record(seen: Seen) -> Stop | None:
    bad = [(zh, en) for name, zh, en in _RECORD if seen.facts.get(f"{name}")]
    if not bad:
        return None
    zh = "企业信用记录不符：" + "、".join(zh for zh, _ in bad)
    en = "the firm’s record: " + ", ".join(en for _, en in bad)
    return _stop("record", zh, en, _agreed(seen.agreement, "信用记录良好"))


def _ticket(seen: Seen) -> Stop | None:
    cap = seen.agreement.ticket_cap_fen
    if seen.asked.amount_fen <= cap:
        return None
    most = Money(cap).yuan_text()
    zh, en = f"超过单笔上限 {most} 元", f"above the ticket cap of CNY {most}"
    return _stop("ticket_cap", zh, en, _agreed(seen.agreement, "单笔上限"))


def _firm_caps(seen: Seen) -> Stop | None:
    asked = seen.asked
    for scope, cap in caps_of(seen.agreement, asked.on, seen.renews).items():
        used = used_fen(asked.enterprise_id, scope)
        if cap is not None and used + asked.amount_fen > cap:
            return firm_cap_stop(seen.agreement, scope, asked.on, cap - used)
    return None


def _claim_rate(seen: Seen) -> Stop | None:
    """At the cap is already too much: 代偿率达到上限即停."""
    asked, agreed = seen.asked, ratio_from_ppm(seen.agreement.claim_line_ppm)
    found = rate_of(asked.programme, asked.guarantor_id, asked.on)
    line = min(agreed, found.cap) if found.cap is not None else agreed
    if not found.claims_fen or found.rate < line:
        return None
    shown = f"{percent(found.rate)}，上限 {percent(line)}"
    zh = f"代偿率已达上限：{shown}"
    en = f"the claim rate {percent(found.rate)} has reached its cap {percent(line)}"
    row = programme_row_or_none(asked.programme, asked.on)
    basis = basis_of(row) if row else _agreed(seen.agreement, "代偿率上限")
    return _stop("claim_rate", zh, en, basis)


def percent(ratio: Any) -> str:
    """A ratio as a percentage with two decimals, rounded half up in whole numbers."""
    hundredths = (ratio.numerator * 20_000 + ratio.denominator) // (2 * ratio.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def _duplicate(seen: Seen) -> Stop | None:
    """Of any guarantor: one decision of a bank is guaranteed once."""
    live = Guarantee.objects.filter(award=seen.asked.award, state__in=Guarantee.LIVE)
    found = live.values_list("no", flat=True).first()
    if found is None:
        return None
    return duplicate_stop(seen.agreement, found)


def duplicate_stop(agreement: Agreement, no: str) -> Stop:
    zh = f"同一授信已有担保 {no}，不得重复担保"
    en = f"guarantee {no} stands on the same credit already"
    return _stop("duplicate", zh, en, _agreed(agreement, "不得重复担保"))


_RULES: tuple[Callable[[Seen], Stop | None], ...] = (
    _in_force,
    _suspended,
    _listed,
    _record,
    _ticket,
    _firm_caps,
    _claim_rate,
    _duplicate,
)

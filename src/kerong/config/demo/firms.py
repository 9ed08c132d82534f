"""Three hundred invented firms, and as many more as a bench asks for, as observations with gaps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.timezone import localdate
from stdnum.cn import uscc

from kerong.config.demo.firm_facts import facts_thrown
from kerong.config.demo.firm_kinds import KINDS, kind_thrown
from kerong.config.demo.firm_scores import scores_told
from kerong.config.demo.tables import Dice
from kerong.evidence.models import ImportBatch, Observation
from kerong.evidence.peers import refresh_peers
from kerong.parties.models import Enterprise
from kerong.parties.names import find_text_of, initials_of
from kerong.rules.values import Value
from kerong.rules.vocabulary import vocabulary

SAMPLE_FIRMS = 300
SHOWN = (36, 9)  # the demo's accounts act for these two throws, so nothing is missing there
COMPLETE_FIRMS = len(SHOWN)
THOROUGH = 78  # of a hundred firms, those of which every category was delivered
_AT_ONCE = 200
_MILLION = 1_000_000
ARRIVES_AFTER = timedelta(days=42)

LEAN = frozenset(
    [
        "founded_on",
        "employees",
        "operating_revenue",
        "total_assets",
        "total_liabilities",
        "tax_credit_grade",
        "tax_paid",
        "points",
        "invention_patents",
        "is_hnte",
        "is_tech_sme",
        "rd_expense",
        "is_overdue_now",
    ]
)
BRANDS = (
    "云杉",
    "青禾",
    "启明",
    "星火",
    "长桥",
    "嘉禾",
    "知行",
    "海棠",
    "白鹭",
    "江岸",
    "松石",
    "澄江",
    "远山",
    "新叶",
    "晨曦",
    "金穗",
    "银杏",
    "蓝鲸",
    "飞鸿",
    "望岳",
    "听涛",
    "临川",
    "若谷",
    "致远",
    "朗诺",
    "维拓",
    "擎天",
    "恒信",
    "博远",
    "德润",
    "同舟",
    "合众",
    "锐进",
    "方圆",
    "安澜",
    "沐川",
    "苍穹",
    "乐活",
    "万象",
    "极光",
)
TRADES = {
    "I6": ("软件", "信息科技", "智能科技", "数据技术"),
    "C39": ("电子", "微电子", "光电科技"),
    "C40": ("仪器仪表", "测控技术"),
    "C38": ("电力电子", "储能科技"),
    "C36": ("汽车零部件", "智能网联"),
    "C35": ("半导体装备", "智能装备"),
    "C34": ("精密机械", "机械制造"),
    "C33": ("金属结构", "钢构"),
    "C29": ("塑料制品", "高分子材料"),
    "C27": ("生物医药", "医疗器械"),
    "M7": ("技术研究", "工程技术"),
    "L7": ("园区服务", "商务服务"),
    "G5": ("冷链仓储",),
    "N7": ("环保科技",),
    "R8": ("数字文化",),
    "F51": ("贸易", "商贸", "供应链"),
    "F52": ("百货店", "布艺店"),
    "H6": ("面馆", "小厨", "火锅店"),
    "O80": ("理发店", "美容坊"),
    "O8": ("修理店", "汽修店"),
    "E4": ("建筑工程",),
}
# Most firms sit in the city; some elsewhere, so that products of other regions find somebody.
HOME = ("500107", "500107", "500106", "500106", "500112", "500108", "500109", "500105", "500103")
AWAY = ("330106", "331102", "320214", "320583", "310115", "510107", "110108", "410102", "370702")


@dataclass(frozen=True)
class SampleFirm:
    """An invented firm before it is rows; facts that were left out are simply absent."""

    name: str
    credit_code: str
    facts: dict[str, Value]


def load_firms(at: datetime, count: int = SAMPLE_FIRMS, *, lean: bool = False) -> int:
    """Insert `count` invented firms with their observations; visible by one switch at the end.

    `lean` keeps only the facts that lists and cards look at: enough to fill a bench's tables.
    """
    on = localdate(at)
    batch = ImportBatch.objects.create(
        kind=ImportBatch.Kind.OBSERVATIONS,
        name="示例企业（平台生成）",
        digest=sha256(f"sample firms {count} {on}".encode()).hexdigest(),
        rows=0,
        written=0,
        unchanged=0,
        staged_at=at,
        touched_at=at,
    )
    firms, row_no = sample_firms(count, on), 0
    kept = LEAN if lean else None
    while some := [firm for _, firm in zip(range(_AT_ONCE), firms, strict=False)]:
        facts = [_only(firm.facts, kept) for firm in some]
        row_no = _insert(some, facts, batch, row_no)
    ImportBatch.objects.filter(pk=batch.pk).update(
        rows=row_no, written=row_no, ready_at=at, applied_at=at
    )
    refresh_peers(at, most=count)
    return count


def _only(facts: dict[str, Value], kept: frozenset[str] | None) -> dict[str, Value]:
    return facts if kept is None else {code: facts[code] for code in kept if code in facts}


def _insert(
    firms: list[SampleFirm], facts: list[dict[str, Value]], batch: ImportBatch, row_no: int
) -> int:
    on = localdate(batch.staged_at)
    with transaction.atomic():
        made = Enterprise.objects.bulk_create([_enterprise(firm) for firm in firms])
        rows = []
        for enterprise, known in zip(made, facts, strict=True):
            for observation in observations_of(known, on):
                row_no += 1
                observation.batch, observation.row_no = batch, row_no
                observation.enterprise = enterprise
                rows.append(observation)
        Observation.objects.bulk_create(rows)
    return row_no


def _enterprise(firm: SampleFirm) -> Enterprise:
    initials = initials_of(firm.name)
    return Enterprise(
        name=firm.name,
        initials=initials,
        find_text=find_text_of(firm.name, initials, firm.credit_code),
        credit_code=firm.credit_code,
        legal_form=str(firm.facts["legal_form"]),
        division_code=str(firm.facts["division_code"]),
        industry_code=str(firm.facts["industry_code"]),
        is_sample=True,
    )


def sample_firms(count: int, on: date) -> Iterator[SampleFirm]:
    """The first `count` of the endless row of invented firms; the same on every machine."""
    names: dict[str, int] = {}
    for number in range(count):
        shown = number < COMPLETE_FIRMS
        dice = Dice("firm of the demo", SHOWN[number]) if shown else Dice("firm", number)
        kind = KINDS[1] if shown else kind_thrown(dice)
        facts = facts_thrown(kind, dice, on)
        facts["division_code"] = dice.pick(HOME if shown or dice.chance(85) else AWAY)
        facts["credit_code"] = credit_code(number, facts)
        facts |= scores_told(facts, on)
        name = _name(facts, dice, names)
        if not shown:
            facts = with_gaps(facts, dice)
        yield SampleFirm(name, str(facts["credit_code"]), facts)


def _name(facts: dict[str, Value], dice: Dice, names: dict[str, int]) -> str:
    industry = str(facts["industry_code"])
    trade = dice.pick(max(TRADES.items(), key=lambda at: _fit(at[0], industry))[1])
    plain = f"示例{dice.pick(BRANDS)}{dice.pick(BRANDS)}{trade}"
    names[plain] = seen = names.get(plain, 0) + 1
    number = "" if seen == 1 else f"（{seen}号）"
    shop = facts["legal_form"] == "individual_business"
    return f"{plain}{number}" + ("（个体工商户）" if shop else "有限公司")


def _fit(prefix: str, industry: str) -> int:
    return len(prefix) if industry.startswith(prefix) else 0


def credit_code(number: int, facts: dict[str, Value]) -> str:
    """A code with right check characters in a range of organisation codes nobody was given."""
    kind = "92" if facts["legal_form"] == "individual_business" else "91"
    body = f"KR{number:06d}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    left = 11 - sum(int(sign, 36) * by for sign, by in zip(body, weights, strict=True)) % 11
    check = {10: "X", 11: "0"}.get(left, str(left))
    front = f"{kind}{facts['division_code']}{body}{check}"
    return front + str(uscc.calc_check_digit(front))


_ALWAYS_KNOWN = frozenset(
    {"credit_code", "legal_form", "founded_on", "division_code", "industry_code"}
)


def with_gaps(facts: dict[str, Value], dice: Dice) -> dict[str, Value]:
    """Most are known in full; of the others whole categories and single facts are missing."""
    if dice.chance(THOROUGH):
        return dict(facts)
    missing = {category for category in range(1, 33) if dice.chance(25)}
    return {
        code: value
        for code, value in facts.items()
        if code in _ALWAYS_KNOWN
        or (vocabulary().fact(code).category not in missing and not dice.chance(18))
    }


def day_described(on: date) -> date:
    """The day the sample describes: a month's end at least six weeks ago, as such data arrive.

    The demo's needs are opened on days after it, so they are judged on what was known then.
    """
    return (on - ARRIVES_AFTER).replace(day=1) - timedelta(days=1)


def observations_of(facts: dict[str, Value], on: date) -> Iterator[Observation]:
    """One observation a fact, over the period the fact describes; enterprise and batch unset."""
    last_month = day_described(on)
    for code, value in facts.items():
        fact = vocabulary().fact(code)
        window = fact.period.window(as_of=last_month, anchor_year=on.year - 1)
        start, end = window or (last_month, last_month)
        yield Observation(
            code=fact.observation or code,
            period_start=start,
            period_end=end,
            value=value_text(value),
            source="sample",
            citation="示例数据，由平台生成",
            observed_on=last_month,
        )


def value_text(value: Value) -> str:
    """Canonical text in the smallest unit, as observations keep it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return str(value[0] * _MILLION // value[1])
    return value.isoformat() if isinstance(value, date) else str(value)

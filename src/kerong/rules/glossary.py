"""The glossary of rules as a page: the terms, the operators, and every fact of the vocabulary."""

from collections.abc import Iterable

from kerong.rules.operators import OPERATORS, TYPES_OF
from kerong.rules.vocabulary import Fact, vocabulary

TERMS = (
    ("Fact", "事实", "One word of the vocabulary: a value of a firm with type, period and bounds."),
    ("Vocabulary", "事实词表", "All facts a rule may name, in their order."),
    ("FactsInput", "企业数据", "Facts read from a document, with overrides and warnings."),
    ("OfferingRules", "产品规则", "The rule part of one offering revision, frozen."),
    ("Condition", "条件", "One line: a fact or measure, an operator, what is asked, its clause."),
    ("AnyOf", "任选其一", "Alternatives inside a list, one of which is enough."),
    ("Route", "路径", "A named way to qualify; one route is enough."),
    ("Measure", "指标", "A named formula that stands where a fact stands."),
    ("ListingField", "产品字段", "A number or choice an institution fills in, inside a range."),
    ("ListingArguments", "产品参数", "What an institution filled in for one listing."),
    ("DatedValue", "分期参数", "A parameter's value from a day on."),
    ("ReferenceTables", "参考表", "Size limits, published rates and the stage rule."),
    ("SizeLimit", "划型标准", "The size limits of one industry."),
    ("Plan", "测算计划", "The listings to answer for, laid out as data."),
    ("Results", "测算结果", "The answers for one firm and day."),
    ("Line", "理由", "One reason: what was asked, what was seen, how far apart."),
    ("Override", "给定值", "A derived fact that was given, beside what it would have been."),
    ("limit", "测算额度", "The computed limit; zero or less is a failing line of this name."),
    ("smallest_change", "最小改变", "The moves that would turn a no, fewest facts first."),
    ("Move", "改变", "One fact, its value now and the value it would need."),
    ("Finding", "测算结论", "What is kept of an answer so that it can be made again."),
    ("replay", "重放", "Making a finding again, byte for byte."),
    ("RuleTextFault", "规则文本错误", "A text refused with file, line and reason."),
    ("FactsFault", "企业数据错误", "A facts document refused, every fault named."),
    ("ListingNumbersFault", "产品参数错误", "Numbers outside what the pack opens."),
    ("ReplayMismatch", "重放材料不符", "Material that is not what the finding was made of."),
    ("Columns", "企业数据块", "Facts of many firms in columns: one block of rows."),
    ("ColumnsPlan", "批量测算计划", "A plan laid out for blocks of firms, with the same answers."),
    ("Benefit", "政策待遇", "What a policy gives: class, form, base, amount, matter, and by whom."),
    (
        "Clause",
        "政策条款",
        "One clause of a policy with the numbers it fills into the pack's fields.",
    ),
    ("OnLoan", "按贷款兑现", "A benefit of one loan: its formula is computed on that loan."),
    ("Population", "企业总体", "A file of firms, one column a fact, read in blocks."),
    ("Material", "测算依据", "Rules, listings, parameters and tables of a run as plain values."),
    (
        "Scorecard",
        "评分卡",
        "Indicators in groups that give points, a grade and perhaps an amount.",
    ),
    ("Indicator", "评分指标", "One raw value, its function and its weight."),
    ("Group", "指标分组", "Indicators summed together, kept between a least and a most."),
    ("Grade", "等级", "What a score is called from a number of points on."),
    ("Veto", "一票否决", "A line that replaces the value or caps the grade where it is not met."),
    ("PeerTable", "同行表", "Shares of peers at or below a value, by stage and industry, dated."),
    ("Score", "得分", "The answer of a scorecard: value, ends, grade and every indicator's part."),
    ("Item", "指标得分", "What one indicator gave, with the ends its unknown facts leave."),
    ("Raise", "提分办法", "The smallest move of one fact after which an indicator gives more."),
    ("Feed", "评分来源", "A scorecard that computes a derived fact in a place on a day."),
    (
        "ScorecardsOverlap",
        "评分卡重叠",
        "Two cards that would feed one fact in one place on one day.",
    ),
    (
        "Halved",
        "对半样本",
        "A points table from one half of the rows, and every row with its score and its half.",
    ),
    ("ScorecardsCircle", "评分卡循环", "A card that reads what a card feeds."),
    ("meets", "符合", "Every line asked is met."),
    ("unknown", "待补充", "Nothing fails, but something needed is not known."),
    ("fails", "不符合", "At least one line says no."),
)
OPERATOR_WORDS = {
    "is": ("等于", "the value is the one asked"),
    "is_not": ("不等于", "the value is another"),
    "in": ("属于", "the code is one of a list"),
    "not_in": ("不属于", "the code is none of a list"),
    "at_least": ("不低于", "the value asked or more, the day asked or later"),
    "at_most": ("不高于", "the value asked or less, the day asked or earlier"),
    "more_than": ("高于", "more than the value asked"),
    "less_than": ("低于", "less than the value asked"),
    "between": ("介于", "between two values, both taken in"),
    "before": ("早于", "an earlier day than the one asked"),
    "after": ("晚于", "a later day than the one asked"),
    "within": ("前缀属于", "the code begins with one of a list"),
    "known": ("已知", "the value is there at all"),
}


def rules_glossary() -> str:
    """The page `docs/reference/glossary/rules.md`."""
    parts = ["# Rules", "", "Made from the code; a test compares the two.", ""]
    parts += _table(TERMS)
    parts += ["", "## Operators", ""]
    parts += _table(
        (operator, OPERATOR_WORDS[operator][0], _operator_meaning(operator))
        for operator in OPERATORS
    )
    parts += ["", "## Facts", ""]
    parts += _table((fact.code, fact.zh, _fact_meaning(fact)) for fact in vocabulary())
    return "\n".join(parts) + "\n"


def _table(rows: Iterable[tuple[str, str, str]]) -> list[str]:
    head = ["| Code | 中文 | Meaning |", "|---|---|---|"]
    return head + [f"| `{code}` | {zh} | {en} |" for code, zh, en in rows]


def _operator_meaning(operator: str) -> str:
    meaning = OPERATOR_WORDS[operator][1]
    return f"{meaning[0].upper()}{meaning[1:]}; for {', '.join(sorted(TYPES_OF[operator]))}."


def _fact_meaning(fact: Fact) -> str:
    name = f"{fact.en[0].upper()}{fact.en[1:]}"
    choices = f" of {', '.join(fact.choices)}" if fact.choices else ""
    movable = ", changeable" if fact.changeable else ""
    note = f" ({fact.note})" if fact.note else ""
    return f"{name}: {fact.type}{choices}, {fact.period}, category {fact.category}{movable}{note}."

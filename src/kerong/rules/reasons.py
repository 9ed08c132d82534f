"""Why a piece of rule text, a fact or a listing number cannot be read, in Chinese and English."""

from typing import Any

from kerong.kernel.sentences import fill

REASONS: dict[str, tuple[str, str]] = {
    # the YAML text
    "yaml.large": ("文件超过 {largest} 字节", "the file is larger than {largest} bytes"),
    "yaml.encoding": ("文件不是 UTF-8 编码", "the file is not UTF-8"),
    "yaml.syntax": ("YAML 语法错误：{problem}", "not YAML: {problem}"),
    "yaml.mapping": ("文件应为「键: 值」结构", "the file must be a mapping of keys to values"),
    "yaml.documents": ("一个文件只能有一份内容", "only one document is allowed in a file"),
    "yaml.anchor": ("不允许使用锚点或引用", "anchors and aliases are not allowed"),
    "yaml.tag": ("不允许使用标签「{tag}」", "tags such as {tag} are not allowed"),
    "yaml.deep": ("嵌套超过 {deepest} 层", "nested more than {deepest} levels"),
    "yaml.key": ("键「{key}」不是文本", "the key {key} is not text"),
    "yaml.boolean": (
        "「{word}」有歧义：请写 true 或 false，或加引号",
        "{word} is ambiguous: write true or false, or quote it",
    ),
    "yaml.duplicate": ("键「{key}」重复", "the key {key} appears twice"),
    # the shape of the text
    "text.mapping": ("此处应为「键: 值」结构", "a mapping is expected here"),
    "text.list": ("此处应为列表", "a list is expected here"),
    "text.text": ("此处应为文本", "a text is expected here"),
    "text.whole": ("此处应为整数", "a whole number is expected here"),
    "text.flag": ("此处应为 true 或 false", "true or false is expected here"),
    "text.long": ("文本超过 {longest} 个字符", "the text is longer than {longest} characters"),
    "text.deep": ("嵌套超过 {deepest} 层", "nested more than {deepest} levels"),
    "text.missing": ("缺少「{key}」", "{key} is missing"),
    "text.unknown_key": (
        "没有「{key}」这一项，是否为「{nearest}」？",
        "no such key: {key}; nearest: {nearest}",
    ),
    "text.choice": ("「{text}」不在可选范围：{allowed}", "{text} is not one of {allowed}"),
    "text.name": ("名称「{name}」不可用或已被占用", "the name {name} is not allowed here or taken"),
    "text.many": ("有 {count} 项，最多 {most} 项", "{count} entries, at most {most} are allowed"),
    "text.open": ("截止日期早于开始日期", "the last day is before the first"),
    "text.range": (
        "数值字段须给出 from 与 to，且 from 不大于 to；其他字段不应给出",
        "a numeric field needs from ≤ to; other fields have neither",
    ),
    "text.code_list": (
        "「{of}」不是代码类事实，或此字段不需要代码表",
        "{of} is no code fact, or this field takes no code list",
    ),
    "text.parameter": (
        "参数应按日期给出一个值、一个列表，或 value 与 verified",
        "a parameter gives by date a value, a list, or value with verified",
    ),
    "text.service_offer": (
        "服务类产品不设额度、利率和期限",
        "a service has no limit, rate or term",
    ),
    # facts and values
    "fact.unknown": (
        "词表中没有事实「{fact}」，最接近的是「{nearest}」",
        "no such fact: {fact}; nearest: {nearest}",
    ),
    "fact.bounds": ("数值超出范围（{least} 至 {most}）", "out of bounds ({least} to {most})"),
    "fact.number_size": ("数值过大，请以文本形式填写", "too large for a number: write it as text"),
    "fact.form": ("数据格式不对：应为 {kind} 类型", "not readable as {kind}"),
    "fact.document": (
        "文件应含 facts，且为「代码: 值」结构",
        "the document needs facts, a mapping of codes to values",
    ),
    "fact.json": ("不是有效的 JSON：{problem}", "not valid JSON: {problem}"),
    "fact.duplicate": ("「{key}」出现两次", "{key} appears twice"),
    "fact.as_of": ("as_of 应为 ISO 日期", "as_of must be an ISO date"),
    "fact.rounded": (
        "「{text}」超过六位小数，已四舍五入",
        "{text} has more than six decimals and was rounded half up",
    ),
    "value.money": ("「{text}」不是金额", "{text} is not an amount of money"),
    "value.fen": ("「{text}」不足一分", "{text} is not a whole number of fen"),
    "value.ratio": (
        "「{text}」不是比率（如 0.05 或 5%）",
        "{text} is not a ratio such as 0.05 or 5%",
    ),
    "value.ppm": ("「{text}」超过六位小数", "{text} has more than six decimals"),
    "value.points": (
        "「{text}」不是分值（最多三位小数）",
        "{text} is not points (at most three decimals)",
    ),
    "value.count": ("「{text}」不是整数", "{text} is not a whole number"),
    "value.date": ("「{text}」不是日期（年-月-日）", "{text} is not a date (YYYY-MM-DD)"),
    "value.code": ("「{text}」不是代码", "{text} is not a code"),
    "value.flag": ("「{text}」不是 true 或 false", "{text} is not true or false"),
    "value.choice": ("「{text}」不在可选范围：{allowed}", "{text} is not one of {allowed}"),
    # tables of programmes
    "programme.unsound": ("{zh}", "{en}"),
    "programme.parts": ("内部份额合计应为 100%", "the parts of a payer sum to 100 %"),
    # numbers of a listing
    "listing.unknown_field": ("产品没有字段「{name}」", "the pack opens no field {name}"),
    "listing.required": ("必须填写", "must be given"),
    # conditions
    "condition.all_or_routes": ("all 与 routes 须且只能给出一个", "give either all or routes"),
    "condition.routes": ("路径为空或名称重复", "routes are empty or share a key"),
    "condition.gates": ("gates 须与 routes 一起给出", "gates stand with routes only"),
    "condition.empty": ("至少需要一条条件", "at least one line is needed"),
    "condition.any_alone": ("any 所在的条件不能再有其他内容", "a line with any holds nothing else"),
    "condition.any_in_any": ("any 内不能再有 any", "an any cannot hold another"),
    "condition.one_operator": (
        "每条条件须有且只有一个运算符，现有：{operators}",
        "one operator a line, found: {operators}",
    ),
    "condition.operator_type": (
        "运算符 {operator} 不适用于 {kind} 类型",
        "{operator} does not apply to {kind}",
    ),
    "condition.argument_type": (
        "${name} 是 {kind} 类型，应为 {wanted}",
        "${name} is {kind}, {wanted} is needed",
    ),
    "condition.parameter_type": ("@{name} 不能用作 {wanted}", "@{name} cannot stand for {wanted}"),
    "condition.measure_type": (
        "指标 {name} 的单位应为 {wanted}",
        "the measure {name} must be {wanted}",
    ),
    "condition.code_list": (
        "${name} 使用的代码表应为 {fact}",
        "${name} must use the code list of {fact}",
    ),
    "condition.between": (
        "between 须给出由小到大的两个值",
        "between takes two values, the lower first",
    ),
    "condition.codes": (
        "此处应为 1 至 {most} 个代码的列表",
        "a list of 1 to {most} codes is expected",
    ),
    "condition.codes_twice": ("列表中有重复的代码", "a code appears twice"),
    "condition.known": ("known 只能写 true", "known takes true only"),
    "condition.when": (
        "when 应为是否类的 $ 字段，而不是「{name}」",
        "when takes a $ field that is a flag, not {name}",
    ),
    "condition.value": ("此处应为 {kind} 类型的值", "a {kind} is expected here"),
    # formulas and measures
    "formula.long": ("公式超过 {longest} 个字符", "longer than {longest} characters"),
    "formula.deep": ("公式嵌套超过 {deepest} 层", "nested more than {deepest} levels"),
    "formula.big": ("公式超过 {most} 个节点", "more than {most} nodes"),
    "formula.character": (
        "第 {column} 个字符「{character}」不能用在公式中",
        "the character {character} at {column} is not allowed",
    ),
    "formula.syntax": ("公式写法有误：{text}", "not a formula: {text}"),
    "formula.construct": ("公式中不允许 {construct}", "{construct} is not allowed in a formula"),
    "formula.literal": ("「{text}」不是数", "{text} is not a number"),
    "formula.kinds": ("「{operator}」不能用于 {kinds}", "{operator} cannot join {kinds}"),
    "formula.result": (
        "公式结果是 {kind}，应为 {wanted}",
        "the formula gives {kind}, {wanted} is needed",
    ),
    "formula.not_a_number": ("{name} 不是数，不能计算", "{name} is not a number"),
    "formula.unknown_argument": ("产品字段中没有 ${name}", "no listing field ${name}"),
    "formula.unknown_parameter": ("参数中没有 @{name}", "no parameter @{name}"),
    "formula.unknown_function": ("没有函数 {name}", "no such function: {name}"),
    "formula.argument_here": (
        "指标中不能用产品字段 ${name}",
        "a measure cannot read the listing's ${name}",
    ),
    "formula.keywords": ("{name} 不接受「名称=值」", "{name} takes no name=value"),
    "formula.arguments": ("{name} 需要 {wanted} 个参数", "{name} takes {wanted} arguments"),
    "formula.unit": (
        "round_down 的单位须为正的数、$ 字段或 @ 参数",
        "the unit of round_down is a positive number, $ field or @ parameter",
    ),
    "formula.by": (
        "by 的写法：by(代码, 取值=…, 取值=…)，取值不重复",
        "write by(code, A=…, B=…), each branch once",
    ),
    "formula.branch": (
        "{fact} 没有取值「{branch}」：{allowed}",
        "{fact} has no value {branch}: {allowed}",
    ),
    "formula.steps": (
        "steps 的写法：steps(数, 起点以下的值, (起点, 值), …)，起点由小到大",
        "write steps(x, value below, (from, value), …), rising",
    ),
    # scorecards
    "text.part_of_kind": ("{kind} 类没有 {part} 这一部分", "a {kind} has no {part}"),
    "scorecard.function": (
        "每个指标须有且只有一个计分函数：{functions}",
        "an indicator has exactly one function: {functions}",
    ),
    "scorecard.category": ("数据类别须为 1 至 {most}", "the category is 1 to {most}"),
    "scorecard.group": ("没有分组「{group}」", "no group {group}"),
    "scorecard.raw": ("计分公式没有用到 {raw}", "the points do not read {raw}"),
    "scorecard.steps": (
        "档位须至少一个，起点由小到大",
        "at least one step is needed, rising",
    ),
    "scorecard.share": (
        "档位的值须同为分值或同为权重的百分比；权重分阶段或按日期时须为百分比",
        "steps give all points or all shares of the weight; shares where the weight varies",
    ),
    "scorecard.outside": ("档位的分值超出权重 {most}", "a step leaves the weight {most}"),
    "scorecard.efficacy": (
        "efficacy 须给出不得分与得满分的两个不同的值",
        "efficacy takes two unlike values: of no points and of all",
    ),
    "scorecard.weight": (
        "权重须为不小于零的数、分阶段的数，或按日期的其中一种",
        "a weight is a number from zero up, one a stage, or either by day",
    ),
    "scorecard.stage": ("须给出各阶段：{stages}", "one value a stage is needed: {stages}"),
    "scorecard.veto": (
        "否决条件只能是对是否、代码或数值与固定值的比较",
        "a veto compares a flag, a code or a number with what is written",
    ),
    "scorecard.otherwise": (
        "otherwise 须给出 points 或 grade 之一",
        "otherwise gives either points or a grade",
    ),
    "scorecard.grades": (
        "等级由高到低，起点递减，最后一级没有起点",
        "grades stand best first with falling beginnings, the last without one",
    ),
    "scorecard.feeds": (
        "「{fact}」不是可由评分卡得出的事实，或等级与其取值不符",
        "{fact} is no fact a scorecard gives, or its grades are other codes",
    ),
    "scorecard.of_class": (
        "资质测试的评分卡没有否决条件，也不产生事实",
        "the scorecard of a class test has no vetoes and feeds no fact",
    ),
    "scorecard.peers": (
        "没有为指标的原始值给出同行表「{name}」",
        "there is no peer table {name} for the raw value",
    ),
    "scorecard.peer_cells": (
        "同行表中同一阶段与行业出现两次",
        "a stage and industry stand twice in the peer table",
    ),
    "scorecard.peer_others": (
        "每个阶段须有一格给其余行业：{stages}",
        "each stage needs a cell for all other industries: {stages}",
    ),
    "scorecard.peer_cuts": (
        "同行分位须由小到大，占比在 0 至 100% 之间",
        "cuts of a peer table rise, with shares between 0 and 100%",
    ),
    "scorecard.few_peers": ("同行不得少于 {least} 家", "never fewer than {least} peers"),
    "clause.number": ("条款的数字不可用：{zh}", "a number of the clause is refused: {en}"),
    "measure.cycle": ("指标互相引用：{names}", "measures refer to each other: {names}"),
    "measure.unknown": ("没有指标「{name}」", "no measure {name}"),
}


class Unreadable(ValueError):
    """Raised where the reading fails; whoever knows file, line or column adds it."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def say(self, language: str = "zh-hans") -> str:
        zh, en = REASONS[self.code]
        return fill(en if language.startswith("en") else zh, self.facts)

    def __str__(self) -> str:
        return self.say("en")

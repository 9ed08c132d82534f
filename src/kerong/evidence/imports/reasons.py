"""Why a file, a row or a cell is refused: every code with its sentence in Chinese and English."""

from collections.abc import Mapping
from typing import Any

from kerong.kernel.references import (
    BadCreditCode,
    CreditCodeCharacter,
    CreditCodeCheckDigit,
    CreditCodeLength,
    RegistrationNumber,
)
from kerong.kernel.sentences import fill

REASONS: dict[str, tuple[str, str]] = {
    # the file as a whole
    "file.empty": ("文件是空的。", "The file is empty."),
    "file.too_large": (
        "文件有 {bytes} 字节，上限 {limit} 字节，请拆成几个文件。",
        "The file has {bytes} bytes, the limit is {limit}; split it into several files.",
    ),
    "file.kind_unknown": (
        "无法识别文件类型，请上传 CSV、XLSX 或 JSON。",
        "The kind of file is not recognised; send CSV, XLSX or JSON.",
    ),
    "file.kind_mismatch": (
        "文件名以 .{named} 结尾，内容却是 {found}，请另存为正确的类型。",
        "The name ends in .{named} but the content is {found}; save it as the right kind.",
    ),
    "file.old_excel": (
        "这是旧版 Excel（.xls）或加密的工作簿，请去掉密码并另存为 .xlsx。",
        "This is an old Excel (.xls) or encrypted workbook; remove the password and save as .xlsx.",
    ),
    "file.zip_broken": (
        "工作簿压缩包已损坏（{part}），请重新保存后上传。",
        "The workbook's archive is broken ({part}); save it again and send it anew.",
    ),
    "file.zip_ratio": (
        "工作簿的压缩比超过 {limit} 倍，不予解压。",
        "The workbook is packed more than {limit} times smaller; it is not unpacked.",
    ),
    "file.unpacked_too_large": (
        "工作簿解压后超过 {limit} 字节，请拆成几个文件。",
        "Unpacked, the workbook passes {limit} bytes; split it into several files.",
    ),
    "file.zip_names": (
        "工作簿内含可疑的文件名「{part}」。",
        "The workbook holds a part with a suspicious name: “{part}”.",
    ),
    "file.doctype": (
        "文件内含文档类型声明（{part}），出于安全不予读取。",
        "The file holds a document type declaration ({part}); it is not read for safety.",
    ),
    "file.macros": (
        "工作簿含宏，请另存为不含宏的 .xlsx。",
        "The workbook holds macros; save it as .xlsx without macros.",
    ),
    "file.embedded": (
        "工作簿含嵌入对象或外部链接（{part}），请删除后上传。",
        "The workbook holds embedded objects or external links ({part}); remove them first.",
    ),
    "file.xml": (
        "工作簿内部文件「{part}」不是有效的 XML。",
        "The workbook's part “{part}” is not valid XML.",
    ),
    "file.workbook": (
        "无法打开这个工作簿，请用表格软件重新保存。",
        "This workbook cannot be opened; save it again with a spreadsheet program.",
    ),
    "file.utf16": (
        "文件是 UTF-16 编码，请另存为「CSV UTF-8」。",
        "The file is in UTF-16; save it as “CSV UTF-8”.",
    ),
    "file.encoding": (
        "第 {byte} 个字节起无法按 UTF-8 或 GB18030 识别，请另存为「CSV UTF-8」。",
        "From byte {byte} on it is neither UTF-8 nor GB18030; save it as “CSV UTF-8”.",
    ),
    "file.nul": (
        "文件中有空字节，可能不是文本文件。",
        "The file holds NUL bytes; it may not be a text file.",
    ),
    "file.quotes": (
        "第 {row} 行附近的引号没有配对。",
        "The quotation marks near row {row} do not pair up.",
    ),
    "file.delimiter": (
        "列之间请用英文逗号分隔，文件用的是「{found}」。",
        "Separate columns with commas; the file uses “{found}”.",
    ),
    "file.rows": (
        "行数超过 {limit}，请拆成几个文件。",
        "There are more than {limit} rows; split the file.",
    ),
    "file.cells": (
        "单元格超过 {limit} 个，请拆成几个文件。",
        "There are more than {limit} cells; split the file.",
    ),
    "file.columns": ("列数超过 {limit}。", "There are more than {limit} columns."),
    "file.no_rows": ("只有表头，没有数据行。", "There is a header but no row."),
    "file.json": (
        "第 {line} 行起不是有效的 JSON。",
        "It is not valid JSON from line {line} on.",
    ),
    "file.json_deep": ("JSON 嵌套过深。", "The JSON is nested too deeply."),
    "file.json_shape": (
        'JSON 应为 {{"rows": [ … ]}}，每行是一个对象。',
        'The JSON must be {{"rows": [ … ]}}, each row an object.',
    ),
    "file.json_key_twice": (
        "同一个对象里「{key}」出现了两次。",
        "“{key}” stands twice in one object.",
    ),
    # the sheet
    "sheet.several": (
        "有几个工作表都有内容（{sheets}），请只留一个，或命名为「数据」。",
        "Several sheets hold rows ({sheets}); keep one, or name it “数据” or “data”.",
    ),
    "sheet.hidden": (
        "工作表「{sheet}」是隐藏的，请取消隐藏或删除。",
        "The sheet “{sheet}” is hidden; show it or delete it.",
    ),
    "sheet.hidden_row": (
        "这一行是隐藏的（可能被筛选掉），请取消隐藏或删除。",
        "This row is hidden (perhaps filtered away); show it or delete it.",
    ),
    "sheet.merged": ("请取消合并单元格。", "Please unmerge the cells."),
    "sheet.formula": (
        "单元格是公式，请粘贴为数值。",
        "The cell is a formula; paste it as a value.",
    ),
    "sheet.error": (
        "单元格是错误值，请改正后再导入。",
        "The cell holds an error value; correct it first.",
    ),
    # the header
    "header.missing": ("缺少列「{zh}」。", "The column “{name}” is missing."),
    "header.unknown": (
        "不认识列「{name}」。",
        "The column “{name}” is not known.",
    ),
    "header.twice": ("列「{name}」出现了两次。", "The column “{name}” stands twice."),
    # one cell
    "cell.extra": (
        "这一行比表头多出内容。",
        "This row holds more cells than the header.",
    ),
    "cell.too_long": ("超过 {limit} 个字符。", "It is longer than {limit} characters."),
    "cell.required": ("不能为空。", "It must not be empty."),
    "cell.not_text": (
        "应为文本或数字，不能是列表或对象。",
        "It must be text or a number, not a list or an object.",
    ),
    "cell.number_code": (
        "代码被存成了数字，可能已丢失末位，请设为文本格式后重新填写。",
        "The code is stored as a number and may have lost digits; format the cell as text.",
    ),
    "party.unknown": (
        "平台上没有「{text}」这家企业。",
        "No firm “{text}” is known on the platform.",
    ),
    "party.foreign": (
        "只能导入本企业（{own}）的数据。",
        "You may only import figures of your own firm ({own}).",
    ),
    "observation.unknown": (
        "不认识观测项「{text}」。",
        "The observation “{text}” is not known.",
    ),
    "observation.computed": (
        "「{text}」由平台计算，企业不能自行填报。",
        "“{text}” is computed by the platform; a firm cannot state it.",
    ),
    "period.year": (
        "「{text}」按年填报，期间应为 {start} 至 {end}。",
        "“{text}” is given by year; the period must be {start} to {end}.",
    ),
    "period.window": (
        "「{text}」的期间应为 {months} 个月，截至 {end} 应从 {start} 起。",
        "“{text}” covers {months} months; ending on {end} it must start on {start}.",
    ),
    "period.point": (
        "「{text}」是时点数，期间起止应为同一天。",
        "“{text}” describes one day; the period must start and end on it.",
    ),
    "period.backwards": ("期间起晚于期间止。", "The period ends before it starts."),
    "date.unreadable": (
        "「{text}」不是日期，请写成 2025-12-31。",
        "“{text}” is not a day; write it as 2025-12-31.",
    ),
    "date.outside": (
        "日期「{text}」不在 {least} 至 {most} 之间。",
        "The day “{text}” is not between {least} and {most}.",
    ),
    "date.time": (
        "请只写日期，不要带时间。",
        "Give the day alone, without a time.",
    ),
    "observed.future": ("观测日晚于今天。", "The day of observation lies in the future."),
    "observed.early": (
        "观测日早于期间止（{end}），那时还不可能知道。",
        "It was observed before the period ended ({end}), too early to be known.",
    ),
    "source.unknown": (
        "不认识来源「{text}」。",
        "The source “{text}” is not known.",
    ),
    "source.not_yours": (
        "您不能以「{text}」的名义填报，请写「{yours}」。",
        "You cannot speak for “{text}”; write “{yours}”.",
    ),
    "value.number": (
        "「{text}」不是数字。不接受科学计数、下划线、NaN。",
        "“{text}” is not a number; exponents, underscores and NaN are not accepted.",
    ),
    "value.unit": (
        "请去掉单位「{text}」，金额一律填元。",
        "Leave the unit “{text}” out; money is given in yuan.",
    ),
    "value.separators": (
        "千位分隔符的位置不对：「{text}」。",
        "The thousands separators stand in the wrong places: “{text}”.",
    ),
    "value.decimals": (
        "「{text}」的小数位超过 {limit} 位。",
        "“{text}” has more than {limit} decimals.",
    ),
    "value.whole": ("应为整数，填的是「{text}」。", "It must be a whole number, not “{text}”."),
    "value.percent": (
        "这一项不能用百分号。",
        "A percent sign is not accepted here.",
    ),
    "value.outside": (
        "「{text}」超出允许范围 {least} 至 {most}。",
        "“{text}” is outside the range {least} to {most}.",
    ),
    "value.flag": ("应为 是 或 否，填的是「{text}」。", "It must be true or false, not “{text}”."),
    "value.choice": (
        "「{text}」不在允许的代码之中：{choices}。",
        "“{text}” is not one of the codes: {choices}.",
    ),
    "value.code": (
        "「{text}」不是代码：只用字母、数字、下划线和短横。",
        "“{text}” is not a code: letters, digits, underscores and hyphens only.",
    ),
    "value.formula": (
        "以「{text}」开头的内容会被表格软件当作公式，请改写。",
        "A text that begins with “{text}” is taken for a formula by spreadsheets; reword it.",
    ),
    # records
    "kind.unknown": (
        "不认识登记种类「{text}」。",
        "The kind of record “{text}” is not known.",
    ),
    "status.unknown": (
        "不认识状态「{text}」，可用：{choices}。",
        "The status “{text}” is not known; use one of {choices}.",
    ),
    "number.with_none": (
        "状态为「无」时编号应为空。",
        "With status “none” the number must be empty.",
    ),
    "validity.backwards": (
        "有效期止早于有效期起。",
        "The validity ends before it begins.",
    ),
    # one row against the others
    "row.twice": (
        "与第 {earlier} 行重复。",
        "It repeats row {earlier}.",
    ),
    "row.contradicts": (
        "与第 {earlier} 行同一项同一期间同一来源，值却不同。",
        "Row {earlier} gives another value for the same thing, period and source.",
    ),
}

WARNINGS: dict[str, tuple[str, str]] = {
    "value.rounded": (
        "「{text}」超过六位小数，按四舍五入取 {rounded}。",
        "“{text}” has more than six decimals and is rounded to {rounded}.",
    ),
}

_CODES = (
    BadCreditCode,
    CreditCodeCharacter,
    CreditCodeCheckDigit,
    CreditCodeLength,
    RegistrationNumber,
)
REASONS |= {fault.code: (fault.zh, fault.en) for fault in _CODES}
_HINT = ("您是否想写「{nearest}」？", " Did you mean “{nearest}”?")


def sentence(code: str, facts: Mapping[str, Any], language: str) -> str:
    """The reason in a language, with the nearest known word when there is one."""
    english = language.startswith("en")
    text = fill((REASONS.get(code) or WARNINGS[code])[english], facts)
    return text + fill(_HINT[english], facts) if facts.get("nearest") else text

"""Faults of evidence: batches, consents, values nobody agreed to show."""

from kerong.kernel.errors import Conflict, Invalid, NotFound, Refused


class BatchNotFound(NotFound):
    code = "import.not_found"
    zh = "没有找到导入批次「{no}」。"
    en = "There is no import batch “{no}”."


class BatchNotReady(Conflict):
    code = "import.not_ready"
    zh = "导入批次「{no}」还没有备妥，请重新上传同一个文件以继续。"
    en = "Import batch “{no}” is not ready; send the same file again to continue."


class BatchDisturbed(Conflict):
    code = "import.disturbed"
    zh = "导入「{no}」时另有同一文件在处理，请重新上传。"
    en = "The same file was in work elsewhere while “{no}” was staged; please send it again."


class BatchInForce(Conflict):
    code = "import.in_force"
    zh = "导入批次「{no}」已经生效，不能撤销，请导入更正。"
    en = "Import batch “{no}” is in force and cannot be dropped; import a correction."


class RowsRefused(Invalid):
    code = "evidence.rows_refused"
    zh = "有 {count} 行不能写入，第一处：{first}"
    en = "{count} rows cannot be written; the first: {first}"


class ConsentNotFound(NotFound):
    code = "consent.not_found"
    zh = "没有找到授权「{no}」。"
    en = "There is no consent “{no}”."


class NoCategories(Invalid):
    code = "consent.no_categories"
    zh = "请至少选择一个数据类别。"
    en = "Choose at least one category of data."


class UnknownCategory(Invalid):
    code = "consent.unknown_category"
    zh = "没有编号为 {category} 的数据类别。"
    en = "There is no category of data numbered {category}."


class UnknownPurpose(Invalid):
    code = "consent.unknown_purpose"
    zh = "不认识用途「{purpose}」。"
    en = "The purpose “{purpose}” is not known."


class TermTooLong(Refused):
    code = "consent.term"
    zh = "授权期限应在 {first} 至 {last} 之间。"
    en = "The consent must end between {first} and {last}."


class InstitutionUnavailable(Refused):
    code = "consent.institution"
    zh = "该机构未入驻或已暂停，不能授权。"
    en = "The institution is not admitted or is suspended; it cannot be given consent."


class ConsentEnded(Conflict):
    code = "consent.ended"
    zh = "授权「{no}」已于 {ended_at} 终止。"
    en = "The consent “{no}” ended on {ended_at}."


class ConsentDisturbed(Conflict):
    code = "consent.disturbed"
    zh = "同一授权正在被别人修改，请刷新后再试。"
    en = "Somebody else is changing the same consent; reload and try again."

"""Why a file is not kept or not given."""

from kerong.kernel.errors import Conflict, Invalid, NotFound, Refused, Unavailable


class DocumentEmpty(Invalid):
    """Facts: `name`."""

    code = "document.empty"
    zh = "文件“{name}”是空的。"
    en = "The file {name} is empty."


class DocumentTooLarge(Invalid):
    """Facts: `name`, `most_megabytes`."""

    code = "document.too_large"
    zh = "文件“{name}”超过 {most_megabytes} MB。"
    en = "The file {name} is larger than {most_megabytes} MB."


class DocumentTypeRefused(Invalid):
    """Facts: `name`, `accepted`."""

    code = "document.type_refused"
    zh = "文件“{name}”的内容不是可接受的类型（{accepted}）。"
    en = "The content of {name} is not one of the accepted types ({accepted})."


class DocumentLost(Unavailable):
    """The row is there, the content is not, or differs from its digest. Facts: `document`."""

    code = "document.lost"
    zh = "文件内容暂时无法读取，请联系平台运维。"
    en = "The content of this file cannot be read; please tell the operator."


class DocumentChanged(Unavailable):
    """What is kept of a paper is not what was issued. Facts: `document`."""

    code = "document.changed"
    zh = "平台留存的文件 {document} 与出具时不一致，暂不能打印或核验，请联系出具单位。"
    en = "What is kept of {document} is not what was issued; please tell whoever issued it."


class CheckKeyMissing(Unavailable):
    """Facts: `path`, the file's name."""

    code = "document.check_key_missing"
    zh = "校验码密钥不可用，暂不能出具或核验文件，请联系平台运维。"
    en = "The key of the check codes is not available; please tell the operator."


class IssuedNotFound(NotFound):
    """No such document, or not for this reader: the same words for both. Facts: `no`."""

    code = "document.not_found"
    zh = "没有找到编号为“{no}”的文件。"
    en = "There is no document {no}."


class FactsUnfit(Invalid):
    """The facts are not what the template of this kind prints. Facts: `kind`, `place`, `reason`."""

    code = "document.facts_unfit"
    zh = "文件内容不完整或格式不符（{place}）。"
    en = "The facts do not fit this kind of document ({place}: {reason})."


class SignsNotInFont(Refused):
    """Facts: `signs`, each with its code point."""

    code = "document.signs_not_in_font"
    zh = "字库缺少以下字符，无法出具文件：{signs}。请核对录入，或联系平台运维补充字库。"
    en = (
        "No font here has these characters: {signs}. "
        "Please check what was typed, or ask the operator to add a font."
    )


class DocumentUnprintable(Unavailable):
    """The typesetter refused what the checks let through. Facts: `no`."""

    code = "document.unprintable"
    zh = "文件“{no}”暂时无法生成，请联系平台运维。"
    en = "The document {no} cannot be printed at present; please tell the operator."


class NotStanding(Conflict):
    """Revoked or replaced already. Facts: `no`."""

    code = "document.not_standing"
    zh = "文件“{no}”已撤销或已被替换。"
    en = "The document {no} was revoked or replaced before."

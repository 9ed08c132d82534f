"""Why a file is not kept or not given."""

from kerong.kernel.errors import Invalid, Unavailable


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

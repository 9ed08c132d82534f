"""What loans refuse with."""

from kerong.kernel.errors import Conflict, NotFound


class LoanNotFound(NotFound):
    code = "loan.not_found"
    zh = "没有找到这笔贷款。"
    en = "There is no such loan."


class LoanReferenceUsed(Conflict):
    """Facts: `reference`. The same reference came with other terms."""

    code = "loan.reference_used"
    zh = "该引用已开立过一笔内容不同的贷款。"
    en = "A loan with other terms was opened under this reference."

"""A bank account as somebody types it, brought into one spelling and checked for its form."""

import re
import unicodedata
from dataclasses import dataclass

from kerong.payments.errors import AccountFieldWrong

FEWEST_DIGITS, MOST_DIGITS, BRANCH_DIGITS = 8, 32, 12
LONGEST_NAME = 120
_BLANKS = re.compile(r"[\s\-]+")
_SENTENCES = {
    "holder": ("请填写户名，与营业执照上的名称一致。", "Give the holder as on the licence."),
    "bank": ("请填写开户行全称。", "Give the full name of the bank's branch."),
    "branch_code": (
        "行号应为 12 位数字（支付系统行号，可向开户行查询）。",
        "The branch's clearing number has 12 digits; the bank knows it.",
    ),
    "number": (
        "账号只能是 8 至 32 位数字，不能全部相同。",
        "An account number has 8 to 32 digits, not all of them alike.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDraft:
    """Holder (户名), bank (开户行), clearing number of the branch (行号), account number (账号)."""

    holder: str
    bank: str
    branch_code: str
    number: str


def checked_account(draft: AccountDraft) -> AccountDraft:
    """The account in one spelling; raises AccountFieldWrong for the first field that cannot be.

    Banks give their numbers no common check digit, so only the form is checked here; a second
    person compares the rest with the party's papers.
    """
    found = AccountDraft(
        holder=_words(draft.holder),
        bank=_words(draft.bank),
        branch_code=_digits(draft.branch_code),
        number=_digits(draft.number),
    )
    if not 2 <= len(found.holder) <= LONGEST_NAME:
        raise _wrong("holder")
    if not 4 <= len(found.bank) <= LONGEST_NAME:
        raise _wrong("bank")
    if not (_is_number(found.branch_code) and len(found.branch_code) == BRANCH_DIGITS):
        raise _wrong("branch_code")
    fits = FEWEST_DIGITS <= len(found.number) <= MOST_DIGITS and len(set(found.number)) > 1
    if not (_is_number(found.number) and fits):
        raise _wrong("number")
    return found


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for width, brackets and blanks."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", name)).lower()


def _words(text: str) -> str:
    seen = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(seen.split())


def _digits(text: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _wrong(field: str) -> AccountFieldWrong:
    zh, en = _SENTENCES[field]
    return AccountFieldWrong(field=field, zh=zh, en=en)

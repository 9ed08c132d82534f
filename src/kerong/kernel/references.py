"""Text references between packages ("case:N2026-000123") and unified social credit codes."""

import re
import unicodedata
from uuid import uuid4

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength

from kerong.kernel.errors import Invalid

_KIND = re.compile(r"[a-z][a-z_]{0,31}", re.ASCII)
_NO = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,79}", re.ASCII)
_MINUS = "\N{MINUS SIGN}"
_SEPARATORS = re.compile(r"[\s\-]+")
CODE_LENGTH = 18
_REGISTRATION_LENGTH = 15
_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")


class NotAReference(Invalid):
    code = "reference.unreadable"
    zh = "「{text}」不是有效的引用。"
    en = "“{text}” is not a reference."


class BadCreditCode(Invalid):
    """Family of the reasons why a credit code is refused; facts: `credit_code`."""

    code = "credit_code.invalid"
    zh = "统一社会信用代码「{credit_code}」有误。"
    en = "“{credit_code}” is not a unified social credit code."


class CreditCodeLength(BadCreditCode):
    code = "credit_code.length"
    zh = "统一社会信用代码应为 18 位，「{credit_code}」有 {length} 位。"
    en = "A unified social credit code has 18 characters, “{credit_code}” has {length}."


class RegistrationNumber(BadCreditCode):
    code = "credit_code.registration_number"
    zh = "「{credit_code}」是 15 位旧注册号，请填写营业执照上的 18 位统一社会信用代码。"
    en = (
        "“{credit_code}” is an old 15-digit registration number; "
        "give the 18-character unified social credit code on the business licence."
    )


class CreditCodeCharacter(BadCreditCode):
    code = "credit_code.character"
    zh = "统一社会信用代码「{credit_code}」含有不允许的字符（无 I、O、S、V、Z，前段为数字）。"
    en = (
        "“{credit_code}” holds a character that is not allowed "
        "(the letters I, O, S, V, Z are not used; the region code is digits)."
    )


class CreditCodeCheckDigit(BadCreditCode):
    code = "credit_code.check_digit"
    zh = "统一社会信用代码「{credit_code}」的校验位不符，请核对是否抄错。"
    en = "The check character of “{credit_code}” does not fit; please look for a typing error."


def reference(kind: str, no: str | int) -> str:
    """The text by which other packages point at a record: reference("case", "N2026-000123")."""
    text = f"{kind}:{no}"
    split_reference(text)
    return text


def split_reference(text: str) -> tuple[str, str]:
    """Kind and number of a reference; raises NotAReference."""
    kind, _, no = text.partition(":")
    if not _KIND.fullmatch(kind) or not _NO.fullmatch(no):
        raise NotAReference(text=text[:120])
    return kind, no


def number_to_come() -> str:
    """Stands in the column of numbers until the row has its key; unique, and never seen outside."""
    return f"?{uuid4().hex[:30]}"


def one_spelling(text: str) -> str:
    """What people call one thing, typed one way: half-width, nothing unseen in it, one kind of
    blank and one of dash; the case stays as it is."""
    shown = (each for each in unicodedata.normalize("NFKC", text) if not _is_unseen(each))
    dashed = "".join("-" if _is_dash(each) else each for each in shown)
    return " ".join(dashed.split())


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "C" and not letter.isspace()


def _is_dash(letter: str) -> bool:
    return unicodedata.category(letter) == "Pd" or letter == _MINUS


def normalise_credit_code(text: str) -> str:
    """Half-width, upper case, without blanks and hyphens; says nothing about validity."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def check_credit_code(text: str) -> str:
    """The normalised code, its check character verified (GB 32100-2015).

    Raises a subclass of BadCreditCode that names the reason.
    """
    found = normalise_credit_code(text)
    shown = found[:40]
    if len(found) == _REGISTRATION_LENGTH and found.isascii() and found.isdigit():
        raise RegistrationNumber(credit_code=shown)
    if len(found) != CODE_LENGTH:
        raise CreditCodeLength(credit_code=shown, length=len(found))
    if not _ALPHABET.issuperset(found):
        raise CreditCodeCharacter(credit_code=shown)
    try:
        return str(uscc.validate(found))
    except InvalidChecksum as fault:
        raise CreditCodeCheckDigit(credit_code=shown) from fault
    except (InvalidComponent, InvalidFormat, InvalidLength) as fault:
        raise CreditCodeCharacter(credit_code=shown) from fault

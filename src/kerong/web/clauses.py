"""Where a condition is written, told in English: numbers of articles by rule, the rest by a table.

The clause of a document is Chinese as the document is; Chinese pages quote it as it stands.
"""

import csv
import re
from functools import cache
from importlib.resources import files

from kerong.web.formats import is_english

_DIGITS = {sign: at for at, sign in enumerate("〇一二三四五六七八九")}
_NUMBER = "[〇一二三四五六七八九十百]+"
_COUNTED = {
    "第{}条": "Article {}",
    "财务条件{}": "financial condition {}",
    "条件{}": "condition {}",
    "标准{}": "standard {}",
    "直通{}": "direct route {}",
    "（{}）": "({})",
}
_PARTS = re.compile(
    "|".join(
        [
            *(
                f"{before}{_NUMBER}{after}"
                for before, _, after in (counted.partition("{}") for counted in _COUNTED)
            ),
            "[A-Z] 级",
            "附件",
            "[（）]",
            "[A-Za-z]*[一-鿿]+",
        ]
    )
)


def clause_words(clause: str) -> str:
    """`第十一条（二）` as `Article 11 (2)` on an English page; what has no words stays Chinese."""
    if not is_english() or not clause:
        return clause
    said = _PARTS.sub(lambda found: f" {_part(found[0])} ", clause)
    tidy = re.sub(r"\s+", " ", said).replace("( ", "(").replace(" )", ")").strip()
    return tidy[:1].upper() + tidy[1:]


def _part(text: str) -> str:
    if text in "（）":
        return {"（": "(", "）": ")"}[text]
    if text == "附件":
        return "Annex"
    if text.endswith(" 级"):
        return f"grade {text[0]}"
    for written, said in _COUNTED.items():
        before, _, after = written.partition("{}")
        inside = text.removeprefix(before).removesuffix(after)
        if text == f"{before}{inside}{after}" and re.fullmatch(_NUMBER, inside):
            return said.format(_number(inside))
    return _words().get(text, text)


def _number(text: str) -> int:
    """`二十三` is 23, `十` 10, `一百〇五` 105."""
    hundreds, _, rest = text.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    whole = 100 * _DIGITS[hundreds] if hundreds else 0
    whole += 10 * (_DIGITS[tens] if tens else 1) if ten else 0
    return whole + (_DIGITS[ones[-1]] if ones else 0)


@cache
def _words() -> dict[str, str]:
    text = files("kerong.web.word_lists").joinpath("clause_words.csv").read_text(encoding="utf-8")
    return {row["zh"]: row["en"] for row in csv.DictReader(text.splitlines())}

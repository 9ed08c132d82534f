"""Formulas in words: every node of the rule language as people read it, in Chinese and English."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from kerong.catalogue.wording import code_names, money_text, percent_text
from kerong.kernel.ratios import ratio_text, round_half_up
from kerong.rules.formulas.nodes import (
    ArgumentRead,
    Arithmetic,
    By,
    Extreme,
    FactRead,
    Literal,
    Nearest,
    Negative,
    Node,
    ParameterRead,
    RoundDown,
    Steps,
    Within,
)
from kerong.rules.offering import Measure
from kerong.rules.vocabulary import FLAG, MONEY, RATIO, vocabulary

_SIGNS = {"*": "×", "/": "÷", "+": "+", "-": "−"}
_REFERENCE = {"lpr_1y": ("一年期 LPR", "one-year LPR"), "lpr_5y": ("五年期 LPR", "five-year LPR")}
_FLAGS = {"true": ("是", "yes"), "false": ("否", "no")}


Parameter = Callable[[str, str], Fraction | None]


class FormulaWords:
    """`parameter` gives a dated parameter its value on the day by name and kind; a formula among
    `measures` is called by its title, a number of a listing or clause as `arguments` say."""

    def __init__(
        self,
        parameter: Parameter,
        measures: Iterable[Measure] = (),
        *,
        english: bool,
        arguments: Mapping[str, str] | None = None,
    ) -> None:
        self._parameter = parameter
        self._titles = {each.node: each.title for each in measures}
        self._arguments = arguments or {}
        self.english = english

    def of(self, node: Node) -> str:
        """`8 × Ⅰ类知识产权`, `取最大（专精特新企业：是 3，否 0；瞪羚企业：是 3，否 0）`."""
        if node in self._titles:
            title = self._titles[node]
            return self.say(title.zh, title.en)
        match node:
            case Literal(value=value, kind=kind):
                return amount_words(kind, value, english=self.english)
            case FactRead(code=code):
                return self.fact(code)
            case ParameterRead(name=name, kind=kind):
                return self._dated(name, kind)
            case ArgumentRead(name=name):
                return self._arguments.get(name, name)
            case Negative(of=of):
                return f"−{self._inside(of)}"
            case Nearest(of=of):
                return self.of(of)  # a rounding point, no step of its own
            case Arithmetic():
                return self._arithmetic(node)
            case Extreme(which=which, of=of):
                return self._extreme(which, of)
            case RoundDown(of=of, unit=unit):
                return self.say(
                    f"{self._inside(of)} 向下取到 {self.of(unit)} 的倍数",
                    f"{self._inside(of)} rounded down to a multiple of {self.of(unit)}",
                )
            case Steps():
                return self._steps(node)
            case By(code=code, branches=branches):
                return self._branches(code, [(self.code(code, name), at) for name, at in branches])
            case Within(code=code, branches=branches):
                return self._branches(code, [(self._prefix(name), at) for name, at in branches])

    def say(self, zh: str, en: str) -> str:
        return en if self.english else zh

    def _dated(self, name: str, kind: str) -> str:
        """Its value on the day; what a central bank publishes is named too."""
        dated = self._parameter(name, kind)
        title = self.say(*_REFERENCE[name]) if name in _REFERENCE else ""
        if dated is None:
            return title or name
        value = amount_words(kind, dated, english=self.english)
        return self.say(f"{title}（{value}）", f"{title} ({value})") if title else value

    def fact(self, code: str) -> str:
        fact = vocabulary().fact(code)
        return self.say(fact.zh, fact.en)

    def code(self, fact: str, code: str) -> str:
        """One value of a code or flag."""
        if vocabulary().fact(fact).type == FLAG:
            return self.say(*_FLAGS[code])
        return self.say(*code_names().get((fact, code), (code, code)))

    def _prefix(self, prefix: str) -> str:
        if not prefix:
            return self.say("其他", "others")
        return self.say(f"以 {prefix} 开头", f"beginning with {prefix}")

    def _branches(self, code: str, branches: Sequence[tuple[str, Node]]) -> str:
        parts = [f"{name} {self.of(at)}" for name, at in branches]
        return f"{self.fact(code)}{self._colon}{self._comma.join(parts)}"

    def _steps(self, node: Steps) -> str:
        """Steps over a negative are read as the most there may be."""
        kind, of, sign = node.of.kind, node.of, "≥"
        rows = list(node.steps)
        if isinstance(of, Negative):
            of, sign = of.of, "≤"
            rows = [(-at, value) for at, value in reversed(rows)]
        parts = [
            f"{sign} {amount_words(kind, at, english=self.english)} {self.say('得', 'gives')} "
            f"{self._inside(value)}"
            for at, value in rows
        ]
        parts.append(f"{self.say('否则', 'otherwise')} {self._inside(node.below)}")
        return f"{self.of(of)}{self._colon}{self._comma.join(parts)}"

    def _extreme(self, which: str, of: Sequence[Node]) -> str:
        words = {
            "max": self.say("取最大", "the largest of "),
            "min": self.say("取最小", "the smallest of "),
        }
        inside = self.say("；", "; ").join(self.of(part) for part in of)
        return words[which] + self.say(f"（{inside}）", f"({inside})")

    def _arithmetic(self, node: Arithmetic) -> str:
        tight = node.operator in "*/"
        left = self._inside(node.left) if tight else self._apart(node.left)
        right = self._apart(node.right) if node.operator == "+" else self._inside(node.right)
        return f"{left} {_SIGNS[node.operator]} {right}"

    def _inside(self, node: Node) -> str:
        """In brackets wherever the words would run into those around them."""
        said = self.of(node)
        if node in self._titles or isinstance(
            node, Literal | FactRead | ParameterRead | ArgumentRead | Extreme
        ):
            return said
        return self.say(f"（{said}）", f"({said})")

    def _apart(self, node: Node) -> str:
        """A sum of products needs no brackets."""
        return self.of(node) if isinstance(node, Arithmetic) else self._inside(node)

    @property
    def _colon(self) -> str:
        return self.say("：", ": ")

    @property
    def _comma(self) -> str:
        return self.say("，", ", ")


def amount_words(kind: str, value: Fraction, *, english: bool) -> str:
    """A number of the text in its unit: money in yuan, shares in percent, else plain."""
    if kind == MONEY:
        return money_text(round_half_up(value), "en" if english else "zh-hans")
    return percent_text(value) if kind == RATIO else number_words(value)


def number_words(value: Fraction) -> str:
    """`12.5`; at most six decimals and none that say nothing."""
    text = ratio_text(value).rstrip("0").rstrip(".")
    return text.replace("-", "−", 1)

"""Our own style sheets as rules, and how well two colours can be told apart (WCAG 2)."""

import re
from dataclasses import dataclass
from pathlib import Path

CSS = Path(__file__).parents[2] / "assets" / "css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PRINT = re.compile(r"@media print \{(?:[^{}]*\{[^{}]*\})*\s*\}")
_TOKEN = re.compile(r"var\(--([\w-]+)\)")
_HEX = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Rule:
    """One selector with what it declares; rules inside @media stand beside the others."""

    file: str
    selector: str
    said: dict[str, str]

    @property
    def colour(self) -> str:
        return self.said.get("color", "")

    @property
    def ground(self) -> str:
        return self.said.get("background-color", self.said.get("background", ""))


def rules(name: str = "*") -> list[Rule]:
    found = []
    for file in sorted(CSS.glob(f"{name}.css")):
        text = _PRINT.sub("", _COMMENT.sub("", file.read_text(encoding="utf-8")))
        for head, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
            said = dict(_said(each) for each in body.split(";") if ":" in each)
            selectors = re.sub(r"\s+", " ", head.split(";")[-1].strip())
            found += [Rule(file.name, one, said) for one in _apart(selectors)]
    return found


def tokens(selector: str, within: list[Rule]) -> dict[str, str]:
    """The custom properties which rules of this selector set."""
    held = [rule.said.items() for rule in within if rule.selector == selector]
    return {name[2:]: text for items in held for name, text in items if name.startswith("--")}


def colours(text: str, held: dict[str, str]) -> list[str]:
    """Every solid colour a declaration names, tokens replaced; several for a gradient."""
    if text.startswith("rgb(") or ("%)" in text and "gradient" not in text):
        return []
    return _HEX.findall(_TOKEN.sub(lambda found: held.get(found[1], ""), text))


def contrast(one: str, other: str) -> float:
    """1 to 21: (lighter + 0.05) / (darker + 0.05)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _apart(selectors: str) -> list[str]:
    """A list of selectors at its commas, but not at those inside brackets."""
    parts, depth = [""], 0
    for sign in selectors:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def _said(text: str) -> tuple[str, str]:
    name, _colon, value = text.partition(":")
    return name.strip(), value.replace("!important", "").strip()


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    wide = digits if len(digits) == 6 else "".join(2 * each for each in digits)
    parts = (int(wide[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

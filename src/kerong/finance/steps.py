"""Steps of a computation as people read them: a sentence and the value it led to."""

from dataclasses import dataclass
from fractions import Fraction

from kerong.kernel.money import FEN_A_YUAN
from kerong.kernel.ratios import MILLION, ratio_text, round_half_up


@dataclass(frozen=True, slots=True)
class Step:
    """`say` in Chinese and English; the value as text: yuan, a ratio, a day or a count."""

    zh: str
    en: str
    value: str

    def say(self, language: str = "zh-hans") -> str:
        return self.en if language.lower().startswith("en") else self.zh


def exact_yuan(fen: Fraction) -> str:
    """Yuan with six decimals, for what is not rounded yet: 8620273.9726 fen is "86202.739726"."""
    return ratio_text(fen / FEN_A_YUAN)


def percent(ratio: Fraction) -> str:
    """69/2000 reads "3.45%"; at most four decimals, none that say nothing."""
    ppm = round_half_up(ratio * MILLION)
    whole, rest = divmod(abs(ppm), MILLION // 100)
    decimals = f"{rest:04d}".rstrip("0")
    return f"{'-' if ppm < 0 else ''}{whole}{'.' if decimals else ''}{decimals}%"

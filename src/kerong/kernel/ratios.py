"""Exact ratios: reading, showing and the one rounding rule (half up, away from zero)."""

import re
from fractions import Fraction

MILLION = 1_000_000
_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", re.ASCII)


def round_half_up(value: Fraction) -> int:
    """Nearest integer; a half goes away from zero, so a reversal mirrors its original exactly."""
    whole, rest = divmod(abs(value.numerator), value.denominator)
    nearest = whole + (2 * rest >= value.denominator)
    return nearest if value >= 0 else -nearest


def ratio_from_text(text: str) -> Fraction:
    """Read a plain decimal fraction such as "0.052"; raises ValueError for anything else."""
    stripped = text.strip()
    if not _DECIMAL.fullmatch(stripped):
        raise ValueError(f"not a plain decimal fraction: {text[:40]!r}")
    return Fraction(stripped)


def ratio_text(value: Fraction) -> str:
    """Six decimals, rounded half up: Fraction(13, 250) reads "0.052000"."""
    ppm = ppm_from(value)
    sign = "-" if ppm < 0 else ""
    whole, rest = divmod(abs(ppm), MILLION)
    return f"{sign}{whole}.{rest:06d}"


def ppm_from(value: Fraction) -> int:
    """Parts per million, rounded half up once."""
    return round_half_up(value * MILLION)


def ratio_from_ppm(ppm: int) -> Fraction:
    return Fraction(ppm, MILLION)

"""Reading arguments: amounts, rates, days and files, each refused in words when it is not one."""

import argparse
import json
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from kerong.kernel.errors import Fault, Invalid
from kerong.kernel.money import Money
from kerong.kernel.ratios import ratio_from_text

T = TypeVar("T")
MOST_BYTES = 64 * 1024 * 1024


class FileUnreadable(Invalid):
    """Facts: `file`, `problem`."""

    code = "cli.file_unreadable"
    zh = "无法读取文件 {file}：{problem}"
    en = "Cannot read {file}: {problem}"


def yuan_of(text: str) -> int:
    """ "1000000.00" → fen."""
    return _told(lambda: Money.from_yuan(text).fen)


def ratio_of(text: str) -> Fraction:
    """ "0.0345" → 69/2000."""
    return _told(lambda: ratio_from_text(text))


def date_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-11-21") from fault


def today() -> date:
    """The day it is in China, for commands that run without Django."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def content_of(path: Path) -> bytes:
    """The bytes of a file of at most 64 MB. Raises FileUnreadable."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FileUnreadable(file=path.name, problem="larger than 64 MB")
        return path.read_bytes()
    except OSError as fault:
        raise FileUnreadable(file=path.name, problem=fault.strerror or "unreadable") from fault


def json_of(path: Path) -> dict[str, Any]:
    """One JSON object; numbers keep their decimals as text, so no float touches an amount."""
    try:
        document = json.loads(
            content_of(path).decode("utf-8-sig"), parse_float=str, parse_constant=str
        )
    except (UnicodeDecodeError, json.JSONDecodeError) as fault:
        raise FileUnreadable(file=path.name, problem=str(fault)) from fault
    if not isinstance(document, dict):
        raise FileUnreadable(file=path.name, problem="not a JSON object")
    return document


def _told(read: Callable[[], T]) -> T:
    try:
        return read()
    except Fault as fault:
        raise argparse.ArgumentTypeError(fault.say("en")) from fault

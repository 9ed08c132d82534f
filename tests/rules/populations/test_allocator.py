"""The allocator's options are set where there are any, and never stand in the way."""

import ctypes
import sys

from kerong.rules.populations.allocator import keep_freed_memory


def test_options_of_the_c_library_are_taken_or_there_are_none():
    has_them = sys.platform.startswith("linux") and hasattr(ctypes.CDLL(None), "mallopt")

    assert keep_freed_memory() is has_them


def test_a_library_without_the_options_is_left_alone(monkeypatch):
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())

    assert keep_freed_memory() is False


def test_another_system_is_left_alone(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")

    assert keep_freed_memory() is False

"""Tests of settings, wiring and the demo."""

"""Tests of outcomes files."""

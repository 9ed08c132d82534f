"""Pools by rule."""

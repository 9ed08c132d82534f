"""Tests of measures and points tables."""

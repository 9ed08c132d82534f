"""Tests of this part of the portal."""

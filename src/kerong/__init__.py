"""Kerong (科融): brings technology, industry and finance of a region together, on one platform."""

__version__ = "0.1.0"

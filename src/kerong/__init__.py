"""Kerong (科融): the open platform that brings technology, industry and finance of a region together."""

__version__ = "0.1.0"

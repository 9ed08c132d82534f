"""Keeps memory that was freed: columns of the same size are wanted again at once.

By default the C library hands large freed pieces back to the system, and every column then costs
its pages a fault each; measured, a third of the time of a block.
"""

import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # numbers of the C library's options
_MEGABYTE = 1 << 20
KEPT, LARGEST = 256 * _MEGABYTE, 32 * _MEGABYTE


def keep_freed_memory() -> bool:
    """Tell the allocator of this process; False where it has no such options."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        option = ctypes.CDLL(None).mallopt
    except AttributeError:  # not every C library knows it
        return False
    return bool(option(_TRIM_THRESHOLD, KEPT)) and bool(option(_MMAP_THRESHOLD, LARGEST))

"""What the C library keeps of freed memory, where that is glibc; elsewhere nothing happens here.

glibc gives threads arenas of their own, up to eight a core, and keeps in each what was freed there. A server
that computes in one thread after another would come to hold the most that each of them ever held. See
mallopt(3) and malloc_trim(3).
"""

import ctypes
import sys

ARENAS = 2
"""So many for all threads: what is large is mapped by itself anyway, and what is small waits for nobody."""
_M_ARENA_MAX = -8


def share_arenas(most: int = ARENAS) -> bool:
    """Have all threads share at most so many arenas, and whether that is so; before there are threads."""
    glibc = _glibc()
    return glibc is not None and glibc.mallopt(_M_ARENA_MAX, most) == 1


def give_back() -> bool:
    """Give the system the memory that is free, and whether any was."""
    glibc = _glibc()
    return glibc is not None and glibc.malloc_trim(0) == 1


def _glibc() -> ctypes.CDLL | None:
    """This process's C library, where it is glibc."""
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "gnu_get_libc_version") else None

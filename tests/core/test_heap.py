"""What the C library keeps of freed memory, where it is glibc; on others nothing happens."""

import platform
import subprocess
import sys

import pytest

from explainer.core import heap

GLIBC = platform.libc_ver()[0] == "glibc"
only_glibc = pytest.mark.skipif(not GLIBC, reason="this C library is another")

THREADS = """
import ctypes, sys, threading
from explainer.core import heap
if sys.argv[1] == "shared":
    assert heap.share_arenas(2)
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
libc.malloc_info.argtypes = [ctypes.c_int, ctypes.c_void_p]
meeting = threading.Barrier(8)

def take():
    meeting.wait()
    libc.malloc(1000)
    meeting.wait()

threads = [threading.Thread(target=take) for _ in range(8)]
for one in threads: one.start()
for one in threads: one.join()
out = libc.fopen(b"/dev/stdout", b"w")
libc.malloc_info(0, out)
libc.fflush(None)
"""

FREED = """
import ctypes
from explainer.core import heap
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
libc.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
resident = lambda: int(open("/proc/self/statm").read().split()[1]) * 4096
blocks = []
for _ in range(2000):
    block = libc.malloc(50_000)
    libc.memset(block, 1, 50_000)
    blocks.append(block)
for block in blocks[:-1]:  # the last one holds the heap up
    libc.free(block)
before = resident()
assert heap.give_back()
print(before - resident())
"""


def told(script: str, *given: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", script, *given], capture_output=True, text=True, check=True, timeout=600
    )
    return run.stdout


@only_glibc
def test_all_threads_share_two_arenas():
    assert told(THREADS, "shared").count("<heap nr=") == 2
    assert told(THREADS, "own").count("<heap nr=") > 2


@only_glibc
def test_what_is_free_is_given_back_to_the_system():
    assert int(told(FREED)) > 50_000_000


def test_where_the_c_library_is_another_nothing_happens(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not heap.share_arenas()
    assert not heap.give_back()

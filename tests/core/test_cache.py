"""Runs are kept within a bound of bytes, the last used the longest."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
import torch
from PIL import Image

from explainer.core.cache import Runs, nbytes

KILOBYTE = torch.zeros(256)


@dataclass(frozen=True)
class Kept:
    picture: Image.Image
    tensors: tuple[torch.Tensor, ...]


def test_what_was_put_is_got_back():
    runs = Runs(10_000, max_age=60)
    runs.put("a", KILOBYTE)
    assert runs.get("a") is KILOBYTE and runs.get("b") is None


def test_the_least_recently_used_goes_first():
    runs = Runs(3 * 1024, max_age=60)
    for key in "abc":
        runs.put(key, KILOBYTE)
    runs.get("a")
    runs.put("d", KILOBYTE)
    assert [runs.get(key) is not None for key in "abcd"] == [True, False, True, True]


def test_the_bound_is_never_passed():
    runs = Runs(5_000, max_age=60)
    for i in range(50):
        runs.put(i % 7, torch.zeros(i * 20))
        assert runs.bytes <= 5_000


def test_putting_again_replaces_and_does_not_count_twice():
    runs = Runs(3_000, max_age=60)
    for _ in range(5):
        runs.put("a", KILOBYTE)
    assert runs.bytes == 1024


def test_what_is_larger_than_the_bound_is_not_kept_and_costs_no_other():
    runs = Runs(2_000, max_age=60)
    runs.put("a", KILOBYTE)
    runs.put("b", torch.zeros(10_000))
    assert runs.get("b") is None and runs.get("a") is KILOBYTE


def test_bytes_are_counted_through_containers_and_dataclasses():
    kept = Kept(Image.new("RGB", (10, 10)), (KILOBYTE, KILOBYTE))
    assert nbytes(kept) == 300 + 2048
    assert nbytes([kept, kept]) == 2 * nbytes(kept)
    assert nbytes({1: KILOBYTE}) > 1024


def test_many_threads_leave_it_whole():
    runs = Runs(20 * 1024, max_age=60)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda i: (runs.put(i % 40, KILOBYTE), runs.get(i % 13)), range(2_000)))
    assert runs.bytes == 20 * 1024


def test_nothing_is_kept_for_longer_than_its_age_even_if_nobody_comes_by():
    runs = Runs(20 * 1024, max_age=0.2)
    runs.put("a", KILOBYTE)
    time.sleep(0.12)
    runs.put("b", KILOBYTE)
    assert runs.get("a") is KILOBYTE
    time.sleep(0.12)
    assert runs.get("a") is None and runs.get("b") is KILOBYTE
    time.sleep(0.2)
    assert runs._kept == {} and runs.bytes == 0


def test_nobody_can_keep_anything_without_saying_for_how_long():
    with pytest.raises(TypeError, match="max_age"):
        Runs(20 * 1024)  # type: ignore[call-arg]


def test_cleared_it_is_empty():
    runs = Runs(20 * 1024, max_age=60)
    runs.put("a", KILOBYTE)
    runs.clear()
    assert runs.get("a") is None and runs.bytes == 0

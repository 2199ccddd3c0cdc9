"""Numbers from outside are judged before they are used."""

import pytest

from explainer.core.errors import ValueRangeError
from explainer.core.values import check_number, check_whole


def test_values_in_range_pass_unchanged():
    assert check_number("guidance", 4, 1, 30) == 4.0
    assert check_whole("steps", 20.0, 1, 1000) == 20


@pytest.mark.parametrize("value", [True, None, "7", [7], float("nan"), 1j])
def test_what_is_no_number_is_said_to_be_none(value):
    with pytest.raises(ValueRangeError) as caught:
        check_number("guidance", value, 1, 30)
    assert caught.value.code == "value.not_a_number"


@pytest.mark.parametrize(
    "value",
    [0.999, 31, 2**2000, -(2**2000), float("inf"), float("-inf")],
    ids=["below", "above", "far above", "far below", "inf", "-inf"],
)
def test_what_lies_outside_is_named_with_its_bounds(value):
    with pytest.raises(ValueRangeError) as caught:
        check_number("guidance", value, 1, 30)
    assert caught.value.code == "value.out_of_range"
    assert {name: caught.value.values[name] for name in ("name", "low", "high")} == {
        "name": "guidance",
        "low": 1,
        "high": 30,
    }


def test_what_a_reader_posted_is_not_echoed_at_length():
    with pytest.raises(ValueRangeError) as caught:
        check_number("t", "x" * 10_000, 0, 999)
    assert len(str(caught.value.values["value"])) <= 40

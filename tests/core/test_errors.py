"""The list of codes in errors.py is the list of codes that are raised."""

import ast
import re

from explainer.core import errors
from tests.house import modules


def listed() -> set[str]:
    return set(re.findall(r"^    ([a-z]+\.\w+)", errors.__doc__ or "", re.MULTILINE))


def raised() -> set[str]:
    """Codes given to an error of ours anywhere in the source."""
    kinds = {"KakusanError", *(kind.__name__ for kind in errors.KakusanError.__subclasses__())}
    calls = (node for path, _ in modules() for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    return {
        call.args[0].value
        for call in calls
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in kinds
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }


def test_every_code_raised_is_listed_and_every_code_listed_is_raised():
    assert raised() == listed()


def test_an_error_carries_its_code_and_values():
    error = errors.PictureError("picture.too_large", limit=25)
    assert (error.code, error.values) == ("picture.too_large", {"limit": 25})
    assert isinstance(error, errors.KakusanError) and "25" in str(error)

"""The thread through a tab: every section has its place in it, once."""

import importlib
import pkgutil

import pytest

from explainer.tabs.shell import TABS
from explainer.tabs.thread import GROUPS


@pytest.mark.parametrize("tab", TABS)
def test_every_section_stands_in_one_group(tab: str):
    package = importlib.import_module(f"explainer.tabs.{tab}")
    modules = [
        importlib.import_module(f"{package.__name__}.{m.name}")
        for m in pkgutil.iter_modules(package.__path__)
    ]
    figure = importlib.import_module(f"{package.__name__}.figure")
    sections = {module for module in modules if hasattr(module, "build")} - {figure}
    placed = [module for group in GROUPS for module in getattr(package.THREAD, group)]
    assert len(placed) == len(set(placed))
    assert set(placed) == sections


def test_the_tabs_follow_one_another_and_the_last_leads_to_the_first():
    onward = [importlib.import_module(f"explainer.tabs.{tab}").THREAD.onward for tab in TABS]
    assert onward == [*TABS[1:], TABS[0]]

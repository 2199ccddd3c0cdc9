"""The door of the tabs: says which one is opened, so that it is filled then and not before."""

from typing import Any

from explainer.views.base import View


class Door(View):
    """Value: {"picture": the key of the one that the page carries, "since": when it came}; until then None.

    Props: `asks`, the event by tab that is triggered when the tab is opened, and for the open one when the
    value arrives; for those among `modelled` not before the models are there, as their answer would keep a
    connection waiting. It shows nothing.
    """

    module = "door.js"

    def __init__(
        self, value: Any = None, *, asks: dict[str, str], modelled: tuple[str, ...] = (), **props: Any
    ) -> None:
        self.triggers = tuple(asks.values())
        super().__init__(value, asks=asks, modelled=modelled, **props)

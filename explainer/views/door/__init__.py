"""The door of the tabs: says which one is opened, so that it is filled then and not before."""

from explainer.views.base import View


class Door(View):
    """Value: {"picture": the key of the one that the page carries, "since": when it came}; until then None.

    Props: `asks`, the event by tab that is triggered when the tab is opened, and for the open one when the
    value arrives. It shows nothing.
    """

    module = "door.js"

"""The story: one scene at a time, its words beside the figure of a tab."""

from typing import Any

from explainer.views.base import View


def lending(view: str) -> str:
    """The event by which the story asks that the view of that class be laid in its tab."""
    return f"lend_{view}"


class StoryView(View):
    """Shows one of its `scenes`, and takes the figure that the scene names into its slot while it does.

    Props: `scenes` as tabs/story tells them, `facts` to fill into their words, `lent` the classes of the
    views that may be asked for. It has no value.
    """

    html = "story.html"
    styles = ("story.css", "scenes.css")
    module = "story.js"

    def __init__(self, value: Any = None, *, lent: tuple[str, ...], **props: Any) -> None:
        self.triggers = tuple(lending(view) for view in lent)
        super().__init__(value, lent=lent, **props)

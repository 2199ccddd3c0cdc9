"""What a tab leaves open, at its end, and the way to the tab that answers it."""

from typing import Any

from explainer.views.base import View


class Onward(View):
    """Shows its words `said`, and `go` on a button that opens the tab `to`. It has no value."""

    html = "onward.html"
    styles = ("onward.css",)
    module = "onward.js"

    def __init__(self, value: Any = None, *, to: str, **props: Any) -> None:
        super().__init__(value, to=to, **props)

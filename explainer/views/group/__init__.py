"""The name of a group of sections, above them."""

from explainer.views.base import View


class Group(View):
    """Shows its words `title` and `aside`; it has no value."""

    html = "group.html"
    styles = ("group.css",)
    module = "group.js"

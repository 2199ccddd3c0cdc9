"""The head of the page: seal, name, the other language, dark and light; and the line while models load."""

from explainer.views.base import View


class Header(View):
    """Props: `words` is the table `common`, `terms` the glossary, `language` is this page's."""

    html = "header.html"
    module = "header.js"


class LoadingNote(View):
    """Value: {"kind": "loading", "failed" or "ready", "text": the line}. Shows nothing once ready.

    As long as it is "loading" it asks `again`, a while after each answer, which "at" tells from the last.
    """

    html = "loading.html"
    module = "loading.js"
    triggers = ("again",)

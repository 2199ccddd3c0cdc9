"""The whole machine as one drawing, always in sight, with the reader's own pictures in its parts."""

from explainer.views.base import View


class MachineView(View):
    """Draws the parts of the machine, and in them what the figures show just now.

    Props: `words`, the table `machine`; `samples`, with what each looks like; and `picture`, the key of the
    one that the page carries, as it follows it. It has no value.
    """

    html = "machine.html"
    styles = ("machine.css",)
    module = "machine.js"

"""The look of the page: paper, ink and one red seal. `theme()` and `head()` are what `launch` takes."""

from explainer.views.look.theme import Paper, head

__all__ = ["Paper", "head"]

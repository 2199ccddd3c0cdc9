"""What the lessons keep of a reader's picture is forgotten as early as the page promises."""

import sys

from explainer import lessons
from explainer.core.cache import Runs

AN_HOUR = 3600


def test_all_that_is_kept_of_pictures_is_forgotten_within_the_hour():
    lessons.preload()
    ours = [module for name, module in sys.modules.items() if name.startswith("explainer.lessons.")]
    kept = {id(one): one for module in ours for one in vars(module).values() if isinstance(one, Runs)}
    assert len(kept) >= 3
    assert [runs.max_age for runs in kept.values() if not 0 < runs.max_age < AN_HOUR] == []

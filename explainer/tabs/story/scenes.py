"""The story's scenes in their order: whose figure each shows, and what part of the machine it is about."""

from dataclasses import dataclass

from explainer.views.anything import AnythingView
from explainer.views.base import View
from explainer.views.cost import CostView
from explainer.views.disguise import DisguiseView
from explainer.views.forward import ForwardView
from explainer.views.guess import GuessView
from explainer.views.home import HomeView
from explainer.views.latent import LatentView
from explainer.views.map import MapView
from explainer.views.meeting import MeetingView
from explainer.views.mosaic import MosaicView
from explainer.views.origin import OriginView
from explainer.views.sheet import SheetView
from explainer.views.squares import SquaresView


@dataclass(frozen=True)
class Scene:
    """One screen of the story.

    name     of its texts, in the table `story.scene`, and in the address
    tab      where its figure lives          section  the id of the figure's section; None for a tab's own
    view     the figure's class; None for the last scene, which has the machine itself
    part     of the machine, met here (views/machine)
    """

    name: str
    tab: str
    section: str | None
    view: type[View] | None
    part: str


SCENES = (
    Scene("sheet", "latent", "sheet", SheetView, "paper"),
    Scene("stamp", "forward", "squares", SquaresView, "paper"),
    Scene("peel", "forward", "squares", SquaresView, "paper"),
    Scene("mosaic", "forward", "mosaic", MosaicView, "paper"),
    Scene("noise", "forward", None, ForwardView, "noise"),
    Scene("guess", "reverse", "guess", GuessView, "network"),
    Scene("home", "reverse", "home", HomeView, "picture"),
    Scene("origin", "text_to_image", "origin", OriginView, "picture"),
    Scene("problems", "latent", "cost", CostView, "picture"),
    Scene("latent", "latent", None, LatentView, "latent"),
    Scene("map", "latent", None, MapView, "latent"),
    Scene("meeting", "latent", "meeting", MeetingView, "tower"),
    Scene("disguise", "text_to_image", "disguise", DisguiseView, "door"),
    Scene("anything", "text_to_image", "anything", AnythingView, "door"),
    Scene("end", "text_to_image", None, None, "picture"),
)

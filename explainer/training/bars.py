"""What the figures of a pack are held to, each with what it reached: the honest table of the model card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from explainer.world.scene import FACTORS

Figures = dict[str, Any]
MEGABYTES = {
    "unet": 15.0,
    "student": 15.0,
    "vae": 6.0,
    "texts": 8.0,
    "squares": 5.0,
    "largest_file": 10.0,
    "whole": 50.0,
}


@dataclass(frozen=True)
class Bar:
    """One bar: what it holds (for the card), the figure that is held to it, and how."""

    what: str
    reached: Callable[[Figures], float]
    least: float | None = None
    most: float | None = None
    unit: str = ""

    def judge(self, figures: Figures) -> dict[str, Any] | None:
        """The bar as a row of the card, or None where the figure was not measured."""
        try:
            value = self.reached(figures)
        except KeyError:
            return None
        good = (self.least is None or value >= self.least) and (self.most is None or value <= self.most)
        limit = f"at least {self.least:g}" if self.most is None else f"at most {self.most:g}"
        return {"what": self.what, "bar": limit + self.unit, "value": round(value, 4), "reached": good}


def _ratio_of_worst(figures: Figures, key: str) -> float:
    """The factor that does worst against what the judge sees on reconstructions."""
    ceiling = figures["judge_on_reconstructions"]
    return min(figures[key][f]["value"] / max(ceiling[f]["value"], 1e-9) for f in FACTORS)


def _all_ratio(figures: Figures, key: str) -> float:
    return figures[key]["all"]["value"] / max(figures["judge_on_reconstructions"]["all"]["value"], 1e-9)


def _texts(figures: Figures) -> float:
    return figures["megabytes"]["clip"] + figures["megabytes"]["text_encoder"]


def _widest(figures: Figures) -> float:
    paired = figures["japanese_minus_english"]
    return 100 * max(abs(paired["low"]), abs(paired["high"]))


def _above_chance(figures: Figures) -> float:
    shuffled, chance = figures["shuffled"], figures["chance"]
    return 100 * max(shuffled[f]["value"] - chance[f]["value"] for f in FACTORS)


def _gain(figures: Figures) -> float:
    means = figures["unstamping"]
    return means["steps"]["100"]["value"] - means["stamped"]["100"]["value"]


BARS = (
    Bar("judge on unseen renders, the factor it knows least", lambda f: _least(f["judge_on_renders"]), 0.99),
    Bar("autoencoder on unseen scenes", lambda f: f["autoencoder_psnr"]["value"], 31, unit=" dB"),
    Bar("autoencoder, the head alone", lambda f: f["autoencoder_psnr_head"]["value"], 27, unit=" dB"),
    Bar("autoencoder on photographs", lambda f: f["autoencoder_psnr_photographs"]["value"], 23.5, unit=" dB"),
    Bar("a face is there: reconstructions", lambda f: _value(f, "face_there", "reconstructions"), 0.99),
    Bar("a face is there: 20 steps", lambda f: _value(f, "face_there", "painted"), 0.97),
    Bar("a face is there: few-step student", lambda f: _value(f, "face_there", "student"), 0.94),
    Bar("one animal, one head: prompts naming all", lambda f: _value(f, "one_head", "painted"), 0.99),
    Bar('one animal, one head: "a dog" alone', lambda f: _value(f, "one_head", "a_dog"), 0.97),
    Bar("judge of faces on drawings, its worst", lambda f: _worst(f["judge_face"]), 0.99),
    Bar("judge of heads on drawings, its worst", lambda f: _worst(f["judge_heads"]), 0.99),
    Bar("prompt followed, all factors at once", lambda f: _all(f["prompt_followed_en"]), 0.92),
    Bar("prompt followed, worst factor", lambda f: _least(f["prompt_followed_en"]), 0.95),
    Bar("combinations never seen, all factors at once", lambda f: _all(f["held_out_followed"]), 0.8),
    Bar("samples from t = 400 and back", lambda f: f["home"]["psnr"]["value"], 25, unit=" dB"),
    Bar("samples from t = 400 and back: a face is there", lambda f: f["home"]["face"]["value"], 1.0),
    Bar("CLIP, right picture of 100, English", lambda f: f["clip_retrieval"]["en"]["value"], 0.95),
    Bar("CLIP, right picture of 100, Japanese", lambda f: f["clip_retrieval"]["ja"]["value"], 0.95),
    Bar("prompt followed, worst factor / ceiling", lambda f: _ratio_of_worst(f, "prompt_followed_en"), 0.97),
    Bar("prompt followed, all factors / ceiling", lambda f: _all_ratio(f, "prompt_followed_en"), 0.9),
    Bar("combinations never seen, all factors / ceiling", lambda f: _all_ratio(f, "held_out_followed"), 0.75),
    Bar("a caption's embedding in the port: kind and coat", lambda f: _all(f["words_through_port"]), 0.85),
    Bar(
        "a picture's embedding in the port: kind, coat, place", lambda f: _all(f["picture_through_port"]), 0.9
    ),
    Bar("Japanese against English, farther end of the interval", _widest, most=3, unit=" points"),
    Bar(
        "prompts of the kind alone: entropy of the rest / world's", lambda f: min(f["variety"].values()), 0.8
    ),
    Bar("copying, p of Fisher's exact test", lambda f: f["copying"]["p"], 0.05),
    Bar("shuffled prompts, the factor farthest above chance", _above_chance, most=3, unit=" points"),
    Bar("few-step student, all factors / ceiling", lambda f: _all_ratio(f, "student_followed"), 0.8),
    Bar(
        "100 squares off without their list, step by step, against the stamped picture", _gain, 6, unit=" dB"
    ),
    Bar("half against full precision", lambda f: f["half_precision_psnr"]["value"], 45, unit=" dB"),
    Bar("20 steps and decoding / bare calls", lambda f: f["speed"]["ratio"], most=1.05),
    *(
        Bar(f"size of {part}", lambda f, part=part: f["megabytes"][part], most=bound, unit=" MB")
        for part, bound in MEGABYTES.items()
        if part != "texts"
    ),
    Bar("size of CLIP and text tower", _texts, most=MEGABYTES["texts"], unit=" MB"),
)


def _value(figures: Figures, key: str, name: str) -> float:
    return figures[key][name]["value"]


def _worst(figure: Figures) -> float:
    return min(one["value"] for one in figure.values())


def _all(figure: Figures) -> float:
    return figure["all"]["value"]


def _least(figure: Figures) -> float:
    return min(figure[f]["value"] for f in FACTORS)


def judged(figures: Figures) -> list[dict[str, Any]]:
    """A row for each bar whose figure was measured."""
    return [row for bar in BARS if (row := bar.judge(figures)) is not None]

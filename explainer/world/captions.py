"""Captions of a scene in English and Japanese, naming any subset of its factors in varied wording."""

from __future__ import annotations

import random
import re
from collections.abc import Collection

from explainer.world.scene import FACTORS, Scene

LANGUAGES = ("en", "ja")

WORDS: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {
    "en": {
        "kind": {"dog": ("dog",), "cat": ("cat",), "rabbit": ("rabbit",), "elephant": ("elephant",)},
        "breed": {
            "chihuahua": ("chihuahua",),
            "dachshund": ("dachshund",),
            "pug": ("pug",),
            "labrador": ("labrador",),
            "shiba": ("shiba", "shiba inu"),
            "poodle": ("poodle",),
            "siamese": ("siamese cat", "siamese"),
            "persian": ("persian cat", "persian"),
            "munchkin": ("munchkin cat", "munchkin"),
            "maine_coon": ("maine coon cat", "maine coon"),
            "rabbit": ("rabbit",),
            "elephant": ("elephant",),
        },
        "coat": {
            "white": ("white",),
            "black": ("black",),
            "gray": ("gray", "grey"),
            "brown": ("brown",),
            "golden": ("golden",),
            "orange": ("orange",),
        },
        "pattern": {
            "plain": ("plain",),
            "spotted": ("spotted", "with spots"),
            "striped": ("striped", "with stripes"),
            "socks": ("with white socks", "with white paws"),
        },
        "collar": {
            "none": ("without a collar", "with no collar"),
            "red": ("with a red collar", "wearing a red collar"),
            "blue": ("with a blue collar", "wearing a blue collar"),
        },
        "facing": {"left": ("facing left", "looking left"), "right": ("facing right", "looking right")},
        "place": {
            "meadow": ("in a meadow", "on the grass"),
            "beach": ("on the beach", "by the sea"),
            "snow": ("in the snow", "on the snow"),
            "night": ("at night", "under the moon"),
            "room": ("in a room", "indoors"),
        },
    },
    "ja": {
        "kind": {
            "dog": ("犬", "いぬ", "イヌ"),
            "cat": ("猫", "ねこ", "ネコ"),
            "rabbit": ("うさぎ", "ウサギ"),
            "elephant": ("ぞう", "象", "ゾウ"),
        },
        "breed": {
            "chihuahua": ("チワワ",),
            "dachshund": ("ダックスフント",),
            "pug": ("パグ",),
            "labrador": ("ラブラドール",),
            "shiba": ("柴犬", "しば犬"),
            "poodle": ("プードル",),
            "siamese": ("シャム猫", "シャム"),
            "persian": ("ペルシャ猫", "ペルシャ"),
            "munchkin": ("マンチカン",),
            "maine_coon": ("メインクーン",),
            "rabbit": ("うさぎ", "ウサギ"),
            "elephant": ("ぞう", "象", "ゾウ"),
        },
        "coat": {
            "white": ("白い", "白の"),
            "black": ("黒い", "黒の"),
            "gray": ("灰色の", "グレーの"),
            "brown": ("茶色の", "茶色い"),
            "golden": ("金色の",),
            "orange": ("オレンジ色の", "オレンジの"),
        },
        "pattern": {
            "plain": ("無地の",),
            "spotted": ("ぶちの", "水玉模様の"),
            "striped": ("しま模様の", "しましまの"),
            "socks": ("白い靴下をはいた", "足先の白い"),
        },
        "collar": {
            "none": ("首輪のない", "首輪なしの"),
            "red": ("赤い首輪の", "赤い首輪をつけた"),
            "blue": ("青い首輪の", "青い首輪をつけた"),
        },
        "facing": {"left": ("左を向いた", "左向きの"), "right": ("右を向いた", "右向きの")},
        "place": {
            "meadow": ("草原の", "草の上の"),
            "beach": ("浜辺の", "海辺の"),
            "snow": ("雪の中の", "雪の上の"),
            "night": ("夜の", "月の下の"),
            "room": ("部屋の中の", "部屋にいる"),
        },
    },
}
GENERIC = {"en": ("animal",), "ja": ("動物",)}
OPENINGS = {"en": ("", "", "", "a picture of ", "a drawing of "), "ja": ("",)}
CLOSINGS = {"en": ("",), "ja": ("", "", "", "の絵")}


def caption(
    scene: Scene, language: str, factors: Collection[str] | None = None, seed: int = 0, *, plain: bool = False
) -> str:
    """A caption of the scene that names the given factors (default: all of them).

    Args:
        language: "en" or "ja"; KeyError otherwise.
        factors: names from `FACTORS`; naming the breed names the kind as well.
        seed: chooses among the wordings; the same seed gives the same caption.
        plain: the first wording of every factor, in the usual order.
    """
    rng = random.Random(seed)
    named = set(FACTORS if factors is None else factors)
    table = WORDS[language]

    def word(factor: str) -> str:
        choices = table[factor][getattr(scene, factor)]
        return choices[0] if plain else rng.choice(choices)

    noun = word("breed") if "breed" in named else word("kind") if "kind" in named else GENERIC[language][0]
    said = {f: word(f) for f in ("coat", "pattern", "collar", "facing", "place") if f in named}
    if language == "ja":
        return _japanese(noun, said, rng, plain)
    return _english(noun, said, rng, plain)


def _english(noun: str, said: dict[str, str], rng: random.Random, plain: bool) -> str:
    before = [said[f] for f in ("pattern", "coat") if f in said and not said[f].startswith("with")]
    after = [said[f] for f in ("pattern", "collar", "place", "facing") if f in said and said[f] not in before]
    if not plain:
        rng.shuffle(after)
    words = " ".join([*before, noun])
    article = "an" if words[0] in "aeio" else "a"
    opening = "" if plain else rng.choice(OPENINGS["en"])
    return " ".join([f"{opening}{article} {words}", *after])


def _japanese(noun: str, said: dict[str, str], rng: random.Random, plain: bool) -> str:
    """The place comes first, the coat last: 茶色の部屋 would be a brown room."""
    middle, near = ["facing", "collar"], ["coat", "pattern"]
    if not plain:
        rng.shuffle(middle)
        rng.shuffle(near)
    words = "".join(said[f] for f in ("place", *middle, *near) if f in said)
    return words + noun + ("" if plain else rng.choice(CLOSINGS["ja"]))


def lexicon(language: str) -> tuple[str, ...]:
    """Every word that captions of the language can hold, sorted: English words, Japanese phrases.

    Words outside of it are unknown to a pack trained on these captions.
    """
    phrases = [p for table in WORDS[language].values() for choices in table.values() for p in choices]
    phrases += [
        *GENERIC[language],
        *OPENINGS[language],
        *CLOSINGS[language],
        "a an" if language == "en" else "",
    ]
    if language == "ja":
        return tuple(sorted({p for phrase in phrases for p in (phrase, _stem(phrase)) if p}))
    return tuple(sorted({word for phrase in phrases for word in re.findall(r"[a-z]+", phrase)}))


def _stem(phrase: str) -> str:
    """The phrase without the particle that ties it to what follows: 夜の gives 夜."""
    return phrase.removesuffix("の")

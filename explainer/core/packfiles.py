"""Judging a pack's folder before anything in it is loaded.

The libraries fill a missing tensor with random numbers, or leave it without any, and say so only in a log. So
the headers of the safetensors files are compared with what the models built from the configs expect.
"""

import json
import struct
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel, UNet2DModel
from transformers import CLIPConfig, CLIPModel, CLIPTextConfig, CLIPTextModel

from explainer.core import port, unstamping
from explainer.core.errors import PackError

UNSAFE = frozenset(
    {".bin", ".ckpt", ".h5", ".joblib", ".npy", ".npz", ".pickle", ".pkl", ".pt", ".pth"}
    | {".py", ".pyc", ".so"}
)
"""Suffixes of what can carry code or pickled objects; a pack has no use for any of them."""
CLASSES = {
    "vae": ("AutoencoderKL",),
    "unet": ("UNet2DConditionModel",),
    "text_encoder": ("CLIPTextModel",),
    "tokenizer": ("PreTrainedTokenizerFast", "TokenizersBackend"),  # one class, older name first
}
FILES = (
    "model_index.json",
    "card.json",
    "scheduler/scheduler_config.json",
    "tokenizer/tokenizer.json",
    "tokenizer/tokenizer_config.json",
    "clip/preprocessor_config.json",
    "vae/config.json",
    "unet/config.json",
    "text_encoder/config.json",
    "clip/config.json",
)
OPTIONAL = ("image_port", "student", "squares")
"""Folders that a pack may have or lack; one that is there must be whole."""
Shapes = dict[str, tuple[int, ...]]


def check_pack(folder: Path) -> None:
    """Raise PackError unless every part is there, whole, safe and of the shapes that its config says."""
    if not folder.is_dir():
        raise PackError("pack.missing_folder", folder=str(folder))
    _refuse_unsafe(folder)
    optional = [f"{part}/config.json" for part in OPTIONAL if (folder / part).is_dir()]
    configs = {name: read_json(folder / name) for name in (*FILES, *optional)}
    _check_classes(configs["model_index.json"])
    for part, shapes in _expected(configs).items():
        _compare(folder / part, stored_shapes(folder / part), shapes)
    _check_scheduler(configs["scheduler/scheduler_config.json"])
    _check_folding(configs.get("squares/config.json"))
    _check_card(configs["card.json"])
    _check_vocabulary(folder, configs)


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file. Raises PackError."""
    if not path.is_file():
        raise PackError("pack.missing_file", file=_label(path))
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError, OSError) as error:
        raise PackError("pack.unreadable_file", file=_label(path)) from error
    if not isinstance(value, dict):
        raise PackError("pack.unreadable_file", file=_label(path))
    return value


def stored_shapes(part: Path) -> Shapes:
    """Name and shape of each tensor in the part's safetensors files, read from their headers alone."""
    shapes: Shapes = {}
    for file in _weight_files(part):
        shapes |= read_header(file)
    return shapes


def read_header(file: Path) -> Shapes:
    """Shapes in one safetensors file, whose length must be what its header says. Raises PackError."""
    if not file.is_file():
        raise PackError("pack.missing_file", file=_label(file))
    size = file.stat().st_size
    with file.open("rb") as stream:
        start = stream.read(8)
        length = struct.unpack("<Q", start)[0] if len(start) == 8 else size
        if 8 + length > size:
            raise PackError("pack.truncated_file", file=_label(file))
        text = stream.read(length)
    try:
        header = json.loads(text)
        header.pop("__metadata__", None)
        shapes = {name: tuple(map(int, entry["shape"])) for name, entry in header.items()}
        end = max((entry["data_offsets"][1] for entry in header.values()), default=0)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise PackError("pack.unreadable_file", file=_label(file)) from error
    if 8 + length + end != size:
        raise PackError("pack.truncated_file", file=_label(file))
    return shapes


def _label(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _refuse_unsafe(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in UNSAFE:
            raise PackError("pack.unsafe_file", file=path.relative_to(folder).as_posix())


def _check_classes(index: dict[str, Any]) -> None:
    for part, expected in CLASSES.items():
        entry = index.get(part)
        found = entry[1] if isinstance(entry, list) and len(entry) == 2 else None
        if found not in expected:
            raise PackError(
                "pack.wrong_class", file="model_index.json", part=part, found=found, expected=expected[0]
            )


def _expected(configs: dict[str, dict[str, Any]]) -> dict[str, Shapes]:
    """Shapes of each part's tensors, from models built without memory (on the meta device)."""
    builders: dict[str, Any] = {
        "vae": AutoencoderKL.from_config,
        "unet": UNet2DConditionModel.from_config,
        "text_encoder": lambda config: CLIPTextModel(CLIPTextConfig.from_dict(config)),
        "clip": lambda config: CLIPModel(CLIPConfig.from_dict(config)),
        "image_port": port.build,
        "student": UNet2DConditionModel.from_config,
        "squares": UNet2DModel.from_config,
    }
    shapes: dict[str, Shapes] = {}
    for part, build in builders.items():
        if f"{part}/config.json" not in configs:
            continue
        try:
            with torch.device("meta"):
                model = build(configs[f"{part}/config.json"])
        except Exception as error:  # a config can be wrong in as many ways as there are settings
            raise PackError("pack.unreadable_file", file=f"{part}/config.json") from error
        shapes[part] = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}
    if "image_port" in shapes:
        width = (configs["image_port/config.json"]["image_embed_dim"],)
        shapes["image_port"] |= dict.fromkeys(port.MEANS, width)
    return shapes


def _weight_files(part: Path) -> list[Path]:
    stem = "model" if part.name in ("text_encoder", "clip", "image_port") else "diffusion_pytorch_model"
    index = part / f"{stem}.safetensors.index.json"
    if not index.is_file():
        return [part / f"{stem}.safetensors"]
    shards = read_json(index).get("weight_map")
    if not isinstance(shards, dict) or not all(isinstance(s, str) and "/" not in s for s in shards.values()):
        raise PackError("pack.unreadable_file", file=_label(index))
    return [part / shard for shard in sorted(set(shards.values()))]


def _compare(part: Path, found: Shapes, expected: Shapes) -> None:
    missing, extra = expected.keys() - found.keys(), found.keys() - expected.keys()
    if missing:
        raise PackError("pack.missing_tensor", file=part.name, tensor=min(missing), count=len(missing))
    if extra:
        raise PackError("pack.unexpected_tensor", file=part.name, tensor=min(extra), count=len(extra))
    wrong = [name for name, shape in expected.items() if found[name] != shape]
    if wrong:
        shapes = {"found": found[wrong[0]], "expected": expected[wrong[0]]}
        raise PackError("pack.mismatched_tensor", file=part.name, tensor=wrong[0], count=len(wrong), **shapes)


def _check_scheduler(config: dict[str, Any]) -> None:
    kind = config.get("prediction_type", "epsilon")
    if kind not in ("epsilon", "v_prediction"):
        raise PackError("pack.unsupported", file="scheduler/scheduler_config.json", found=str(kind)[:40])


def _check_folding(config: dict[str, Any] | None) -> None:
    """The unstamper must take pictures in, and give them back, as `unstamping` folds them."""
    if config is not None and not unstamping.fits(config):
        raise PackError(
            "pack.unsupported", file="squares/config.json", found=str(config.get("sample_size"))[:40]
        )


def _check_card(card: dict[str, Any]) -> None:
    lexicon = card.get("lexicon")
    words = list(lexicon.values()) if isinstance(lexicon, dict) else [None]
    if not isinstance(card.get("name"), str) or not all(isinstance(w, list) for w in words):
        raise PackError("pack.unreadable_file", file="card.json")


def _check_vocabulary(folder: Path, configs: dict[str, dict[str, Any]]) -> None:
    """All token ids must have a row, and both text towers must pool at the tokenizer's end token."""
    tokenizer = read_json(folder / "tokenizer" / "tokenizer.json")
    try:
        ids = dict(tokenizer["model"]["vocab"]) | {t["content"]: t["id"] for t in tokenizer["added_tokens"]}
        end, top = ids[configs["tokenizer/tokenizer_config.json"]["eos_token"]], max(ids.values())
    except (KeyError, TypeError, ValueError) as error:
        raise PackError("pack.unreadable_file", file="tokenizer/tokenizer.json") from error
    for text in (configs["text_encoder/config.json"], configs["clip/config.json"].get("text_config") or {}):
        config = CLIPTextConfig.from_dict(text)
        pooled = (
            top if config.eos_token_id == 2 else config.eos_token_id
        )  # 2 makes CLIP pool at the highest id
        if top >= config.vocab_size or pooled != end:
            raise PackError("pack.wrong_vocabulary", file="tokenizer/tokenizer.json")

"""A pack that is damaged in any way is refused, with the file named, before a model is made of it."""

import json
import shutil
import struct
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from explainer.core.errors import PackError
from explainer.core.pack import load_pack, with_student
from explainer.core.packfiles import OPTIONAL, check_pack, read_header

VAE = "vae/diffusion_pytorch_model.safetensors"
SHARD = "unet/diffusion_pytorch_model-00002-of-00002.safetensors"
TEXT = "text_encoder/model.safetensors"
CLIP = "clip/model.safetensors"
PORT = "image_port/model.safetensors"
STUDENT = "student/diffusion_pytorch_model.safetensors"
SQUARES = "squares/diffusion_pytorch_model.safetensors"
WEIGHTS = (VAE, SHARD, TEXT, CLIP, PORT, STUDENT, SQUARES)


@pytest.fixture
def folder(pack_folder: Path, tmp_path: Path) -> Path:
    """A copy of the random pack, to be damaged."""
    return Path(shutil.copytree(pack_folder, tmp_path / "pack"))


def refusal(folder: Path) -> PackError:
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    return caught.value


def edit_json(path: Path, **changes) -> None:
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def test_a_whole_pack_passes(folder):
    check_pack(folder)


def test_a_pack_without_its_further_parts_passes_and_says_so_when_asked(folder):
    for part in OPTIONAL:
        shutil.rmtree(folder / part)
    pack = load_pack(folder)
    assert pack.image_port is None
    assert pack.unstamper is None
    with pytest.raises(PackError) as caught:
        with_student(pack)
    assert caught.value.code == "pack.no_student"


@pytest.mark.parametrize("changes", [{"sample_size": 17}, {"sample_size": 32}, {"sample_size": [16, 16]}])
def test_an_unstamper_that_pictures_do_not_fit_into_is_refused(folder, changes):
    edit_json(folder / "squares" / "config.json", **changes)
    error = refusal(folder)
    assert (error.code, error.values["file"]) == ("pack.unsupported", "squares/config.json")


def test_a_pack_in_shards_is_read_from_all_of_them(folder):
    assert (folder / SHARD).is_file()
    assert len(read_header(folder / SHARD)) > 0


def test_a_missing_folder_is_said_to_be_missing(tmp_path):
    assert refusal(tmp_path / "nowhere").code == "pack.missing_folder"


@pytest.mark.parametrize(
    "file",
    [*WEIGHTS, "model_index.json", "card.json", "unet/config.json", "clip/preprocessor_config.json",
     "scheduler/scheduler_config.json", "tokenizer/tokenizer.json", "tokenizer/tokenizer_config.json"],
)  # fmt: skip
def test_a_missing_file_is_named(folder, file):
    (folder / file).unlink()
    error = refusal(folder)
    assert error.code == "pack.missing_file"
    assert str(error.values["file"]).endswith(Path(file).name)


def test_a_missing_index_of_shards_is_a_missing_file(folder):
    (folder / "unet/diffusion_pytorch_model.safetensors.index.json").unlink()
    assert refusal(folder).code == "pack.missing_file"


@pytest.mark.parametrize("file", WEIGHTS)
@pytest.mark.parametrize("keep", [0, 5, 40, 0.5, -1])
def test_truncated_weights_are_named(folder, file, keep):
    whole = (folder / file).read_bytes()
    length = int(len(whole) * keep) if isinstance(keep, float) else keep
    (folder / file).write_bytes(whole[:length])
    error = refusal(folder)
    assert (error.code, error.values["file"]) == ("pack.truncated_file", file)


@pytest.mark.parametrize("file", WEIGHTS)
def test_a_missing_tensor_is_named_and_never_filled_with_random_numbers(folder, file):
    tensors = load_file(folder / file)
    gone = min(tensors)
    save_file({name: tensor for name, tensor in tensors.items() if name != gone}, folder / file)
    error = refusal(folder)
    assert (error.code, error.values["tensor"], error.values["count"]) == ("pack.missing_tensor", gone, 1)


@pytest.mark.parametrize("file", WEIGHTS)
def test_a_tensor_of_another_shape_is_named(folder, file):
    tensors = load_file(folder / file)
    name = min(tensors)
    save_file(tensors | {name: torch.zeros(3, 3, dtype=tensors[name].dtype)}, folder / file)
    error = refusal(folder)
    assert (error.code, error.values["tensor"]) == ("pack.mismatched_tensor", name)
    assert error.values["found"] == (3, 3)


def test_a_tensor_that_the_config_knows_nothing_of_is_named(folder):
    save_file(load_file(folder / VAE) | {"stowaway": torch.zeros(1)}, folder / VAE)
    error = refusal(folder)
    assert (error.code, error.values["tensor"]) == ("pack.unexpected_tensor", "stowaway")


def test_weights_of_another_config_are_refused(folder):
    edit_json(folder / "unet/config.json", block_out_channels=[16, 64])
    assert refusal(folder).code == "pack.mismatched_tensor"


@pytest.mark.parametrize("name", ["vae/model.bin", "old.ckpt", "unet/x.PT", "clip/pipeline.py", "a/b/c.pkl"])
def test_a_pack_that_holds_pickle_or_python_is_refused(folder, name):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"")
    error = refusal(folder)
    assert (error.code, error.values["file"]) == ("pack.unsafe_file", name)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "\x00"])
@pytest.mark.parametrize("file", ["card.json", "unet/config.json", "tokenizer/tokenizer.json"])
def test_a_json_file_that_is_none_is_unreadable(folder, file, text):
    (folder / file).write_text(text)
    assert refusal(folder).code == "pack.unreadable_file"


def test_a_config_of_nonsense_is_unreadable(folder):
    edit_json(folder / "vae/config.json", block_out_channels="many")
    error = refusal(folder)
    assert (error.code, error.values["file"]) == ("pack.unreadable_file", "vae/config.json")


@pytest.mark.parametrize("header", [b"{}}", b"[1]", b'{"a": 1}', b'{"a": {"shape": ["x"]}}'])
def test_a_header_of_nonsense_is_unreadable(folder, header):
    (folder / VAE).write_bytes(struct.pack("<Q", len(header)) + header)
    assert refusal(folder).code == "pack.unreadable_file"


def test_a_header_of_a_length_beyond_belief_is_not_allocated(folder):
    (folder / VAE).write_bytes(struct.pack("<Q", 2**63) + b"{}")
    assert refusal(folder).code == "pack.truncated_file"


def test_an_index_cannot_point_out_of_its_folder(folder):
    index = folder / "unet/diffusion_pytorch_model.safetensors.index.json"
    edit_json(index, weight_map={"a": "../vae/diffusion_pytorch_model.safetensors"})
    assert refusal(folder).code == "pack.unreadable_file"


def test_a_part_of_another_class_is_refused(folder):
    edit_json(folder / "model_index.json", unet=["diffusers", "UNet3DConditionModel"])
    error = refusal(folder)
    assert (error.code, error.values["part"]) == ("pack.wrong_class", "unet")


def test_a_prediction_that_the_loop_does_not_know_is_refused(folder):
    edit_json(folder / "scheduler/scheduler_config.json", prediction_type="sample")
    assert refusal(folder).code == "pack.unsupported"


@pytest.mark.parametrize("eos", [0, 2, 49407])
def test_a_text_tower_that_would_pool_at_the_wrong_token_is_refused(folder, eos):
    edit_json(folder / "text_encoder/config.json", eos_token_id=eos)
    assert refusal(folder).code == "pack.wrong_vocabulary"


def test_a_card_without_a_lexicon_is_refused(folder):
    (folder / "card.json").write_text('{"name": "x"}')
    assert refusal(folder).code == "pack.unreadable_file"

"""Random packs: the embedded pack's layout and shapes (picture 128, latents 4×16×16), tiny and untrained."""

import json
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, DDIMScheduler, StableDiffusionPipeline, UNet2DConditionModel, UNet2DModel
from diffusers.models.embeddings import ImageProjection
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import CLIPConfig, CLIPImageProcessorPil, CLIPModel, CLIPTextModel, PreTrainedTokenizerFast

LENGTH = 32
BOS, EOS = "<|startoftext|>", "<|endoftext|>"
SCHEDULER = {"beta_schedule": "scaled_linear", "clip_sample": False, "steps_offset": 1}
LEXICON = {
    "en": ["a", "the", "dog", "cat", "shiba", "pug", "brown", "black", "white", "with", "on", "snow"],
    "ja": ["犬", "猫", "柴犬", "パグ", "茶色", "黒い", "白い", "の", "が", "草原", "雪", "に", "いる"],
}


def build_random_pack(folder: Path, seed: int = 0, **scheduler: Any) -> Path:
    """Write a whole pack; `scheduler` changes its DDIM config (prediction_type, timestep_spacing, …)."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        tokenizer = _tokenizer()
        clip = _clip(tokenizer)
        text_encoder = CLIPTextModel(clip.text_model.config)
        text_encoder.load_state_dict(clip.text_model.state_dict())
        pipeline = StableDiffusionPipeline(
            vae=_vae().half(),
            unet=_unet().half(),
            text_encoder=text_encoder,
            tokenizer=tokenizer,
            scheduler=DDIMScheduler(**(SCHEDULER | scheduler)),
            safety_checker=None,
            feature_extractor=None,  # pyright: ignore[reportArgumentType]
            requires_safety_checker=False,
        )
        student, unstamper = _unet().half(), _unstamper().half()
        projection = ImageProjection(32, 32, 2)
        means = {"image_mean": torch.randn(32) / 20, "words_mean": torch.randn(32) / 20}
    pipeline.save_pretrained(folder, max_shard_size="400KB")
    student.save_pretrained(folder / "student")
    unstamper.save_pretrained(folder / "squares")
    _save_port(folder / "image_port", projection, means)
    clip.save_pretrained(folder / "clip")
    CLIPImageProcessorPil(size={"shortest_edge": 128}, crop_size=128).save_pretrained(folder / "clip")
    made: dict[str, Any] = {"name": "random", "made": {"seed": seed}, "figures": {}}
    card = made | {"lexicon": LEXICON, "guidance": 4.0, "steps": 20, "student_steps": 4}
    (folder / "card.json").write_text(json.dumps(card, ensure_ascii=False), encoding="utf-8")
    return folder


def _save_port(folder: Path, projection: ImageProjection, means: dict[str, torch.Tensor]) -> None:
    folder.mkdir()
    config = {"image_embed_dim": 32, "cross_attention_dim": 32, "num_image_text_embeds": 2}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    save_file(projection.state_dict() | means, folder / "model.safetensors")


def _tokenizer() -> PreTrainedTokenizerFast:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFKC()  # pyright: ignore[reportAttributeAccessIssue]
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(  # pyright: ignore[reportAttributeAccessIssue]
        [pre_tokenizers.UnicodeScripts(), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()  # pyright: ignore[reportAttributeAccessIssue]
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=["<|pad|>", BOS, "<|unused|>", EOS],
        initial_alphabet=alphabet,
        show_progress=False,
    )
    tokenizer.train_from_iterator([" ".join(words) for words in LEXICON.values()] * 8, trainer)
    ends = [(token, tokenizer.token_to_id(token)) for token in (BOS, EOS)]
    tokenizer.post_processor = processors.TemplateProcessing(  # pyright: ignore[reportAttributeAccessIssue]
        single=f"{BOS} $A {EOS}", special_tokens=ends
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token=BOS, eos_token=EOS, pad_token="<|pad|>", model_max_length=LENGTH
    )


def _clip(tokenizer: PreTrainedTokenizerFast) -> CLIPModel:
    tower = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2}
    text = tower | {
        "vocab_size": len(tokenizer),
        "max_position_embeddings": LENGTH,
        "bos_token_id": tokenizer.bos_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        "pad_token_id": tokenizer.pad_token_id,
    }
    vision = tower | {"image_size": 128, "patch_size": 32}
    return CLIPModel(CLIPConfig(text_config=text, vision_config=vision, projection_dim=32)).eval()


def _vae() -> AutoencoderKL:
    return AutoencoderKL(
        block_out_channels=(8, 8, 8, 8),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        latent_channels=4,
        norm_num_groups=4,
        sample_size=128,
        scaling_factor=0.9,
    )


def _unstamper() -> UNet2DModel:
    return UNet2DModel(
        sample_size=16,
        in_channels=4 * 64,
        out_channels=3 * 64,
        layers_per_block=1,
        norm_num_groups=8,
        block_out_channels=(8, 8),
        down_block_types=("DownBlock2D",) * 2,
        up_block_types=("UpBlock2D",) * 2,
    )


def _unet() -> UNet2DConditionModel:
    return UNet2DConditionModel(
        sample_size=16,
        block_out_channels=(16, 32),
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
        layers_per_block=1,
        norm_num_groups=8,
        attention_head_dim=8,
        cross_attention_dim=32,
    )

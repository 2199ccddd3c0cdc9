"""What made a result, and the plain diffusers snippet, with nothing of ours, that remakes its picture."""

from dataclasses import dataclass
from string import Template
from typing import Literal

from explainer.core.backends import NAMES, engine_of
from explainer.core.pack import ModelPack
from explainer.core.schedulers import SCHEDULERS, Sampler
from explainer.core.words import clean_prompt


def quick_engine(pack: ModelPack) -> str | None:
    """The name of what computes the pack's denoiser just now, if that is not PyTorch itself."""
    return None if engine_of(pack.unet) == NAMES["torch"] else engine_of(pack.unet)


@dataclass(frozen=True)
class Recipe:
    """All that decides a result.

    `pack` is the pack's folder and `picture` the picture's file, as the snippet's reader has them. `size` is
    the side in pixels at which the picture is noised. `t` is the timestep noised to. `forward` gives x_t in
    pixels; `reverse` gives A′, noised in latents and brought back; `text_to_image` the finished picture.
    With `student`, the pack's few-step network makes it.
    """

    lesson: Literal["forward", "reverse", "text_to_image"]
    pack: str
    seed: int
    picture: str = "picture.png"
    size: int = 128
    t: int = 0
    scheduler: str = "ddim"
    steps: int = 20
    guidance: float = 1.0
    prompt: str = ""
    negative: str = ""
    student: bool = False


def snippet(recipe: Recipe) -> str:
    """A Python program of plain diffusers that saves the recipe's picture as result.png."""
    if recipe.lesson == "forward":
        return _fill(_PICTURE + _FORWARD, recipe)
    if recipe.lesson == "text_to_image":
        return _fill(_TEXT_TO_IMAGE, recipe)
    loop = _PLAIN_STEP if recipe.guidance == 1 else _GUIDED_STEP
    return _fill(
        _PICTURE + _REVERSE + _planned(SCHEDULERS[recipe.scheduler]) + _NOISED + loop + _DECODED, recipe
    )


def _planned(row: Sampler) -> str:
    """The lines that give a scheduler the timesteps from t on, as `core.schedulers` does."""
    if row.takes_list:
        return _LISTED
    parts = {
        _COUNTED: row.counts,
        _SIGMAS: row.sets_sigmas,
        _FRACTIONS: row.in_fractions,
    }
    return _REPLACED + "".join(lines for lines, needed in parts.items() if needed)


def _fill(template: str, recipe: Recipe) -> str:
    values = {name: repr(value) for name, value in vars(recipe).items()}
    texts = {"prompt": repr(clean_prompt(recipe.prompt)), "negative": repr(clean_prompt(recipe.negative))}
    return Template(template).substitute(values | texts | _names(recipe))


def _names(recipe: Recipe) -> dict[str, str]:
    """What is imported, and the few words in which schedulers and networks differ."""
    if recipe.lesson == "forward":
        return {"imports": "DDIMScheduler", "Scheduler": "DDIMScheduler"}
    row = SCHEDULERS[recipe.scheduler]
    network = f'pipe.unet = UNet2DConditionModel.from_pretrained({recipe.pack!r}, subfolder="student")\n'
    imports = [row.name, "StableDiffusionPipeline", *(["UNet2DConditionModel"] if recipe.student else [])]
    return {
        "imports": ", ".join(imports),
        "Scheduler": row.name,
        "network": network if recipe.student else "",
        "drawing": ", generator=generator" if row.takes_generator else "",
    }


_PICTURE = """\
import numpy as np
import torch
from diffusers import $imports
from PIL import Image, ImageOps

picture = ImageOps.exif_transpose(Image.open($picture)).convert("RGB")
picture = ImageOps.fit(picture, ($size, $size), Image.Resampling.LANCZOS)
x0 = torch.from_numpy(np.array(picture, dtype=np.float32) / 127.5 - 1).permute(2, 0, 1)[None]
"""

_FORWARD = """
scheduler = $Scheduler.from_pretrained($pack, subfolder="scheduler")
noise = torch.randn(x0.shape, generator=torch.Generator().manual_seed($seed))
x_t = scheduler.add_noise(x0, noise, torch.tensor([$t]))

pixels = ((x_t[0] / 2 + 0.5).clamp(0, 1) * 255).round().byte().permute(1, 2, 0)
Image.fromarray(pixels.numpy()).save("result.png")
"""

_TEXT_TO_IMAGE = """\
import torch
from diffusers import $imports

pipe = StableDiffusionPipeline.from_pretrained($pack)
${network}pipe.scheduler = $Scheduler.from_pretrained($pack, subfolder="scheduler", clip_sample=False)
result = pipe(
    $prompt,
    negative_prompt=$negative,
    num_inference_steps=$steps,
    guidance_scale=$guidance,
    generator=torch.Generator().manual_seed($seed),
)
result.images[0].save("result.png")
"""

_REVERSE = """
torch.set_grad_enabled(False)
pipe = StableDiffusionPipeline.from_pretrained($pack)
${network}scheduler = $Scheduler.from_pretrained($pack, subfolder="scheduler", clip_sample=False)
stride = scheduler.config.num_train_timesteps // $steps
"""

_LISTED = """\
scheduler.set_timesteps(timesteps=list(range($t, -1, -stride)))
"""

_REPLACED = """\
scheduler.set_timesteps($steps)
scheduler.timesteps = torch.arange($t, -1, -stride)
"""

_COUNTED = """\
scheduler.num_inference_steps = len(scheduler.timesteps)
"""

_SIGMAS = """\
abar = scheduler.alphas_cumprod[scheduler.timesteps]
scheduler.sigmas = torch.cat([((1 - abar) / abar).sqrt(), torch.zeros(1)])
"""

_FRACTIONS = """\
scheduler.timesteps = scheduler.timesteps.float()
"""

_NOISED = """
generator = torch.Generator().manual_seed($seed)
z0 = pipe.vae.encode(x0).latent_dist.mode() * pipe.vae.config.scaling_factor
noise = torch.randn(z0.shape, generator=generator)
z = scheduler.add_noise(z0, noise, scheduler.timesteps[:1])
"""

_PLAIN_STEP = """
words, _ = pipe.encode_prompt($prompt, "cpu", 1, do_classifier_free_guidance=False)
for t in scheduler.timesteps:
    out = pipe.unet(scheduler.scale_model_input(z, t), t, encoder_hidden_states=words).sample
    z = scheduler.step(out, t, z$drawing).prev_sample
"""

_GUIDED_STEP = """
words, nothing = pipe.encode_prompt($prompt, "cpu", 1, True, negative_prompt=$negative)
for t in scheduler.timesteps:
    z_in = scheduler.scale_model_input(torch.cat([z, z]), t)
    uncond, cond = pipe.unet(z_in, t, encoder_hidden_states=torch.cat([nothing, words])).sample.chunk(2)
    out = uncond + $guidance * (cond - uncond)
    z = scheduler.step(out, t, z$drawing).prev_sample
"""

_DECODED = """
result = pipe.vae.decode(z / pipe.vae.config.scaling_factor).sample
pipe.image_processor.postprocess(result)[0].save("result.png")
"""

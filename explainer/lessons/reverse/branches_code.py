"""The plain diffusers program that walks to a leaf: the trunk, and each branch on the way to it."""

from string import Template

from explainer.core.sampling import SCHEDULERS
from explainer.lessons.reverse.tree import Tree


def snippet(tree: Tree, number: int, pack: str, picture: str | None) -> str:
    """A program that saves the picture of line `number` as result.png.

    `pack` is the pack's folder; `picture` the file that the trunk begins with, or None for pure noise.
    """
    path = _path(tree, number)
    legs = [_leg(tree, line, after, drawn) for line, after, drawn in path]
    used = sorted({SCHEDULERS[tree.setting(line).scheduler].name for line, _, _ in path} | {"DDIMScheduler"})
    values = {
        "schedulers": ", ".join(used),
        "pack": repr(pack),
        "picture": repr(picture),
        "legs": "\n".join(f"    {leg}," for leg in legs),
        "stride": tree.stride,
        "t": tree.trunk.t,
    }
    return Template(_IMPORTS + (_PICTURE if picture else _NOISE) + _WALK).substitute(values)


def _path(tree: Tree, number: int) -> list[tuple[int, int, int]]:
    """The lines on the way: number, the timestep where it is left, how many steps of its seed came before."""
    path, after = [], -1
    while True:
        path.insert(0, (number, after))
        if not number:
            break
        after = tree.forks[number - 1].t
        number = tree.forks[number - 1].parent
    drawn, found = 0, []
    for line, left in path:
        drawn = 0 if line and tree.forks[line - 1].seed is not None else drawn
        found.append((line, left, drawn))
        drawn += sum(t > left for t in tree.timesteps(line))
    return found


def _leg(tree: Tree, line: int, after: int, drawn: int) -> str:
    setting = tree.setting(line)
    fresh = bool(line) and tree.forks[line - 1].seed is not None
    name = SCHEDULERS[setting.scheduler].name
    return (
        f"({tree.start(line)}, {after}, {name}, {setting.guidance:g}, {setting.seed}, {drawn}, "
        f"{setting.prompt!r}, {fresh})"
    )


_IMPORTS = """\
import torch
from diffusers import $schedulers, StableDiffusionPipeline

torch.set_grad_enabled(False)
pipe = StableDiffusionPipeline.from_pretrained($pack)
plain = DDIMScheduler.from_pretrained($pack, subfolder="scheduler", clip_sample=False)
plain.set_timesteps(plain.config.num_train_timesteps // $stride)
shape = (1, pipe.unet.config.in_channels, *[pipe.unet.config.sample_size] * 2)


def noise(seed, steps=0):
    generator = torch.Generator().manual_seed(seed)
    first = torch.randn(shape, generator=generator)
    for _ in range(steps):
        torch.randn(shape, generator=generator)
    return first, generator


# from t, up to t, with scheduler, guidance, seed, how many steps of that seed came before, words, and
# whether the noise is renewed first
legs = [
$legs
]
"""

_NOISE = """
z = noise(legs[0][4])[0]
"""

_PICTURE = """
import numpy as np
from PIL import Image, ImageOps

side = shape[-1] * pipe.vae_scale_factor
picture = ImageOps.exif_transpose(Image.open($picture)).convert("RGB")
picture = ImageOps.fit(picture, (side, side), Image.Resampling.LANCZOS)
x0 = torch.from_numpy(np.array(picture, dtype=np.float32) / 127.5 - 1).permute(2, 0, 1)[None]
z0 = pipe.vae.encode(x0).latent_dist.mode() * pipe.vae.config.scaling_factor
z = plain.add_noise(z0, noise(legs[0][4])[0], torch.tensor([$t]))
"""

_WALK = """

def predict(z, t, words, guidance):
    if guidance == 1:
        return pipe.unet(z, t, encoder_hidden_states=words[1]).sample
    uncond, cond = pipe.unet(torch.cat([z, z]), t, encoder_hidden_states=torch.cat(words)).sample.chunk(2)
    return uncond + guidance * (cond - uncond)


for start, end, Scheduler, guidance, seed, before, prompt, renewed in legs:
    words = pipe.encode_prompt(prompt, "cpu", 1, True, negative_prompt="")[::-1]
    scheduler = Scheduler.from_pretrained($pack, subfolder="scheduler", clip_sample=False)
    rest = list(range(start, -1, -$stride))
    if Scheduler is DDIMScheduler:
        scheduler.set_timesteps(plain.config.num_train_timesteps // $stride)
        scheduler.timesteps = torch.tensor(rest)
    else:
        scheduler.set_timesteps(timesteps=rest)
    first, generator = noise(seed, before)
    if renewed:
        z = plain.add_noise(below, first, torch.tensor([start]))
    euler = "Euler" in Scheduler.__name__
    spread = lambda i: (1 + scheduler.sigmas[i] ** 2) ** 0.5 if euler else 1
    z = z * spread(0)
    for i, t in enumerate(scheduler.timesteps):
        out = predict(scheduler.scale_model_input(z, t), t, words, guidance)
        if t <= end:
            z = z / spread(i)
            below = plain.step(out, end, z).pred_original_sample
            break
        z = scheduler.step(out, t, z, generator=generator, return_dict=False)[0]

result = pipe.vae.decode(z / pipe.vae.config.scaling_factor).sample
pipe.image_processor.postprocess(result)[0].save("result.png")
"""

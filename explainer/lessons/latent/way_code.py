"""The plain diffusers program that remakes what every step of the way expects, side by side."""

from string import Template


def snippet(pack: str, prompt: str, *, steps: int, guidance: float, seed: int) -> str:
    """A program that saves the expected pictures and the end as result.png; `pack` as its reader has it."""
    values = {"pack": repr(pack), "prompt": repr(prompt), "steps": steps, "guidance": guidance, "seed": seed}
    return Template(_CODE).substitute(values)


_CODE = """\
import torch
from diffusers import DDIMScheduler, StableDiffusionPipeline
from transformers import CLIPImageProcessorPil, CLIPModel

torch.set_grad_enabled(False)
pipe = StableDiffusionPipeline.from_pretrained($pack)
clip = CLIPModel.from_pretrained($pack + "/clip").eval()
processor = CLIPImageProcessorPil.from_pretrained($pack + "/clip")
scheduler = DDIMScheduler.from_pretrained($pack, subfolder="scheduler", clip_sample=False)
scheduler.set_timesteps($steps)
words, nothing = pipe.encode_prompt($prompt, "cpu", 1, True, negative_prompt="")

side, channels = pipe.unet.config.sample_size, pipe.unet.config.in_channels
z = torch.randn((1, channels, side, side), generator=torch.Generator().manual_seed($seed))
expected = []
for t in scheduler.timesteps:
    both = pipe.unet(torch.cat([z, z]), t, encoder_hidden_states=torch.cat([nothing, words])).sample
    uncond, cond = both.chunk(2)
    step = scheduler.step(uncond + $guidance * (cond - uncond), t, z)
    expected.append(step.pred_original_sample)
    z = step.prev_sample

pixels = pipe.vae.decode(torch.cat([*expected, z]) / pipe.vae.config.scaling_factor).sample
pictures = pipe.image_processor.postprocess(pixels)
pooled = clip.vision_model(**processor(images=pictures, return_tensors="pt")).pooler_output
embeddings = torch.nn.functional.normalize(clip.visual_projection(pooled), dim=-1)
for t, near in zip([*scheduler.timesteps.tolist(), "end"], embeddings @ embeddings[-1]):
    print(t, "alike to the end:", round(float(near), 2))

row = pipe.image_processor.postprocess(torch.cat(list(pixels), dim=2)[None])[0]
row.save("result.png")
"""

"""The plain diffusers program that remakes a word's map, with a small attention processor of its own."""

from string import Template

from explainer.core.sampling import SCHEDULERS
from explainer.core.words import clean_prompt
from explainer.lessons.text_to_image.binding import Start


def snippet(start: Start, pack: str, side: int) -> tuple[str, str]:
    """A program that saves the picture as result.png and the word's map as word.png, in two halves.

    Between them belongs the list of the word's token positions. `pack` is the folder as its reader has it,
    `side` the finest resolution of the network's attention.
    """
    values = {
        "pack": repr(pack),
        "Scheduler": SCHEDULERS[start.scheduler].name,
        "prompt": repr(clean_prompt(start.prompt)),
        "seed": start.seed,
        "steps": start.steps,
        "guidance": start.guidance,
        "side": side,
    }
    before, after = Template(_CODE).substitute(values).split("WORD")
    return before, after


_CODE = """\
import torch
from diffusers import $Scheduler, StableDiffusionPipeline
from PIL import Image
from torch.nn.functional import interpolate

positions = WORD  # the word's tokens; 0 is the mark that begins every prompt
maps = []


class Recording:
    def __call__(self, attn, hidden_states, encoder_hidden_states=None, attention_mask=None):
        def heads(x):
            return x.unflatten(-1, (attn.heads, -1)).transpose(1, 2)

        q, k = heads(attn.to_q(hidden_states)), heads(attn.to_k(encoder_hidden_states))
        v = heads(attn.to_v(encoder_hidden_states))
        looks = (q @ k.transpose(-1, -2) * attn.scale).softmax(dim=-1)
        side = round(looks.shape[2] ** 0.5)
        word = looks[-1].mean(dim=0)[:, positions].sum(dim=1).reshape(1, 1, side, side)
        maps.append(interpolate(word, ($side, $side), mode="bilinear"))
        return attn.to_out[0]((looks @ v).transpose(1, 2).flatten(2))


pipe = StableDiffusionPipeline.from_pretrained($pack)
pipe.scheduler = $Scheduler.from_pretrained($pack, subfolder="scheduler", clip_sample=False)
old = pipe.unet.attn_processors
pipe.unet.set_attn_processor({name: Recording() if "attn2" in name else old[name] for name in old})
result = pipe(
    $prompt,
    num_inference_steps=$steps,
    guidance_scale=$guidance,
    generator=torch.Generator().manual_seed($seed),
)
result.images[0].save("result.png")

word = torch.cat(maps).mean(dim=0)[0]  # over all layers and steps
print("share of all attention:", float(word.mean()))
pixels = (word - word.min()) / (word.max() - word.min()) * 255
Image.fromarray(pixels.byte().numpy()).resize(result.images[0].size).save("word.png")
"""

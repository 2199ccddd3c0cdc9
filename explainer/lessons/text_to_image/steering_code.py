"""The program, plain diffusers with nothing of ours, whose guidance changes on the way."""

from string import Template

from explainer.core.lanes import Lane
from explainer.core.sampling import SCHEDULERS


def snippet(prompt: str, negative: str, lane: Lane, pack: str) -> str:
    """A program that saves as result.png the picture of a lane with one turn."""
    ((turn, then),) = lane.turns
    return Template(_CODE).substitute(
        prompt=repr(prompt),
        negative=repr(negative),
        Scheduler=SCHEDULERS[lane.scheduler].name,
        pack=repr(pack),
        steps=lane.steps,
        seed=lane.seed,
        first=lane.guidance if turn else then,
        turn=turn,
        then=then,
        embeds="torch.cat([nothing, words])" if then > 1 else "words",
    )


_CODE = """\
import torch
from diffusers import $Scheduler, StableDiffusionPipeline

pipe = StableDiffusionPipeline.from_pretrained($pack)
pipe.scheduler = $Scheduler.from_pretrained($pack, subfolder="scheduler", clip_sample=False)
words, nothing = pipe.encode_prompt($prompt, "cpu", 1, True, negative_prompt=$negative)


def turn(pipe, index, t, tensors):
    if index + 1 == $turn:
        pipe._guidance_scale = $then
        tensors["prompt_embeds"] = $embeds
    return tensors


result = pipe(
    $prompt,
    negative_prompt=$negative,
    num_inference_steps=$steps,
    guidance_scale=$first,
    generator=torch.Generator().manual_seed($seed),
    callback_on_step_end=turn,
    callback_on_step_end_tensor_inputs=["prompt_embeds"],
)
result.images[0].save("result.png")
"""

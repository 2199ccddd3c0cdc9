"""The round trip, and a word beside a picture, as a few lines of plain diffusers and transformers."""

from explainer.core.pack import ModelPack, picture_size

TEMPLATE = """\
import torch
from diffusers import AutoencoderKL
from diffusers.image_processor import VaeImageProcessor
from PIL import Image, ImageOps

vae = AutoencoderKL.from_pretrained({pack!r}, subfolder="vae", torch_dtype=torch.float32)
processor = VaeImageProcessor()

picture = ImageOps.exif_transpose(Image.open({picture!r})).convert("RGB")
picture = ImageOps.fit(picture, ({size}, {size}), Image.Resampling.LANCZOS)
with torch.no_grad():
    latent = vae.encode(processor.preprocess(picture)).latent_dist.mode() * vae.config.scaling_factor
    restored = vae.decode(latent / vae.config.scaling_factor).sample

print(tuple(latent.shape), latent.numel(), "numbers")
processor.postprocess(restored)[0].save("restored.png")
"""


WORDS = """\
import torch
from PIL import Image, ImageOps
from safetensors.torch import load_file
from torch.nn.functional import normalize
from transformers import CLIPImageProcessorPil, CLIPModel, PreTrainedTokenizerFast

pack = {pack!r}
clip = CLIPModel.from_pretrained(pack + "/clip").eval()
processor = CLIPImageProcessorPil.from_pretrained(pack + "/clip")
tokenizer = PreTrainedTokenizerFast.from_pretrained(pack + "/tokenizer")
means = load_file(pack + "/image_port/model.safetensors")

picture = ImageOps.exif_transpose(Image.open({picture!r})).convert("RGB")
picture = ImageOps.fit(picture, ({size}, {size}), Image.Resampling.LANCZOS)
length = tokenizer.model_max_length
words = tokenizer([{words!r}], padding="max_length", max_length=length, truncation=True, return_tensors="pt")
with torch.no_grad():
    seen = clip.vision_model(**processor(images=[picture], return_tensors="pt")).pooler_output
    read = clip.text_model(input_ids=words.input_ids).pooler_output
    of_picture = normalize(clip.visual_projection(seen), dim=-1) - means["image_mean"]
    of_words = normalize(clip.text_projection(read), dim=-1) - means["words_mean"]

similarity = float(torch.cosine_similarity(of_picture, of_words))
print("similarity", round(similarity, 2))
"""


def snippet(pack: ModelPack, folder: str, picture: str) -> str:
    """Python that takes the file `picture` through the pack in `folder`, and saves what comes back."""
    return TEMPLATE.format(pack=folder, picture=picture, size=picture_size(pack))


def words_snippet(pack: ModelPack, folder: str, picture: str, words: str) -> str:
    """Python that compares the file `picture` with `words`, each without its tower's mean."""
    return WORDS.format(pack=folder, picture=picture, size=picture_size(pack), words=words)

"""The pack's tokenizer: byte-level BPE over both languages' captions, made anew from a seed in a second."""

from __future__ import annotations

from collections.abc import Iterator

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

from explainer.training.data import train_scene
from explainer.world.captions import LANGUAGES, caption
from explainer.world.scene import FACTORS

LENGTH = 48
VOCABULARY = 768
PAD, BOS, EOS = "<|pad|>", "<|startoftext|>", "<|endoftext|>"
SCRIPTS = (
    r" ?[A-Za-z]+| ?[0-9]+|[\u3041-\u3096]+|[\u30a1-\u30fa\u30fc]+|[\u4e00-\u9fff\u3005]+"
    r"|\s+|[^\sA-Za-z0-9]"
)


def _texts(captions: int) -> Iterator[str]:
    """Captions that name everything, the kind alone, and nothing: "dog" and "animal" are words too."""
    for i in range(captions):
        for language in LANGUAGES:
            for factors in (FACTORS, ("kind",), ()):
                yield caption(train_scene(i), language, factors, seed=i)


def build(captions: int = 4000) -> PreTrainedTokenizerFast:
    """A tokenizer trained on that many scenes' captions.

    NFKC and lower case, cut where the script changes, the full 256-byte alphabet (so nothing is outside
    of it), wrapped in bos and eos, at most `LENGTH` tokens.
    """
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(SCRIPTS), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=[PAD, EOS, BOS],  # an end token of id 2 would make CLIP pool at the wrong place
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_texts(captions), trainer)
    ids = [(token, tokenizer.token_to_id(token)) for token in (BOS, EOS)]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{BOS} $A {EOS}", pair=f"{BOS} $A {EOS} $B {EOS}", special_tokens=ids
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token=PAD, bos_token=BOS, eos_token=EOS, model_max_length=LENGTH
    )

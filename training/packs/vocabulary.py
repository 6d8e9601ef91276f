"""The joint vocabulary: one SentencePiece model for all languages of a pack.

Byte fallback lets any character through in bytes, and digits are pieces of their own, so numbers
and names can be copied.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import sentencepiece

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from training.packs.corpus import Pair

PAD, UNKNOWN, START, END = 0, 1, 2, 3
SAMPLE: Final = 400_000
SIZE: Final = 8000


def make(pairs: Iterable[Pair], path: Path, random: Random, *, size: int = SIZE) -> None:
    """Fit a vocabulary of `size` pieces on a sample of the pairs and write it to `path`."""
    found = list(pairs)
    found = random.sample(found, min(len(found), SAMPLE))
    with TemporaryDirectory() as folder:
        text = Path(folder) / "text.txt"
        lines = (f"{pair.source}\n{pair.target}\n" for pair in found)
        text.write_text("".join(lines), encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(text),
            model_prefix=f"{folder}/made",
            vocab_size=size,
            model_type="unigram",
            character_coverage=0.9995,
            byte_fallback=True,
            split_digits=True,
            normalization_rule_name="nmt_nfkc",
            pad_id=PAD,
            unk_id=UNKNOWN,
            bos_id=START,
            eos_id=END,
            pad_piece="<pad>",
            input_sentence_size=SAMPLE,
            shuffle_input_sentence=True,
            hard_vocab_limit=False,
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((Path(folder) / "made.model").read_bytes())


def read(path: Path) -> sentencepiece.SentencePieceProcessor:
    """Load a vocabulary; raises OSError if there is none."""
    return sentencepiece.SentencePieceProcessor(model_file=str(path))

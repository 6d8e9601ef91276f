"""One pack's weights in memory, driven through CTranslate2 without Argos's own pipeline.

Every text of a call goes through token-sized batches of like length. SentencePiece is called
directly, since `argostranslate.tokenizer` turns "_" into a space when it joins the pieces; its
BPE tokenizer serves the older packs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Protocol

import ctranslate2
import sentencepiece

if TYPE_CHECKING:
    from pathlib import Path

# Small enough that a batch of reviews makes work for every core; larger ones are not faster.
BATCH_TOKENS = 512
BEAM = 6
# Longer pieces are cut before they get here; this only bounds what a bad tokenizer can ask for.
LONGEST = 240
# Upper bounds of the length groups, in source tokens: a short sentence in a loop stops early.
BANDS = (12, 32, 80, LONGEST)


@dataclass(frozen=True, slots=True)
class Translation:
    """One text as the model renders it; `score` is its mean log-probability a token.

    `read` and `written` count the pieces of the text and of its rendering.
    """

    text: str
    score: float
    read: int = 0
    written: int = 0


# Takes a text and its renderings, likeliest first; gives the one to keep.
Choice = Callable[[str, Sequence[Translation]], Translation]


class Tokenizer(Protocol):
    """Text to pieces and back."""

    def encode(self, text: str) -> list[str]:
        """Cut a text into the model's pieces."""

    def decode(self, pieces: list[str]) -> str:
        """Join pieces into a text."""


class Pieces:
    """SentencePiece, with "_" left as it is."""

    def __init__(self, path: Path) -> None:
        self._processor = sentencepiece.SentencePieceProcessor(model_file=str(path))

    def encode(self, text: str) -> list[str]:
        """Cut a text into the model's pieces."""
        return list(self._processor.encode(text, out_type=str))

    def decode(self, pieces: list[str]) -> str:
        """Join pieces into a text; the vocabulary's own space marker never stays in it."""
        return str(self._processor.decode_pieces(pieces)).replace("▁", " ").strip()


def machine_threads() -> int:
    """Count the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


class Model:
    """A loaded pack. Raises whatever CTranslate2 or SentencePiece raise on unreadable files."""

    def __init__(self, folder: Path, from_code: str, to_code: str, *, threads: int = 0) -> None:
        self.translator = ctranslate2.Translator(
            str(folder / "model"),
            device="cpu",
            compute_type="int8",
            # A batch on each core: so small a network gains nothing from several cores at once.
            inter_threads=threads or machine_threads(),
            intra_threads=1,
            max_queued_batches=-1,  # the engine bounds what it hands in
        )
        self.tokenizer = _tokenizer(folder, from_code, to_code)

    def translate(
        self,
        texts: Sequence[str],
        *,
        beam_size: int = BEAM,
        prefix: str = "",
        **options: Any,  # noqa: ANN401 CTranslate2's own
    ) -> list[Translation]:
        """Translate texts, in their order, each as one sequence, and wait for them."""
        return self.submit(texts, beam_size=beam_size, prefix=prefix, **options)()

    def submit(
        self,
        texts: Sequence[str],
        *,
        beam_size: int = BEAM,
        prefix: str = "",
        choice: Choice | None = None,
        **options: Any,  # noqa: ANN401 CTranslate2's own
    ) -> Callable[[], list[Translation]]:
        """Hand texts to the cores; the function returned waits and gives them in their order.

        `choice` picks among the renderings the beam ended with; without it the likeliest is
        taken. Decoding stops at twice the source's length and some, so a loop cannot run on;
        `options` go to `translate_batch`.
        """
        tokens = [self.tokenizer.encode(text)[:LONGEST] for text in texts]
        waiting: dict[int, Any] = {}
        order = sorted(range(len(texts)), key=lambda index: len(tokens[index]))
        for band, group in groupby(order, key=lambda index: _band(len(tokens[index]))):
            members = [index for index in group if tokens[index]]
            results = self.translator.translate_batch(
                [tokens[index] for index in members],
                target_prefix=[[prefix]] * len(members) if prefix else None,
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                beam_size=beam_size,
                num_hypotheses=beam_size if choice else 1,
                max_decoding_length=2 * band + 10,
                max_input_length=0,
                return_scores=True,
                asynchronous=True,
                **options,
            )
            waiting.update(zip(members, results, strict=True))

        def wait() -> list[Translation]:
            found = [Translation("", 0.0)] * len(texts)
            for index, result in waiting.items():
                made = self._read(result.result(), prefix, len(tokens[index]))
                found[index] = choice(texts[index], made) if choice else made[0]
            return found

        return wait

    def _read(self, result: Any, prefix: str, read: int) -> list[Translation]:  # noqa: ANN401 CTranslate2's own
        made = []
        for hypothesis, score in zip(result.hypotheses, result.scores, strict=True):
            opened = bool(prefix) and hypothesis[:1] == [prefix]
            pieces = hypothesis[1:] if opened else hypothesis
            made.append(Translation(self.tokenizer.decode(pieces), score, read, len(pieces)))
        return made


def _band(length: int) -> int:
    return next(bound for bound in BANDS if length <= bound)


def _tokenizer(folder: Path, from_code: str, to_code: str) -> Tokenizer:
    path = folder / "sentencepiece.model"
    if path.exists():
        return Pieces(path)
    # Imported when an older pack needs it: it brings sacremoses.
    from argostranslate.tokenizer import BPETokenizer  # noqa: PLC0415

    tokenizer: Tokenizer = BPETokenizer(folder / "bpe.model", from_code, to_code)
    return tokenizer

"""Outputs for the model card, chosen by a fixed seed and not edited.

    python -m training.packs.samples --model DIR --reviews FILE.jsonl --out samples.json

FILE holds a review a line: `language`, `text`, perhaps `hostile`.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

import ctranslate2
import sentencepiece
from sentencex import segment

from training.packs.corpus import LETTERS, tidy
from training.packs.manifest import HERE, Manifest, read
from training.packs.overlap import MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

COUNT: Final = 20
SEED: Final = 20
LONGEST: Final = 180
BEAM: Final = 4


def choose(lines: Sequence[str], manifest: Manifest, count: int = COUNT) -> dict[str, list[str]]:
    """Choose `count` sentences for each source language from reviews in JSON lines.

    Hostile reviews are passed over, and those in another script than their language's: the
    product turns romanised text back before a pack reads it.
    """
    sentences: dict[str, list[str]] = {tag: [] for tag in manifest.source_tags}
    for line in lines:
        review = json.loads(line) if line.strip() else {}
        tag = review.get("language")
        if tag in sentences and not review.get("hostile"):
            letters = LETTERS[manifest.languages[tag].script]
            text = MARK.sub(r"\1", review["text"])
            found = (tidy(part) for row in text.split("\n") for part in segment(tag, row))
            sentences[tag] += [one for one in found if letters.search(one)]
    return {
        tag: Random(SEED).sample(found, min(count, len(found))) for tag, found in sentences.items()
    }


def translate(model: Path, texts: Sequence[str]) -> list[str]:
    """Translate sentences with an exported model, as the product would: beam of four."""
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(model / "sentencepiece.model"))
    translator = ctranslate2.Translator(str(model / "model"), compute_type="int8")
    tokens = [pieces.encode(text, out_type=str)[:LONGEST] for text in texts]
    results = translator.translate_batch(tokens, beam_size=BEAM, max_decoding_length=LONGEST)
    return [str(pieces.decode_pieces(result.hypotheses[0])) for result in results]


def main() -> None:
    """Write the samples as JSON: for each language, pairs of source and output."""
    parser = ArgumentParser(description="Translate sentences for the model card.")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--reviews", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--manifest", type=Path, default=HERE)
    options = parser.parse_args()
    lines = options.reviews.read_text(encoding="utf-8").split("\n")
    chosen = choose(lines, read(options.manifest))
    found = {
        tag: list(zip(texts, translate(options.model, texts), strict=True))
        for tag, texts in chosen.items()
    }
    options.out.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

"""The trainer's command line."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from training.packs.manifest import HERE as MANIFEST

if TYPE_CHECKING:
    from collections.abc import Sequence

CHECKPOINT: Final = Path(__file__).parent / "checkpoint"
WORK: Final = Path("build/training")


@dataclass(frozen=True, slots=True)
class Options:
    """What a training is told; the command line's help says what each one is."""

    corpus: Path
    minutes: float
    work: Path
    manifest: Path
    tests: tuple[Path, ...]
    validation: str
    init: Path | None
    vocabulary: Path
    device: str
    threads: int
    tokens: int
    width: int
    inner: int
    encoder: int
    decoder: int
    dropout: float
    rate: float
    matrix_rate: float
    warmup: int
    short: float
    seed: int
    save_minutes: float
    log: int


def read(arguments: Sequence[str] | None = None) -> Options:
    """Read the command line; exits with a usage message if it is wrong."""
    values = vars(_parser().parse_args(arguments))
    values["tests"] = tuple(values["tests"] or ())
    return Options(**values)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m training.packs.train",
        description="Train a pack's network. Stop it at any time; the same command goes on.",
    )
    add = parser.add_argument
    add("--corpus", type=Path, required=True, help="folder that holds the manifest's files")
    add("--minutes", type=float, required=True, help="clock time in all, earlier runs included")
    add("--work", type=Path, default=WORK, help="checkpoints and the curve (%(default)s)")
    add("--manifest", type=Path, default=MANIFEST, help="what to train on, how often")
    add("--tests", type=Path, action="append", help="test sets to keep out; may be repeated")
    add("--validation", default="flores-dev", help="NAME in TESTS/ru/NAME.ru (%(default)s)")
    add("--init", type=Path, help="weights to start from when the work folder is new")
    add(
        "--vocabulary",
        type=Path,
        default=CHECKPOINT / "sentencepiece.model",
        help="SentencePiece model; fitted on the corpus if there is none",
    )
    add("--device", default="cpu", help="cpu or cuda")
    add("--threads", type=int, default=0, help="OpenMP threads; 0: every core")
    add("--tokens", type=int, default=4000, help="padded tokens a batch; 100000 on a GPU")
    add("--width", type=int, default=256, help="multiple of 64; ignored with --init")
    add("--inner", type=int, default=1024, help="feed-forward width; ignored with --init")
    add("--encoder", type=int, default=4, help="encoder layers; ignored with --init")
    add("--decoder", type=int, default=2, help="decoder layers; ignored with --init")
    add("--dropout", type=float, default=0.0, help="0.1 for large models and many epochs")
    add("--rate", type=float, default=1.5e-3, help="AdamW's rate, for all but matrices")
    add("--matrix-rate", type=float, default=0.02, help="Muon's rate, for matrices")
    add("--warmup", type=int, default=200, help="steps until the rates are reached")
    add("--short", type=float, default=0.0, help="share of the time on short targets; 0.15 anew")
    add("--seed", type=int, default=1)
    add("--save-minutes", type=float, default=5, help="clock time between checkpoints")
    add("--log", type=int, default=100, help="steps between lines of the learning curve")
    return parser

# mypy: allow-untyped-calls
"""Train a pack's network on the manifest's texts.

    python -m training.packs.train --corpus DIR --tests DIR --minutes M \
        --init training/packs/checkpoint/weights16.pt

SIGTERM or Ctrl-C saves and ends it; the same command goes on from there. The work folder holds
checkpoint.pt (everything), weights16.pt (the averaged weights, for export) and curve.csv.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from random import Random
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn.attention import SDPBackend, sdpa_kernel

from training.packs import curve, facts, manifest, options, prepare, vocabulary
from training.packs.course import Course
from training.packs.loss import smoothed
from training.packs.meter import Meter
from training.packs.muon import Muon
from training.packs.network import Network, Shape, is_matrix, shape_of
from training.packs.processor import flush_tiny, keep_memory, prefers_bfloat16
from training.packs.state import (
    CHECKPOINT,
    WEIGHTS,
    Average,
    Progress,
    read_weights,
    restore,
    save,
)
from training.packs.validation import Validation, validation_examples

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from training.packs.batches import Batch
    from training.packs.corpus import Portion
    from training.packs.options import Options

VALIDATE_EVERY = 5


class Trainer:
    """One run of a training: from where the work folder stands until time is up or a signal."""

    def __init__(self, given: Options, network: Network, validation: Validation | None) -> None:
        self.given = given
        self.network = network.to(given.device)
        self.validation = validation
        self.autocast = arithmetic(given.device)
        self.average = Average(network)
        self.optimisers = optimisers(network, given, bfloat16=self.autocast is not None)
        self.progress = Progress()
        self.before = facts.read(given.init.parent) if given.init else facts.Facts()
        self.stopping = False
        if (given.work / CHECKPOINT).exists():
            self.progress = restore(
                given.work, network, self.average, self.optimisers, given.device
            )

    def run(self, course: Course) -> None:
        """Train and save. Returns when the time is up or `stop` was called."""
        given, progress = self.given, self.progress
        budget = given.minutes * 60
        started = time.monotonic() - progress.seconds
        saved = time.monotonic()
        meter = Meter(progress)
        stream = course.stream(
            progress.position, short=lambda: progress.seconds < given.short * budget
        )
        self.network.train()
        while progress.seconds < budget and not self.stopping:
            progress.position, batch = next(stream)
            rate = curve.schedule(progress.step, progress.seconds / budget, given.warmup)
            loss = self.step(batch, rate)
            progress.step += 1
            progress.tokens += batch.tokens
            self.average.follow(self.network, progress.step)
            meter.add(loss, batch.tokens)
            progress.seconds = time.monotonic() - started
            if progress.step % given.log == 0:
                self.log(meter, rate)
            if time.monotonic() - saved > given.save_minutes * 60:
                self.save()
                saved = time.monotonic()
        self.save()

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        """End after the step under way; a signal handler."""
        self.stopping = True

    def step(self, batch: Batch, rate: float) -> Tensor:
        """Learn from one batch at a share of the full rate; return its mean loss a token."""
        for optimiser in self.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = group["full_rate"] * rate
            optimiser.zero_grad(set_to_none=True)
        source = torch.from_numpy(batch.source).to(self.given.device)
        target = torch.from_numpy(batch.target).to(self.given.device)
        with self._arithmetic():
            states = self.network(source, target[:, :-1])
            loss = smoothed(states, self.network.emb.weight, target[:, 1:])
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        for optimiser in self.optimisers:
            optimiser.step()
        return loss.detach()

    def log(self, meter: Meter, rate: float) -> None:
        """Write a line of the learning curve, and print it."""
        validated = None
        if self.validation and self.progress.step % (VALIDATE_EVERY * self.given.log) == 0:
            with self._arithmetic():
                validated = self.validation.loss(self.network, self.given.device)
        reading = meter.reading(rate, validated)
        curve.append(self.given.work, reading)
        print(reading, flush=True)

    def save(self) -> None:
        """Write the checkpoint, the averaged weights and the facts for the model card."""
        shape, progress = self.network.shape, self.progress
        facts.write(
            self.given.work,
            facts.Facts(
                encoder=shape.encoder,
                decoder=shape.decoder,
                width=shape.width,
                pieces=shape.vocabulary,
                parameters=sum(weight.numel() for weight in self.network.parameters()),
                million_tokens=self.before.million_tokens + progress.tokens / 1e6,
                minutes=self.before.minutes + progress.seconds / 60,
            ),
        )
        save(self.given.work, self.network, self.average, self.optimisers, self.progress)

    def _arithmetic(self) -> contextlib.AbstractContextManager[object]:
        return self.autocast() if self.autocast else contextlib.nullcontext()


def arithmetic(device: str) -> Callable[[], torch.autocast] | None:
    """Return bfloat16 autocasting where the device is faster with it; None for float32."""
    if torch.device(device).type == "cuda":
        fast = torch.cuda.is_bf16_supported()
    else:
        fast = prefers_bfloat16()
    if not fast:
        return None
    return lambda: torch.autocast(torch.device(device).type, dtype=torch.bfloat16)


def optimisers(
    network: Network, given: Options, *, bfloat16: bool
) -> tuple[torch.optim.Optimizer, ...]:
    """Return AdamW for embeddings, norms and biases, and Muon for the hidden matrices."""
    matrices = [weight for name, weight in network.named_parameters() if is_matrix(name, weight)]
    others = [weight for name, weight in network.named_parameters() if not is_matrix(name, weight)]
    adam = torch.optim.AdamW(
        others, lr=given.rate, betas=(0.9, 0.98), eps=1e-9, weight_decay=0, fused=True
    )
    muon = Muon(matrices, lr=given.matrix_rate, dtype=torch.bfloat16 if bfloat16 else torch.float32)
    for optimiser in (adam, muon):
        for group in optimiser.param_groups:
            group["full_rate"] = group["lr"]
    return adam, muon


def begin(given: Options, pieces: int) -> Network:
    """Make the network: as the work folder's, as --init's weights, or anew."""
    started = given.work / WEIGHTS
    source = started if (given.work / CHECKPOINT).exists() else given.init
    if source is None:
        shape = Shape(pieces, given.width, given.inner, given.encoder, given.decoder)
        return Network(shape, dropout=given.dropout)
    weights = read_weights(source)
    network = Network(shape_of(weights), dropout=given.dropout)
    network.load_state_dict(weights)
    if network.shape.vocabulary != pieces:
        raise ValueError(f"{source} has {network.shape.vocabulary} pieces, not {pieces}.")
    return network


def open_vocabulary(
    given: Options, portions: list[Portion]
) -> tuple[int, Callable[[list[str]], list[list[int]]]]:
    """Load the vocabulary, or fit one; return its size and what turns texts into numbers."""
    if not given.vocabulary.exists():
        pairs = (pair for portion in portions for pair in portion.pairs)
        vocabulary.make(pairs, given.vocabulary, Random(given.seed))
    processor = vocabulary.read(given.vocabulary)
    threads = given.threads or os.cpu_count() or 1
    return processor.get_piece_size(), lambda texts: processor.encode(texts, num_threads=threads)


def train(given: Options) -> None:
    """Train as the options say; raises ManifestError, OSError or ValueError on bad input."""
    given.work.mkdir(parents=True, exist_ok=True)
    if given.threads:
        torch.set_num_threads(given.threads)
    keep_memory()
    flush_tiny()
    torch.manual_seed(given.seed)
    portions, lines = prepare.prepare(given.manifest, given.corpus, given.tests, given.work)
    print(*lines, sep="\n", flush=True)
    pieces, encode = open_vocabulary(given, portions)
    described = manifest.read(given.manifest)
    examples = validation_examples(given.tests, given.validation, described, encode)
    validation = Validation(examples, given.tokens) if examples else None
    trainer = Trainer(given, begin(given, pieces), validation)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, trainer.stop)
    print(f"{trainer.network.shape}, {trainer.progress}, {len(examples)} to validate", flush=True)
    course = Course(portions, encode, tokens=given.tokens, seed=given.seed)
    # On processors the plain attention kernel is a third faster than the fused at these lengths.
    plain = given.device == "cpu"
    with sdpa_kernel(SDPBackend.MATH) if plain else contextlib.nullcontext():
        trainer.run(course)
    print(f"saved in {given.work}: {trainer.progress}", flush=True)


def main() -> None:
    """Train from the command line."""
    try:
        train(options.read())
    except (manifest.ManifestError, OSError, ValueError) as error:
        sys.exit(f"train: {error}")


if __name__ == "__main__":
    main()

"""How fast sentences are translated, beside the engine underneath and beside its peers.

    python -m benchmarks.translation [--reviews 1000] [--from reviews.jsonl]
    python -m benchmarks.translation --memory [--sentences 100000]

Every contender has a process of its own, the same packs, sentences, beam and cores, and is warmed
with one sentence a language. The ceiling is CTranslate2 alone: sentences tokenised beforehand,
sorted by length, one call a language, nothing checked and nothing put back together.

`--memory` feeds one engine a long run of sentences, as a worker does with a backlog, and prints the
peak of its memory on the way: it must not rise.

The peers need torch, so each has an environment of its own: see `benchmarks.peers`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.peers import PEERS, SCRIPTS
from evaluation.common import Measure, load
from moderation.language import read
from moderation.translation import Engine, PackStore, Source
from moderation.translation.model import BATCH_TOKENS, BEAM, Model, machine_threads

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).resolve().parents[1]
REVIEWS = 1000
# Ours and the ceiling take turns, and the median counts: a machine does other things too.
ROUNDS = 3
LONGEST_TOKENS = 200
SECONDS = 3600
# Each review takes three of these; the number makes every sentence another, so that none is
# translated once and counted twice.
OPENINGS = {
    "ru": (
        "Была на приёме, ждала {} минут, но врач всё объяснил спокойно и понятно.",
        "Отдали машину в сервис, через {} дней она снова скрипит.",
        "Номер {} оказался чистым, с видом на сад, завтрак простой, но вкусный.",
        "Заказ пришёл на {} день, упаковано хорошо, всё как на фотографии.",
        "Мастер взял {} евро, показал старую деталь и рассказал, что с ней случилось.",
        "За {} лет впервые встретила такое внимательное отношение к пожилым людям.",
        "Администратор не извинилась, хотя мы сидели в коридоре {} минут.",
    ),
    "lv": (
        "Biju uz vizīti, gaidīju {} minūtes, bet ārste visu mierīgi izskaidroja.",
        "Atdevām mašīnu servisā, pēc {} dienām tā atkal čīkst.",
        "Istaba {} bija tīra, ar skatu uz dārzu, brokastis vienkāršas, bet garšīgas.",
        "Pasūtījums atnāca {} dienā, labi iesaiņots, viss kā bildē.",
        "Meistars paņēma {} eiro, parādīja veco detaļu un izstāstīja, kas tai noticis.",
        "Pa {} gadiem pirmo reizi satiku tik uzmanīgu attieksmi pret veciem cilvēkiem.",
        "Administratore neatvainojās, kaut gan sēdējām gaitenī {} minūtes.",
    ),
}
SENTENCES_EACH = 3
SENTENCES, BATCH = 100_000, 500  # of the long run, and how many a call

Work = dict[str, list[list[str]]]
Times = tuple[float, float]  # seconds of the clock, and of the processors

GOALS = {
    "argostranslate": ("bench.translation.vs_argos", 6.0),
    "libretranslate": ("bench.translation.vs_libretranslate", 3.0),
}


def measures(reviews: int = REVIEWS, source: Path | None = None) -> dict[str, Measure]:
    """Return `bench.translation.*`; a peer that is not there has no measure."""
    return _measures(race(made_up(reviews) if source is None else taken(source, reviews)))


def report(reviews: int = REVIEWS, source: Path | None = None) -> dict[str, Measure]:
    """Print the table; return the same measures."""
    work = made_up(reviews) if source is None else taken(source, reviews)
    results = race(work)
    count = sum(len(review) for each in work.values() for review in each)
    print(f"{count} sentences, beam {BEAM}, {machine_threads()} cores")
    for name, result in results.items():
        rate = count / result["seconds"]
        print(
            f"{name:16}{rate:8.1f} sentences/s   {result['processor_seconds']:7.1f} s of processor"
            f"   peak {result['peak_mb']:6.0f} MB"
        )
    for peer, variable in PEERS.items():
        if peer not in results:
            print(f"{peer}: set {variable} to the Python of an environment that holds it")
    return _measures(results)


def race(work: Work) -> dict[str, dict[str, float]]:
    """Run every contender on `work`; give time, processor time (s) and peak memory (MB) of each."""
    with tempfile.TemporaryDirectory() as folder:
        store = _starters(Path(folder))
        path = Path(folder) / "work.json"
        path.write_text(json.dumps(work), encoding="utf-8")
        ours = [sys.executable, "-m", "benchmarks.translation", "--work", str(path)]
        rounds = [
            {
                name: _child([*ours, "--contender", name, "--store", str(store.directory)])
                for name in CONTENDERS
            }
            for _ in range(ROUNDS)
        ]
        results = {
            name: {key: median(each[name][key] for each in rounds) for key in rounds[0][name]}
            for name in CONTENDERS
        }
        for peer, variable in PEERS.items():
            if python := os.environ.get(variable):
                environment = _packs_for_argos(Path(folder), store)
                results[peer] = _child([python, "-c", SCRIPTS[peer], str(path)], environment)
    return results


def _packs_for_argos(folder: Path, store: PackStore) -> dict[str, str]:
    """Lay the installed packs where argostranslate looks; give the environment that says so."""
    packs = folder / "argos"
    packs.mkdir(exist_ok=True)
    for pack in store.installed():
        if not (packs / pack.code).exists():
            (packs / pack.code).symlink_to(pack.path)
    return {
        "ARGOS_PACKAGES_DIR": str(packs),
        "ARGOS_INTRA_THREADS": str(machine_threads()),
        "ARGOS_BEAM_SIZE": str(BEAM),
        "HOME": str(folder),
    }


def made_up(reviews: int) -> Work:
    """Make reviews from templates, half of them in each language, no two sentences alike."""
    work: Work = {}
    for tag, openings in OPENINGS.items():
        needed = reviews // 2 * SENTENCES_EACH
        forms = islice(cycle(openings), needed)
        lines = [form.format(number) for number, form in enumerate(forms, start=20)]
        work[tag] = [lines[at : at + SENTENCES_EACH] for at in range(0, needed, SENTENCES_EACH)]
    return work


def taken(source: Path, reviews: int) -> Work:
    """Take reviews from a labelled file, over again until there are enough.

    From the second round on each sentence carries the round's number: no two are alike.
    """
    chosen = [
        (review.language, [sentence.text for sentence in read(review.text).sentences])
        for review in load(source)
        if review.language in OPENINGS and review.hostile is None
    ]
    work: Work = {tag: [] for tag in OPENINGS}
    for number in range(reviews):
        tag, sentences = chosen[number % len(chosen)]
        again = number // len(chosen)
        work[tag].append([f"{text} {again}" if again else text for text in sentences])
    return work


def balss(work: Work, store: PackStore) -> Times:
    """Translate with the engine, all reviews in one call."""
    engine = Engine(store, beam_size=BEAM)
    engine.translate([Source(f"{reviews[0][0]} 0", tag) for tag, reviews in work.items()])
    sources = [
        Source(sentence, tag)
        for tag, reviews in work.items()
        for review in reviews
        for sentence in review
    ]
    begun = _now()
    engine.translate(sources)
    return _since(begun)


def ceiling(work: Work, store: PackStore) -> Times:
    """Translate with CTranslate2 alone, everything ready beforehand."""
    seconds = processor = 0.0
    for tag, reviews in work.items():
        pack = store.find(tag, "en")
        if pack is None:
            continue
        model = Model(pack.path, tag, "en")
        tokens = [model.tokenizer.encode(text) for review in reviews for text in review]
        tokens.sort(key=len)
        model.translate(["OK"])
        begun = _now()
        model.translator.translate_batch(
            tokens,
            beam_size=BEAM,
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            max_decoding_length=LONGEST_TOKENS,
        )
        spent = _since(begun)
        seconds, processor = seconds + spent[0], processor + spent[1]
    return seconds, processor


def _now() -> Times:
    return time.perf_counter(), time.process_time()


def _since(begun: Times) -> Times:
    return time.perf_counter() - begun[0], time.process_time() - begun[1]


def backlog(sentences: int) -> float:
    """Translate many distinct sentences in batches; MB the peak rose after a tenth of the way."""
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(_starters(Path(folder)), idle_seconds=0)
        held = [0.0]
        for tenth in range(10):
            for start in range(0, sentences // 10, BATCH):
                numbers = range(start, min(start + BATCH, sentences // 10))
                engine.translate([Source(f"Зал {tenth}{number} чист.", "ru") for number in numbers])
            held.append(_peak_mb())
            print(f"{(tenth + 1) * (sentences // 10):8} sentences   {held[-1]:6.0f} MB", flush=True)
    return held[-1] - held[1]


def _peak_mb() -> float:
    """Give the most memory this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _starters(folder: Path) -> PackStore:
    store = PackStore(folder / "packs")
    for file in sorted((ROOT / "packs").glob("*.argosmodel")):
        store.add(file)
    return store


CONTENDERS: dict[str, Callable[[Work, PackStore], Times]] = {"balss": balss, "ceiling": ceiling}


def _measures(results: Mapping[str, Mapping[str, float]]) -> dict[str, Measure]:
    ours = results["balss"]["seconds"]
    found = {
        "bench.translation.of_ceiling": Measure(
            results["ceiling"]["seconds"] / ours, 0.9, unit="ratio", peer="ctranslate2"
        ),
        "bench.translation.memory_mb": Measure(
            results["balss"]["peak_mb"], better="lower", unit="MB"
        ),
    }
    for peer, (name, target) in GOALS.items():
        if peer in results:
            found[name] = Measure(results[peer]["seconds"] / ours, target, unit="ratio", peer=peer)
    return found


def _child(command: list[str], environment: Mapping[str, str] | None = None) -> dict[str, float]:
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr[-500:]}")
    result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return {name: float(value) for name, value in result.items()}


def main() -> None:
    """Run from the command line; a child runs one contender."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=REVIEWS)
    parser.add_argument("--from", dest="source", type=Path)
    parser.add_argument("--memory", action="store_true", help="does a long run grow?")
    parser.add_argument("--sentences", type=int, default=SENTENCES, help="of the long run")
    parser.add_argument("--contender", choices=list(CONTENDERS), help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--store", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.memory:
        print(f"grew by {backlog(chosen.sentences):.0f} MB after the first tenth")
        return
    if chosen.contender is None:
        for name, measure in report(chosen.reviews, chosen.source).items():
            print(f"{name:32}{measure.value:8.2f} {measure.unit}")
        return
    work: Work = json.loads(chosen.work.read_text(encoding="utf-8"))
    seconds, processor = CONTENDERS[chosen.contender](work, PackStore(chosen.store))
    told = {"seconds": seconds, "processor_seconds": processor, "peak_mb": _peak_mb()}
    print(json.dumps(told))


if __name__ == "__main__":
    main()

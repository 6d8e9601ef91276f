"""How many reviews a second the recognisers read on one core.

python -m benchmarks.privacy [REVIEWS.jsonl]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from evaluation.common import Measure, load
from moderation import privacy

SAMPLES = (
    ("lv", "Paldies dakterei Ozolai un māsiņai Ritai! Zvaniet 2000 0143, ar cieņu, Velta R."),
    ("lv", "Gaidīju divas stundas, neviens neatvainojās. Cena 65 eiro par četrām minūtēm."),
    ("ru", "Спасибо доктору Калныньшу, сын Миша больше не боится. Приедем ещё в мае!"),
    ("ru", "Отель чистый, завтрак вкусный, до моря семь минут. Обязательно вернёмся."),
    ("en", "Dr Berzins explained everything twice and never made me feel stupid."),
    ("en", "Great service, fair price. We will be back in June and tell our friends."),
)
SECONDS = 2.0
TARGET = 500.0
LONGEST = 10_000  # longer reviews are attacks, measured elsewhere


def measures(texts: list[tuple[str, str]] | None = None) -> dict[str, Measure]:
    """Measure reviews a second over (tag, text) pairs, repeated for two seconds of CPU time."""
    chosen = texts or list(SAMPLES)
    for tag, text in chosen:  # weights and lists load once, before the clock starts
        privacy.find(text, tag)
    count, started = 0, time.process_time()
    while time.process_time() - started < SECONDS:
        for tag, text in chosen:
            privacy.find(text, tag)
        count += len(chosen)
    rate = count / (time.process_time() - started)
    return {"bench.privacy.reviews_per_second": Measure(rate, TARGET, "higher", "reviews/s")}


def main(arguments: list[str]) -> None:
    """Print the rate over the built-in samples or a file of labelled reviews."""
    texts = None
    if arguments:
        reviews = load(Path(arguments[0]))
        texts = [(each.language, each.text) for each in reviews if len(each.text) < LONGEST]
    for name, figure in measures(texts).items():
        print(f"{name}: {figure.value:.0f} {figure.unit} (target {figure.target:.0f})")


if __name__ == "__main__":
    main(sys.argv[1:])

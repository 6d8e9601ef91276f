"""A trial translation, made in a process of its own before a pack is trusted.

CTranslate2 is native code that trusts the sizes in a model file: a damaged or hostile one may
kill the process that loads it. So a child loads it first.
"""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from dataclasses import asdict
from pathlib import Path

from moderation.translation.archive import Metadata, PackError
from moderation.translation.model import Model

SECONDS = 180
ROOT = Path(__file__).resolve().parents[2]
SENTENCES = {
    "ru": ("Спасибо врачу, всё было очень хорошо.", "Мы ждали два часа, и никто не извинился."),
    "lv": ("Paldies ārstei, viss bija ļoti labi.", "Gaidījām divas stundas, neviens neatvainojās."),
    "en": ("Thank you, doctor, everything was very good.", "We waited two hours for nothing."),
}
OTHER = ("Hotel Riga, 2024.", "OK, super!")
SCRIPTS = {"ru": "CYRILLIC", "uk": "CYRILLIC", "be": "CYRILLIC", "en": "LATIN", "lv": "LATIN"}


def try_out(folder: Path, metadata: Metadata) -> None:
    """Translate sample sentences with an unpacked pack; raises PackError if that goes wrong."""
    request = {"folder": str(folder), "sentences": _sentences(metadata), **asdict(metadata)}
    command = [sys.executable, "-c", "from moderation.translation.trial import main; main()"]
    try:
        done = subprocess.run(  # noqa: S603 our own interpreter, our own words
            command,
            input=json.dumps(request),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
            cwd=ROOT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PackError(
            "The pack's trial translation took over %(seconds)s s.", seconds=str(SECONDS)
        ) from error
    if done.returncode:
        raise PackError("The pack's model cannot be loaded: it is damaged or of another kind.")
    _judge(json.loads(done.stdout), request["sentences"], metadata)


def main() -> None:
    """Answer one request on standard input, in the child."""
    request = json.load(sys.stdin)
    model = Model(Path(request["folder"]), request["from_code"], request["to_code"])
    found = model.translate(request["sentences"], prefix=request["target_prefix"])
    json.dump([translation.text for translation in found], sys.stdout)


def _sentences(metadata: Metadata) -> tuple[str, ...]:
    return SENTENCES.get(metadata.from_code, OTHER)


def _judge(drafts: list[str], sentences: object, metadata: Metadata) -> None:
    if not all(any(letter.isalpha() for letter in draft) for draft in drafts):
        raise PackError("The pack's trial translation came out empty.")
    if metadata.from_code in SENTENCES and drafts == list(sentences):  # type: ignore[call-overload]
        raise PackError("The pack's trial translation only repeats its source.")
    script = SCRIPTS.get(metadata.to_code)
    letters = [letter for letter in "".join(drafts) if letter.isalpha()]
    own = sum(unicodedata.name(letter, "").startswith(script or "") for letter in letters)
    if script and own * 2 < len(letters):
        raise PackError(
            "The pack's trial translation is not in the script of %(target)s:"
            " its metadata names the wrong pair.",
            target=metadata.to_code,
        )

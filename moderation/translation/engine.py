"""The engine: sentences of many reviews in, drafts in the same order out."""

from __future__ import annotations

import logging
from collections import defaultdict
from threading import Lock, Timer
from typing import TYPE_CHECKING

from moderation.flag import Flag
from moderation.translation.draft import Draft, Source
from moderation.translation.model import BEAM, Model
from moderation.translation.packs import Pack, PackError, check_files
from moderation.translation.steps import run
from moderation.translation.work import begin, translate, without_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from moderation.translation.packs import PackStore
    from moderation.translation.steps import Steps

# Argos names the text it translates in its log; nothing of it is ever to be written.
logging.getLogger("argostranslate").setLevel(logging.CRITICAL)

PIVOT = "en"
# Sentences prepared together, and how many such chunks are in work at once: enough to keep every
# core busy while the words of another chunk are taken apart, and a bound on what is held.
CHUNK = 512
DEPTH = 3


class Engine:
    """Translates sentences with the packs of `store`; safe to share between threads.

    A pack is loaded when first needed, once, and let go when `idle_seconds` pass without work.
    `threads` 0 means every core of the machine. Nothing is loaded by making an engine.
    """

    def __init__(
        self,
        store: PackStore,
        *,
        beam_size: int = BEAM,
        threads: int = 0,
        idle_seconds: int = 600,
    ) -> None:
        self.store = store
        self.beam_size = beam_size
        self.threads = threads
        self.idle_seconds = idle_seconds
        self._lock = Lock()
        self._models: dict[Path, Model] = {}
        self._idle: Timer | None = None

    def translate(self, sources: Sequence[Source]) -> list[Draft]:
        """Return one draft for each source, in order.

        Equal sentences are translated once. Never raises for what a text holds nor for a pack
        that is missing or broken: such a draft has no text, and a flag that says why.
        """
        with self._lock:
            self._stop_waiting()
            try:
                drafts = self._drafts(dict.fromkeys(sources))
            finally:
                self._wait_until_idle()
        return [drafts[source] for source in sources]

    def unload(self) -> None:
        """Let go of every loaded pack; the next translation loads what it needs again."""
        with self._lock:
            self._stop_waiting()
            self._models.clear()

    def _drafts(self, sources: Iterable[Source]) -> dict[Source, Draft]:
        drafts: dict[Source, Draft] = {}
        routes: dict[tuple[str, str], list[Source]] = defaultdict(list)
        for source in sources:
            routes[_code(source.tag), _code(source.target)].append(source)
        direct: list[tuple[Pack, list[Source]]] = []
        for (code, target), members in routes.items():
            if code == target:
                drafts |= {each: Draft(each.text, None, None, None, ()) for each in members}
            elif pack := self.store.find(code, target):
                direct.append((pack, members))
            else:
                drafts |= self._pivoted(code, target, members)
        return drafts | self._through(direct)

    def _pivoted(self, code: str, target: str, sources: list[Source]) -> dict[Source, Draft]:
        """Translate sentences of a pair that has no pack of its own, through English."""
        halves = self.store.find(code, PIVOT), self.store.find(PIVOT, target)
        if halves[0] is None or halves[1] is None:
            missing = Draft(None, None, None, None, (Flag("no_pack", f"{code}-{target}"),))
            return {source: without_model(begin(source)) or missing for source in sources}
        first = self._through([(halves[0], sources)])
        between = {
            source: Source(draft.text, PIVOT, target)
            for source, draft in first.items()
            if draft.text is not None
        }
        second = self._through([(halves[1], list(dict.fromkeys(between.values())))])
        return {
            source: _joined(draft, second[between[source]]) if source in between else draft
            for source, draft in first.items()
        }

    def _through(self, routes: Iterable[tuple[Pack, Sequence[Source]]]) -> dict[Source, Draft]:
        """Translate with the packs, a chunk's words being prepared while others are in work.

        All pairs take part in one run, so that the cores wait at its end alone.
        """
        chunks = (
            self._steps(pack, sources[start : start + CHUNK])
            for pack, sources in routes
            for start in range(0, len(sources), CHUNK)
        )
        return run(chunks, depth=DEPTH)

    def _steps(self, pack: Pack, sources: Sequence[Source]) -> Steps[dict[Source, Draft]]:
        works = [begin(source) for source in sources]
        drafts = {work.source: without_model(work) for work in works}
        open_works = [work for work in works if drafts[work.source] is None]
        try:
            if open_works:
                model = self._model(pack)
                drafts |= yield from translate(model, pack, open_works, self.beam_size)
        except (PackError, RuntimeError, OSError, ValueError, MemoryError):
            # The reason is the operator's to find with `packs check`; it may quote a text.
            self._models.pop(pack.path, None)
        broken = Draft(None, pack.code, pack.version, None, (Flag("broken_pack", pack.code),))
        return {source: draft or broken for source, draft in drafts.items()}

    def _model(self, pack: Pack) -> Model:
        """Return the loaded pack; load it, and let go of an earlier version of the same pair."""
        if pack.path not in self._models:
            check_files(pack)
            for path in [path for path in self._models if path.parent == pack.path.parent]:
                del self._models[path]
            self._models[pack.path] = Model(
                pack.path, pack.from_code, pack.to_code, threads=self.threads
            )
        return self._models[pack.path]

    def _wait_until_idle(self) -> None:
        if self._models and self.idle_seconds > 0:
            self._idle = Timer(self.idle_seconds, self.unload)
            self._idle.daemon = True
            self._idle.start()

    def _stop_waiting(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None


def _code(tag: str) -> str:
    return tag.split("-", 1)[0].lower()


def _joined(first: Draft, second: Draft) -> Draft:
    """One draft of two halves: the doubts of both, the worse score."""
    scores = [score for score in (first.score, second.score) if score is not None]
    return Draft(
        text=second.text,
        pack="+".join(filter(None, (first.pack, second.pack))) or None,
        version="+".join(filter(None, (first.version, second.version))) or None,
        score=min(scores, default=None),
        flags=tuple(dict.fromkeys((*first.flags, *second.flags))),
    )

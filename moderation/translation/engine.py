"""The engine: sentences of many reviews in, drafts in the same order out."""

from __future__ import annotations

import logging
from collections import defaultdict
from dataclasses import dataclass, field
from threading import Lock, Timer
from typing import TYPE_CHECKING

from moderation.flag import Flag
from moderation.translation import names, phrases
from moderation.translation.draft import Draft, Source
from moderation.translation.flags import LOW_SCORE, doubts, loops
from moderation.translation.model import Model, Translation
from moderation.translation.numbers import NUMBER, lost, repair
from moderation.translation.packs import Pack, PackError, damage
from moderation.translation.parts import Part, parts, shorten
from moderation.translation.shell import Shell, unwrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from moderation.translation.packs import PackStore

# Argos names the text it translates in its log; nothing of it is ever to be written.
logging.getLogger("argostranslate").setLevel(logging.CRITICAL)

PIVOT = "en"
# Sentences worked on at a time: enough to fill the batches, and a bound on what is held.
CHUNK = 2000
# Pieces of the vocabulary in one sequence; the packs have seen few longer ones.
PIECES = 100
# For a sentence that came out looping: dearer, so only asked for then.
AGAIN = {"repetition_penalty": 1.3, "no_repeat_ngram_size": 3}


@dataclass(slots=True)
class _Work:
    """One distinct sentence on its way through one pack."""

    source: Source
    parts: list[Part]
    shells: dict[int, Shell] = field(default_factory=dict)
    english: dict[int, str] = field(default_factory=dict)
    scores: list[float] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The draft so far: kept parts as they were, translated ones in their shells."""
        return "".join(
            self.shells[index].restore(self.english.get(index, ""))
            if index in self.shells
            else part.text
            for index, part in enumerate(self.parts)
        )


class Engine:
    """Translates sentences with the packs of `store`; safe to share between threads.

    A pack is loaded when first needed, once, and let go when `idle_seconds` pass without work.
    `threads` 0 means every core of the machine. Nothing is loaded by making an engine.
    """

    def __init__(
        self,
        store: PackStore,
        *,
        beam_size: int = 4,
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
                drafts: dict[Source, Draft] = {}
                distinct = list(dict.fromkeys(sources))
                for start in range(0, len(distinct), CHUNK):
                    drafts |= self._drafts(distinct[start : start + CHUNK])
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
            if (ready := _without_model(source)) is not None:
                drafts[source] = ready
            else:
                routes[_code(source.tag), source.target].append(source)
        for (code, target), members in routes.items():
            drafts |= self._route(code, target, members)
        return drafts

    def _route(self, code: str, target: str, sources: list[Source]) -> dict[Source, Draft]:
        """Translate sentences of one pair, through English where there is no direct pack."""
        direct = self.store.find(code, target)
        if direct is not None:
            return self._through(direct, sources)
        halves = self.store.find(code, PIVOT), self.store.find(PIVOT, target)
        if halves[0] is None or halves[1] is None:
            missing = Draft(None, None, None, None, (Flag("no_pack", f"{code}-{target}"),))
            return dict.fromkeys(sources, missing)
        first = self._through(halves[0], sources)
        between = {
            source: Source(draft.text, PIVOT, target)
            for source, draft in first.items()
            if draft.text is not None
        }
        second = self._through(halves[1], list(dict.fromkeys(between.values())))
        return {
            source: _joined(draft, second[between[source]]) if source in between else draft
            for source, draft in first.items()
        }

    def _through(self, pack: Pack, sources: Sequence[Source]) -> dict[Source, Draft]:
        try:
            model = self._model(pack)
            return _translate(model, pack, sources, self.beam_size)
        except (PackError, RuntimeError, OSError, ValueError, MemoryError):
            # The reason is the operator's to find with `packs check`; it may quote a text.
            self._models.pop(pack.path, None)
            broken = Draft(None, pack.code, pack.version, None, (Flag("broken_pack", pack.code),))
            return dict.fromkeys(sources, broken)

    def _model(self, pack: Pack) -> Model:
        """Return the loaded pack; load it, and let go of an earlier version of the same pair."""
        if pack.path not in self._models:
            if (name := damage(pack)) is not None:
                raise PackError(f"{name} was changed after the pack was installed.")
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


def _without_model(source: Source) -> Draft | None:
    """Answer for a sentence that needs no model: no words in it, or in the target already."""
    if _code(source.tag) == _code(source.target):
        return Draft(source.text, None, None, None, ())
    pieces = parts(source.text)
    if all(part.kept for part in pieces):
        return Draft(source.text, None, None, None, ())
    work = _Work(source, pieces)
    _prepare(work)
    if work.shells.keys() == work.english.keys():
        return Draft(work.text, phrases.PACK, phrases.VERSION, None, ())
    return None


def _prepare(work: _Work) -> None:
    """Take the shells off; fill in what the phrase list knows, and names standing alone."""
    source = work.source
    for index, part in enumerate(work.parts):
        if not part.kept:
            shell = work.shells[index] = unwrap(part.text)
            known = phrases.phrase(shell.core, source.tag, source.target)
            if known is None and len(work.parts) == 1 and source.target == PIVOT:
                known = names.signature(shell.core)
            if known is not None:
                work.english[index] = known


def _translate(
    model: Model, pack: Pack, sources: Sequence[Source], beam_size: int
) -> dict[Source, Draft]:
    """Translate sentences with one model: once, again where they loop, and around lost numbers."""

    def ask(texts: Sequence[str], **options: float) -> list[Translation]:
        return model.translate(texts, beam_size=beam_size, prefix=pack.target_prefix, **options)

    works = [_Work(source, _fitting(model, parts(source.text))) for source in sources]
    _fill(works, ask)
    torn = [work for work in works if lost(work.source.text, work.text)]
    again = [
        _Work(work.source, _fitting(model, parts(work.source.text, also=NUMBER))) for work in torn
    ]
    _fill(again, ask)
    rescued = {work.source: work for work in again}
    return {work.source: _draft(rescued.get(work.source, work), pack) for work in works}


def _fill(works: Iterable[_Work], ask: Callable[..., list[Translation]]) -> None:
    """Translate every open part of every sentence in one pass, and looping ones once more."""
    open_parts: list[tuple[_Work, int]] = []
    for work in works:
        _prepare(work)
        open_parts += ((work, index) for index in work.shells if index not in work.english)
    asked = list(dict.fromkeys(work.shells[index].asked for work, index in open_parts))
    found = dict(zip(asked, ask(asked), strict=True))
    loose = [text for text, one in found.items() if loops(one.text) and not loops(text)]
    found.update(zip(loose, ask(loose, **AGAIN), strict=True))
    for work, index in open_parts:
        text = work.shells[index].asked
        work.english[index] = repair(text, found[text].text)
        work.scores.append(found[text].score)


def _fitting(model: Model, pieces: Iterable[Part]) -> list[Part]:
    """Cut translatable parts further, until none has more pieces than a model reads well."""
    fitting: list[Part] = []
    waiting = list(pieces)[::-1]
    while waiting:
        part = waiting.pop()
        if part.kept or len(part.text) <= 1 or len(model.tokenizer.encode(part.text)) <= PIECES:
            fitting.append(part)
        else:
            half = (len(part.text) + 1) // 2
            cut = shorten(part.text, max(1, half))
            waiting += [Part(text, _wordless(text)) for text in reversed(cut)]
    return fitting


def _wordless(text: str) -> bool:
    return not any(letter.isalpha() for letter in text)


def _draft(work: _Work, pack: Pack) -> Draft:
    source, text = work.source, work.text
    score = min(work.scores, default=None)
    found = list(doubts(source.text, source.tag, text, source.target))
    if score is not None and score < (LOW_SCORE if pack.low_score is None else pack.low_score):
        found.append(Flag("low_score", f"{score:.2f}"))
    return Draft(text, pack.code, pack.version, score, tuple(found))


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

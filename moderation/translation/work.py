"""One sentence on its way through one pack: taken apart, translated, put together, put right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moderation.target import ENGLISH
from moderation.translation import dates, doubt, names, phrases
from moderation.translation.choice import chooser
from moderation.translation.coverage import coverage
from moderation.translation.draft import Draft, Source
from moderation.translation.flags import doubts, loops
from moderation.translation.glossary import STAFF, Match, Term, enforced
from moderation.translation.numbers import NUMBER, lost, repair
from moderation.translation.parts import Part, around, parts, shorten
from moderation.translation.shell import Shell, unwrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from moderation.translation.model import Model, Translation
    from moderation.translation.packs import Pack
    from moderation.translation.steps import Steps, Waiting

# Pieces of the vocabulary in one sequence; the packs have seen few longer ones.
PIECES = 100
# For a sentence that came out looping: dearer, so only asked for then.
AGAIN = {"repetition_penalty": 1.3, "no_repeat_ngram_size": 3}


@dataclass(slots=True)
class Work:
    """One distinct sentence on its way through one pack."""

    source: Source
    parts: list[Part]
    shells: dict[int, Shell] = field(default_factory=dict)
    english: dict[int, str] = field(default_factory=dict)
    made: list[Translation] = field(default_factory=list)
    terms: list[Match] = field(default_factory=list)
    stood_for: tuple[str, ...] = ()  # what "[1]", "[2]" in the cut sentence stand for

    @property
    def text(self) -> str:
        """The draft so far: kept parts as they were, translated ones in their shells."""
        text = "".join(
            self.shells[index].restore(self.english.get(index, ""))
            if index in self.shells
            else part.text
            if part.english is None
            else part.english
            for index, part in enumerate(self.parts)
        )
        for number, english in enumerate(self.stood_for, 1):
            text = text.replace(f"[{number}]", english)
        return text

    @property
    def whole(self) -> bool:
        """Whether the draft holds every number and every term of its source."""
        text = self.text
        return not lost(self.source.text, text) and not self.missing(text)

    def missing(self, text: str) -> list[Match]:
        """List the terms of the source of which a draft has no trace."""
        return enforced(self.source.text, text, self.terms)[1]


def begin(source: Source) -> Work:
    """Cut a sentence; take the shells off; fill in known phrases and names standing alone."""
    work = Work(source, parts(source.text))
    _prepare(work)
    if source.target == ENGLISH:
        work.terms = source.glossary.matches(source.text, source.tag)
    return work


def _lost_names(work: Work) -> list[Match]:
    """Take the people whom a draft lost for terms, where their nominative can be told."""
    source = work.source
    if source.target != ENGLISH:
        return []
    return [
        Match(*found.span(), Term(found[0], name, kind=STAFF))
        for found in names.missing(source.text, work.text)
        if not any(each.start <= found.start() < each.end for each in work.terms)
        and (name := names.nominative(found[0], source.text[: found.start()].rstrip(), source.tag))
    ]


def _lost_dates(work: Work) -> list[Match]:
    """Take the dates that a draft lost or garbled for terms: their English is known."""
    source = work.source
    if source.target != ENGLISH:
        return []
    return [
        Match(each.start, each.end, Term(source.text[each.start : each.end], each.english))
        for each in dates.lost(source.text, source.tag, work.text)
    ]


def _rescues(work: Work) -> list[Work]:
    """Cut a sentence anew, if its draft lost a number or a term, in ways that may keep it.

    Likeliest to read well first, surest last (ADR-0013): a mark in the term's place, its English
    there, the words before and after it alone.
    """
    if work.whole:
        return []
    text = work.source.text
    missing = work.missing(work.text)
    fixed = sorted((each.start, each.end, _opening(each)) for each in missing)
    ways = []
    if missing:
        english = _replaced(text, fixed)
        marks = [(start, end, f"[{n}]") for n, (start, end, _) in enumerate(fixed, 1)]
        ways = [
            Work(
                work.source,
                parts(_replaced(text, marks)),
                stood_for=tuple(word for _, _, word in fixed),
            ),
            Work(work.source, parts(english)),
        ]
    torn = bool(lost(text, work.text))
    ways.append(Work(work.source, around(text, fixed, also=NUMBER if torn else None)))
    for way in ways:
        way.terms = work.terms
        _prepare(way)
    return ways


def _replaced(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    for start, end, word in reversed(list(spans)):
        text = text[:start] + word + text[end:]
    return text


def _opening(match: Match) -> str:
    """Give a term's English, with a capital where it opens the sentence."""
    english = match.term.english
    return english if match.start else english[:1].upper() + english[1:]


def _prepare(work: Work) -> None:
    source = work.source
    for index, part in enumerate(work.parts):
        if not part.kept:
            shell = work.shells[index] = unwrap(part.text)
            known = phrases.phrase(shell.core, source.tag, source.target)
            if known is None and len(work.parts) == 1 and source.target == ENGLISH:
                known = names.signature(shell.core)
            if known is not None:
                work.english[index] = known


def without_model(work: Work) -> Draft | None:
    """Answer for a sentence that needs no model: no words in it, or a phrase that is known."""
    if not work.shells:
        return Draft(work.source.text, None, None, None, ())
    if work.shells.keys() == work.english.keys():
        return Draft(work.text, phrases.PACK, phrases.VERSION, None, ())
    return None


def translate(
    model: Model, pack: Pack, works: Sequence[Work], beam_size: int
) -> Steps[dict[Source, Draft]]:
    """Translate sentences with one model: once, again where they loop or lost something."""
    choice = chooser(pack.from_code, pack.to_code)

    def ask(texts: Sequence[str], **options: float) -> Waiting:
        return model.submit(
            texts, beam_size=beam_size, prefix=pack.target_prefix, choice=choice, **options
        )

    works = [_fitted(work, model) for work in works]
    yield from _fill(works, ask)
    for work in works:
        work.terms += [*_lost_names(work), *_lost_dates(work)]
    ways = {work.source: [_fitted(way, model) for way in _rescues(work)] for work in works}
    yield from _fill([way for each in ways.values() for way in each], ask)
    best = (_best(work, ways[work.source]) for work in works)
    return {work.source: _draft(work, pack) for work in best}


def _best(work: Work, ways: Sequence[Work]) -> Work:
    """Give the first way that lost nothing, else the last: it lost least."""
    return next((way for way in ways if way.whole), ways[-1] if ways else work)


def _fill(works: Iterable[Work], ask: Callable[..., Waiting]) -> Steps[None]:
    """Translate every open part of every sentence in one pass, and looping ones once more."""
    open_parts = [
        (work, index) for work in works for index in work.shells if index not in work.english
    ]
    asked = list(dict.fromkeys(work.shells[index].asked for work, index in open_parts))
    if not asked:
        return
    found = dict(zip(asked, (yield ask(asked)), strict=True))
    loose = [text for text, one in found.items() if loops(one.text) and not loops(text)]
    if loose:
        found.update(zip(loose, (yield ask(loose, **AGAIN)), strict=True))
    for work, index in open_parts:
        text = work.shells[index].asked
        work.english[index] = repair(text, found[text].text)
        work.made.append(found[text])


def _fitted(work: Work, model: Model) -> Work:
    """Cut a sentence further if a stretch of it has more pieces than the model reads well."""
    fitting = _fitting(model, work.parts)
    if len(fitting) == len(work.parts):
        return work
    again = Work(work.source, fitting, terms=work.terms, stood_for=work.stood_for)
    _prepare(again)
    return again


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


def _draft(work: Work, pack: Pack) -> Draft:
    source, text = work.source, work.text
    if source.target == ENGLISH:
        text, _ = enforced(source.text, text, work.terms)
        own = [(each.start, each.end) for each in work.terms]
        text = names.settled(source.text, source.tag, text, passing_over=own)
    score = min((each.score for each in work.made), default=None)
    compared = coverage(source.text, source.tag, text, source.target)
    signs = doubt.signs(source.text, text, work.made, compared)
    found = list(doubts(source.text, source.tag, text, source.target))
    if score is not None and doubt.doubted(signs, score, pack.low_score):
        found.append(doubt.reason(score, compared))
    return Draft(text, pack.code, pack.version, score, tuple(found), signs)

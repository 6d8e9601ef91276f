"""The model card inside a pack: what it is, learned from, scores, and cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from training.packs.facts import Facts
    from training.packs.manifest import Manifest

    Scores = Mapping[str, Mapping[str, Any]]

MEASURES: Final = {
    "translation.chrf.": "chrF, reviews",
    "translation.bleu.": "BLEU, reviews",
    "translation.flores_bleu.": "BLEU, FLORES devtest",
    "translation.ntrex_bleu.": "BLEU, NTREX",
    "translation.tico19_bleu.": "BLEU, TICO-19, medical",
    "translation.wmt17_bleu.": "BLEU, WMT 2017, news",
}
LIMITS: Final = """\
## Use

For a first look at a review: a draft that a member of staff corrects or throws away. Sentence by
sentence; the texts it met longest had 100 pieces.

## Limits

- It is small and learned from little text. It follows plain sentences about service, goods, food
  and doctors, and invents words where it does not know them.
- Do not publish its output unread: a negation, a number or a name may be lost. The engine flags
  what it can see of that, not all of it.
- Slang, irony, dialect, law and medicine beyond a visit to the doctor are outside what it has met.

## Biases

- Latvian and Russian verbs and pronouns may leave open who is meant; English says he or she, and
  the model picks what its texts had more often.
- Software documentation and interface texts are most of the lines it can draw on: "logs", "runs"
  and "supports" come easily to it, and it may read an everyday word in its technical sense.
- Part of the prose is biblical or over a century old; a stray "shall" comes from there.
- The review sentences were written for Balss: what real authors write is wider."""


def card(
    manifest: Manifest,
    tag: str,
    version: str,
    facts: Facts,
    *,
    scores: Scores | None = None,
    before: Scores | None = None,
    samples: Sequence[tuple[str, str]] = (),
) -> str:
    """Word a model card, in Markdown, for the pack that reads `tag`.

    `scores` and `before` are what evaluation measured of this pack and the one it replaces;
    `samples` are sources with their outputs. What is not given is said to be missing.
    """
    source, target = manifest.languages[tag].name, manifest.languages[manifest.target].name
    parts = [
        f"# {source} to {target}, starter pack {version}",
        _model(manifest, facts),
        _data(manifest, tag),
        _scores(tag, scores, before),
        LIMITS,
        _samples(samples),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _model(manifest: Manifest, facts: Facts) -> str:
    names = " and ".join(manifest.languages[tag].name for tag in manifest.source_tags)
    if not facts.parameters:
        return f"A small transformer that reads {names}. CTranslate2, int8."
    return (
        f"A transformer that reads {names}: {facts.encoder} encoder and {facts.decoder} decoder\n"
        f"layers, width {facts.width}, {facts.pieces:,} SentencePiece pieces with byte fallback,\n"
        f"{facts.parameters / 1e6:.1f} million parameters. CTranslate2, int8. Trained for Balss on"
        f" {facts.million_tokens:.0f} million\ntarget tokens, {facts.minutes / 60:.1f} hours"
        " of the clock."
    )


def _data(manifest: Manifest, tag: str) -> str:
    rows = [
        f"| {source.path} | {source.origin} | {source.licence} | {source.repeat:g} |"
        for source in manifest.sources
        if tag in source.columns
    ]
    head = ["| text | from | licence | weight |", "|---|---|---|---|"]
    note = (
        "The texts are not in the pack and keep their licences; each is checksummed in\n"
        "training/packs/manifest.toml, and projects.tsv beside it names the projects. The other\n"
        "languages of the network learned from texts listed there too. No line of four\n"
        "words or more that stands in a test set was among them."
    )
    return "\n".join(["## Data", "", *head, *rows, "", note])


def _scores(tag: str, scores: Scores | None, before: Scores | None) -> str:
    if not scores:
        return "## Scores\n\nNot measured."
    rows = []
    for prefix, words in MEASURES.items():
        if (found := _value(scores, prefix + tag)) is not None:
            earlier = _value(before or {}, prefix + tag)
            rows.append(
                f"| {words} | {'' if earlier is None else f'{earlier:.1f}'} | {found:.1f} |"
            )
    return "\n".join(["## Scores", "", "| measure | before | this pack |", "|---|---|---|", *rows])


def _value(scores: Scores, name: str) -> float | None:
    value = scores.get(name, {}).get("value")
    return float(value) if isinstance(value, int | float) else None


def _samples(samples: Sequence[tuple[str, str]]) -> str:
    if not samples:
        return ""
    rows = [f"| {_cell(source)} | {_cell(output)} |" for source, output in samples]
    head = "Chosen by a fixed seed, unedited."
    return "\n".join(["## Samples", "", head, "", "| source | output |", "|---|---|", *rows])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")

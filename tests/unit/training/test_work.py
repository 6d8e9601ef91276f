from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from training.packs import curve, facts, options
from training.packs.manifest import HERE, ManifestError, read
from training.packs.precision import has_bfloat16
from training.packs.prepare import prepare
from training.packs.samples import choose

if TYPE_CHECKING:
    from pathlib import Path

LINES = """\
Paldies par darbu\tThank you for the work
Ārste visu labi paskaidroja\tThe doctor explained it all well
"""
MANIFEST = """\
target = "en"
[languages]
lv = {{ name = "Latvian", script = "latin" }}
en = {{ name = "English", script = "latin" }}
[[source]]
path = "a.tsv"
origin = "here"
columns = ["lv", "en"]
licence = "CC0"
sha256 = "{sha256}"
repeat = 2
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "work").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "corpus" / "a.tsv").write_text(LINES, encoding="utf-8")
    text = MANIFEST.format(sha256=sha256(LINES.encode()).hexdigest())
    (tmp_path / "manifest.toml").write_text(text, encoding="utf-8")
    (tmp_path / "tests" / "set.en").write_text("The doctor explained it all well.\n", "utf-8")
    return tmp_path


def prepared(root: Path, *tests: Path) -> tuple[list[int], str]:
    found = prepare(root / "manifest.toml", root / "corpus", tests, root / "work")
    portions, lines = found
    return [len(portion.pairs) for portion in portions], "\n".join(lines)


def test_test_sentences_are_removed_before_training(corpus: Path) -> None:
    counts, lines = prepared(corpus, corpus / "tests")

    assert counts == [1]
    assert "1  in all" in lines


def test_a_corpus_nobody_checked_is_called_so(corpus: Path) -> None:
    counts, lines = prepared(corpus)

    assert counts == [2]
    assert "NOT removed" in lines


def test_a_resumed_training_reads_what_the_first_prepared(corpus: Path) -> None:
    first = prepare(corpus / "manifest.toml", corpus / "corpus", (), corpus / "work")[0]
    (corpus / "corpus" / "a.tsv").unlink()

    second, lines = prepare(corpus / "manifest.toml", corpus / "corpus", (), corpus / "work")

    assert second == first
    assert "up to date" in lines[0]


def test_other_test_sets_make_the_corpus_afresh(corpus: Path) -> None:
    prepared(corpus)

    assert prepared(corpus, corpus / "tests")[0] == [1]


def test_a_damaged_copy_is_made_afresh(corpus: Path) -> None:
    prepared(corpus)
    (corpus / "work" / "pairs.tsv").write_text("{broken", encoding="utf-8")

    assert prepared(corpus)[0] == [2]


def test_a_changed_corpus_stops_the_training(corpus: Path) -> None:
    (corpus / "corpus" / "a.tsv").write_text("x\ty\n", encoding="utf-8")

    with pytest.raises(ManifestError, match="not the file"):
        prepared(corpus)


@pytest.mark.parametrize(
    ("cpuinfo", "fast"),
    [
        ("flags\t\t: fpu avx avx2 fma\n", False),
        ("flags : avx512f avx512_bf16\n", True),
        ("flags : avx2 amx_bf16 amx_tile\nflags : avx2 amx_bf16\n", True),
        ("flags : avx512_bf16\nflags : avx2\n", False),
        ("Features : fp asimd bf16\n", True),
        ("flags : avx512_bf16x\n", False),
        ("", False),
    ],
)
def test_bfloat16_is_used_only_where_every_core_has_it(cpuinfo: str, *, fast: bool) -> None:
    assert has_bfloat16(cpuinfo) is fast


def test_the_rate_climbs_stays_and_falls() -> None:
    rates = [curve.schedule(step, step / 1000, 100) for step in range(1001)]

    assert rates[0] == pytest.approx(0.01)
    assert rates[99:500] == [1.0] * 401
    assert rates[500:] == sorted(rates[500:], reverse=True)
    assert rates[-1] == pytest.approx(0.03)


def test_the_curve_grows_by_a_line_and_keeps_its_heading(tmp_path: Path) -> None:
    for step in (100, 200):
        curve.append(tmp_path, curve.Reading(1.5, step, 0.1, 3.2, None, 1.0, 400.0))

    lines = (tmp_path / "curve.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[1] for line in lines] == ["step", "100", "200"]
    assert curve.last(tmp_path / "curve.csv")["step"] == "200"  # type: ignore[index]
    assert curve.last(tmp_path / "none.csv") is None


def test_facts_come_back_as_written(tmp_path: Path) -> None:
    written = facts.Facts(4, 2, 256, 8000, 7_314_944, 17.25, 61.5)
    facts.write(tmp_path, written)

    assert facts.read(tmp_path) == written
    assert facts.read(tmp_path / "elsewhere") == facts.Facts()


def test_the_command_line_needs_a_corpus_and_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    given = options.read(["--corpus", "c", "--minutes", "5", "--tests", "a", "--tests", "b"])

    assert (given.minutes, [path.name for path in given.tests]) == (5.0, ["a", "b"])
    with pytest.raises(SystemExit):
        options.read(["--corpus", "c"])
    assert "--minutes" in capsys.readouterr().err


def test_samples_are_chosen_by_seed_and_without_hostile_or_foreign_script() -> None:
    lines = [
        '{"language": "lv", "text": "Ārste [[PERSON:Anna]] bija laipna. Paldies!"}',
        '{"language": "ru", "text": "Spasibo vrachu."}',
        '{"language": "ru", "text": "Спасибо врачу."}',
        '{"language": "ru", "text": "Злое дело.", "hostile": true}',
        '{"language": "de", "text": "Danke."}',
        "",
    ]

    found = choose(lines, read(HERE))

    assert found["ru"] == ["Спасибо врачу."]
    assert sorted(found["lv"]) == ["Paldies!", "Ārste Anna bija laipna."]
    assert choose(lines, read(HERE)) == found

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.translation import Draft, Engine, PackStore, Source
from moderation.translation import engine as engine_module
from moderation.translation.numbers import lost
from tests.unit.translation.conftest import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

SLOW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SENTENCES = (
    "Номер {} был грязный.", "Заплатили {} евро за чистку.", "Ждали {} минут, никто не вышел.",
    "Samaksāju {} eiro par remontu.", "Gaidīju {} dienas.", "Istaba {} bija auksta.",
)  # fmt: skip
FIGURES = st.one_of(
    st.integers(0, 99_999).map(str),
    st.sampled_from(["12:30", "37,90", "1 200", "15.03.2024", "9–14", "4111 1111 1111 1111"]),
)


def one(engine: Engine, text: str, tag: str = "ru", target: str = "en") -> Draft:
    return engine.translate([Source(text, tag, target)])[0]


def codes(draft: Draft) -> list[str]:
    return [flag.code for flag in draft.flags]


def test_drafts_come_in_the_order_of_their_sources(engine: Engine) -> None:
    texts = ["Мы ждали два часа.", "Спасибо!", "😡", "Врач хороший, но дорого.", "Спасибо!"]
    alone = [one(engine, text).text for text in texts]

    assert [draft.text for draft in engine.translate([Source(t, "ru") for t in texts])] == alone
    assert [d.text for d in engine.translate([Source(t, "ru") for t in texts[::-1]])] == alone[::-1]


def test_languages_may_be_mixed_in_one_call(engine: Engine) -> None:
    drafts = engine.translate(
        [Source("Врач помог.", "ru"), Source("Ārste palīdzēja.", "lv"), Source("Fine.", "en")]
    )

    assert [draft.pack for draft in drafts] == ["translate-ru_en", "translate-lv_en", None]
    assert drafts[2].text == "Fine."


def test_nothing_in_gives_nothing_out(engine: Engine) -> None:
    assert engine.translate([]) == []


def test_a_draft_names_its_pack_and_version(engine: Engine) -> None:
    draft = one(engine, "Врач всё объяснил.")

    assert (draft.pack, draft.version) == ("translate-ru_en", VERSION)
    assert draft.score is not None
    assert draft.score < 0


@pytest.mark.parametrize(
    ("text", "tag", "english"),
    [
        ("Спасибо!", "ru", "Thank you!"),
        ("спасибо)))", "ru", "thank you)))"),
        ("НЕ РЕКОМЕНДУЮ!!!", "ru", "I DO NOT RECOMMEND IT!!!"),
        ("👍👍👍 супер", "ru", "👍👍👍 super"),
        ("Spasibo!", "ru-Latn", "Thank you!"),
        ("Ļoti   labi.", "lv", "Very good."),
        ("loti labi", "lv", "very good"),
        ("- Iesaku", "lv", "- I recommend it"),
        ("«Super»", "lv", "«Super»"),
    ],
)
def test_a_known_phrase_keeps_its_marks_and_capitals(
    engine: Engine, text: str, tag: str, english: str
) -> None:
    draft = one(engine, text, tag)

    assert (draft.text, draft.pack) == (english, "phrases")


def test_a_known_phrase_needs_no_pack(tmp_path: Path) -> None:
    assert one(Engine(PackStore(tmp_path)), "Paldies!", "lv").text == "Thank you!"


@given(text=st.text(alphabet=st.characters(exclude_categories=["L", "M", "Cs"])))
def test_what_holds_no_letters_passes_as_it_is(engine: Engine, text: str) -> None:
    assert one(engine, text).text == text


@SLOW
@given(
    text=st.text(max_size=60), tag=st.sampled_from(["ru", "lv", "ru-Latn", "et", "und", "x/../y"])
)
def test_no_text_raises(engine: Engine, text: str, tag: str) -> None:
    draft = one(engine, text, tag)

    assert draft.text is not None or codes(draft) == ["no_pack"]


@SLOW
@given(
    rows=st.lists(st.tuples(st.sampled_from(SENTENCES), FIGURES), min_size=1, max_size=20),
    lead=st.sampled_from(["", "• ", "— ", "_", "😍 ", "(", "\n\t"]),
    trail=st.sampled_from(["", "!!!", " 👍", "_", "…", "\r\n"]),
)
def test_no_number_is_lost_and_what_stands_around_survives(
    engine: Engine, rows: list[tuple[str, str]], lead: str, trail: str
) -> None:
    sources = [
        Source(
            f"{lead}{form.format(figure)}{trail}", "lv" if form.isascii() or "ā" in form else "ru"
        )
        for form, figure in rows
    ]

    for source, draft in zip(sources, engine.translate(sources), strict=True):
        assert not lost(source.text, draft.text)
        assert "number_lost" not in codes(draft)
        assert draft.text.startswith(lead)
        assert draft.text.endswith(trail)


@pytest.mark.parametrize(
    "kept",
    [
        "olga.k@example.com", "https://example.org/a?b=1&c=2", "@katja_00", "+371 2000 0143",
        "LV52 TEST 0551 0098 7654 3", "230591-11224", "😍💅", "<b>", "{{7*7}}", "${7*7}",
        "{% for x in y %}", "AB-1234", "\u202e", "\x00\x1b",
    ],
)  # fmt: skip
def test_what_is_no_language_survives_letter_for_letter(engine: Engine, kept: str) -> None:
    assert kept in one(engine, f"Мы ждали, {kept} и врач пришёл.").text


@pytest.mark.parametrize(
    "text",
    [
        "слово " * 7000,
        "а" * 44_000,
        "Очень хорошо! " * 3000,
        "\u200b" * 44_000,
        "<" * 5000,
        "{" * 5000,
    ],
    ids=["words", "one word", "phrases", "zero width", "markup", "braces"],
)
def test_forty_thousand_characters_are_cut_rather_than_truncated(engine: Engine, text: str) -> None:
    draft = one(engine, text)

    assert draft.text is not None
    assert len(draft.text) > 1000


def test_a_missing_pack_is_flagged_with_its_pair(engine: Engine) -> None:
    draft = one(engine, "Tere, kuidas läheb?", "et")

    assert draft.text is None
    assert [(flag.code, flag.detail) for flag in draft.flags] == [("no_pack", "et-en")]


def test_english_stands_between_where_no_direct_pack_exists(
    store: PackStore, repack: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.translation.packs.try_out", lambda *_: None)
    store.add(repack(metadata={"from_code": "en", "to_code": "lv", "package_version": "2"}))

    draft = one(Engine(store, beam_size=1, idle_seconds=0), "Врач всё объяснил.", "ru", "lv")

    assert draft.text
    assert (draft.pack, draft.version) == ("translate-ru_en+translate-en_lv", f"{VERSION}+2")


def test_a_new_version_is_picked_up_without_a_restart(
    store: PackStore, repack: Callable[..., Path]
) -> None:
    engine = Engine(store, beam_size=1, idle_seconds=0)
    assert one(engine, "Врач помог.").version == VERSION

    store.add(repack(metadata={"package_version": "9.9"}))

    assert one(engine, "Врач помог.").version == "9.9"
    assert len(engine._models) == 1


def test_an_idle_engine_lets_its_packs_go(starter: PackStore) -> None:
    engine = Engine(starter, beam_size=1, idle_seconds=600)
    one(engine, "Врач помог.")
    assert engine._models
    waiting = engine._idle

    waiting.function()

    assert not engine._models
    assert one(engine, "Врач помог.").text
    engine.unload()
    assert engine._idle is None


def test_threads_may_share_an_engine(engine: Engine) -> None:
    drafts: dict[int, str | None] = {}

    def work(number: int) -> None:
        drafts[number] = one(engine, f"Мы ждали {number + 30} минут.").text

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(str(number + 30) in (text or "") for number, text in drafts.items())


def test_the_stage_imports_neither_stanza_nor_torch_and_touches_no_home(tmp_path: Path) -> None:
    script = (
        "import sys; from moderation.translation import Engine, PackStore, Source;"
        "from pathlib import Path; Engine(PackStore(Path(sys.argv[1]))).translate("
        "[Source('Tere', 'et'), Source('Paldies', 'lv')]);"
        "bad = {'stanza', 'torch', 'argostranslate.translate', 'argostranslate.settings',"
        " 'sqlalchemy', 'models'} & set(sys.modules); sys.exit(str(bad) if bad else 0)"
    )
    home = tmp_path / "home"
    home.mkdir()
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "packs")],
        check=True,
        cwd=Path(engine_module.__file__).parents[2],
        env={"HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
    )

    assert list(home.iterdir()) == []

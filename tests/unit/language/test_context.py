from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.language import Evidence, base, read
from moderation.language.lexicon import AMBIGUOUS, phrases

PLAIN = {
    "ru": ["Врач всё подробно объяснил и успокоил нас.", "Еду принесли холодной и очень поздно."],
    "lv": ["Ārste visu mierīgi izskaidroja.", "Ēdienu atnesa aukstu un ļoti vēlu."],
    "en": ["The doctor explained everything calmly.", "The food came cold and very late."],
    "uk": ["Лікар усе пояснив і заспокоїв нас.", "Їжу принесли холодною і дуже пізно."],
    "et": ["Arst selgitas kõik rahulikult ära.", "Toit toodi külmalt ja väga hilja."],
}
# A foreign clause is shorter than what stands about it.
FRAMES = {
    "ru": "Официант ответил {} и ушёл, а мы так и остались ждать свой заказ.",
    "lv": "Oficiants atbildēja {} un aizgāja, bet mēs palikām gaidīt savu pasūtījumu.",
    "en": "The waiter answered {} and went away, while we were left waiting for our order.",
}
QUOTED = ["всё будет хорошо", "lūdzu pagaidiet mazliet", "we are fully booked", "das geht nicht"]
MARKS = ["«{}»", "„{}“", "“{}”", '"{}"']
SAID_ANYWHERE = sorted(each for each, tags in phrases().items() if tags == {AMBIGUOUS})
EXCLAIMED = [each for each in SAID_ANYWHERE if len(each) > 2]


@given(st.sampled_from(EXCLAIMED), st.sampled_from("!. "), st.sampled_from(sorted(PLAIN)))
@settings(deadline=None)
def test_a_lone_ambiguous_word_takes_its_neighbours_language(
    word: str, end: str, language: str
) -> None:
    before, after = PLAIN[language]
    text = f"{before}\n{word.capitalize()}{end}\n{after}"

    assert [each.detection.tag for each in read(text).sentences] == [language] * 3
    assert not read(text).flags or language in ("uk", "et")


@given(st.sampled_from(EXCLAIMED))
@settings(deadline=None)
def test_a_lone_ambiguous_word_by_itself_is_left_to_a_person(word: str) -> None:
    assert read(word.capitalize() + "!").detection.tag == AMBIGUOUS


@pytest.mark.parametrize("language", ["ru", "lv", "en"])
@pytest.mark.parametrize("text", ["Super! {}", "{} Super!", "Wow! {}", "{} Bravo!"])
def test_one_neighbour_is_enough(text: str, language: str) -> None:
    sentences = read(text.format(PLAIN[language][0])).sentences

    assert [each.detection.tag for each in sentences] == [language] * 2
    assert any(Evidence("context", language) in each.detection.evidence for each in sentences)


def test_a_word_in_latin_letters_is_not_said_to_be_cyrillic() -> None:
    first = read("Super! Врач всё подробно объяснил.").sentences[0]

    assert {each.code for each in first.detection.evidence}.isdisjoint(
        {"script", "cyrillic_without"}
    )


@given(st.sampled_from(sorted(FRAMES)), st.sampled_from(QUOTED), st.sampled_from(MARKS))
@settings(deadline=None)
def test_a_quoted_foreign_clause_does_not_flip_its_sentence(
    language: str, clause: str, marks: str
) -> None:
    reading = read(FRAMES[language].format(marks.format(clause)))

    assert [base(each.detection.tag) for each in reading.sentences] == [language]
    assert reading.detection.tag == language


@given(
    st.lists(st.sampled_from([(t, s) for t, each in PLAIN.items() for s in each]), max_size=6),
    st.sampled_from([" ", "\n", "\n\n"]),
)
@settings(deadline=None)
def test_a_plain_sentence_keeps_its_language_whatever_stands_beside_it(
    chosen: list[tuple[str, str]], between: str
) -> None:
    reading = read(between.join(sentence for _, sentence in chosen))

    assert [each.detection.tag for each in reading.sentences] == [tag for tag, _ in chosen]

"""Corrections of queries: typing errors, keyboard layout, Russian in Latin letters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index_config.text.near_words import NearWords
from index_config.text.spelling import Change, Reason, Speller, count_words

TEXTS = [
    "Суд запретил метадон и налоксон. Снижение вреда и обмен шприцев в тюрьме Казахстана.",
    "Пациентам давали метадон, метадоном лечат зависимость. Передозировка и стигма. Конституционный суд.",
    "The court heard that naloxone and methadone save lives in prisons of Kyrgyzstan. Harm reduction is a right.",
]
VOCABULARY = {
    "зпт",
    "заместительная",
    "терапия",
    "naloxone",
    "buprenorphine",
    "бупренорфин",
    "декриминализация",
    "decriminalization",
}


@pytest.mark.parametrize("typed", ["Aliyev", "aliyev", "Алиевым", "Dursun", "dursun", "наркоситуация"])
def test_a_name_is_found_in_either_script_and_a_form_by_its_word_so_neither_is_corrected(typed: str) -> None:
    assert Speller(count_words(["Дурсун Алиева против Азербайджана. О наркоситуации."])).correct(typed) is None


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("Рылков", None),
        ("фонд Рылкова", None),
        ("Голиченка против России", None),
        ("Bannikova v. Russia", None),
        ("the Wenner case", None),
        ("Провакация", "провокация"),
        ("в Казохстане", "в казахстане"),
        ("РЫНКОФ", "рынков"),
    ],
)
def test_a_name_that_no_document_holds_does_not_become_a_word_that_some_do(typed: str, corrected: str | None) -> None:
    texts = ["Закрытие рынков и провокация. Санникова, голиченко.", "The winner takes it all in Russia, a case."]
    found = Speller(count_words(texts), {"казахстане"}).correct(typed)
    assert (found and found.query) == corrected


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(count_words(TEXTS), VOCABULARY)


@pytest.mark.parametrize(
    ("typed", "corrected", "reason"),
    [
        ("налаксон", "налоксон", Reason.TYPO),
        ("налоксонн", "налоксон", Reason.TYPO),
        ("нлаоксон", "налоксон", Reason.TYPO),
        ("методоном", "метадоном", Reason.TYPO),
        ("бупренарфином", "бупренорфином", Reason.TYPO),  # no text has this case
        ("декриминалзация", "декриминализация", Reason.TYPO),
        ("стегма", "стигма", Reason.TYPO),
        ("naloxonne", "naloxone", Reason.TYPO),
        ("bupernorphine", "buprenorphine", Reason.TYPO),
        ("kyrgystan", "kyrgyzstan", Reason.TYPO),
        ("yfkjrcjy", "налоксон", Reason.LAYOUT),
        ("YFKJRCJY", "налоксон", Reason.LAYOUT),
        ("тфдщчщту", "naloxone", Reason.LAYOUT),
        ("n.hmvt", "тюрьме", Reason.LAYOUT),
        ("pgn", "зпт", Reason.LAYOUT),
        ("nalokson", "налоксон", Reason.TRANSLITERATION),
        ("metadon", "метадон", Reason.TRANSLITERATION),
        ("zamestitelnaya", "заместительная", Reason.TRANSLITERATION),
        ("zpt", "зпт", Reason.TRANSLITERATION),
    ],
)
def test_one_word(speller: Speller, typed: str, corrected: str, reason: Reason) -> None:
    found = speller.correct(typed)
    assert found is not None
    assert found.query == corrected
    assert found.changes == (Change(typed, corrected, reason),)


def test_transliterated_form_of_a_known_word(speller: Speller) -> None:
    found = speller.correct("naloksone")
    assert found is not None
    assert found.query.startswith("налоксон")


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("j,vty ihbwtd d rfpf[cnfyt", "обмен шприцев в казахстане"),
        ("rjycnbnewbjyysq cel", "конституционный суд"),
        ("pgn d n.hmvt?", "зпт в тюрьме?"),
        ("снежение вреда в тюрме", "снижение вреда в тюрьме"),
        ("harm reducton, naloxonne!", "harm reduction, naloxone!"),
        ("снижение  вреда и стегма", "снижение  вреда и стигма"),
    ],
)
def test_phrases(speller: Speller, typed: str, corrected: str) -> None:
    found = speller.correct(typed)
    assert found is not None
    assert found.query == corrected


@pytest.mark.parametrize(
    "query",
    [
        "", "?", "налоксон", "налоксона", "метадоном", "Naloxone", "кошка", "the unrelated question", "58502/11",
        "A/HRC/47/40", "ст. 228 ч. 2 УК РФ", "ЗПТ", "суд", "сут", "ктоо", "Абдюшева", "Abdyusheva v. Russia",
        "decriminalization", "COVID-19",
    ],
)  # fmt: skip
def test_what_is_known_or_too_short_stays(speller: Speller, query: str) -> None:
    assert speller.correct(query) is None


def test_the_commoner_of_two_neighbours_wins() -> None:
    speller = Speller({"приказы": 1, "приказу": 50})
    found = speller.correct("приказц")
    assert found is not None
    assert found.query == "приказу"


def test_a_word_of_the_vocabulary_outranks_one_of_the_documents() -> None:
    found = Speller({"аутрич": 1, "аутриш": 2}, {"аутрич"}).correct("аутриц")
    assert found is not None
    assert found.query == "аутрич"


def test_count_words_folds_and_splits() -> None:
    assert count_words(["Учёт учет УЧЁТ", "ВИЧ-инфекция 2019 и"]) == {"учет": 3, "вич": 1, "инфекция": 1}


@pytest.mark.parametrize("near", ["метадо", "метадонн", "мотадон", "мтеадон", "метаодн", "етадон"])
def test_near_words_are_one_edit_away(near: str) -> None:
    assert NearWords(["метадон", "морфин"]).within_one_edit(near) == {"метадон"}


@pytest.mark.parametrize("far", ["метадон", "мтдон", "метадоооон", "нодатем", "", "м"])
def test_two_edits_or_none_are_not_near(far: str) -> None:
    assert NearWords(["метадон", "морфин"]).within_one_edit(far) == set()


@given(st.text(alphabet="абв", min_size=1, max_size=7), st.data())
def test_near_words_miss_no_edit(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word)))
    letter = data.draw(st.sampled_from("абв"))
    edits = {word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :]}
    if at + 1 < len(word):
        edits.add(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    for edited in edits - {word, ""}:
        assert NearWords([word]).within_one_edit(edited) == {word}


@given(st.text(max_size=40))
@settings(deadline=None)
def test_correction_never_fails(query: str) -> None:
    found = Speller({"налоксон": 3, "метадон": 2}).correct(query)
    assert found is None or found.changes

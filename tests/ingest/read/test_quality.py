"""Texts that say what the page shows, and texts that do not."""

import pytest

from ingest.read.mending import mending
from ingest.read.quality import fault

RUSSIAN = (
    "Суд приходит к выводу, что право заявителя на уважение частной жизни было нарушено властями государства. " * 3
)
ENGLISH = "The Court finds that the applicant’s right to respect for his private life has been violated in 2019. " * 3

SOUND = {
    "russian": RUSSIAN,
    "english": ENGLISH,
    "both": RUSSIAN + ENGLISH,
    "short": "– 12 –",
    "figures": "1 764 | 2 018 | 0,17 % | 12.05.2014 | 30 000 руб.\n" * 9,
    "georgian": "ყველა ადამიანი იბადება თავისუფალი და თანასწორი თავისი ღირსებითა და უფლებებით. " * 3,
    "armenian": "Բոլոր մարդիկ ծնվում են ազատ ու հավասար իրենց արժանապատվությամբ ու իրավունքներով։ " * 3,
    "kazakh": "Барлық адамдар тумысынан азат және қадір-қасиеті мен құқықтары тең болып дүниеге келеді. " * 3,
    "tajik": "Тамоми одамон озод ба дунё меоянд ва аз лиҳози манзилату ҳуқуқ бо ҳам баробаранд. " * 3,
    "romanian": "Toate ființele umane se nasc libere și egale în demnitate și în drepturi. " * 3,
    "addresses": "See http://hudoc.echr.coe.int/eng?i=001-101589 and mailto:someone@example.org for the text. " * 4,
    "abbreviations": "МВД, ФСКН, ФСИН, УК РФ, УПК РФ, КЭСКП, ВТО, МККН, УНП ООН, ЕСПЧ, ГКЧП, СССР, РСФСР. " * 4,
    "leaders": "Введение ...................................... 5\nГлава 1 ................................ 12\n" * 5,
}
GARBLED = {
    "a font without a map": "Lj_[h\\Zgby h aZsbl_ bgnhjfZpbb g_ khklZ\\eyxs_c ]hkm^Zjkl\\_ggmx lZcgm kh^_j`Zs_cky " * 4,
    "private use": "\ue012\ue034\ue041 \ue020\ue055 " * 20 + "Note",
    "no meaning": "\ufffd\ufffd\ufffd words \ufffd\ufffd" * 12,
    "several alphabets in a word": "оଋмǥ мƹϜϟ Ϝୡйȥ нୡАϡ Ѭюଌ Ѧюଋф оଌѬж мܐƹϜ яਮѐн ϜΝмя " * 4,
    "control characters": "\x14\x15\x13ab\x16\x11" * 20,
    "nothing but control characters": "\x01\x02 \x03",
    "no vowels": "khklZ wxsc hkmZ jklggm lZcgm khjZscky bgnhjf Zpbbg khkl hkmZ " * 5,
}


@pytest.mark.parametrize("name", SOUND)
def test_sound(name: str) -> None:
    assert fault(SOUND[name]) == ""


@pytest.mark.parametrize("name", GARBLED)
def test_garbled(name: str) -> None:
    assert fault(GARBLED[name])


def test_cp1251_taken_for_latin_is_put_right() -> None:
    wrong = RUSSIAN.encode("cp1251").decode("latin-1")
    mend = mending(wrong)
    assert mend is not None and mend(wrong) == RUSSIAN


def test_utf8_pairs_taken_for_characters_are_put_right() -> None:
    word = "Москва и Область решение суда"
    wrong = "".join(chr(int.from_bytes(char.encode(), "big")) if char > "\x7f" else char for char in word)
    mend = mending(wrong)
    assert mend is not None and mend(wrong) == word


@pytest.mark.parametrize("text", [RUSSIAN, ENGLISH, SOUND["romanian"], "Übergröße für Äpfel, Öl und Ähnliches. " * 5])
def test_sound_letters_are_left_alone(text: str) -> None:
    assert mending(text) is None

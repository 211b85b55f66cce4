"""Languages of single sentences, as passages have them."""

import pytest

from index_config.text.language import detect_language

SENTENCES = [
    ("en", "The applicant complained about the ban on methadone."),
    ("en", "Court fined activists"),
    ("en", "The Könyv-Tár judgment was cited in the decision of the Court."),
    ("ru", "Заявительница пожаловалась на запрет метадона."),
    ("ru", "Суд отказал."),
    ("ru", "налоксон"),
    ("ru", "ломка"),
    ("ru", "Жалоба № 58502/11 подана Абдюшевой."),
    (
        "ru",
        "Организация «Альянс громадського здоров'я» получила средства, и её работа в Киеве продолжилась как прежде.",
    ),
    ("uk", "Суд визнав порушення права на приватне життя."),
    ("uk", "Рішення набрало чинності у 2020 році."),
    ("be", "Суд прызнаў парушэнне правоў чалавека ў Беларусі."),
    ("kk", "Қазақстан Республикасының Конституциясы адам құқықтарын қорғайды."),
    ("kk", "Сот шешім қабылдады."),
    ("ky", "Кыргыз Республикасынын Конституциясы адам укуктарын коргойт жана өнүктүрөт."),
    ("ky", "Сот чечим чыгарды, бул адамдын укугу үчүн маанилүү."),
    ("tg", "Конститутсияи Ҷумҳурии Тоҷикистон ҳуқуқи инсонро ҳифз мекунад."),
    ("uz", "Oʻzbekiston Respublikasi Konstitutsiyasi inson huquqlari va erkinliklarini himoya qiladi."),
    ("uz", "Ўзбекистон Республикаси Конституцияси инсон ҳуқуқларини ҳимоя қилади."),
    ("az", "Məhkəmə insan hüquqlarının pozulmasını müəyyən etdi."),
    ("ka", "საქართველოს საკონსტიტუციო სასამართლო"),
    ("hy", "Մարդու իրավունքների եվրոպական դատարան"),
    ("ro", "Curtea a constatat încălcarea dreptului la viață privată."),
    ("lt", "Teismas nustatė, kad buvo pažeista teisė į privatų gyvenimą."),
    ("lv", "Tiesa konstatēja tiesību uz privāto dzīvi pārkāpumu."),
    ("et", "Kohus leidis, et eraelu puutumatuse õigust on rikutud."),
    ("pl", "Trybunał stwierdził naruszenie prawa do życia prywatnego."),
    ("de", "Das Gericht stellte eine Verletzung des Rechts auf Privatleben fest."),
    ("fr", "La Cour a constaté une violation du droit au respect de la vie privée."),
    ("es", "El Tribunal declaró una violación del derecho a la vida privada."),
]


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_language_of_one_sentence(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "58502/11", "12.05.2014", "§ 5", "…", "А."])
def test_too_little_to_tell(text: str) -> None:
    assert detect_language(text) == ""


def test_majority_decides_in_mixed_text() -> None:
    text = "Суд сослался на дело Vanyan v. Russia и указал, что провокация недопустима и доказательства исключаются."
    assert detect_language(text) == "ru"

"""Sentence ends in both languages, and the promise both splitters share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_config.text.sentences import sentence_spans

#: Sentences joined by "|"; the text is what stands between, with single spaces.
RUSSIAN = [
    "Суд сослался на п. 2 ст. 228.1 УК РФ.|Жалоба отклонена.",
    "Он родился в г. Казань.|Там он и жил.",
    "Это важно, т. е. необходимо.|Решение принято.",
    "Петров, Иванов и др.|Заявители обратились в суд.",
    "Постановление вынесено 26 ноября 2019 г.|Суд решил иначе.",
    "Дело рассмотрено в 2020 г.|По мнению Суда, нарушение было.",
    "В 2019 г. было вынесено решение.|В 2020 г. Министерство ответило.",
    "См. также дело «Ванян против России» (№ 53203/99).|А. В. Аношкин, И. И. Абдюшева и М. Голиченко выступили.",
    "«Что это?» – спросил он.|«Ничего», – ответили ему.",
    "Наркотик массой 0,5 г. был изъят.|Судья Иванова И.И. огласила приговор.|Приговор вступил в силу.",
    "ч. 2 ст. 228 УК РФ (ред. от 01.01.2020 г.) применима.|П. «а» ч. 3 не применим.",
    "Программы закрыты...|Пациенты остались без помощи.",
    "Он сказал это.|5. Суд решил.",
    "Статья 6. Условия обработки.|Второе предложение.",
    "Суд сослался на Ananyev and Others v. Russia, nos. 42525/07 and 60800/08, § 90.|Затем он решил.",
    "См. Vanyan vs. Russia (App. Nos. 53203/99 и 1/02).|Там же Burdov v. Russia (no. 2), Art. 6 ECHR.|Суд решил.",
    "Авторы – Smith et al.|Суд решил, что Google Inc.|Жалоба принята 5 Jan. 2020 г.",
]
UKRAINIAN = [
    "Суд послався на Kharchenko v. Ukraine, no. 40107/02.|Заявник не погодився.",
    "У справі Salov v. Ukraine (nos. 1/02 та 3/04) було порушення.|Суд вирішив.",
]
ENGLISH = [
    "See Vanyan v. Russia, no. 53203/99, para. 58.|The Court agreed.",
    "Art. 8 was violated.|Ms. Keller dissented.",
    "Smith et al. found this.|Jones et al.|The study was small.",
    "The U.N. Committee met.|It said so.",
    "J. K. Smith wrote.|A. B. Smith v. U.K. was cited.",
    'He said: "No."|Then he left.',
    "What?|Yes!|Really...|It was.",
    "(See Fig. 3.)|The next one.",
    "58. The applicant complained.|59. The Government disagreed.",
    "It cost approx. 5 USD.|Dr. Smith paid in Jan. 2020.|They agreed.",
    "The applicants, Mr A. Kurmanayevskiy and Ms I. Abdyusheva, were born in 1981.|They live in Russia.",
    "Under Article 6 § 1.|Under Article 8 etc.|They lost.",
    "He lived in Washington D.C.|He left.",
    "She has hepatitis C.|The prison refused treatment.",
    "The Court (see above, p. 5) held so.|Nothing followed.",
    "The text [...] The rest is one sentence.",
]


@pytest.mark.parametrize(
    ("language", "joined"),
    [(language, case) for language, cases in (("ru", RUSSIAN), ("uk", UKRAINIAN), ("en", ENGLISH)) for case in cases],
)
def test_sentence_ends(language: str, joined: str) -> None:
    text = joined.replace("|", " ")
    assert [span.of(text) for span in sentence_spans(text, language)] == joined.split("|")


def test_number_at_a_line_start_stays_with_its_paragraph() -> None:
    russian = "Статья 13\n1. В Российской Федерации признаётся право. Второе."
    english = "Mehmet Nuri Özen\n8. On 14 January the Board decided. It gave no reasons."
    assert sentence_spans(russian, "ru")[-1].of(russian) == "Второе."
    assert len(sentence_spans(russian, "ru")) == 2
    assert [span.of(english) for span in sentence_spans(english, "en")][-1] == "It gave no reasons."
    assert len(sentence_spans(english, "en")) == 2


PIECES = st.lists(
    st.sampled_from(
        [
            "Суд",
            "ст.",
            "г.",
            "2019",
            "п. 5",
            "Art.",
            "v.",
            "The",
            "He",
            ".",
            "!",
            "…",
            "«",
            "»",
            '"',
            "(",
            ")",
            " ",
            "\n",
            "\n\n",
            "\u00a0",
        ]
    )
    | st.text(max_size=5),
    max_size=40,
)


@given(pieces=PIECES, language=st.sampled_from(["ru", "en", "de", ""]))
def test_spans_cover_all_but_white_space(pieces: list[str], language: str) -> None:
    text = " ".join(pieces)
    spans = sentence_spans(text, language)
    at = 0
    for span in spans:
        assert not text[at : span.start].strip()
        assert span.of(text) == span.of(text).strip() != ""
        assert "\n\n" not in span.of(text)
        at = span.end
    assert not text[at:].strip()

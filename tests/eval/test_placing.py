import pytest

from eval.placing import Finder
from index_config.domain import Span

TEXT = """Alpha v. Testland

1. The applicant, a person with opioid dependence, asked the prison doctor for methadone and was refused.

2. The domestic court dismissed her complaint without hearing the medical expert she had named in her letter. ¹

¹ See also the report of the prison inspector, which the court had before it and did not mention.

3. Заявитель утверждал, что её принуждали к отказу от терапии ещё до вынесения приговора по делу.
"""
FINDER = Finder(TEXT)


def span(first: str, last: str) -> Span:
    return Span(TEXT.index(first), TEXT.index(last) + len(last))


@pytest.mark.parametrize(
    ("cut", "first", "last"),
    [
        ("The applicant, a person with opioid dependence, asked the prison doctor", "The applicant", "prison doctor"),
        (
            "---\ntitle: Alpha\nkind: court_decision\n---\n\n# Alpha v. Testland\n\n1. The **applicant**, a person with opioid\n"
            "depen-\ndence, asked the prison doctor for metha-\ndone and was refused.",
            "Alpha v.",
            "refused.",
        ),
        (
            '<ul class="menu"><li>Home<li>About us<li>Contact</ul><p>The domestic court dismissed her complaint without'
            " hearing&nbsp;the medical expert she had named</p>",
            "The domestic",
            "named",
        ),
        (
            "Заявитель утверждал, что ее принуждали к отказу от терапии еще до вынесения приговора",
            "Заявитель",
            "приговора",
        ),
        ("Registry of the Court 12\nthe medical expert she had named in her letter.\n13", "the medical", "letter."),
    ],
    ids=["as it stands", "Markdown and hyphens", "HTML", "Russian", "page furniture"],
)
def test_finds_by_words(cut: str, first: str, last: str) -> None:
    assert FINDER.find(cut) == span(first, last)


def test_what_stands_elsewhere_is_not_drawn_in() -> None:
    between = " ".join(f"word{number}" for number in range(200))
    text = f"{TEXT}{between}\n\nThe applicant, a person with opioid dependence, asked again."
    cut = TEXT[TEXT.index("The applicant") : TEXT.index("her letter")]
    assert Finder(text).find(cut) == span("The applicant", "named in")


def test_phrases_that_a_law_repeats_do_not_draw_the_place_out() -> None:
    article = (
        "{0}. Деяние номер {0}, указанное в приложении {1}, наказывается штрафом в размере до пятисот тысяч рублей либо"
        " лишением свободы на срок до трёх лет со штрафом или без такового.\n\n"
    )
    law = "".join(article.format(number, number * 7) for number in range(1, 300))
    cut = "".join(article.format(number, number * 7) for number in range(150, 155)).strip()
    found = Finder(law).find(f"Уголовный кодекс\n\n{cut}")
    assert found is not None
    assert abs(found.start - law.index(cut)) < 0.2 * len(cut)
    assert abs(found.end - law.index(cut) - len(cut)) < 0.2 * len(cut)


@pytest.mark.parametrize(
    "cut",
    [
        "",
        "methadone",
        "Nothing of this stands in the text of the other file, not one run of words.",
        ', 58502/11. "" ( )',
    ],
)
def test_what_is_not_there_is_not_found(cut: str) -> None:
    assert FINDER.find(cut) is None


def test_a_few_words_in_common_are_no_place() -> None:
    cut = " ".join(f"menu{number}" for number in range(60)) + " asked the prison doctor for methadone"
    assert FINDER.find(cut) is None


def test_an_empty_text_holds_nothing() -> None:
    assert Finder("").find("The applicant, a person with opioid dependence") is None

"""What figures are called, in English and Russian, for readers without a background in retrieval."""

from collections.abc import Mapping

from index_config.errors import Language

Words = Mapping[Language, str]

#: What each measure tells, by its name in :data:`.measures.MEASURES`.
MEASURES: dict[str, Words] = {
    "ndcg@10": {
        "en": "how good the first ten passages are, and whether the best come first: 1 is the best possible list",
        "ru": "насколько хороши первые десять фрагментов и стоят ли лучшие впереди: 1 – лучший возможный список",
    },
    "recall@10": {
        "en": "of all passages known to answer, the share found among the first ten; 0.50 is every second one",
        "ru": "какая доля всех известных ответов попала в первые десять фрагментов; 0,50 – каждый второй",
    },
    "recall@50": {
        "en": "the same among the first fifty",
        "ru": "то же для первых пятидесяти фрагментов",
    },
    "mrr": {
        "en": "how soon the first answer comes: 1 if it stands first, 0.50 if second, 0.33 if third",
        "ru": "как скоро появляется первый ответ: 1 – на первом месте, 0,50 – на втором, 0,33 – на третьем",
    },
    "success@5": {
        "en": "of ten questions, how many have an answer among the first five passages; 0.80 is eight of ten",
        "ru": "у скольких вопросов из десяти ответ есть среди первых пяти фрагментов; 0,80 – у восьми из десяти",
    },
}
#: The systems that are always measured, and parts switched off; other names speak for themselves.
RUNS: dict[str, Words] = {
    "hybrid": {
        "en": "the knowledge base as it is: by meaning and by words together",
        "ru": "база знаний как она есть: по смыслу и по словам вместе",
    },
    "dense": {"en": "by meaning only", "ru": "только по смыслу"},
    "sparse": {"en": "by words only", "ru": "только по словам"},
    "stock": {
        "en": "LlamaIndex as it comes, on the same files with the same embedding model; counts of words, rare ones "
        "weighing more, stand in for its English word model",
        "ru": "LlamaIndex с настройками по умолчанию, те же файлы и та же модель эмбеддингов; вместо его английской "
        "модели слов – счётчики слов, редкие весят больше",
    },
    "stock dense": {
        "en": "LlamaIndex as it comes, by meaning only",
        "ru": "LlamaIndex с настройками по умолчанию, только по смыслу",
    },
}
USERS: dict[str, Words] = {
    "activist": {"en": "activist", "ru": "активист"},
    "trainer": {"en": "trainer", "ru": "тренер"},
    "researcher": {"en": "researcher", "ru": "исследователь"},
}
KINDS: dict[str, Words] = {
    "court_decision": {"en": "court decision", "ru": "судебное решение"},
    "guideline": {"en": "guideline", "ru": "руководство"},
    "report": {"en": "report", "ru": "доклад"},
    "dialogue": {"en": "dialogue minutes", "ru": "протокол диалога"},
}
TRAITS: dict[str, Words] = {
    "cross-language": {"en": "other language only", "ru": "только другой язык"},
    "either-language": {"en": "both languages", "ru": "оба языка"},
    "unanswerable": {"en": "no answer expected", "ru": "ответа не ожидалось"},
    "abbreviation": {"en": "abbreviation", "ru": "сокращение"},
    "slang": {"en": "slang", "ru": "сленг"},
    "typo": {"en": "typing error", "ru": "опечатка"},
    "identifier": {"en": "exact reference", "ru": "точный номер"},
    "practice": {"en": "good practice", "ru": "хорошая практика"},
    "several-documents": {"en": "several documents", "ru": "несколько документов"},
}
DIRECTIONS: dict[str, Words] = {
    "all": {"en": "the list as users see it", "ru": "список, как его видят пользователи"},
    "ru->ru": {"en": "Russian question, Russian documents", "ru": "русский вопрос, русские документы"},
    "ru->en": {"en": "Russian question, English documents", "ru": "русский вопрос, английские документы"},
    "en->en": {"en": "English question, English documents", "ru": "английский вопрос, английские документы"},
    "en->ru": {"en": "English question, Russian documents", "ru": "английский вопрос, русские документы"},
}
SPLITS: dict[str, Words] = {
    "test": {
        "en": "the questions for reporting, which steered no choice",
        "ru": "вопросы для отчёта: по ним ничего не настраивали",
    },
    "dev": {
        "en": "the questions that choices were made on: figures on new ones may be lower",
        "ru": "вопросы, по которым делали выбор: на новых показатели могут быть ниже",
    },
    "": {
        "en": "all questions, also those that choices were made on: figures on new ones may be lower",
        "ru": "все вопросы, в том числе те, по которым делали выбор: на новых показатели могут быть ниже",
    },
}
GRADES: dict[int | None, Words] = {
    3: {"en": "answers", "ru": "отвечает"},
    2: {"en": "answers in part", "ru": "отвечает частично"},
    1: {"en": "related", "ru": "по теме"},
    0: {"en": "beside the point", "ru": "не по делу"},
    None: {"en": "not judged", "ru": "не оценён"},
}
_NONE = "–"


def named(words: Mapping[str, Words], name: str, language: Language) -> str:
    """Return the wording of a name, or the name itself where there is none."""
    return words[name][language] if name in words else name


def direction_name(name: str, language: Language = "en") -> str:
    """Return a direction as tables show it: ``ru→en``."""
    return {"en": "all", "ru": "все"}[language] if name == "all" else name.replace("->", "→")


def measure_name(name: str) -> str:
    """Return a measure's name as it is written: ``nDCG@10``."""
    return {"ndcg@10": "nDCG@10", "mrr": "MRR"}.get(name, name)


def figure(value: float | None, language: Language = "en", digits: int = 2) -> str:
    """Return a number with the language's decimal sign; a dash for none."""
    if value is None:
        return _NONE
    shown = f"{value:.{digits}f}"
    return shown.replace(".", ",") if language == "ru" else shown


def percent(share: float | None, language: Language = "en") -> str:
    """Return a share in per cent. Only all is 100%, only none is 0%: what rounds to them says so."""
    if share is None:
        return _NONE
    sign = "\N{NO-BREAK SPACE}%" if language == "ru" else "%"
    rounded = round(100 * share)
    if rounded == 100 and share < 1:
        return f">99{sign}"
    if rounded == 0 and share > 0:
        return f"<1{sign}"
    return f"{rounded}{sign}"


def milliseconds(value: float, language: Language = "en") -> str:
    """Return a time without its unit: whole milliseconds, below ten with a decimal."""
    return figure(value, language, 0 if value >= 9.95 else 1)


def chance(p: float, language: Language = "en") -> str:
    """Return a p value: three digits below 0.1, two above."""
    if p < 0.001:
        return "<" + figure(0.001, language, 3)
    return figure(p, language, 3 if p < 0.0995 else 2)

"""Terms of the field and all their forms, for the tests of analysis and search."""

from functools import lru_cache

import pymorphy3

from index_config.text.stopwords import word_set

#: A hundred and more terms of the field, in the nominative.
FIELD = sorted(
    word_set(
        """
        метадон бупренорфин налоксон наркотик наркозависимость опиоид героин каннабис марихуана конопля
        гашиш мефедрон фентанил дезоморфин морфин передозировка передоз шприц игла инъекция абстиненция
        ломка синдром реабилитация детоксикация терапия лечение препарат лекарство рецепт пациент нарколог
        наркология наркодиспансер наркоучёт учёт диспансер освидетельствование гепатит туберкулёз инфекция
        профилактика вред снижение аутрич стигма дискриминация достоинство равенство наркопотребитель
        потребитель употребление подросток беременность насилие полиция полицейский задержание арест обыск
        закупка провокация подброс фальсификация доказательство показание свидетель понятой следователь
        прокурор судья суд приговор наказание штраф колония тюрьма изолятор освобождение амнистия пробация
        декриминализация депенализация легализация соразмерность ответственность преступление правонарушение
        хранение сбыт приобретение культивирование размер доза жалоба заявитель заявительница постановление
        решение определение апелляция пытка обращение конвенция статья часть пункт право свобода здоровье
        жизнь омбудсмен адвокат параюрист правозащитник активист сообщество организация иноагент пропаганда
        комитет доклад рекомендация замечание принцип бюджет закон кодекс дело опека родитель ребёнок мать
        отец женщина мужчина человек врач программа консультант помощь психотропный наркотический
        принудительный опиоидный заместительный метадоновый уголовный административный крупный значительный
        пожизненный
        """
    )
)


@lru_cache(maxsize=1)
def _morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=256)
def forms_of(term: str) -> frozenset[str]:
    """Return all forms of a Russian noun or adjective in case, number and gender."""
    readings = [
        parse
        for parse in _morphology().parse(term)
        if parse.normal_form.replace("ё", "е") == term.replace("ё", "е")
        and parse.tag.POS in ("NOUN", "ADJF")
        and not {"Name", "Surn"} & parse.tag.grammemes
    ]
    # Of a word the dictionary lacks it also guesses a vowel that comes and goes («налоксне» after «сне»): not that one.
    steady = [one for one in readings if all(form.word.startswith(term[:-1]) for form in one.lexeme)]
    nominative = (steady or readings)[0]
    return frozenset(form.word for form in nominative.lexeme if form.tag.POS in ("NOUN", "ADJF"))

"""Abbreviations whose full stop ends no sentence, and words that open one: what both sentence splitters go by."""

from index_config.text.stopwords import word_set

#: A name or a number follows ("Ms. Keller", "v. Russia", "para. 58"): never an end.
ENGLISH_NEVER_LAST = word_set(
    """
    mr mrs ms messrs dr prof hon rev st gen gov sen rep col capt lt sgt v vs cf eg e.g ie i.e viz mme mlle art
    arts para paras par pars sec sect ch chap no nos nr pp vol fig figs app appl ex supp approx ca ss rr reg
    resp
    """
)
#: An end only before a word that commonly opens a sentence ("et al. The study", but "et al. Harm Reduction").
ENGLISH_MAY_BE_LAST = word_set("al etc inc ltd co corp jr sr a.m p.m dept bros ed eds op cit ibid p r s c id")
#: A number follows: no end ("Jan. 2020").
ENGLISH_BEFORE_NUMBER = word_set("jan feb mar apr jun jul aug sep sept oct nov dec")
ENGLISH_OPENERS = word_set(
    """
    The This These That Those It He She They We You I In On At As If When While Where After Before Since However
    Moreover Furthermore But And Or So Yet Nor For From By With Without Under Over To There Here A An No Not All
    Some Any Each Every Its His Her Their Our Your My According Although Because Both Such Thus Therefore Then
    Also What Which Who Why How During Among Between Despite Having Nevertheless Finally First Second
    """
)

#: Never an end before a small letter or a number; before a capital only where razdel says so.
RUSSIAN_NOT_LAST = word_set(
    """
    ст ч п пп абз гл разд подп лит рис табл прим см ср стр с т г гг в вв им ул д кв корп пос обл р-н респ напр
    ред сост вып изд пер науч проф акад доц канд док зам рег вх исх тел руб коп тыс млн млрд долл мл мг англ фр
    нем лат укр гр гражд юр физ мин макс ок соотв др пр т.е т.н т.к и.о п.п ст.ст ч.ч
    """
)
RUSSIAN_OPENERS = word_set(
    """
    В Во На По При Однако Кроме Также Это Этот Эта Эти Он Она Они Оно Заявитель Заявительница Заявители Суд
    Поэтому Затем После Тем Так Таким Как Если Из За Под Согласно Между Вместе Следовательно Далее Позднее
    Впоследствии Несмотря Хотя Комитет Правительство Данный Данная Данные Указанные Адвокат Мы Я Вы С До
    """
)

"""Function words that give no terms of their own.

Negations and "without" stay searchable: «без цели сбыта», "without intent to supply" are terms of law.
"""


def word_set(written: str) -> frozenset[str]:
    """Return the words of a list written as text, ё as е."""
    return frozenset(written.replace("ё", "е").split())


_ENGLISH = """
a about above after again all also am an and any are as at be because been before being below between both but by can
could did do does doing during each etc few for from further had has have having he her here hers herself him himself
his how i if in into is it its itself just may me might more most must my myself of off on once only or other our ours
ourselves out over own per same shall she should so some such than that the their theirs them themselves then there
these they this those through to too under until up upon us very via was we were what when where whether which while
who whom whose why will with would you your yours yourself yourselves de la le et al v vs ie eg viz
"""

_RUSSIAN = """
а б бы был была были было быть в вам вами вас весь во вот все всё всего всей всем всеми всех всю вся вы где да для до
его ее её ей ему если есть еще ещё же за и из или им ими их к как какая какие какой каких какого каким ко когда кем
кому которая которого которое которой котором которому которую которые который которым которыми которых кто куда ли
либо мне мной мы на над нам нами нас наш наша наше наши него нее неё ней нем нём ним ними них но ну о об обо он она они
оно от ото перед по под подо после при про с сам сама сами само себе себя со собой та так также такая такие такой таким
таких там те тем теми тех то того тоже той только том тому ту тут ты у уж уже чего чей чем чему что чтобы чьи чья эта
эти этим этими этих это этого этой этом этому этот эту я те тд тп
"""

STOP_WORDS = word_set(_ENGLISH + _RUSSIAN)

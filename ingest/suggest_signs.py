"""The words by which a sentence about a practice is known, and those that rule one out, in both languages."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signs:
    """What is looked for in a sentence.

    ``done``: something was done. ``anchor``: when, by which act, as a pilot, for the first time. ``reached``: how many
    people or places. ``standing``: a service that is there today. ``service``: a word for a service. ``result``: how a
    sentence begins that tells the result of the one before. ``since``: the ``year`` from which on. ``against``: harms,
    refusals, wishes, plans, studies, hearsay. ``opening``: beginnings that make a sentence a demand.
    """

    done: re.Pattern[str]
    anchor: re.Pattern[str]
    reached: re.Pattern[str]
    standing: re.Pattern[str]
    service: re.Pattern[str]
    result: re.Pattern[str]
    since: re.Pattern[str]
    against: re.Pattern[str]
    opening: re.Pattern[str]


def _any(lines: str, before: str = r"\b", after: str = r"\b") -> re.Pattern[str]:
    """Match any of the alternatives, which stand one or several (parted by «|») on a line."""
    alternatives = "|".join(line.strip() for line in lines.strip().splitlines())
    return re.compile(f"{before}(?:{alternatives}){after}", re.IGNORECASE)


_YEAR = r"(?:19|20)\d\d"
_COUNT = r"\b\d[\d.,]*(?:[ \u00a0]\d{3})*"
_NOT_A_STATEMENT = r"|https?://|[?…]|\.\.\."
_ITEM = r"^\W*(?:\d+\W+)?"  # the number or bullet of an item of a list

_ENGLISH = Signs(
    done=_any(r"""
        introduced|launched|opened|established|set up|created|founded|adopted|approved|piloted|scaled up|expanded
        extended|trained|distributed|provided|offered|made available|decriminali[sz]ed|legali[sz]ed|amended|repealed
        simplified|integrated|implemented|carried out|organi[sz]ed|developed|started|began|begun|won|run|moved to
        led the region|became the first|has been available|receives?|works?|pays? for|provides?|offers?
        operates?|(?:is|are) available
    """),
    anchor=_any(rf"""
        (?:since|from|by|in|until) (?:(?:early|late|mid-?|the end of) ?)?(?:[a-z]+ )?{_YEAR}
        pilot(?:s|ed)?|for the first time|first in the (?:region|country|world)|as a result|thanks to
        (?:order|instruction|decree|regulation) (?:no\.? ?)?\d+
    """),
    reached=_any(
        """
        people|persons|patients|clients|prisoners|inmates|women|men|officers|judges|prosecutors|lawyers|doctors|nurses
        students|cent(?:re|er)s|sites|prisons|clinics|pharmacies|cities|regions|facilities|institutions|colonies
        """,
        before=rf"{_COUNT}(?: [\w-]+){{0,3}} ",
    ),
    standing=_any(r"""
        provides?|offers?|operates?|pays? for|(?:is|are)(?: now)? available
    """),
    service=_any("""
        programmes?|programs?|services?|trainings?|cent(?:re|er)s?|hotlines?|helplines?|shelters?|clinics?|cabinets?
        networks?|schools?|counselling|consultations?|referrals?|instructions?|orders?|laws?
    """),
    result=_any(rf"as a result|thanks to (?:this|these|it)|consequently|since then|by {_YEAR}", before=""),
    since=re.compile(rf"\bsince (?:[a-z]+ )?(?P<year>{_YEAR})\b", re.IGNORECASE),
    against=_any(
        r"""
        cannot|not|no(?!\. ?\d)|nor|never|none|neither|nobody|without
        lack(?:s|ed|ing)?|absence|shortage|fail(?:s|ed|ure)?|refus\w+
        den(?:y|ies|ied|ial)|reject\w*|ban(?:s|ned|ning)?|prohibit\w*|forb\w+|restrict\w*|illegal\w*|clos(?:ed|ure|ing)
        shut|stopp\w+|suspend\w*|cancel\w*|withdr(?:ew|awn)|cut|end(?:s|ed)?|oppos\w+|obstacles?|barriers?|however|despite
        although|unfortunately|only|still|limited|insufficient|inadequate|violat\w+|abus\w+|tortur\w+|arrest\w*|detain\w*
        detention|convict\w+|sentenced?|imprison\w*|prosecut(?:ed|ion)|punish\w*|penalt\w+|crackdown|repress\w+|raid(?:s|ed)?
        forced|compulsory|coerc\w+|violence|discriminat\w+|stigma\w*|harass\w*|zero[ -]tolerance|invad\w+|annex\w+|died
        deaths?|should|must|ought|need(?:s|ed)? to|recommend\w*|urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:on|for|upon)
        propos\w+|plan(?:s|ned|ning) to|intends?|would|could|might|may (?!(?:19|20)\d\d)|if|will|expects?|expected
        hop(?:e|es|ed|ing)|drafts?|bills?|submitted|issued|report(?:s|ed)?|resolutions?|stud(?:y|ies)|survey\w*
        interview\w*|respondents?|questionnaires?|sample|et al|ibid|pp?\. ?\d+|vol\. ?\d+|on condition|alleg\w+
        claim(?:s|ed)?|argu(?:e|es|ed)|said|says?|told|warn\w*|critici[sz]\w+|I|my|we|our|you|me
        """,
        after=rf"\b{_NOT_A_STATEMENT}",
    ),
    opening=_any(
        """
        adopt|introduce|provide|offer|ensure|develop|establish|support|train|bring|take|make|give|include|expand|adjust
        apply|remove|review|consider|involve|fund|allow|use|keep|set|create|begin|start|stop|show|learn|sources?(?=:)
        """,
        before=_ITEM,
        after=r"\b(?!-)",
    ),
)

_RUSSIAN = Signs(
    done=_any(r"""
        введ[её]н\w*|вв[её]л[иа]?|внедр(?:[её]н|ил|я[ею]т)\w*|открыт[аоы]?|открыл\w*|запу(?:щен|стил)\w*|создан[аоы]?
        создал\w*|учрежд[её]н\w*|основан[аоы]?|действу[ею]т|работа[ею]т|реализу[ею]тся|реализован\w*|начал\w*|стартовал\w*
        утвержд[её]н\w*|утвердил\w*|принят[аоы]?|принял[аи]?|обучен[аоы]?|обучил\w*|прошл[иа] обучение
        предоставля[ею]т\w*|выда[ею]т\w*|доступ(?:ен|на|ны|но)|охвачен\w*|охватил\w*|организова[нл]\w*|разработа[нл]\w*|расшир(?:ен|ил)\w*
        декриминализ\w+|легализ\w+|получа[ею]т|получил[иа]?|провед[её]н\w*|пров[её]л[иа]?|оказыва[ею]т\w*
        оплачива[ею]т\w*|перевел[иа]?|появил\w+|выиграл\w*
    """),
    anchor=_any(
        rf"""
        (?:со?|от|к|до|начиная с|в) (?:[а-яё]+ ){{0,2}}{_YEAR}|пилот(?:а|е|н\w+)?|впервые
        перв\w+ в (?:регионе|стране|мире)|в результате|благодаря
        (?:приказ|инструкци|постановлени|распоряжени)\w*(?: [\w.]+){{0,4}} (?:№ ?|от )\d+
        """
    ),
    reached=_any(
        r"""
        человек\w*|людей|пациент\w*|клиент\w*|заключ[её]нн\w+|осужд[её]нн\w+|женщин\w*|мужчин\w*|сотрудник\w*
        милиционер\w*|полицейск\w*|суд(?:ей|ьи|ьям)|прокурор\w*|адвокат\w*|юрист\w*|врач\w*|медсест\w+|студент\w*
        центр\w*|пункт\w*|сайт\w*|тюр(?:ем|ьм)\w*|колони\w+|учреждени\w+|клиник\w*|аптек\w*|город\w*|регион\w*|област\w+
        """,
        before=rf"{_COUNT}(?: тыс(?:\.|яч\w*))?(?: [\w-]+){{0,2}} ",
    ),
    standing=_any(r"""
        действу[ею]т|работа[ею]т|предоставля[ею]т\w*|выда[ею]т\w*|оказыва[ею]т\w*|оплачива[ею]т\w*
        доступ(?:ен|на|ны|но)
    """),
    service=_any(r"""
        программ\w*|услуг\w*|служб\w*|обучен\w*|тренинг\w*|центр\w*|горяч\w+ лини\w+|приют\w*|убежищ\w*|клиник\w*
        кабинет\w*|сет[ьи]|школ\w*|консультац\w+|перенаправлен\w*|инструкци\w*|приказ\w*|закон\w*
    """),
    result=_any(rf"в результате|благодаря (?:этому|чему)|с тех пор|за это время|к {_YEAR}", before=""),
    since=re.compile(
        rf"\b(?:с|начиная с) (?:[а-яё]+ )?(?P<year>{_YEAR})\b(?!\s?[–-]\s?\d|(?: г\.| года)? (?:по|до)\b)",
        re.IGNORECASE,
    ),
    against=_any(
        r"""
        не|нет|ни|без|нельзя|невозможн\w+|лишь|только|отсутств\w+|нехватк\w+|недостат\w+|дефицит\w*|редк\w+|отказ\w*
        запре[тщ]\w*|ограничен\w*|ограничива\w+|незакон\w*|закры(?:т|л|ва)\w*|закрыти[ея]|прекра[тщ]\w+|приостан\w+
        отмен(?:ил|[её]н)\w*|сокра[тщ]\w+|против|препятств\w+|барьер\w*|однако|несмотря|хотя|к сожалению|наруш\w+
        пыт(?:к|ок)\w*|арест\w*|задерж\w+|пригов\w+|осудил\w*|наказан\w*|уголовн\w+ дел\w*|репресс\w*|рейд\w*
        принудительн\w+|насил\w+|дискриминац\w+|стигм\w*|преследован\w*|нулев\w+ терпимост\w+|содержани\w* под стражей
        умер\w*|погиб\w*|смерт\w*|следует|долж(?:ен|на|ны|но)|необходимо|нужно|требуется|рекоменд\w+|призва\w+|призыва\w+
        предлож\w+|предлага\w+|планиру\w+|намерен\w*|хот(?:ел|ят|им)\w*|мо[гж]\w*|смо[гж]\w*|бы|если|будет|будут|ожида\w+
        надеж\w+|надежд\w+|законопроект\w*|резолюци\w+|доклад\w*|отч[её]т\w*|издал\w*|исследован\w+|опрос\w*|опрош\w+
        интервью|респондент\w*|анкет\w*|утвержда[ею]т|(?:за)?явил\w*|(?:рас)?сказал\w*|предупре\w+|критик\w+|раскритик\w+|я|мы|нас|нам|мой|мо[ея]|наш\w*|вы
        вас
        """,
        after=rf"\b{_NOT_A_STATEMENT}",
    ),
    opening=re.compile(
        rf"{_ITEM}[а-яё]{{3,}}(?:[аяиеуы]ть(?:ся)?|ести|йти)\b(?!.*\b(?:начал|стал|удал)\w*)", re.IGNORECASE
    ),
)

SIGNS = {"en": _ENGLISH, "ru": _RUSSIAN}

"""An evaluation for a terminal. Names and texts are printed as they are, never as markup."""

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.abstention import Abstention
from eval.experiment import Evaluation
from eval.measures import Figures, Score
from eval.quotes import QuoteCheck
from eval.wording import (
    KINDS,
    MEASURES,
    RUNS,
    SPLITS,
    TRAITS,
    USERS,
    Words,
    chance,
    direction_name,
    figure,
    measure_name,
    milliseconds,
    named,
    percent,
)
from index_config.errors import Language

#: The measures of the tables; the report and the JSON hold the others, too.
_SHOWN = ("ndcg@10", "recall@10", "success@5")

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "head": "Questions: {questions} (split {split}, {date}); scored: {scored}, those that have an answer. "
        "Documents: {documents}, passages: {passages}; model {model}.",
        "every": "all",
        "split": "This split holds {split}.",
        "directions": "ru→en: asked in Russian, answered by English documents. “all” is the list as users see it, both "
        "languages mixed. In brackets: how many questions.",
        "p": "p: if {main} and the other system were equally good, how often would chance alone make a difference as "
        "large (permutation test, all questions)? Not corrected for the number of comparisons.",
        "system": "system",
        "runs": "Time, and what the first ten hold",
        "p50": "p50, ms",
        "p95": "p95, ms",
        "crossed": "other language",
        "judged": "judged",
        "runs_caption": "Half of the questions take no longer than p50, 95 of 100 no longer than p95. Other language: "
        "of the questions answered best or only in the other language, how many have such an answer among the first "
        "ten. Judged: the share of the first ten that a reader has graded; the rest counts as wrong.",
        "by": "{main} by {what}",
        "user": "user",
        "kind": "kind of source",
        "trait": "trait",
        "count": "questions",
        "groups_caption": "A question may have several traits. Kind of source: the questions whose best passages are "
        "all of that kind.",
        "quotes": "Quotes: {checked} looked up on their pages, {wrong} not there word for word; {numbered} begin with "
        "a paragraph number, {wrong_paragraph} of them are cited under another.",
        "nothing": "Nothing found: questions without an answer here: {unanswerable}. The knowledge base said so {said} "
        "times, {right} of them rightly (precision {precision}); it noticed {recall} of those questions. It was silent "
        "without need on {wrongly} of the others.",
        "nothing_unknown": "Nothing found: not measured.",
        "lost": "! Judged passages no longer found in the documents: {lost}; they do not count.",
    },
    "ru": {
        "head": "Вопросов: {questions} (часть {split}, {date}); учтено: {scored}; остальные без ответа. "
        "Документов: {documents}, фрагментов: {passages}; модель {model}.",
        "every": "все",
        "split": "Эта часть – {split}.",
        "directions": "ru→en: вопрос по-русски, ответ в английских документах. «Все» – список, как его видят "
        "пользователи, оба языка вместе. В скобках – число вопросов.",
        "p": "p: если бы {main} и другая система были одинаково хороши, как часто столь же большая разница возникала "
        "бы случайно (перестановочный тест, все вопросы)? Без поправки на число сравнений.",
        "system": "система",
        "runs": "Время и состав первой десятки",
        "p50": "p50, мс",
        "p95": "p95, мс",
        "crossed": "другой язык",
        "judged": "оценено",
        "runs_caption": "Половина вопросов занимает не больше p50, 95 из 100 – не больше p95. Другой язык: когда на "
        "вопрос лучше или только и отвечают документы на другом языке, как часто такой ответ есть среди первых "
        "десяти. Оценено: какую долю первых десяти фрагментов оценил читатель; остальное считается неверным.",
        "by": "{main}: {what}",
        "user": "кто спрашивает",
        "kind": "вид источника",
        "trait": "особенность вопроса",
        "count": "вопросов",
        "groups_caption": "У вопроса может быть несколько особенностей. Вид источника: вопросы, все лучшие ответы на "
        "которые – этого вида.",
        "quotes": "Цитаты: сверено со страницами – {checked}, не совпало дословно – {wrong}; начинается с номера "
        "пункта – {numbered}, из них указан другой пункт – {wrong_paragraph}.",
        "nothing": "Ничего не найдено: вопросов без ответа в собрании – {unanswerable}. База сообщила, что ответа нет, "
        "на {said}, из них верно – на {right} (точность {precision}); так замечено {recall} таких вопросов. "
        "Напрасно промолчала на {wrongly} остальных.",
        "nothing_unknown": "Ничего не найдено: не измерялось.",
        "lost": "! Оценённых фрагментов, которых больше нет в документах: {lost}; они не учтены.",
    },
}


def show_evaluation(console: Console, evaluation: Evaluation, language: Language) -> None:
    """Print the runs by direction, the main run by group, and the other checks, each with what it means."""
    words = _WORDS[language]
    if not evaluation.scores:
        return
    main, score = next(iter(evaluation.scores.items()))
    _head(console, evaluation, score, language)
    for measure in _SHOWN:
        console.print(_by_direction(evaluation, measure, language))
        _caption(console, f"{measure_name(measure)}: {MEASURES[measure][language]}.")
    _caption(console, words["directions"])
    _caption(console, words["p"].format(main=main))
    for name in evaluation.scores:
        if name in RUNS:
            _caption(console, f"{name}: {RUNS[name][language]}.")
    console.print(_by_run(evaluation, language))
    _caption(console, words["runs_caption"])
    groups: tuple[tuple[str, Mapping[str, Figures], Mapping[str, Words]], ...] = (
        ("user", score.users, USERS),
        ("kind", score.kinds, KINDS),
        ("trait", score.traits, TRAITS),
    )
    for what, figures, names in groups:
        title = words["by"].format(main=main, what=words[what])
        console.print(_by_group(title, figures, score.counts, names, language))
    _caption(console, words["groups_caption"])
    _quotes(console, evaluation.quotes, words)
    _nothing_found(console, evaluation.abstention, language)
    if evaluation.lost:
        console.print(Text(words["lost"].format(lost=len(evaluation.lost)), style="yellow"))


def _head(console: Console, evaluation: Evaluation, score: Score, language: Language) -> None:
    words = _WORDS[language]
    head = words["head"].format(
        questions=evaluation.questions,
        split=evaluation.split or words["every"],
        date=evaluation.date,
        scored=score.counts["all"],
        documents=len(evaluation.corpus.texts),
        passages=evaluation.corpus.passages,
        model=evaluation.corpus.model,
    )
    console.print(Text(head))
    if evaluation.split in SPLITS:
        _caption(console, words["split"].format(split=SPLITS[evaluation.split][language]))


def _by_direction(evaluation: Evaluation, measure: str, language: Language) -> Table:
    """One measure: a row for each run, a column for each direction; p beside nDCG@10, which it is of."""
    main, score = next(iter(evaluation.scores.items()))
    table = _table(measure_name(measure), _WORDS[language]["system"])
    for name in score.directions:
        table.add_column(Text(f"{direction_name(name, language)}\n({score.counts[name]})"), justify="right")
    with_p = measure == "ndcg@10"
    if with_p:
        table.add_column("p", justify="right")
    for run, other in evaluation.scores.items():
        row = [figure(figures.get(measure), language) for figures in other.directions.values()]
        if with_p:
            row.append("" if run == main else chance(evaluation.significance[run], language))
        table.add_row(Text(run), *row, style="bold" if run == main else "")
    return table


def _by_run(evaluation: Evaluation, language: Language) -> Table:
    words = _WORDS[language]
    table = _table(words["runs"], words["system"])
    for column in ("p50", "p95", "crossed", "judged"):
        table.add_column(words[column], justify="right")
    for number, (run, score) in enumerate(evaluation.scores.items()):
        times = [milliseconds(evaluation.latency[run][key], language) for key in ("p50", "p95")]
        shares = [percent(score.crossed, language), percent(score.judged, language)]
        table.add_row(Text(run), *times, *shares, style="" if number else "bold")
    return table


def _by_group(
    title: str,
    groups: Mapping[str, Figures],
    counts: Mapping[str, int],
    names: Mapping[str, Words],
    language: Language,
) -> Table:
    table = _table(title, "")
    table.add_column(_WORDS[language]["count"], justify="right")
    for measure in _SHOWN:
        table.add_column(measure_name(measure), justify="right")
    for name, figures in groups.items():
        values = [figure(figures.get(measure), language) for measure in _SHOWN]
        table.add_row(Text(named(names, name, language)), str(counts[name]), *values)
    return table


def _quotes(console: Console, quotes: QuoteCheck, words: Mapping[str, str]) -> None:
    line = words["quotes"].format(
        checked=quotes.checked, wrong=quotes.wrong, numbered=quotes.numbered, wrong_paragraph=quotes.wrong_paragraph
    )
    console.print(Text(line, style="red" if quotes.wrong or quotes.wrong_paragraph else ""))
    for example in quotes.examples:
        console.print(Text(f"  {example}", style="dim"))


def _nothing_found(console: Console, found: Abstention | None, language: Language) -> None:
    words = _WORDS[language]
    if found is None:
        console.print(Text(words["nothing_unknown"]))
        return
    line = words["nothing"].format(
        unanswerable=found.unanswerable,
        said=found.said,
        right=found.right,
        precision=percent(found.precision, language),
        recall=percent(found.recall, language),
        wrongly=percent(found.wrongly_silent, language),
    )
    console.print(Text(line))


def _table(title: str, first: str) -> Table:
    table = Table(title=Text(f"\n{title}", style="bold"), title_justify="left", box=None, pad_edge=False)
    table.add_column(first, overflow="fold")
    return table


def _caption(console: Console, text: str) -> None:
    console.print(Text(text, style="dim"))


def show_outside(console: Console, sets: Mapping[str, Mapping[str, Mapping[str, Figures]]], language: Language) -> None:
    """Print the figures of outside retrieval sets: by set, system and direction."""
    for name, systems in sets.items():
        table = Table(title=name, title_justify="left")
        table.add_column(_WORDS[language]["system"])
        table.add_column("")
        columns = list(dict.fromkeys(key for rows in systems.values() for row in rows.values() for key in row))
        for column in columns:
            table.add_column(column, justify="right")
        for system, rows in systems.items():
            for direction, row in rows.items():
                cells = [f"{row[column]:.3f}" if column in row else "" for column in columns]
                table.add_row(system, direction, *cells)
        console.print(table)

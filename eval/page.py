"""An evaluation as a page for outsiders: one HTML file that loads nothing, for screen, phone and paper."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from eval import wording
from eval.experiment import Evaluation
from eval.measures import DIRECTIONS, MEASURES, Figures, Score
from eval.plots import Bar, Range, bars, ranges
from eval.systems import DEPTH
from eval.wording import Words, figure, milliseconds, named, percent

#: Groups with fewer questions are drawn pale: their means say little.
FEW = 10
#: The measure of the charts.
_CHART = "ndcg@10"
_QUOTED = 320


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with what stands above it."""

    title: str
    caption: str
    svg: Markup


@dataclass(frozen=True, slots=True)
class Group:
    """A table of the main run: its rows by label, count and figures."""

    title: str
    note: str
    rows: Sequence[tuple[str, int, Figures]]
    chart: Chart


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many."""

    part: int
    whole: int

    @property
    def share(self) -> float | None:
        """The share; none of nothing."""
        return self.part / self.whole if self.whole else None


def write_page(evaluation: Evaluation, path: Path) -> None:
    """Write the page; the same evaluation gives the same bytes. Folders on the way are made. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render(evaluation).encode("utf-8"))


def render(evaluation: Evaluation) -> str:
    """Return the page. Everything that is not ours to mark up (names, questions, passages) is escaped.

    Raises:
        ValueError: the evaluation holds no run.
    """
    if not evaluation.scores:
        raise ValueError("an evaluation without a run has nothing to show")
    main, score = next(iter(evaluation.scores.items()))
    quotes = evaluation.quotes
    return _environment().get_template("report.html.jinja").render(
        evaluation=evaluation,
        main=main,
        score=score,
        scored=score.counts["all"],
        margin=_margin(list(score.values.get(_CHART, {}).values())),
        answered=_answered(score, "all"),
        crossing=_answered(score, "ru->en"),
        verbatim=Part(quotes.checked - quotes.wrong, quotes.checked),
        directions=("all", *DIRECTIONS),
        charts=_by_direction(evaluation),
        groups=_groups(score),
        latency=_latency(evaluation),
        least_judged=min(evaluation.scores.items(), key=lambda pair: pair[1].judged),
        depth=DEPTH,
        few=FEW,
        measures=MEASURES,
        wording=wording,
    )  # fmt: skip


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "figure": figure,
        "percent": percent,
        "ms": milliseconds,
        "chance": wording.chance,
        "arrow": wording.direction_name,
        "measure": wording.measure_name,
        "shortened": _shortened,
    }
    return made


def _by_direction(evaluation: Evaluation) -> list[Chart]:
    """One drawing for each direction that has questions: a bar for each run."""
    charts = []
    main, score = next(iter(evaluation.scores.items()))
    for name in ("all", *DIRECTIONS):
        count = score.counts.get(name, 0)
        if count:
            rows = [
                Bar(run, value, figure(value), main=run == main, faint=count < FEW)
                for run, value in _values(evaluation.scores, name)
            ]
            title = wording.direction_name(name) if name != "all" else "All questions"
            caption = f"{wording.DIRECTIONS[name]['en']} · {_questions(count)}"
            charts.append(Chart(title, caption, Markup(bars(f"nDCG@10, {caption}", rows))))  # noqa: S704
    return charts


def _values(scores: Mapping[str, Score], direction: str) -> list[tuple[str, float]]:
    values = {run: score.directions.get(direction, {}).get(_CHART) for run, score in scores.items()}
    return [(run, value) for run, value in values.items() if value is not None]


def _groups(score: Score) -> list[Group]:
    """The main run by user, kind of source and trait, each with a drawing whose line is the mean of all questions."""
    mean = score.directions["all"].get(_CHART)
    several = "A question may have several of these, or none."
    single = "Questions whose best passages are all of one kind."
    given: tuple[tuple[str, str, dict[str, Figures], dict[str, Words]], ...] = (
        ("Who asks", "Questions are written as these three would type them.", score.users, wording.USERS),
        ("Where the answer stands", single, score.kinds, wording.KINDS),
        ("What is special about the question", several, score.traits, wording.TRAITS),
    )
    groups = []
    for title, note, figures, names in given:
        rows = [(named(names, name, "en"), score.counts.get(name, 0), row) for name, row in figures.items() if row]
        drawn = [
            Bar(label, row[_CHART], figure(row[_CHART]), f"n {count}", main=True, faint=count < FEW)
            for label, count, row in rows
        ]
        chart = Chart(title, note, Markup(bars(f"nDCG@10, {title}", drawn, mean)))  # noqa: S704
        groups.append(Group(title, note, rows, chart))
    return [group for group in groups if group.rows]


def _latency(evaluation: Evaluation) -> Markup:
    main = next(iter(evaluation.scores))
    rows = [
        Range(
            run,
            times["p50"],
            times["p95"],
            f"{milliseconds(times['p50'])} / {milliseconds(times['p95'])} ms",
            run == main,
        )
        for run, times in evaluation.latency.items()
    ]
    return Markup(ranges("Milliseconds for a question, half and 95 of 100 take no longer", rows))  # noqa: S704


def _answered(score: Score, direction: str) -> Part:
    """Questions of a direction with an answer among the first five."""
    count = score.counts.get(direction, 0)
    return Part(round(score.directions.get(direction, {}).get("success@5", 0.0) * count), count)


def _margin(values: Sequence[float]) -> float | None:
    """Half the 95 % interval of the mean by its standard error; none for fewer than two values."""
    return 1.96 * statistics.stdev(values) / len(values) ** 0.5 if len(values) > 1 else None


def _questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"


def _shortened(text: str, limit: int = _QUOTED) -> str:
    """The first words of a text, one space between words; an ellipsis tells that more follows."""
    words = " ".join(text.split())
    if len(words) <= limit:
        return words
    cut = words[:limit]
    return f"{cut.rpartition(' ')[0] or cut}\N{NO-BREAK SPACE}…"

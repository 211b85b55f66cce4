"""Charts as inline SVG. matplotlib stays behind this door and is imported when a chart is drawn.

The drawing is taken apart again: text stays text, in the font of the page; colours become variables of the page's style
sheet, so that one drawing serves light, dark and print; ids, namespaces, definitions and metadata go, so that many fit
into one page and the same figures give the same bytes. Bars, lines and text need no definitions; markers would.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: What matplotlib is told to draw in, and the variable of the page that takes its place.
_INK, _MUTED, _TRACK, _BAR, _MAIN = (f"#0{place}0{place}0{place}" for place in range(1, 6))
_VARIABLES = {_INK: "ink", _MUTED: "muted", _TRACK: "track", _BAR: "bar", _MAIN: "accent"}
#: Units of the drawing; the page shows about one for a pixel.
_WIDTH = 340
_LEFT = 146
_ROW = 24
_SIZE = 12
#: Longest label; a longer one is cut.
_LABEL = 22
_PALE = 0.4


@dataclass(frozen=True, slots=True)
class Bar:
    """A share between 0 and 1. ``note`` stands at the right edge, ``main`` is in the page's colour, ``faint`` pale."""

    label: str
    value: float
    shown: str
    note: str = ""
    main: bool = False
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """From a usual value, drawn as a bar, to a high one, drawn as a line."""

    label: str
    usual: float
    high: float
    shown: str
    main: bool = False


def bars(title: str, rows: Sequence[Bar], mean: float | None = None) -> str:
    """Draw horizontal bars on tracks from 0 to 1, with a dashed line at ``mean``; return the SVG element."""
    with _canvas(len(rows), 72 if any(row.note for row in rows) else 40) as (figure, axes):
        places = range(len(rows))
        axes.barh(places, [1] * len(rows), 0.5, color=_TRACK, clip_on=False)
        for place, row in enumerate(rows):
            opacity = _PALE if row.faint else None
            axes.barh([place], [row.value], 0.5, color=_MAIN if row.main else _BAR, alpha=opacity, clip_on=False)
        if mean is not None:
            _line(axes, (mean, mean), (-0.5, len(rows) - 0.5), _INK, style="dotted")
        marked = not all(row.main for row in rows)
        for place, row in enumerate(rows):
            _label(axes, place, row.label, bold=row.main and marked)
            _text(axes, _beyond(axes, 8), place, row.shown, bold=row.main and marked)
            _text(axes, _edge(axes), place, row.note, ha="right", color=_MUTED)
        return _svg(figure, title, [f"{row.label} {row.shown}" for row in rows])


def ranges(title: str, rows: Sequence[Range]) -> str:
    """Draw bars to the usual value and lines on to the high one, on the scale of the highest; return the SVG."""
    with _canvas(len(rows), 92) as (figure, axes):
        axes.set_xlim(0, max([row.high for row in rows] + [1e-9]))
        for place, row in enumerate(rows):
            colour = _MAIN if row.main else _BAR
            axes.barh([place], [row.usual], 0.5, color=colour, clip_on=False)
            _line(axes, (row.usual, row.high), (place, place), colour)
            _line(axes, (row.high, row.high), (place - 0.15, place + 0.15), colour)
            _label(axes, place, row.label, bold=row.main)
            _text(axes, _edge(axes), place, row.shown, ha="right", bold=row.main)
        return _svg(figure, title, [f"{row.label} {row.shown}" for row in rows])


@contextmanager
def _canvas(rows: int, right: int) -> "Iterator[tuple[Figure, Axes]]":
    """A figure of ``rows`` rows, downwards, with its axes between the margins; no setting of the user's has a say."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rc("svg", fonttype="none", hashsalt="eval")
        mpl.rc("text", parse_math=False)
        mpl.rc("font", family="DejaVu Sans")  # comes with matplotlib: the same everywhere; the page's own replaces it
        figure = Figure(figsize=(_WIDTH / 72, max(1, rows) * _ROW / 72), dpi=72)
        figure.patch.set_visible(False)
        axes = figure.add_axes((_LEFT / _WIDTH, 0, (_WIDTH - _LEFT - right) / _WIDTH, 1))
        axes.set_axis_off()
        axes.set(xlim=(0, 1), ylim=(max(1, rows) - 0.5, -0.5), autoscale_on=False)
        yield figure, axes


def _beyond(axes: "Axes", units: float) -> float:
    """The place ``units`` to the right of the axes, in widths of the axes."""
    return 1 + units / (float(axes.get_position().width) * _WIDTH)


def _edge(axes: "Axes") -> float:
    """The right edge of the drawing, in widths of the axes."""
    position = axes.get_position()
    return (1 - float(position.x0)) / float(position.width)


def _label(axes: "Axes", place: int, label: str, *, bold: bool) -> None:
    position = axes.get_position()
    shown = label if len(label) <= _LABEL else f"{label[: _LABEL - 1].rstrip()}…"
    _text(axes, -position.x0 / position.width, place, shown, bold=bold)


def _text(
    axes: "Axes", x: float, place: int, text: str, *, ha: str = "left", color: str = _INK, bold: bool = False
) -> None:
    """Write in the middle of a row; ``x`` in widths of the axes."""
    weight = "bold" if bold else "normal"
    across = axes.get_yaxis_transform()
    axes.text(x, place + 0.18, text, ha=ha, va="baseline", color=color, size=_SIZE, weight=weight, transform=across)


def _line(axes: "Axes", x: tuple[float, float], y: tuple[float, float], color: str, style: str = "solid") -> None:
    axes.plot(x, y, color=color, linewidth=1.5, linestyle=style, solid_capstyle="butt", clip_on=False)


def _svg(figure: "Figure", title: str, values: Sequence[str]) -> str:
    """Render the figure and strip it; its title and values are what a screen reader says."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    written = io.StringIO()
    FigureCanvasSVG(figure).print_svg(written, metadata={"Date": None})  # type: ignore[no-untyped-call]
    root = ElementTree.fromstring(written.getvalue())
    _strip(root)
    view = root.get("viewBox", "")
    root.attrib.clear()
    root.attrib.update({"viewBox": view, "role": "img", "aria-label": f"{title}: {', '.join(values)}"})
    return ElementTree.tostring(root, encoding="unicode")


def _strip(element: ElementTree.Element) -> None:
    element.tag = _local(element.tag)
    element.tail = None
    element.text = element.text if element.tag == "text" else None
    attributes = {_local(name): value for name, value in element.attrib.items() if name != "id"}
    if "style" in attributes:
        attributes["style"] = _restyled(attributes["style"])
    element.attrib.clear()
    element.attrib.update(attributes)
    for child in list(element):
        if _local(child.tag) in ("metadata", "defs"):
            element.remove(child)
        else:
            _strip(child)


def _local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def _restyled(style: str) -> str:
    kept = ";".join(part for part in map(str.strip, style.split(";")) if part and not part.startswith("font-family"))
    for colour, variable in _VARIABLES.items():
        kept = kept.replace(colour, f"var(--{variable})")
    return kept

"""The interactive charts' own template: type, axes and hover box; never plotly's or Streamlit's default look."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from lagesbild.charts import theme

# Handed to st.plotly_chart by `show.chart`: no toolbar, no zoom, no links.
CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False, "responsive": True}

_TEXT = {"family": theme.FONT, "size": theme.FONT_SIZE, "color": theme.INK}


class Drawing:
    """A figure in the making as plain data: made into a figure once, it costs a tenth of one that is updated mark by mark."""

    def __init__(self, *, height: int, left: int, right: int, top: int, bottom: int) -> None:
        self.marks: list[dict[str, Any]] = []
        self.layout = _layout(height=height, left=left, right=right, top=top, bottom=bottom)

    def add(self, **mark: Any) -> None:
        """Add a trace of a type."""
        self.marks.append(mark)

    def add_scatter(self, **mark: Any) -> None:
        """Add points or lines; marks lie in the order in which they were added."""
        self.add(type="scatter", **mark)

    def update_layout(self, **parts: Any) -> None:
        """Set whole parts of the layout, such as an axis; an earlier one of the same name is replaced."""
        self.layout |= parts

    def notes(self, **settings: Any) -> None:
        """What every annotation has unless it says otherwise, told once."""
        defaults = self.layout["template"]["layout"]["annotationdefaults"] | settings
        self.layout["template"] = self.layout["template"] | {"layout": {"annotationdefaults": defaults}}

    def scatters(self, **settings: Any) -> None:
        """What every scatter has unless it says otherwise, told once."""
        self.layout["template"] = self.layout["template"] | {"data": {"scatter": [settings]}}

    def figure(self) -> go.Figure:
        """The finished figure."""
        return Finished({"data": self.marks, "layout": self.layout})


class Finished(go.Figure):
    """A figure that nobody changes any more: what it is as data is worked out once, however often it is shown."""

    def to_dict(self) -> dict[str, Any]:
        """The figure as data, the same object every time."""
        if "_told" not in self.__dict__:
            self.__dict__["_told"] = super().to_dict()
        return self.__dict__["_told"]


def finished(drawn: Any) -> Any:
    """A figure that nobody changes any more; whatever else is drawn stays as it is."""
    return Finished(drawn.to_dict(), skip_invalid=True) if isinstance(drawn, go.Figure) and not isinstance(drawn, Finished) else drawn


def figure(*, height: int, left: int, right: int, top: int, bottom: int) -> go.Figure:
    """An empty figure with the product's look and explicit margins; nothing in it can be dragged, zoomed or toggled."""
    return Drawing(height=height, left=left, right=right, top=top, bottom=bottom).figure()


def _layout(*, height: int, left: int, right: int, top: int, bottom: int) -> dict[str, Any]:
    # The template is given at birth: an update would be merged into whatever default template Streamlit has put in place.
    notes = {"annotationdefaults": {"showarrow": False, "font": {"color": theme.MUTED, "size": theme.FONT_SIZE}}}
    return {
        "template": {"layout": notes},
        "font": _TEXT,
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "autoexpand": False},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": ",\u00a0",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverdistance": 24,
        "hoverlabel": {
            "bgcolor": theme.PAPER,
            "bordercolor": theme.LINE,
            "font": _TEXT,
            "align": "left",
            "showarrow": False,
        },
    }


def axis(**settings: Any) -> dict[str, Any]:
    """An axis that does not move: no grid, no zero line, muted tick text; settings override. What plotly does anyway is not said."""
    base = {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickfont": {"color": theme.MUTED, "size": theme.FONT_SIZE},
    }
    return base | settings


def grid_axis(positions: list[float], words: list[str], span: tuple[float, float], **settings: Any) -> dict[str, Any]:
    """A value axis with its own Swedish tick text and hairline grid."""
    return axis(
        tickmode="array",
        tickvals=positions,
        ticktext=words,
        range=list(span),
        showgrid=True,
        gridcolor=theme.GRID,
        **settings,
    )


def words(content: str, *, x: Any, y: Any, **settings: Any) -> dict[str, Any]:
    """An annotation in the chart's type, without arrow unless settings ask for one; lines of text follow its anchor."""
    return {"text": content, "x": x, "y": y, "align": settings.get("xanchor", "left")} | settings


def halo() -> str:
    """A soft edge in the paper's colour around text that crosses lines or areas."""
    shade = theme.PAPER
    return ", ".join(f"{x}px {y}px 2px {shade}" for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1)))

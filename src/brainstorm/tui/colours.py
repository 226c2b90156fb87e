"""A theme's colours, mended where words would be hard to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.color import Color, ColorParseError

CONTRAST = 4.5
"""The least contrast of small text with what is behind it (WCAG 2.2, criterion 1.4.3)."""
DIM = 0.65
"""How much of a text's colour is left when it is dim; what Textual draws, a little rounded down."""

_COLOURED = ("text-accent", "text-primary", "text-secondary", "text-success", "text-warning", "text-error")
_SEEN = 1.4
"""Contrast of the row under the cursor with the rows around it."""
_STEPS = 20


def legible(variables: Mapping[str, str]) -> dict[str, str]:
    """What to change in a theme's `variables` so that its words can be read; nothing for the terminal's own colours."""
    background, surface = _solid(variables.get("background")), _solid(variables.get("surface"))
    foreground, primary = _solid(variables.get("foreground")), _solid(variables.get("primary"))
    if background is None or surface is None or foreground is None or primary is None:
        return {}
    cursor = _tint(background, primary)
    foreground = _away(foreground, (background, surface, cursor), dim=True)
    found = {
        "foreground": foreground,
        "block-cursor-background": cursor,
        "block-cursor-foreground": foreground,
        "block-cursor-blurred-background": background.blend(foreground, 0.1),
        "block-cursor-blurred-foreground": foreground,
        "scrollbar": background.blend(foreground, 0.4),
        "scrollbar-hover": background.blend(foreground, 0.6),
        "scrollbar-active": background.blend(foreground, 0.8),
        "scrollbar-background": background.blend(foreground, 0.08),
        "scrollbar-background-hover": background.blend(foreground, 0.08),
        "scrollbar-background-active": background.blend(foreground, 0.08),
    }
    for name in _COLOURED:
        colour = _solid(variables.get(name))
        if colour is not None:
            found[name] = _away(colour, (background, surface, cursor))
    return {name: colour.hex for name, colour in found.items()}


def contrast(text: Color, ground: Color) -> float:
    """WCAG's contrast ratio, 1-21."""
    light, dark = sorted((_luminance(text), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def _solid(text: str | None) -> Color | None:
    """The colour, unless it is the terminal's own or depends on what is behind it."""
    try:
        colour = Color.parse(text or "")
    except ColorParseError:
        return None
    return colour if colour.ansi is None and colour.a == 1 and not colour.auto else None


def _away(colour: Color, grounds: Iterable[Color], *, dim: bool = False) -> Color:
    """`colour`, moved towards black or white until it (or it when dim) can be read on all `grounds`."""
    grounds = tuple(grounds)
    end = max((Color(0, 0, 0), Color(255, 255, 255)), key=lambda end: min(contrast(end, ground) for ground in grounds))
    for step in range(_STEPS + 1):
        moved = colour.blend(end, step / _STEPS)
        if all(contrast(ground.blend(moved, DIM) if dim else moved, ground) >= CONTRAST for ground in grounds):
            return moved
    return end


def _tint(background: Color, primary: Color) -> Color:
    """The faintest tint of the theme's main colour that is seen at a glance."""
    tints = [background.blend(primary, step / _STEPS) for step in range(1, _STEPS + 1)]
    return next((tint for tint in tints if contrast(tint, background) >= _SEEN), primary)

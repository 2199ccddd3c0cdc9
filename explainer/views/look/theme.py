"""Gradio's theme variables set to paper, ink and seal, for light and dark; and what goes into <head>."""

from pathlib import Path
from urllib.parse import quote

from gradio.themes import Base
from gradio.themes.utils.sizes import radius_sm

from explainer.views import served

HERE = Path(__file__).parent
PAGE = ("page.css",)
NESTED = ("parts.css", "controls.css")
SCRIPTS = ("start.js", "reach.js", "join.js")

EARLY = ("parts/", "look/", "header/", "door/", "machine/", "story/")
"""What every page needs at once of the modules."""

SKETCH = (
    "M15 14C10 13 6 20 8 27M33 14C38 13 42 20 40 27M15 14C20 10 28 10 33 14"
    "C37 18 37 29 33 33C29 37 19 37 15 33C11 29 11 18 15 14M19 21v2M29 21v2"
    "M22 27c1 1.5 3 1.5 4 0zM24 28.5v2M20 31c1 2 3 2 4-.5c1 2.5 3 2.5 4 .5"
)
"""A dog's head in pencil, 48 × 48: what stands where a picture is still to come."""


def _sketch(color: str) -> str:
    drawn = f"fill='none' stroke='{color}' stroke-width='1.1' stroke-linecap='round' stroke-linejoin='round'"
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 48 48'><path {drawn} d='{SKETCH}'/></svg>"
    return f'url("data:image/svg+xml,{quote(svg)}") center / min(72%, 180px) no-repeat'


PALETTE = {
    # role: (light, dark)
    "paper": ("#FAF7F0", "#14161A"),
    "card": ("#FFFDF8", "#1B1D23"),
    "ink": ("#22252B", "#ECE7DC"),
    "muted": ("#66635B", "#A5A198"),
    "hairline": ("#DDD6C8", "#33363D"),
    "hairline_strong": ("#C6BDAB", "#4A4E57"),
    "shade": ("rgba(60, 50, 30, 0.10)", "rgba(0, 0, 0, 0.4)"),
    "seal": ("#D6452B", "#F2674B"),
    "seal_ink": ("#C23A21", "#F2674B"),
    "seal_deep": ("#A82F19", "#F58069"),
    "on_seal": ("#FFFFFF", "#1A0E0B"),
    "indigo": ("#2B4C7E", "#8FB0E3"),
    "on_indigo": ("#FFFFFF", "#14161A"),
    "grain_back": ("#D9D2C3", "#3A3D44"),
    "grain": (
        "repeating-conic-gradient(rgba(90,80,60,.28) 0 25%, transparent 0 50%) 0 0 / 4px 4px",
        "repeating-conic-gradient(rgba(230,220,200,.16) 0 25%, transparent 0 50%) 0 0 / 4px 4px",
    ),
}

PALETTE["blank"] = (_sketch(PALETTE["hairline_strong"][0]), _sketch(PALETTE["hairline_strong"][1]))

SANS = '"Hiragino Sans", "Yu Gothic Medium", "Noto Sans JP", "Noto Sans CJK JP", sans-serif'
SERIF = '"Hiragino Mincho ProN", "Yu Mincho", "Noto Serif JP", "Noto Serif CJK JP", Georgia, serif'
MATH = '"STIX Two Text", Cambria, Georgia, "Liberation Serif", "DejaVu Serif", "Noto Serif CJK JP", serif'
MONO = 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace'

GRADIO_ROLES = {
    "body_background_fill": "paper",
    "body_text_color": "ink",
    "body_text_color_subdued": "muted",
    "background_fill_primary": "card",
    "background_fill_secondary": "paper",
    "border_color_primary": "hairline",
    "border_color_accent": "indigo",
    "color_accent": "seal",
    "link_text_color": "indigo",
    "block_background_fill": "paper",
    "block_border_color": "hairline",
    "block_label_text_color": "muted",
    "block_info_text_color": "muted",
    "block_title_text_color": "muted",
    "panel_background_fill": "paper",
    "input_background_fill": "card",
    "input_background_fill_focus": "card",
    "input_border_color": "hairline_strong",
    "input_border_color_focus": "indigo",
    "input_placeholder_color": "muted",
    "slider_color": "seal",
    "loader_color": "indigo",
    "button_primary_background_fill": "seal_ink",
    "button_primary_background_fill_hover": "seal_deep",
    "button_primary_text_color": "on_seal",
    "button_secondary_background_fill": "card",
    "button_secondary_text_color": "ink",
    "button_secondary_border_color": "hairline_strong",
    "checkbox_background_color": "card",
    "checkbox_background_color_selected": "seal_ink",
    "checkbox_label_background_fill": "card",
    "checkbox_label_background_fill_selected": "card",
    "checkbox_label_text_color": "ink",
    "checkbox_label_text_color_selected": "ink",
    "error_background_fill": "card",
    "error_border_color": "seal_ink",
    "error_text_color": "seal_ink",
    "code_background_fill": "card",
    "table_text_color": "ink",
}


class Paper(Base):
    """The theme. Each colour of PALETTE is a CSS variable too: `--paper`, `--seal-ink`, …

    System fonts only, so that nothing is fetched.
    """

    def __init__(self) -> None:
        super().__init__(font=[SANS], font_mono=[MONO], radius_size=radius_sm)
        self.serif, self.math = SERIF, MATH
        for role, (light, dark) in PALETTE.items():
            setattr(self, role, light)
            setattr(self, f"{role}_dark", dark)
        for variable, role in GRADIO_ROLES.items():
            light, dark = PALETTE[role]
            setattr(self, variable, light)
            setattr(self, f"{variable}_dark", dark)
        self.block_border_width = self.block_border_width_dark = "0px"
        self.block_shadow = self.block_shadow_dark = "none"


def head() -> str:
    """What `launch(head=…)` takes: the shared styles and scripts."""
    return f"{_addresses()}<style>\n{styles()}</style>\n<script>\n{_joined(SCRIPTS)}</script>"


def _addresses() -> str:
    """Where modules, styles and words lie; the parts are fetched at once, since every view needs them."""
    named = {"modules": f"./kakusan/{served.digest()}/"}
    named |= {language: served.address(f"{language}.json") for language in served.languages()}
    parts = [name for name in served.modules() if name.startswith(EARLY)]
    return "".join(
        [f'<link rel="stylesheet" href="{served.address("views.css")}">']
        + [f'<meta name="kakusan-{name}" content="{address}">' for name, address in named.items()]
        + [f'<link rel="modulepreload" href="{served.address(part)}">' for part in parts]
    )


def styles() -> str:
    """The shared styles, for which `palette_css` or the theme has the colours."""
    return f"{_joined(PAGE)}\n.gradio-container {{\n{_joined(NESTED)}}}\n"


def palette_css() -> str:
    """The colours and fonts as CSS variables, for what is painted before Gradio has brought the theme."""
    fonts = {"font": SANS, "serif": SERIF, "math": MATH, "font_mono": MONO}
    light = {role: colors[0] for role, colors in PALETTE.items()}
    dark = {role: colors[1] for role, colors in PALETTE.items()}
    return f":root {{{_variables(light | fonts)}}} .dark {{{_variables(dark)}}}"


def _variables(values: dict[str, str]) -> str:
    return "".join(f"--{role.replace('_', '-')}:{value};" for role, value in values.items())


def _joined(names: tuple[str, ...]) -> str:
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in names)

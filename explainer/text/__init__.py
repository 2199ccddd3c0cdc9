"""Every sentence that a reader sees, in tables of one language each, and the lookup.

A folder a language, a file a lesson; the file's stem is the first part of a key: `forward.headline` is
`headline` in `en/forward.toml`. Sentences quote values as `{name}`, and hold
formulas between dollar signs, `$x_t = sqrt(ᾱ_t) x_0$` (views/parts/formula.js).
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LANGUAGES = ("en", "ja")


class Table(dict[str, Any]):
    """A table of sentences that knows its `language`."""

    language: str


class Texts:
    """One language's tables: `t("forward.tab")`, `t("error.picture.too_large", limit=25)`."""

    def __init__(self, language: str, tables: dict[str, Any]) -> None:
        self.language = language
        self._tables = tables

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of `key`, filled in. KeyError if the key, or a value that it quotes, is missing."""
        sentence = self._find(key)
        if not isinstance(sentence, str):
            raise KeyError(f"{key} is a table, not a sentence ({self.language})")
        return sentence.format_map(values)

    def table(self, key: str) -> Table:
        """The raw table of `key`, its sentences not filled in: what a view's script takes along."""
        table = self._find(key)
        if not isinstance(table, dict):
            raise KeyError(f"{key} is a sentence, not a table ({self.language})")
        named = Table(table)
        named.language = self.language
        return named

    def keys(self) -> set[str]:
        """All keys of sentences, dotted."""
        return set(_dotted(self._tables))

    def _find(self, key: str) -> Any:
        found: Any = self._tables
        for part in key.split("."):
            if not isinstance(found, dict) or part not in found:
                raise KeyError(f"no text for {key} in {self.language}")
            found = found[part]
        return found


@cache
def load(language: str) -> Texts:
    """The tables of `language`, one of LANGUAGES; KeyError for any other."""
    if language not in LANGUAGES:
        raise KeyError(f"no texts in {language}")
    files = sorted((HERE / language).glob("*.toml"))
    return Texts(language, {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in files})


def _dotted(table: dict[str, Any], before: str = "") -> list[str]:
    keys: list[str] = []
    for name, value in table.items():
        keys += _dotted(value, f"{before}{name}.") if isinstance(value, dict) else [f"{before}{name}"]
    return keys

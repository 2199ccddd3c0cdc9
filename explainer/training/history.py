"""How a part of the pack was made, from the run's own files: its plan, its steps, its last losses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from explainer.core.packfiles import read_json
from explainer.training.files import load_tensors, save_json
from explainer.training.loop import checkpoint

LOGGED = 100
PARTS = ("autoencoder", "clip", "denoiser", "student", "unstamper")


def made(run: Path) -> dict[str, Any]:
    """The making of the part in that folder; "before" is that of the weights it started from, if any."""
    if (run / "made.json").exists():
        return read_json(run / "made.json")
    rows = [json.loads(line) for line in (run / "losses.jsonl").read_text(encoding="utf-8").splitlines()]
    reached = int(load_tensors(checkpoint(run))["step"])
    entry = {"plan": read_json(run / "plan.json"), "steps_done": reached, "last": rows[-1]}
    entry["log"] = [{key: row[key] for key in row if key != "seconds"} for row in thinned(rows)]
    return entry | ({"before": read_json(run / "before.json")} if (run / "before.json").exists() else {})


def thinned(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """At most LOGGED of the rows, evenly, the last among them."""
    every = -(-len(rows) // LOGGED)
    return rows[::-1][::every][::-1]


def begin_from(start: Path, run: Path) -> dict[str, Any]:
    """The weights of the run in `start`, whose making is noted in the folder of the run that goes on."""
    save_json(run / "before.json", made(start))
    return load_tensors(checkpoint(start))["average"]

"""Kakusan's front door: `python app.py`, here or on a Hugging Face Space.

The page is served first; the models load in a thread behind it, and the page says so. Under ZeroGPU they are
loaded before, since that is when a Space takes CUDA tensors over.
"""

import argparse
import contextlib
import os
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING

with contextlib.suppress(ImportError):  # a Space's own package; it has to come before torch
    import spaces  # type: ignore[import-not-found]  # noqa: F401

from explainer.core.engines import ENGINES, parsed

if TYPE_CHECKING:
    from explainer.core.pack import ModelPack

PACK = Path(__file__).parent / "assets" / "packs" / "animals"
LONGEST_WAIT = 1000
AT_ONCE = 8
CLUSTER, BATCHES = "http://127.0.0.1:8000", 4
NEVER = str(10**9)
"""Events between two of Gradio's summaries, which sort the times of all events so far after each of them."""
HEAD_START = 1.0
"""Seconds that the first visitor's page has the machine to itself before the models load."""


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="app.py", description="Kakusan: see and touch how image-generating AI works."
    )
    add = parser.add_argument
    add("--host", help="address to listen on (default: 127.0.0.1, this machine alone)")
    add("--port", type=int, help="port to listen on (default: the first free one from 7860)")
    add("--share", action="store_true", help="make a public link too; the one thing that uses the network")
    add("--pack", type=Path, default=PACK, help="folder of the model pack (default: animals)")
    add(
        "--lang",
        choices=("auto", "en", "ja"),
        default="auto",
        help="of a first visit (default: the browser's)",
    )
    add("--device", default="auto", help="cpu, cuda, mps or auto (default: a GPU where there is one)")
    add("--at-once", type=int, default=AT_ONCE, help=f"how many runs work at a time ({AT_ONCE})")
    add("--engine", choices=ENGINES, default="auto", help="what computes on a CPU (default: the quickest)")
    add("--cache", type=Path, help="folder for what that engine makes of the pack (default: the user's)")
    add(
        "--cluster",
        metavar="ADDRESS",
        nargs="?",
        const=CLUSTER,
        help=f"have python -m explainer.cluster compute, which listens there (default: {CLUSTER})",
    )
    add("--batches", type=int, default=BATCHES, help=f"how many the cluster has at a time ({BATCHES})")
    add("--queue-size", type=int, default=LONGEST_WAIT, help=f"how much work may wait ({LONGEST_WAIT})")
    return parsed(parser, argv)


def load(args: argparse.Namespace, done: "Future[ModelPack]") -> None:
    """Load the pack and hand it, or what went wrong, to `done`; then let a quicker engine take over."""
    try:
        from explainer.tabs.shell import import_lessons

        import_lessons()
        from explainer.core.pack import load_pack

        pack = load_pack(args.pack, chosen(args.device))
        if args.cluster:
            from explainer.core.remote import connect

            connect(pack, args.cluster, args.batches)
        done.set_result(pack)
    except BaseException as error:
        done.set_exception(error)
        return
    from explainer.core.backends import prepare

    prepare(pack, args.engine, args.cache)


def chosen(device: str) -> str:
    """The torch device that `device` means; "auto" is a GPU where there is one."""
    import torch

    if device != "auto":
        return device
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def main(argv: list[str] | None = None) -> None:
    """Serve the page, load the models, and stay until interrupted."""
    args = arguments(argv)
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # idle threads of torch leave the cores to others
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # all are read when the libraries are imported
    os.environ.setdefault("DIFFUSERS_DISABLE_REMOTE_CODE", "1")
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", NEVER)  # a summary that no page here shows
    from explainer.core.heap import share_arenas

    share_arenas()
    from explainer.tabs.shell import build_app, launch_options

    pack: Future[ModelPack] = Future()
    app = build_app(pack.result, args.pack, pack.done, args.queue_size, args.at_once).queue(max_size=None)
    loading = Thread(target=load, args=(args, pack), name="load the pack", daemon=True)
    if os.environ.get("SPACES_ZERO_GPU"):
        loading.run()
    where = {"server_name": args.host, "server_port": args.port, "share": args.share}
    app.launch(**where, **launch_options(args.lang), prevent_thread_lock=True)
    if not pack.done():
        sleep(HEAD_START)
        loading.start()
    app.block_thread()


if __name__ == "__main__":
    main()

"""The networks of a pack on as many cores and machines as there are: `python -m explainer.cluster`.

Ray Serve keeps the replicas running, starts another where one dies, and more of them where questions wait.
A replica answers like the process that it spares (`core.engine`): what waits for it, from however many front
processes, goes through the network together. (`serve.batch` joins what comes within a window of time, and
closes its batches before the network is free; what has come by then is more.) The other end is `core.remote`.
"""

import argparse
import asyncio
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from typing import Any

from explainer.core import remote
from explainer.core.engines import ENGINES, parsed

ROOT = Path(__file__).parents[1]
PACK = ROOT / "assets" / "packs" / "animals"
APP = "kakusan"
ONGOING = 16
"""Questions that a replica has at a time; others wait for whichever is free first."""
WAITING = 2
"""Questions that each replica has on average before more are started."""


class Replica:
    """One process that computes: POST a question to /NAME-OF-THE-NETWORK, as `remote.packed` packs it."""

    def __init__(self, folder: str, cores: float, engine: str, cache: str | None) -> None:
        import torch

        from explainer.core.backends import prepare
        from explainer.core.pack import load_pack

        torch.set_num_threads(max(1, round(cores)))
        pack = load_pack(folder)
        self._computing = remote.computing(pack)
        self._threads = ThreadPoolExecutor(ONGOING)
        Thread(target=prepare, args=(pack, engine, cache and Path(cache)), daemon=True).start()

    async def __call__(self, request: Any) -> Any:
        """Starlette's request to its response; 409 and 422 as `remote` names them."""
        from starlette.responses import Response

        compute = self._computing.get(request.url.path.rsplit("/", 1)[-1])
        if compute is None:
            return Response(status_code=remote.ANOTHER_PACK)
        body = await request.body()
        try:
            loop = asyncio.get_running_loop()
            return Response(await loop.run_in_executor(self._threads, _answered, compute, body))
        except Exception as error:
            return Response(f"{type(error).__name__}: {error}", remote.REFUSED, media_type="text/plain")


def _answered(compute: Callable[..., Any], body: bytes) -> bytes:
    return remote.packed(compute(*remote.unpacked(body)))


def deploy(args: argparse.Namespace) -> None:
    """Start Ray here, or join it where `args.join` says, and have the replicas run."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    import ray  # type: ignore[import-not-found]
    from ray import serve  # type: ignore[import-not-found]

    path = {"PYTHONPATH": str(ROOT), "OMP_WAIT_POLICY": "PASSIVE", "HF_HUB_OFFLINE": "1"}
    options: dict[str, Any] = {"runtime_env": {"env_vars": path}, "include_dashboard": False}
    ray.init(**({"address": args.join, "runtime_env": options["runtime_env"]} if args.join else options))
    serve.start(
        proxy_location="EveryNode",
        http_options={"host": args.host, "port": args.port},
        logging_config={"enable_access_log": False},
    )
    replica = serve.deployment(
        Replica,
        name="networks",
        max_ongoing_requests=ONGOING,
        ray_actor_options={"num_cpus": args.cores},
        autoscaling_config={
            "min_replicas": args.replicas,
            "max_replicas": max(args.most or 0, args.replicas),
            "target_ongoing_requests": WAITING,
            "upscale_delay_s": 5,
            "downscale_delay_s": 300,
        },
        health_check_period_s=2,
        graceful_shutdown_timeout_s=5,
        logging_config={"enable_access_log": False},
    )
    cache = str(args.cache.resolve()) if args.cache else None
    app = replica.bind(str(args.pack.resolve()), args.cores, args.engine, cache)
    serve.run(app, name=APP, route_prefix=remote.ROUTE)


def end() -> None:
    """End the replicas, and Ray where it was started here."""
    import ray  # type: ignore[import-not-found]
    from ray import serve  # type: ignore[import-not-found]

    serve.shutdown()
    ray.shutdown()


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m explainer.cluster", description="Compute the networks for python app.py --cluster."
    )
    add = parser.add_argument
    add("--pack", type=Path, default=PACK, help="folder of the model pack, on every machine (animals)")
    add("--replicas", type=int, default=2, help="processes that compute (2)")
    add("--most", type=int, help="up to how many, where questions wait (default: no more)")
    add("--cores", type=float, default=1, help="of each (1)")
    add("--engine", choices=ENGINES, default="auto", help="what computes (default: the quickest)")
    add("--cache", type=Path, help="folder for what that engine makes of the pack (default: the user's)")
    add("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1, this machine alone)")
    add("--port", type=int, default=8000, help="port to listen on, on every machine (8000)")
    add("--join", help="Ray's address where it runs already, auto for this machine's (default: start it)")
    return parsed(parser, argv)


def main(argv: list[str] | None = None) -> None:
    """Deploy; where Ray runs already, leave it at that, and otherwise stay until interrupted."""
    args = arguments(argv)
    try:
        deploy(args)
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # after Ray, which sets one too
        if args.join:
            return
        print(f"python app.py --cluster http://{args.host}:{args.port}", flush=True)
        signal.pause() if hasattr(signal, "pause") else Thread(target=input).join()
    except KeyboardInterrupt:
        pass
    end()


if __name__ == "__main__":
    main()

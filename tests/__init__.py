"""The tests mirror `explainer`; `browser` drives a real Chromium, `bench` holds measurements, not tests."""

import os
import sys

if "pytest" in sys.modules:  # before torch is imported: its threads would spin for each other on busy cores
    os.environ.setdefault("OMP_NUM_THREADS", "1")

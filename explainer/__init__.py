"""Kakusan: how image-generating AI works, in pictures that a person can touch.

Libraries read these two variables when they are imported, so they are set before any of them is: nothing is
ever fetched, and no checkpoint brings Python of its own.
"""

import os

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ["DIFFUSERS_DISABLE_REMOTE_CODE"] = "1"

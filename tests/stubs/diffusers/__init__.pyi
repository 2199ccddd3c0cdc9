# diffusers' own annotations say `tuple[int]` for any number of channels and `dict` for its configs, so the type
# checker would be wrong of right code. To it, all that comes from diffusers is of any type.
from typing import Any

def __getattr__(name: str) -> Any: ...

"""Loads line-bot-sdk without the parts that nobody here uses, which are a quarter of it.

Importing `linebot.v3.messaging` first runs the packages around it, and these import the retired second version, an HTTP
library of its own, and models of webhooks that we read ourselves: nine megabytes and a sixth of a second. So both
packages are put in place without being run; their modules load as ever.
"""

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType

_PACKAGES = ("linebot", "linebot.v3")


def load_connecting() -> ModuleType:
    """Import `bot.connecting`, which needs the SDK; takes most of a second the first time."""
    for name in _PACKAGES:
        if name not in sys.modules and (spec := find_spec(name)) is not None:
            package = sys.modules[name] = module_from_spec(spec)
            parent, _dot, last = name.rpartition(".")
            if parent:
                setattr(sys.modules[parent], last, package)  # as an import would; the SDK's own code asks for it
    return import_module("bot.connecting")

"""Modules that are read only when something in them is used for the first time."""

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec


def import_late(name: str) -> None:
    """For one that costs much and that few need. Before anybody imports it."""
    spec = find_spec(name)
    if name in sys.modules or spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules[name] = module
    folder, _dot, own = name.rpartition(".")
    # Not found in its package it would be looked for, and that is a use.
    setattr(sys.modules[folder], own, module)

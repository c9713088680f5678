"""Training needs what most people do not install; without it, its tests are left out, with a reason."""

from importlib.util import find_spec

_NEEDED = ("torch", "onnx", "scipy", "tokenizers", "onnxruntime")
_MISSING = [name for name in _NEEDED if find_spec(name) is None]

collect_ignore = ["test_data.py", "test_learning.py", "test_skim.py"] if _MISSING else []


def pytest_report_header() -> str:
    """Say what is left out."""
    return f"reader training: not tested, {', '.join(_MISSING)} missing" if _MISSING else "reader training: tested"

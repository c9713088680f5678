"""Judge request bodies by the API description that Discord publishes, where a copy of it lies beside the checkout.

Found at ``ONRECORD_DISCORD_SPECIFICATION`` or ``../shared/discord/openapi.json``; without it ``specification`` gives
nothing, and whoever asks skips with ``ABSENT``. One relaxation: ids that the library sends as numbers count as text.
"""

import json
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ABSENT = "Discord's API description is not here; name it with ONRECORD_DISCORD_SPECIFICATION"
#: Read when this is imported: while a test runs, no setting from outside is seen.
_FILE = Path(os.environ.get("ONRECORD_DISCORD_SPECIFICATION") or ROOT.parent / "shared" / "discord" / "openapi.json")
_URI = "urn:discord"
_REFERRING = ("message_reference", "default_values", "attachments")
_IDS = ("message_id", "channel_id", "guild_id", "id")


class Specification:
    """Discord's API description, ready to judge."""

    def __init__(self, description: dict[str, Any]) -> None:
        from jsonschema import Draft202012Validator
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT202012

        registry: Any = Registry().with_resource(_URI, Resource(description, DRAFT202012))
        self._routes: list[tuple[re.Pattern[str], str, Any]] = []
        for path, methods in description["paths"].items():
            pattern = re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(path)))
            for method, operation in methods.items():
                if not isinstance(operation, dict) or "requestBody" not in operation:
                    continue
                place = f"paths/{_escaped(path)}/{method}/requestBody/content/application~1json/schema"
                if "application/json" in operation["requestBody"]["content"]:
                    validator = Draft202012Validator({"$ref": f"{_URI}#/{place}"}, registry=registry)
                    self._routes.append((pattern, method.upper(), validator))

    def faults(self, method: str, path: str, body: Any) -> list[str]:
        """What is wrong with the body of a request; a route that is not described is a fault, unless it has no body."""
        path = re.sub(r"^(?:https?://[^/]+)?/api/v\d+", "", path).split("?")[0]
        validators = [each for pattern, verb, each in self._routes if verb == method and pattern.fullmatch(path)]
        if not validators:
            return [] if body is None else [f"{method} {path} takes no body"]
        lists = [list(_errors(validator, relaxed(body))) for validator in validators]
        return min(lists, key=len)


def specification() -> Specification | None:
    """The description, or nothing where it, or what is needed to read it, is absent."""
    return _loaded() if _FILE.is_file() else None


@lru_cache(maxsize=1)
def _loaded() -> Specification | None:
    try:
        return Specification(json.loads(_FILE.read_text(encoding="utf-8")))
    except ImportError:
        return None


def relaxed(body: Any) -> Any:
    """The body with ids as text, in references and chosen values."""
    if isinstance(body, list):
        return [relaxed(each) for each in body]
    if not isinstance(body, dict):
        return body
    if "recipient_id" in body:
        return body | {"recipient_id": str(body["recipient_id"])}
    return {name: _with_text_ids(part) if name in _REFERRING else relaxed(part) for name, part in body.items()}


def _with_text_ids(value: Any) -> Any:
    if isinstance(value, list):
        return [_with_text_ids(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {name: str(part) if name in _IDS and isinstance(part, int) else part for name, part in value.items()}


def _errors(validator: Any, body: Any) -> list[str]:
    from jsonschema.exceptions import best_match

    found = []
    for error in validator.iter_errors(body):
        deepest = best_match([error])
        found.append(f"{deepest.json_path}: {deepest.message[:200]}")
    return found


def _escaped(path: str) -> str:
    return path.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")

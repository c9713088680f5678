"""Judge request bodies by the limits that Discord documents or enforces, written by hand: an empty list is a pass.

``request_faults`` takes whatever the bot sends to the REST interface and finds out what it is; the other functions
judge one kind each. Lengths count UTF-16 units, the larger of the counts in use. Refuses to know the bot.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

Body = Mapping[str, Any]

COMPONENTS_V2 = 1 << 15
#: Kinds of components.
ROW, BUTTON, STRING_MENU, TEXT_INPUT, SECTION, TEXT, SEPARATOR, CONTAINER = 1, 2, 3, 4, 9, 10, 14, 17
MENUS = frozenset((3, 5, 6, 7, 8))
ONLY_V2 = frozenset((SECTION, TEXT, 11, 12, 13, SEPARATOR, CONTAINER))
LINK = 5
#: Kinds of replies to an interaction.
REPLY, DEFERRED, UPDATE, AUTOCOMPLETE, MODAL = 4, 5, 7, 8, 9

_MESSAGES = re.compile(r"/channels/\d+/messages(?:/\d+)?|/webhooks/\d+/[^/]+(?:/messages/[^/]+)?")
_CALLBACK = re.compile(r"/interactions/\d+/[^/]+/callback")
_COMMANDS = re.compile(r"/applications/\d+(?:/guilds/\d+)?/commands(?:/\d+)?")
_THREADS = re.compile(r"/channels/\d+(?:/messages/\d+)?/threads")


def request_faults(method: str, path: str, body: Any) -> list[str]:
    """What is wrong with the body of a request; nothing for requests that are not judged here."""
    path = re.sub(r"^(?:https?://[^/]+)?/api/v\d+", "", path).split("?")[0]
    if method not in ("POST", "PATCH", "PUT") or body is None:
        return []
    if _CALLBACK.fullmatch(path):
        return callback_faults(body)
    if _MESSAGES.fullmatch(path):
        return message_faults(body, is_new=method == "POST")
    if _COMMANDS.fullmatch(path):
        commands = body if isinstance(body, list) else [body]
        return [fault for command in commands for fault in command_faults(command)] + _command_count(commands)
    if _THREADS.fullmatch(path):
        return list(_sized("thread name", body.get("name"), 100, least=1))
    return []


def callback_faults(body: Body) -> list[str]:
    """What is wrong with a reply to an interaction."""
    data = body.get("data") or {}
    match body.get("type"):
        case int(kind) if kind in (REPLY, UPDATE):
            return message_faults(data, is_new=kind == REPLY)
        case int(kind) if kind == AUTOCOMPLETE:
            return list(_choices(data.get("choices", [])))
        case int(kind) if kind == MODAL:
            return list(_form(data))
        case _:
            return []


def message_faults(body: Body, *, is_new: bool = True) -> list[str]:
    """What is wrong with a message, new or edited."""
    faults = [*_content(body), *_embeds(body.get("embeds") or []), *_components(body)]
    says_something = any(body.get(part) for part in ("content", "embeds", "components"))
    if is_new and not says_something and not any(body.get(part) for part in ("attachments", "poll", "sticker_ids")):
        faults.append("the message is empty")
    if says_something:
        faults += _mentions(body)
    return faults


def _content(body: Body) -> Iterator[str]:
    content = body.get("content")
    yield from _sized("content", content, 2_000)
    if (body.get("flags") or 0) & COMPONENTS_V2:
        yield from (
            f"{part} beside components v2" for part in ("content", "embeds", "poll", "sticker_ids") if body.get(part)
        )


def _mentions(body: Body) -> Iterator[str]:
    allowed = body.get("allowed_mentions")
    if allowed is None:
        yield "allowed_mentions is missing"
    elif allowed.get("parse") != [] or allowed.get("users") or allowed.get("roles"):
        yield f"allowed_mentions allows some: {allowed}"


def _embeds(embeds: Sequence[Body]) -> Iterator[str]:
    if len(embeds) > 10:
        yield f"{len(embeds)} embeds"
    total = 0
    for embed in embeds:
        fields = embed.get("fields") or []
        footer, author = embed.get("footer") or {}, embed.get("author") or {}
        texts = [
            ("title", embed.get("title"), 256, 0),
            ("description", embed.get("description"), 4_096, 0),
            ("footer", footer.get("text"), 2_048, 0),
            ("author", author.get("name"), 256, 0),
            *(("field name", field.get("name"), 256, 1) for field in fields),
            *(("field value", field.get("value"), 1_024, 1) for field in fields),
        ]
        for name, text, most, least in texts:
            yield from _sized(f"embed {name}", text, most, least=least)
            total += size(text or "")
        if len(fields) > 25:
            yield f"{len(fields)} fields in an embed"
        if not any(text for _, text, _, _ in texts):
            yield "an embed without text"
    if total > 6_000:
        yield f"{total} characters in all embeds"


def _components(body: Body) -> Iterator[str]:
    components = body.get("components") or []
    every = list(walk(components))
    yield from _duplicates("custom_id", (each["custom_id"] for each in every if each.get("custom_id")))
    for each in every:
        yield from _component(each)
    if (body.get("flags") or 0) & COMPONENTS_V2:
        yield from _layout(every)
        return
    if any(each["type"] in ONLY_V2 for each in every):
        yield "a component of v2 without its flag"
    if len(components) > 5:
        yield f"{len(components)} rows"


def _layout(every: Sequence[Body]) -> Iterator[str]:
    if len(every) > 40:
        yield f"{len(every)} components"
    total = sum(size(each.get("content", "")) for each in every if each["type"] == TEXT)
    if total > 4_000:
        yield f"{total} characters in all texts"


def walk(components: Iterable[Body]) -> Iterator[Body]:
    """Every component, however deep."""
    for each in components:
        yield each
        yield from walk(each.get("components") or [])
        if each.get("accessory"):
            yield each["accessory"]


def _component(each: Body) -> Iterator[str]:
    kind = each["type"]
    inside = each.get("components") or []
    yield from _sized("custom_id", each.get("custom_id"), 100)
    if kind == TEXT and not _is_seen(each.get("content", "")):
        yield "an empty text"
    elif kind == BUTTON:
        yield from _button(each)
    elif kind in MENUS:
        yield from _menu(each)
    elif kind == ROW:
        yield from _row(inside)
    elif kind == SECTION and not (1 <= len(inside) <= 3 and each.get("accessory")):
        yield "a section without texts or accessory"
    elif kind == CONTAINER and not inside:
        yield "an empty container"


def _row(inside: Sequence[Body]) -> Iterator[str]:
    if not inside or len(inside) > 5:
        yield f"{len(inside)} components in a row"
    if len(inside) > 1 and any(each["type"] in MENUS for each in inside):
        yield "a menu beside something else in a row"


def _button(each: Body) -> Iterator[str]:
    yield from _sized("label", each.get("label"), 80)
    if not _is_seen(each.get("label") or "") and not each.get("emoji"):
        yield "a button without label or emoji"
    if each.get("style") != LINK:
        if not each.get("custom_id") or each.get("url"):
            yield "a button that needs a custom_id and no address"
        return
    url = each.get("url") or ""
    yield from _sized("address", url, 512, least=1)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or "") or "@" in parts.netloc:
        yield f"an address that is none: {url}"
    if each.get("custom_id") or not url.isascii() or any(character.isspace() for character in url):
        yield f"a link button with a custom_id or an address that is not encoded: {url}"


def _menu(each: Body) -> Iterator[str]:
    yield from _sized("placeholder", each.get("placeholder"), 150)
    least, most = each.get("min_values", 1), each.get("max_values", 1)
    if not (0 <= least <= most and 1 <= most <= 25):
        yield f"a menu for {least} to {most} values"
    if len(each.get("default_values") or []) > most:
        yield "more values chosen than may be"
    if each["type"] != STRING_MENU:
        return
    options = each.get("options") or []
    if not 1 <= len(options) <= 25:
        yield f"{len(options)} options"
    yield from _duplicates("option", (option.get("value") for option in options))
    for option in options:
        yield from _sized("option", option.get("label"), 100, least=1)
        yield from _sized("option value", option.get("value"), 100, least=1)
        yield from _sized("option description", option.get("description"), 100)


def _choices(choices: Sequence[Body]) -> Iterator[str]:
    if len(choices) > 25:
        yield f"{len(choices)} suggestions"
    for choice in choices:
        yield from _sized("suggestion", choice.get("name"), 100, least=1)
        yield from _sized("suggestion value", str(choice.get("value")), 100, least=1)


def _form(data: Body) -> Iterator[str]:
    yield from _sized("title", data.get("title"), 45, least=1)
    yield from _sized("custom_id", data.get("custom_id"), 100, least=1)
    labels = data.get("components") or []
    if not 1 <= len(labels) <= 5:
        yield f"{len(labels)} fields in a form"
    yield from _duplicates("custom_id", (each["component"]["custom_id"] for each in labels))
    for each in labels:
        typed = each["component"]
        yield from _sized("label", each.get("label"), 45, least=1)
        yield from _sized("description", each.get("description"), 100)
        yield from _sized("custom_id", typed.get("custom_id"), 100, least=1)
        yield from _sized("placeholder", typed.get("placeholder"), 100)
        yield from _sized("value", typed.get("value"), min(4_000, typed.get("max_length") or 4_000))
        if not 1 <= (typed.get("max_length") or 4_000) <= 4_000:
            yield f"a field of {typed['max_length']} characters"


def command_faults(command: Body, *, is_option: bool = False) -> list[str]:
    """What is wrong with the definition of a command or one of its options, translations included."""
    is_typed = is_option or command.get("type", 1) == 1
    faults = []
    for name in (command.get("name"), *(command.get("name_localizations") or {}).values()):
        faults += _sized("command name", name, 32, least=1)
        if is_typed and not is_command_name(str(name)):
            faults.append(f"{name!r} is no name of a command")
    for text in (command.get("description"), *(command.get("description_localizations") or {}).values()):
        faults += _sized("description", text, 100, least=1) if is_typed else []
    options = command.get("options") or []
    if len(options) > 25:
        faults.append(f"{len(options)} options")
    faults += _duplicates("option", (option.get("name") for option in options))
    faults += _choices(command.get("choices") or [])
    return faults + [fault for option in options for fault in command_faults(option, is_option=True)]


def is_command_name(name: str) -> bool:
    r"""Whether a name fits Discord's pattern: ``^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$``, in lower case."""
    fits = all(
        character in "-_'" or unicodedata.category(character)[0] in "LN" or _is_mark(character) for character in name
    )
    return fits and 1 <= size(name) <= 32 and name == name.lower()


def _is_mark(character: str) -> bool:
    return "\u0900" <= character <= "\u097f" or "\u0e00" <= character <= "\u0e7f"


def _command_count(commands: Sequence[Body]) -> list[str]:
    kinds = Counter(command.get("type", 1) for command in commands)
    most = {1: 100, 2: 15, 3: 15}
    doubled = _duplicates("command", ((command.get("type", 1), command.get("name")) for command in commands))
    return [f"{kinds[kind]} commands of kind {kind}" for kind in kinds if kinds[kind] > most.get(kind, 1)] + list(
        doubled
    )


def size(text: str) -> int:
    """A length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _sized(what: str, text: object, most: int, *, least: int = 0) -> Iterator[str]:
    text = "" if text is None else str(text)
    if not least <= size(text) <= most:
        yield f"{what} has {size(text)} characters: {text[:60]!r}"
    try:
        text.encode()
    except UnicodeEncodeError:
        yield f"{what} cannot be encoded: {text[:60]!r}"


def _duplicates(what: str, values: Iterable[object]) -> Iterator[str]:
    yield from (f"{what} {value!r} twice" for value, count in Counter(values).items() if count > 1)


def _is_seen(text: str) -> bool:
    # A code point that nobody has assigned yet is shown as a box.
    return any(unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp") for character in text)

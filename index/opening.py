"""Open the generation that answers for a folder, whatever state folder and disk are in.

Built where there is none, refreshed where the folder has changed, built anew where it is damaged; and where that fails,
an older whole generation answers. Refuses to leave a question without an index that could answer it.
"""

from pathlib import Path

from index.comparing import RefreshReport, no_change
from index.errors import GenerationFault, GenerationMissing, IndexFault
from index.generation import Generation
from index.refresh import MayAnswer, Progress, rebuilt_notice, refresh
from index.snapshot import KEPT_GENERATIONS, Snapshots


def open_generation(
    root: Path,
    data: Path,
    *,
    refresh_first: bool = True,
    keep: int = KEPT_GENERATIONS,
    progress: Progress | None = None,
    reasons: MayAnswer | None = None,
) -> tuple[Generation, RefreshReport | None]:
    """The generation that answers for a folder: built where there is none, refreshed where the folder has changed.

    With ``refresh_first`` off, what is there is kept; so it is where ``reasons`` say that the next one must wait. The
    report is ``None`` where there is nothing to tell. Where
    the folder or the disk fails but an index is there, that one is returned, and the report's ``notice`` says why.
    """
    snapshots = Snapshots(data, root, keep=keep)
    try:
        before = snapshots.load()
    except GenerationMissing:
        return _built(root, snapshots, progress)
    except GenerationFault as fault:
        return _replaced(root, snapshots, fault, progress) if refresh_first else _older(snapshots, fault)
    if not refresh_first:
        return before, None
    try:
        report = refresh(root, snapshots, before=before, progress=progress, reasons=reasons)
    except IndexFault as fault:
        return before, no_change(before).model_copy(update={"notice": str(fault)})
    if report.switched:
        return snapshots.load(report.generation_after), report
    return before, report if report.notice else None


def _built(
    root: Path, snapshots: Snapshots, progress: Progress | None, notice: str | None = None
) -> tuple[Generation, RefreshReport]:
    report = refresh(root, snapshots, progress=progress)
    return snapshots.load(report.generation_after), report.model_copy(update={"notice": notice or report.notice})


def _replaced(
    root: Path, snapshots: Snapshots, fault: GenerationFault, progress: Progress | None
) -> tuple[Generation, RefreshReport]:
    """Build anew what cannot be loaded; where that fails too, an older whole generation answers."""
    try:
        return _built(root, snapshots, progress, notice=rebuilt_notice(fault))
    except IndexFault as second:
        try:
            return _older(snapshots, second)
        except GenerationFault:
            raise second from fault


def _older(snapshots: Snapshots, fault: IndexFault) -> tuple[Generation, RefreshReport]:
    loaded = snapshots.load_whole()
    notice = f"{fault} Until then the generation of {loaded.generation.manifest.built_at:%Y-%m-%d %H:%M} UTC answers."
    return loaded.generation, no_change(loaded.generation).model_copy(update={"notice": notice})

"""The resident memory of this process, in bytes."""

import sys
from pathlib import Path

MEGABYTE = 1024 * 1024
_STATUS = Path("/proc/self/status")


def idle_memory() -> int:
    """Resident bytes now; from here on the peak is counted anew where the system can do that."""
    if not _STATUS.exists():
        return peak_memory()
    Path("/proc/self/clear_refs").write_text("5")
    return _from_status("VmRSS")


def peak_memory() -> int:
    """The most resident bytes since `idle_memory`, or since the start where only that is known."""
    if _STATUS.exists():
        return _from_status("VmHWM")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _from_status(name: str) -> int:
    lines = _STATUS.read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))

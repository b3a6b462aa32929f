"""Where things lie in a workspace folder."""

import shutil
from pathlib import Path

FOLDER_SUFFIX = ".assay"


class Layout:
    """The paths of a workspace at `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.database = root / "workspace.db"
        self.headers = (root / "key-1.json", root / "key-2.json")
        self.objects = root / "objects"
        self.backups = root / "backups"
        self.lock = root / "lock"
        self.holder = root / "holder.json"
        self.log_head = root / "log-head.json"

    def clear(self) -> None:
        """Remove what a workspace consists of, and nothing else in its folder."""
        shutil.rmtree(self.objects, ignore_errors=True)
        shutil.rmtree(self.backups, ignore_errors=True)
        journals = [self.database.with_name(f"{self.database.name}{end}") for end in ("-wal", "-shm")]
        for file in (*self.headers, self.database, *journals, self.lock, self.holder, self.log_head):
            file.unlink(missing_ok=True)

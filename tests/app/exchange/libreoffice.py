"""LibreOffice as another program that fills a workbook in: driven without a window, by a macro of its own."""

import os
import shutil
import signal
import subprocess
from html import escape
from pathlib import Path

MACRO = Path(__file__).with_name("answers.bas")
_SECONDS = 120
_MODULE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<script:module xmlns:script="http://openoffice.org/2000/script"'
    ' script:name="Module1" script:language="StarBasic">{macro}</script:module>'
)


def program() -> str | None:
    """Where LibreOffice is on this machine; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


class LibreOffice:
    """One profile of LibreOffice in a folder, with the macro in it."""

    def __init__(self, folder: Path) -> None:
        self._profile = folder / "profile"
        self._folder = folder
        self._install_macro()

    def _install_macro(self) -> None:
        """Let the first start make the profile with its empty module, and fill that."""
        self._run("--terminate_after_init")
        module = self._profile / "user" / "basic" / "Standard" / "Module1.xba"
        macro = escape(MACRO.read_text("utf-8"), quote=False)
        module.write_text(_MODULE.format(macro=macro), "utf-8")

    def edit(self, source: Path, target: Path, *orders: tuple[str, ...]) -> Path:
        """Open `source`, carry the orders out, and save it as `target`."""
        listed, told = self._folder / "orders.txt", self._folder / "told.txt"
        lines = ["\t".join(part.replace("\n", "\\n") for part in order) for order in orders]
        listed.write_text("\n".join(lines), "utf-8")
        told.unlink(missing_ok=True)
        places = ",".join(f'"{path}"' for path in (source, target, listed, told))
        self._run(f"macro:///Standard.Module1.Carry_out({places})")
        said = told.read_text("utf-8").strip() if told.exists() else "nothing"
        assert said == "done", said
        return target

    def _run(self, *arguments: str) -> None:
        where = f"-env:UserInstallation={self._profile.as_uri()}"
        command = [program() or "", where, "--headless", "--norestore", "--nologo", *arguments]
        nowhere = subprocess.DEVNULL
        with subprocess.Popen(command, stdout=nowhere, stderr=nowhere, start_new_session=True) as process:
            try:
                process.wait(_SECONDS)
            except subprocess.TimeoutExpired:
                # The program that is started only starts the real one.
                os.killpg(process.pid, signal.SIGKILL)
                raise

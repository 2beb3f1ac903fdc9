"""The real command `gongkai` in a process of its own, and small reports for it to read."""

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
FONT = "STSong-Light"
PAGE_WIDTH, PAGE_HEIGHT = 595.0, 842.0
LEFT, SIZE, LEADING = 72.0, 14.0, 24.0
CHARACTERS_A_LINE = 32
HEARS_CTRL_C = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from bot.cli import main; main()"
)
"""The command as a terminal starts it; a shell lets what it starts in the background ignore Ctrl-C."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a process gave back."""

    status: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """What it said on stderr, line breaks as spaces."""
        return " ".join(self.err.split())


def run_gongkai(*arguments: str, folder: Path, stdin: bytes = b"", settings: Mapping[str, str] | None = None) -> Run:
    """Runs the command in a folder, with no settings but these."""
    done = subprocess.run(
        _command(*arguments), cwd=folder, env=_environment(settings), input=stdin, capture_output=True, check=False
    )
    return Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def start_gongkai(*arguments: str, folder: Path) -> "subprocess.Popen[bytes]":
    """Starts the command in a folder and doesn't wait for it."""
    pipe = subprocess.PIPE
    command = (sys.executable, "-c", HEARS_CTRL_C, *arguments)
    return subprocess.Popen(command, cwd=folder, env=_environment(None), stdout=pipe, stderr=pipe)


def _command(*arguments: str) -> tuple[str, ...]:
    return sys.executable, "-m", "bot.cli", *arguments


def _environment(settings: Mapping[str, str] | None) -> dict[str, str]:
    """That of the tests, with no settings but these."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GONGKAI_")}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | dict(settings or {})


def draw_report(path: Path, title: str, paragraphs: Iterable[str]) -> Path:
    """A one-page PDF with its title above, in the middle, and paragraphs below it; no font file is needed."""
    registerFont(UnicodeCIDFont(FONT))
    path.parent.mkdir(parents=True, exist_ok=True)
    canvas = Canvas(str(path), (PAGE_WIDTH, PAGE_HEIGHT), invariant=True)
    canvas.setFont(FONT, 20)
    canvas.drawCentredString(PAGE_WIDTH / 2, PAGE_HEIGHT - 100, title)
    canvas.setFont(FONT, SIZE)
    for number, line in enumerate(line for text in paragraphs for line in _lines(text)):
        canvas.drawString(LEFT, PAGE_HEIGHT - 150 - LEADING * number, line)
    canvas.save()
    return path


def draw_picture(path: Path) -> Path:
    """A PDF with a black square and no text at all."""
    canvas = Canvas(str(path), (PAGE_WIDTH, PAGE_HEIGHT), invariant=True)
    canvas.rect(100, 100, 300, 300, fill=1)
    canvas.save()
    return path


def _lines(text: str) -> Iterable[str]:
    """A paragraph's lines, its first one set in by two characters; a heading stands on the margin."""
    text = text if text.startswith("一、") else "\u3000\u3000" + text
    return [text[start : start + CHARACTERS_A_LINE] for start in range(0, len(text), CHARACTERS_A_LINE)]

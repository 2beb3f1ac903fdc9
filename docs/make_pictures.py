"""Draws the pictures of the README from the sample report: `python docs/make_pictures.py [--data DIR]`."""

import argparse
from pathlib import Path

from bot.assistant import Assistant

PICTURES = {
    "answer-legal-aid.png": "how many legal-aid cases in 2020",
    "answer-continued-table.png": "因重复申请而不予处理的有几件？",
}
FOLDER = Path(__file__).parent / "pictures"


def main() -> None:
    """Writes each question's cited place as a PNG."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"))
    data = parser.parse_args().data
    assistant = Assistant.open(data, "")
    for name, question in PICTURES.items():
        reply = assistant.answer(question)
        (FOLDER / name).write_bytes(assistant.picture(reply.citations[0], data))
        print(f"{name}: {reply.answer}")


if __name__ == "__main__":
    main()

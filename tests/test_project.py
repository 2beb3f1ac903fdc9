"""Facts about the project itself: its documents, its packaging and what stands in git."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import bot
import index
import ingest

ROOT = Path(__file__).parent.parent
ROOMS = (bot, index, ingest)
TABLE_ROW = re.compile(r"^\| (?!Word |Module |-)(.+?) \| (.+?) \| .+ \|$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


def text_of(name: str) -> str:
    """A document of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def tracked_files() -> list[str]:
    """What git keeps, without files that it should ignore; skips the test outside a repository."""
    return sorted(set(git("ls-files", "-z")) - set(git("ls-files", "-z", "-c", "-i", "--exclude-standard")))


def git(*arguments: str) -> list[str]:
    """The names that a git command lists."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git repository")
    command = ["git", "-C", str(ROOT), *arguments]
    listed = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    return [name for name in listed.split("\0") if name]


def modules() -> set[str]:
    """Every module of the three rooms by its path, packages by their folder."""
    paths = {path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room.__name__).rglob("*.py")}
    return {path.as_posix() for path in paths if path.name not in ("__init__.py", "records.py")} | {
        f"{path.parent.as_posix()}/" for path in paths if path.name == "__init__.py" and len(path.parts) > 2
    }


def pyproject() -> dict[str, object]:
    """pyproject.toml."""
    return tomllib.loads(text_of("pyproject.toml"))


def requirements() -> set[str]:
    """The names of all dependencies, those for development too."""
    project = pyproject()["project"]
    assert isinstance(project, dict)
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    return {re.split(r"[<>=!~ ]", line)[0].lower() for line in wanted}


def pinned() -> dict[str, str]:
    """constraints.txt: name → exact version."""
    lines = [line for line in text_of("constraints.txt").splitlines() if line and not line.startswith("#")]
    return {name.lower(): version for name, version in (line.split("==") for line in lines)}


def test_every_setting_is_in_the_readme() -> None:
    """The README names every setting."""
    from bot.settings import SETTINGS

    readme = text_of("README.md")
    assert [setting.name for setting in SETTINGS if f"`{setting.name}`" not in readme] == []


def test_every_verb_is_in_the_readme() -> None:
    """The README names every verb of the command."""
    import typer

    from bot import cli

    readme = text_of("README.md")
    app = next(value for value in vars(cli).values() if isinstance(value, typer.Typer))
    verbs = getattr(typer.main.get_command(app), "commands", {})
    assert verbs
    assert [verb for verb in verbs if f"gongkai {verb}" not in readme] == []


def test_every_module_is_in_the_architecture_page() -> None:
    """The architecture page names every module, and none that isn't there."""
    named = set(re.findall(r"^\| `((?:bot|index|ingest)/[^`]*)` \|", text_of("docs/architecture.md"), re.MULTILINE))
    assert named == modules()


def test_glossary_has_each_word_once() -> None:
    """No word and no Chinese term stands in the glossary twice."""
    rows = TABLE_ROW.findall(text_of("docs/glossary.md"))
    assert len(rows) > 30
    for column in zip(*rows, strict=True):
        assert sorted(column) == sorted(set(column))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md"])
def test_links_lead_somewhere(name: str) -> None:
    """A link to a file of the project finds it."""
    targets = LINK.findall(text_of(name))
    assert [target for target in targets if not ((ROOT / name).parent / target).exists()] == []


def test_every_package_and_data_file_is_shipped() -> None:
    """pyproject.toml lists every package, and patterns for every kind of file in them."""
    tool = pyproject()["tool"]
    assert isinstance(tool, dict)
    shipped, patterns = tool["setuptools"]["packages"], tool["setuptools"]["package-data"]
    folders = {path.parent for room in ROOMS for path in (ROOT / room.__name__).rglob("__init__.py")}
    assert sorted(shipped) == sorted(".".join(folder.relative_to(ROOT).parts) for folder in folders)
    for package in shipped:
        for path in (ROOT / package.replace(".", "/")).iterdir():
            fits = [*patterns["*"], *patterns.get(package, []), "*.py"]
            assert path.is_dir() or any(path.match(pattern) for pattern in fits), path.name


def test_every_dependency_is_pinned_for_every_machine() -> None:
    """constraints.txt has an exact version of every dependency, none of them of one kind of machine only."""
    versions = pinned()
    assert requirements() <= versions.keys()
    assert [name for name, version in versions.items() if "+" in version or "@" in version] == []
    assert [name for name in versions if name.startswith(("nvidia", "cuda", "triton"))] == []


def test_nothing_that_is_made_is_tracked() -> None:
    """Git keeps no environment, data or cache."""
    assert git("ls-files", "-z", "-c", "-i", "--exclude-standard") == []


def test_no_paths_of_one_machine() -> None:
    """No tracked text names a folder that only one machine has, or a package index of its own."""
    folders = "|".join(("home", "root", "Users", "work", "opt", "mnt"))
    pattern = re.compile(rf"(?<![\w.)}}:/-])/(?:{folders})/\w|\bfile:///|--(?:find-links|trusted-host)\b".encode())
    found = []
    for name in tracked_files():
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in content and Path(name) != Path(__file__).relative_to(ROOT) and pattern.search(content):
            found.append(name)
    assert found == []

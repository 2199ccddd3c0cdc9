"""What the README and the version files promise is what is there."""

import re
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FRONT, ENGLISH, JAPANESE = re.split(r"^---\n", README, flags=re.MULTILINE)[1:]


def requirements(name: str) -> list[Requirement]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def blocks(text: str, language: str) -> list[str]:
    """The code blocks of that language, without comments, translated prompts and stand-ins."""
    found = re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)
    plain = [re.sub(r" *#.*", "", block) for block in found]
    return [re.sub(r'pipe\(".*?"|-url [^"]+', "", block) for block in plain]


def test_the_exact_versions_lie_within_the_ranges() -> None:
    exact = {pin.name: pin for pin in requirements("constraints.txt")}
    extras = "requirements-fast.txt", "requirements-video.txt", "requirements-cluster.txt"
    files = "requirements.txt", *extras, "tests/requirements.txt"
    for need in (need for file in files for need in requirements(file)):
        version = next(iter(exact[need.name].specifier)).version
        assert need.specifier.contains(version), f"{need} does not admit {version}"


def test_a_space_gets_the_gradio_that_is_tested() -> None:
    front = yaml.safe_load(FRONT)
    pins = {pin.name: next(iter(pin.specifier)).version for pin in requirements("constraints.txt")}
    assert front["sdk_version"] == pins["gradio"]
    assert len(front["short_description"]) <= 60
    assert (ROOT / front["app_file"]).exists()


def test_the_readme_gives_the_same_commands_in_both_languages() -> None:
    for language in ("sh", "python"):
        assert blocks(ENGLISH, language) == blocks(JAPANESE, language)


@pytest.mark.parametrize("text", [ENGLISH, JAPANESE], ids=["en", "ja"])
def test_all_that_the_readme_points_to_is_there(text: str) -> None:
    tree = text.split("```\napp.py")[1].split("```")[0]
    named = [line.split()[0] for line in f"app.py{tree}".splitlines() if line]
    linked = re.findall(r"\]\(([^)#:]+)\)", text)
    missing = [path for path in named + linked if not (ROOT / path).exists()]
    assert not missing

"""`netlify.toml` and the workflows: only keys that the hosts document, only pinned actions, previews unindexed."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tools.environment import ROOT

STARTER = ROOT / "sourcebook" / "desk" / "starter"
WORKFLOWS = [
    *sorted((ROOT / ".github" / "workflows").glob("*.yml")),
    *sorted((STARTER / "dot-github" / "workflows").glob("*.yml")),
]
SCHEMAS = Path(__file__).parent / "hosts"
PINNED = re.compile(r"uses: [\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def read_yaml(path: Path) -> Any:
    """YAML as GitHub reads it: `on` is a key like any other."""
    loader = type("Loader", (yaml.SafeLoader,), {"yaml_implicit_resolvers": {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }})  # fmt: skip
    loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))  # type: ignore[attr-defined]
    return yaml.load(path.read_text("utf-8"), loader)


def faults(schema: str, value: Any) -> list[str]:
    validator = Draft202012Validator(tomllib.loads((SCHEMAS / schema).read_text("utf-8")))
    return [f"{'.'.join(map(str, fault.absolute_path))}: {fault.message}" for fault in validator.iter_errors(value)]


def netlify(folder: Path = ROOT) -> dict[str, Any]:
    return tomllib.loads((folder / "netlify.toml").read_text("utf-8"))


@pytest.mark.parametrize("folder", [ROOT, STARTER])
def test_netlify_reads_every_key(folder: Path) -> None:
    assert faults("netlify.toml", netlify(folder)) == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_github_reads_every_key(path: Path) -> None:
    assert faults("workflow.toml", read_yaml(path)) == []


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ("netlify.toml", {"build": {"comand": "make"}}),
        ("netlify.toml", {"build": {"command": ["make"]}}),
        ("netlify.toml", {"build": {"environment": {"PYTHON_VERSION": 3.13}}}),
        ("netlify.toml", {"context": {"deploy-preview": {"comand": "make"}}}),
        ("netlify.toml", {"contexts": {}}),
        ("netlify.toml", {"headers": [{"for": "/*"}]}),
        ("workflow.toml", {"on": {"push": None}}),
        ("workflow.toml", {"on": {"pushed": None}, "jobs": {"a": {"runs-on": "x", "steps": [{"run": "make"}]}}}),
        (
            "workflow.toml",
            {"on": {"push": None}, "jobs": {"a": {"runs-on": "x", "steps": [{"run": "m", "uses": "a"}]}}},
        ),
        ("workflow.toml", {"on": {"push": None}, "jobs": {"a": {"runs-on": "x", "steps": [{"with": {}}]}}}),
        ("workflow.toml", {"on": {"push": None}, "jobs": {"a": {"steps": [{"run": "make"}]}}}),
        ("workflow.toml", {"on": {"push": None}, "jobs": {"a": {"runs-on": "x", "step": []}}}),
        (
            "workflow.toml",
            {"on": {"push": None}, "permissions": {"page": "write"}, "jobs": {"a": {"runs-on": "x", "steps": []}}},
        ),
    ],
)
def test_a_key_that_no_host_reads_is_found(schema: str, value: Any) -> None:
    assert faults(schema, value)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit_and_says_which_release_it_is(path: Path) -> None:
    uses = [line.strip(" -") for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    assert uses
    assert [line for line in uses if not PINNED.match(line)] == []


def test_the_action_runs_pinned_steps_and_takes_inputs_as_variables() -> None:
    """Its keys are those of GitHub's metadata syntax for composite actions; it cannot be run here."""
    action = read_yaml(ROOT / "action.yml")
    assert action.keys() == {"name", "description", "author", "inputs", "outputs", "runs"}
    assert action["runs"]["using"] == "composite"
    steps = action["runs"]["steps"]
    assert all(step.keys() <= {"uses", "with", "shell", "working-directory", "run", "env", "if"} for step in steps)
    assert [step for step in steps if "run" in step and (step.get("shell") != "bash" or "${{" in step["run"])] == []
    used = set(re.findall(r"inputs\.(\w+)", (ROOT / "action.yml").read_text("utf-8")))
    assert used == action["inputs"].keys()


def test_a_release_publishes_without_a_token_what_was_tested() -> None:
    jobs = read_yaml(ROOT / ".github" / "workflows" / "release.yml")["jobs"]
    assert [step["run"] for step in jobs["build"]["steps"] if "run" in step][::2] == ["make test", "make wheel"]
    assert jobs["publish"]["permissions"] == {"id-token": "write"}
    assert jobs["publish"]["steps"][-1]["with"] == {"attestations": True}
    assert "password" not in (ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8")


ACTIONS = [*WORKFLOWS, ROOT / "action.yml"]


def test_the_workflows_agree_on_the_commit_of_an_action() -> None:
    found = {use for path in ACTIONS for use in re.findall(r"uses: (\S+)", path.read_text("utf-8"))}
    assert len({use.partition("@")[0] for use in found}) == len(found)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_do_no_more_than_it_says(path: Path) -> None:
    workflow = read_yaml(path)
    assert workflow["permissions"] == {"contents": "read"}
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert [step["with"] for step in checkouts] == [{"persist-credentials": False}]
    # An expression within a command is put there as text, and text can be a command.
    assert [step["run"] for step in steps if "${{" in step.get("run", "").replace("${{ matrix.python }}", "")] == []
    assert all("timeout-minutes" in job for job in workflow["jobs"].values())


GH = """#!/bin/sh
echo "$1 $2" >>calls
case $2 in list) cat number ;; *) cat found.md >>calls ;; esac
"""
DEAD = "references.toml:1:1: EXTERNAL https://a.example is gone (name an archived copy)\n"


@pytest.mark.parametrize(
    ("report", "number", "calls"),
    [
        ("a.md:1:1: FIGURE no figure\n", "", None),
        (f"a.md:1:1: FIGURE no figure\n{DEAD}", "", f"issue list\nissue create\n    {DEAD}"),
        (DEAD, "7", f"issue list\nissue edit\n    {DEAD}"),
    ],
)
def test_outside_addresses_that_are_dead_are_written_into_one_issue(
    tmp_path: Path, report: str, number: str, calls: str | None
) -> None:
    """The last step of the workflow, with a `gh` that writes down what it is asked."""
    workflow = read_yaml(STARTER / "dot-github" / "workflows" / "external.yml")
    step = workflow["jobs"]["ask"]["steps"][-1]
    for name, text in {"report.txt": report, "number": number, "gh": GH, "step.sh": step["run"]}.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "gh").chmod(0o755)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "TITLE": step["env"]["TITLE"]}
    subprocess.run(["bash", "-eo", "pipefail", "step.sh"], cwd=tmp_path, env=environment, check=True)
    assert ((tmp_path / "calls").read_text("utf-8") if calls else None) == calls
    assert (tmp_path / "calls").exists() == bool(calls)


@pytest.mark.parametrize(
    ("folder", "words"),
    [(ROOT, (" NOINDEX=1 ", 'ADDRESS="$DEPLOY_PRIME_URL"')), (STARTER, ("--noindex", '--address "$DEPLOY_PRIME_URL"'))],
)
def test_all_but_production_is_not_to_be_indexed(folder: Path, words: tuple[str, str]) -> None:
    settings = netlify(folder)
    assert words[0] not in settings["build"]["command"]
    assert settings["context"].keys() == {"deploy-preview", "branch-deploy"}
    assert all(word in context["command"] for context in settings["context"].values() for word in words)

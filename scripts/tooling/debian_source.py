"""Fetches Debian packages with apt, from where this system gets its packages, without touching its settings."""

import functools
import re
import subprocess
from pathlib import Path


class FetchError(Exception):
    """apt could not do it; the text says what it said."""


def source_lists(apt_folder):
    """The system's binary package lists as source package lists: [(file name, text)], in both of apt's formats."""
    apt_folder = Path(apt_folder)
    lists = []
    one_line = [apt_folder / "sources.list", *sorted((apt_folder / "sources.list.d").glob("*.list"))]
    for number, path in enumerate(path for path in one_line if path.exists()):
        lines = [re.sub(r"^\s*deb\s", "deb-src ", line) for line in path.read_text().splitlines()]
        kept = [line for line in lines if line.startswith("deb-src ")]
        lists.append((f"{number}.list", "\n".join(kept) + "\n"))
    for number, path in enumerate(sorted((apt_folder / "sources.list.d").glob("*.sources"))):
        stanzas = []
        for stanza in re.split(r"\n[ \t]*\n", path.read_text()):
            stanza = "\n".join(line for line in stanza.splitlines() if not line.startswith("#"))
            disabled = re.search(r"(?im)^enabled:\s*(no|false|without|off|disable)\s*$", stanza)
            if re.search(r"(?im)^types:.*\bdeb\b(?!-)", stanza) and not disabled:
                stanzas.append(re.sub(r"(?im)^types:.*$", "Types: deb-src", stanza))
        lists.append((f"{number}.sources", "\n\n".join(stanzas) + "\n"))
    return [(name, text) for name, text in lists if text.strip()]


def fetch(package, version, folder, apt_folder="/etc/apt"):
    """Downloads `package` into `folder` and returns (version, files); `version` None means apt's choice.

    When the wanted version is not to be had, the newest that is will do. apt checks signatures and hashes as always.
    """
    folder = Path(folder).resolve()
    lists = source_lists(apt_folder)
    if not lists:
        raise FetchError(f"there are no package sources in {apt_folder}")
    for name in ("parts", "lists/partial", "cache/archives/partial", "files"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name, text in lists:
        (folder / "parts" / name).write_text(text)
    options = [
        f"Dir::Etc::SourceParts={folder}/parts", "Dir::Etc::SourceList=/dev/null",
        f"Dir::State::Lists={folder}/lists", f"Dir::Cache={folder}/cache",
        # This process's own user may write here, apt's sandbox user perhaps not.
        "APT::Sandbox::User=", "Acquire::Languages=none", "Acquire::IndexTargets::deb-src::DEP-11::DefaultEnabled=false",
    ]  # fmt: skip
    flags = [flag for option in options for flag in ("-o", option)]
    _apt(["apt-get", *flags, "-qq", "update"], folder)
    known = re.findall(r"^Version: (\S+)$", _apt(["apt-cache", *flags, "showsrc", "--only-source", package], folder), re.M)
    if not known:
        raise FetchError(f"none of this system's package sources has {package}")
    files = folder / "files"
    refusals = []
    for candidate in _in_order(version, known):
        source = ["--download-only", "--only-source", f"{package}={candidate}"]
        try:
            _apt(["apt-get", *flags, "-qq", "source", *source], files)
            return candidate, sorted(files.iterdir())
        except FetchError as refusal:
            # An archive may list a version whose files it no longer has.
            refusals.append(str(refusal))
    raise FetchError("\n".join(refusals))


def fetch_package(package, version, folder):
    """Downloads the binary package in exactly this version into `folder` and returns its file."""
    folder = Path(folder).resolve()
    for name in ("lists/partial", "cache/archives/partial", "files"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    options = [
        f"Dir::State::Lists={folder}/lists", f"Dir::Cache={folder}/cache", "APT::Sandbox::User=", "Acquire::Languages=none",
    ]  # fmt: skip
    flags = [flag for option in options for flag in ("-o", option)]
    _apt(["apt-get", *flags, "-qq", "update"], folder)
    _apt(["apt-get", *flags, "-qq", "download", f"{package}={version}"], folder / "files")
    return next((folder / "files").glob("*.deb"))


def _in_order(wanted, known):
    """The wanted version first, if it is known, then the others from the newest on."""

    def compare(left, right):
        newer = subprocess.run(["dpkg", "--compare-versions", left, "gt", right]).returncode == 0
        return -1 if newer else 1

    others = sorted(set(known) - {wanted}, key=functools.cmp_to_key(compare))
    return [wanted, *others] if wanted in known else others


def _apt(command, folder):
    result = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if result.returncode != 0:
        raise FetchError(f"{command[0]} {command[-2]} {command[-1]}:\n{result.stderr.strip()}")
    return result.stdout

"""What the foreign test suites are made of: fetched once into .cache/suites, from Debian and from PyPI, in fixed versions."""

import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

from debian_source import FetchError, fetch, fetch_package

ROOT = Path(__file__).resolve().parent.parent.parent
CACHE = ROOT / ".cache" / "suites"
SERVER = "postgresql-15"
HEADERS = "postgresql-server-dev-15"
# The parts of PostgreSQL's source that are needed.
PARTS = ("src/test/regress/*", "src/test/modules/libpq_pipeline/*")


def installed_server():
    """The version of the installed server's package."""
    asked = ["dpkg-query", "--show", "--showformat", "${Version}", SERVER]
    result = subprocess.run(asked, capture_output=True, text=True)
    if result.returncode != 0:
        raise FetchError(f"{SERVER} is not installed; ./dev setup installs it")
    return result.stdout


def postgresql():
    """The folder with PostgreSQL's source, `source` in it, and its headers and libraries, `headers`; of the server's version."""
    version = installed_server()
    folder = CACHE / f"postgresql-{version}"
    if folder.exists():
        return folder
    with tempfile.TemporaryDirectory(prefix="sgsource.") as name:
        scratch = Path(name)
        found, files = fetch(SERVER, version, scratch / "source")
        if found != version:
            raise FetchError(f"the source of {SERVER} {version} is not to be had, only {found}: install that server")
        archive = next(path for path in files if ".orig.tar." in path.name and not path.name.endswith(".asc"))
        made = scratch / "made"
        with tarfile.open(archive) as tar:
            for member in tar:
                path = PurePosixPath(*PurePosixPath(member.name).parts[1:])
                if member.isfile() and any(str(path).startswith(part[:-1]) for part in PARTS):
                    target = made / "source" / path
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(tar.extractfile(member).read())
        package = fetch_package(HEADERS, version, scratch / "package")
        subprocess.run(["dpkg-deb", "--extract", str(package), str(made / "headers")], check=True)
        put(made, folder)
    return folder


def sdist(name, version):
    """The unpacked source distribution of a Python package."""
    folder = CACHE / f"{name}-{version}"
    if folder.exists():
        return folder
    with tempfile.TemporaryDirectory(prefix="sgsource.") as scratch:
        flags = ["--no-deps", "--no-binary", name, "--disable-pip-version-check", "--quiet", "--dest", scratch]
        pip("download", *flags, f"{name}=={version}")
        archive = next(Path(scratch).glob("*.tar.gz"))
        with tarfile.open(archive) as tar:
            tar.extractall(Path(scratch) / "made", filter="data")
        put(next((Path(scratch) / "made").iterdir()), folder)
    return folder


def packages(name, wanted):
    """A folder with Python packages for PYTHONPATH; `wanted` gives each with its version."""
    folder = CACHE / f"python-{name}"
    stamp = folder / "stamp.txt"
    text = "\n".join(wanted) + "\n"
    if stamp.exists() and stamp.read_text() == text:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    pip("install", "--no-deps", "--disable-pip-version-check", "--quiet", "--target", str(folder), *wanted)
    stamp.write_text(text)
    return folder


def pip(*arguments):
    """Runs pip of the system's Python."""
    command = ["/usr/bin/python3", "-m", "pip", *arguments]
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if result.returncode != 0:
        raise FetchError(f"pip {arguments[0]} {arguments[-1]}:\n{result.stderr.strip()}")


def put(made, folder):
    """Moves what was made to its place, whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(made, part, symlinks=True)
    part.replace(folder)


def compile_c(output, arguments):
    """Runs the C compiler."""
    command = ["cc", "-O1", "-w", *map(str, arguments), "-o", str(output)]
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if result.returncode != 0:
        raise FetchError(f"cc could not make {output.name}:\n{result.stderr.strip()}")

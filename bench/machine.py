"""Running a program and measuring what it took; what the machine is and what else it did."""
import datetime
import json
import os
import platform
import re
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path


class Failed(Exception):
    """A program that was to be measured ended with an error."""


def busy_seconds():
    """CPU seconds that the machine has spent since it started, on anything."""
    with open("/proc/stat", encoding="ascii") as stat:
        fields = [int(field) for field in stat.readline().split()[1:9]]
    idle, waiting = fields[3], fields[4]
    return (sum(fields) - idle - waiting) / os.sysconf("SC_CLK_TCK")


def run(command, quiet=True, allowed=(0,)):
    """Runs the command. The last line of its output if that is a JSON object, with what the process took:
    wall_s, user_s, system_s, peak_mb (largest resident size) and foreign, the CPU that all other processes used for
    each second of it. Failed unless it ends with one of the `allowed` exit codes.

    The kernel lets a child inherit the peak of the process that started it, so this program must stay small: whatever
    reads a collection is a program of its own."""
    busy, begin = busy_seconds(), time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL if quiet else None
    )
    try:
        output = process.stdout.read()
    except BaseException:
        process.send_signal(signal.SIGTERM)
        raise
    finally:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stdout.close()
    wall = time.perf_counter() - begin
    if process.returncode not in allowed:
        raise Failed(f"ended with {process.returncode}: " + " ".join(str(word) for word in command))
    result = {}
    lines = [line for line in output.decode(errors="replace").splitlines() if line.startswith("{")]
    if lines:
        result = json.loads(lines[-1])
    own = usage.ru_utime + usage.ru_stime
    return result | {
        "wall_s": round(wall, 4),
        "user_s": round(usage.ru_utime, 4),
        "system_s": round(usage.ru_stime, 4),
        "peak_mb": round(usage.ru_maxrss * 1024 / 1e6, 1),
        "foreign": round(max(0.0, busy_seconds() - busy - own) / wall, 2),
    }


def files_of(folder):
    """Every file below the folder, or the file itself."""
    folder = Path(folder)
    return [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.is_file())


def folder_bytes(folder):
    """Bytes of all files below the folder."""
    return sum(path.stat().st_size for path in files_of(folder))


def parts(folder):
    """Bytes by kind of file: names without the numbers that tell shards and generations apart, folders left out."""
    counted = Counter()
    for path in files_of(folder):
        words = [word for word in re.split(r"[-._]?\d+|(?=\.)", path.name) if word]
        counted["".join(words) or path.name] += path.stat().st_size
    return dict(sorted(counted.items(), key=lambda part: (-part[1], part[0])))


def evict(paths):
    """Drops the files from the page cache, as far as no process has them mapped. Needs no privilege."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)


def version_of(command):
    """First line that the command prints, on either stream; None when it is not there."""
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return None
    lines = (done.stdout + done.stderr).decode(errors="replace").strip().splitlines()
    return lines[0] if lines and done.returncode == 0 else None


def package_version(name):
    """Version of an installed Debian package; None when it is not installed."""
    return version_of(["dpkg-query", "-W", "-f=${Version}\n", name])


def describe():
    """Processor, memory, system and load of this machine."""
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        models = re.findall(r"^model name\s*: (.*)$", info.read(), re.M)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": models[0] if models else platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(memory / 1e9, 1),
        "kernel": platform.release(),
        "load": [round(load, 2) for load in os.getloadavg()],
    }

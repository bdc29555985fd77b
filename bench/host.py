# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who used the processors: the desk, the generator, or somebody else's work on this machine."""
import dataclasses
import os
import pathlib

TICKS = os.sysconf("SC_CLK_TCK")


def cores() -> int:
    return len(os.sched_getaffinity(0))


def busy_seconds() -> float:
    """Processor time that everything on this machine has used."""
    fields = pathlib.Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    user, nice, system, _idle, _wait, irq, softirq = map(int, fields[:7])
    return (user + nice + system + irq + softirq) / TICKS


def process_seconds(pid: int) -> float:
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_bytes(pid: int) -> int:
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


@dataclasses.dataclass
class Shares:
    """Of all processors together, 0 to 1."""
    desk: float
    generator: float
    others: float


class Watch:
    """Shares of the processors since its making."""

    def __init__(self, pid: int, clock):
        self.pid, self.clock = pid, clock
        self.began, self.busy, self.desk = clock(), busy_seconds(), process_seconds(pid)

    def shares(self, generator_seconds: float) -> Shares:
        all_seconds = max(1e-6, (self.clock() - self.began) * (os.cpu_count() or 1))
        desk = process_seconds(self.pid) - self.desk
        others = busy_seconds() - self.busy - desk - generator_seconds
        return Shares(
            desk / all_seconds, generator_seconds / all_seconds, max(0.0, others / all_seconds)
        )

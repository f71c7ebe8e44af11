"""Says whether series keep their hour through the clock changes.

Reads the occurrences that `ics_check.py` printed. A weekly meeting at 8:45 is at 8:45 in
winter and in summer: its local time stays, its offset moves.
"""

import json
import sys
from collections import defaultdict


def main(path: str) -> int:
    with open(path, encoding="utf-8") as file:
        occurrences = json.load(file)
    hours, offsets = defaultdict(set), defaultdict(set)
    for occurrence in occurrences:
        start, uid = occurrence["start"], occurrence["uid"]
        if "T" in start:
            hours[uid].add(start[11:16])
            offsets[uid].add(start[19:])
    moved = sorted(uid for uid, found in hours.items() if len(found) > 1)
    across = sorted(uid for uid, found in offsets.items() if found == {"+01:00", "+02:00"})
    for uid in moved:
        print(f"{uid} moves: {sorted(hours[uid])}", file=sys.stderr)
    if not across:
        print("no series crosses a clock change", file=sys.stderr)
    print(f"{len(occurrences)} occurrences, {len(across)} series through a clock change")
    return 1 if moved or not across else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

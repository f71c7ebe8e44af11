//! The names of a page that styles and scripts look for: a dictionary, and sets of its words.
//!
//! Classes are written `.name`, identifiers `#name`, attributes `[name]`, elements `name`.

use std::collections::HashMap;

/// Every name that a style sheet or a script looks for, numbered.
#[derive(Debug, Default)]
pub struct Names(HashMap<String, usize>);

/// A set of names of one dictionary.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
pub struct Set(Vec<u64>);

impl Names {
    /// The set of these names, which are added to the dictionary.
    pub fn set(&mut self, names: &[String]) -> Set {
        let mut set = Set::default();
        for name in names {
            let next = self.0.len();
            set.insert(*self.0.entry(name.clone()).or_insert(next));
        }
        set
    }

    /// The known names of the elements of a page.
    pub fn in_page(&self, html: &str) -> Set {
        let mut set = Set::default();
        let mut key = String::new();
        let mut add = |kind: &str, name: &str, end: &str| {
            key.clear();
            key.extend([kind, name, end]);
            if let Some(n) = self.0.get(key.as_str()) {
                set.insert(*n);
            }
        };
        let mut rest = html;
        while let Some((_, tag)) = rest.split_once('<') {
            let end =
                tag.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(tag.len());
            add("", &tag[..end], "");
            rest = &tag[end..];
            while let Some((name, value, after)) = attribute(rest) {
                rest = after;
                add("[", name, "]");
                match name {
                    "class" => value.split_whitespace().for_each(|c| add(".", c, "")),
                    "id" => add("#", value, ""),
                    _ => {}
                }
            }
        }
        set
    }

    /// The known names that a script may give: the words of its texts between quotes, each
    /// as a class, an identifier and an element.
    pub fn in_script(&self, script: &str) -> Set {
        let mut set = Set::default();
        for text in script.split(['"', '\'', '`']).skip(1) {
            for word in text.split(|c| !is_inner(c)).filter(|word| !word.is_empty()) {
                let kinds =
                    ["", ".", "#"].map(|kind| self.0.get(&format!("{kind}{word}")));
                kinds.into_iter().flatten().for_each(|n| set.insert(*n));
            }
        }
        set
    }
}

/// Whether a character may stand inside a name of CSS.
pub fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

/// The next attribute inside a tag: its name, its value and what follows.
fn attribute(tag: &str) -> Option<(&str, &str, &str)> {
    let tag = tag.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
    let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>'))?;
    let (name, rest) = tag.split_at(end);
    if name.is_empty() {
        return None;
    }
    let Some(value) = rest.strip_prefix('=') else { return Some((name, "", rest)) };
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            let (value, after) = quoted.split_once(quote)?;
            return Some((name, value, after));
        }
    }
    let end = value.find(|c: char| c.is_whitespace() || c == '>')?;
    Some((name, &value[..end], &value[end..]))
}

impl Set {
    fn insert(&mut self, n: usize) {
        if self.0.len() <= n / 64 {
            self.0.resize(n / 64 + 1, 0);
        }
        self.0[n / 64] |= 1 << (n % 64);
    }

    /// Whether every name of `other` is in the set.
    pub fn holds(&self, other: &Self) -> bool {
        let mut blocks = other.0.iter().enumerate();
        blocks.all(|(i, block)| block & !self.0.get(i).unwrap_or(&0) == 0)
    }

    /// Adds the names of `other`.
    pub fn extend(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine |= theirs);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(page: &str, names: &[&str]) -> Vec<bool> {
        let mut known = Names::default();
        let sets: Vec<Set> =
            names.iter().map(|name| known.set(&[(*name).to_owned()])).collect();
        let found = known.in_page(page);
        sets.iter().map(|set| found.holds(set)).collect()
    }

    #[test]
    fn names_are_those_of_elements() {
        let page = "<p class=\"x a-b\" data-c='d > e' hidden>b</p><i id=f class=g>";
        let there = ["p", ".x", ".a-b", "[data-c]", "[hidden]", "i", "#f", ".g", "[id]"];
        assert_eq!(held(page, &there), [true; 9]);
        assert_eq!(held(page, &["b", ".b", "x", ".p", ".d", "#g", "e"]), [false; 7]);
    }

    #[test]
    fn scripts_name_what_they_quote() {
        let mut names = Names::default();
        let [on, li, data] = [".on", "li", ".data"].map(|name| names.set(&[name.into()]));
        let found = names.in_script("data.on = make('li'), a.classList.add(\"x on\")");
        assert!(found.holds(&on) && found.holds(&li) && !found.holds(&data));
    }

    #[test]
    fn sets_join() {
        let mut names = Names::default();
        let sets: Vec<Set> = (0..200).map(|n| names.set(&[format!("n{n}")])).collect();
        let mut all = Set::default();
        sets.iter().rev().for_each(|set| all.extend(set));
        assert!(sets.iter().all(|set| all.holds(set)));
        assert!(!sets[3].holds(&sets[150]));
    }

    proptest::proptest! {
        #[test]
        fn no_page_panics(page in "[<>a-c =\"'/é-]{0,40}") {
            Names::default().in_page(&page);
        }
    }
}

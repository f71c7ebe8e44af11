//! The names of a page that styles and scripts look for: a dictionary, and sets of its words.

use std::collections::HashMap;

/// Every name that a style sheet or a script looks for, numbered.
#[derive(Debug, Default)]
pub struct Names(HashMap<String, usize>);

/// A set of names of one dictionary.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
pub struct Set(Vec<u64>);

impl Names {
    /// The set of these names, which are added to the dictionary.
    pub fn set(&mut self, names: &[&str]) -> Set {
        let mut set = Set::default();
        for name in names {
            let next = self.0.len();
            set.insert(*self.0.entry((*name).to_owned()).or_insert(next));
        }
        set
    }

    /// The known names that occur in the tags of a page: elements, attributes, values.
    pub fn in_tags(&self, html: &str) -> Set {
        let mut set = Set::default();
        let mut rest = html;
        while let Some((_, tag)) = rest.split_once('<') {
            let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
            self.add(tag, &mut set);
            rest = after;
        }
        set
    }

    /// The known names that occur anywhere in a script.
    pub fn in_text(&self, text: &str) -> Set {
        let mut set = Set::default();
        self.add(text, &mut set);
        set
    }

    fn add(&self, text: &str, set: &mut Set) {
        let is_inner = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let words = text.split(|c: char| !is_inner(c)).filter(|word| !word.is_empty());
        words.filter_map(|word| self.0.get(word)).for_each(|n| set.insert(*n));
    }
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
        let blocks = other.0.iter().enumerate();
        blocks.into_iter().all(|(i, block)| block & !self.0.get(i).unwrap_or(&0) == 0)
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

    #[test]
    fn only_tags_are_looked_at() {
        let mut names = Names::default();
        let [a, b, p] = ["a-b", "b", "p"].map(|name| names.set(&[name]));
        let found = names.in_tags("<p class=\"x a-b\">b</p>");
        assert!(found.holds(&a) && found.holds(&p) && !found.holds(&b));
        assert!(names.in_text("node.classList.add('b')").holds(&b));
    }

    #[test]
    fn sets_join() {
        let mut names = Names::default();
        let many: Vec<String> = (0..200).map(|n| format!("n{n}")).collect();
        let sets: Vec<Set> = many.iter().map(|name| names.set(&[name])).collect();
        let mut all = Set::default();
        sets.iter().rev().for_each(|set| all.extend(set));
        assert!(sets.iter().all(|set| all.holds(set)));
        assert!(!sets[3].holds(&sets[150]));
    }
}

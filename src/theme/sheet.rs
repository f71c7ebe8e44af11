//! A style sheet cut into rules, so that each page carries only those that can match in it.
//!
//! A rule is left out when each of its selectors asks for a name (class, identifier or
//! element) that the page does not have. What stands in parentheses, as in `:not(.x)`, and
//! attributes are not looked at: a rule too many does no harm.

use std::collections::BTreeSet;

use super::names::{Names, Set, is_inner};

/// At-rules whose block holds rules.
const GROUPS: [&str; 4] = ["@media", "@supports", "@container", "@layer"];

/// A style sheet.
#[derive(Debug, Default)]
pub struct Sheet {
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    /// At-rules around it, outermost first.
    groups: Vec<String>,
    /// Its selectors, each with the names it needs; none for an at-rule such as `@font-face`.
    selectors: Vec<(String, Set)>,
    /// `{…}`, or the whole of an at-rule.
    body: String,
}

impl Sheet {
    /// Cuts a style sheet, and adds the names that its selectors need to `names`.
    pub fn parse(css: &str, names: &mut Names) -> Self {
        let mut sheet = Self::default();
        sheet.block(&without_comments(css), &mut Vec::new(), names);
        sheet
    }

    fn block(&mut self, mut css: &str, groups: &mut Vec<String>, names: &mut Names) {
        while let Some((prelude, body, rest)) = next_statement(css) {
            css = rest;
            let is_group = GROUPS.iter().any(|name| prelude.starts_with(name));
            if is_group && let Some(inner) = inside(body) {
                groups.push(prelude.to_owned());
                self.block(inner, groups, names);
                groups.pop();
                continue;
            }
            let (selectors, body) = if prelude.starts_with('@') {
                (Vec::new(), format!("{prelude}{body}"))
            } else {
                (selectors(prelude, names), body.to_owned())
            };
            self.rules.push(Rule { groups: groups.clone(), selectors, body });
        }
    }

    /// What `:root` declares: the at-rules around it, and its name and value.
    pub fn declarations_of_root(&self) -> impl Iterator<Item = (&[String], &str, &str)> {
        let is_root =
            |rule: &&Rule| rule.selectors.iter().any(|(text, _)| text == ":root");
        self.rules.iter().filter(is_root).flat_map(|rule| {
            let declarations = inside(&rule.body).unwrap_or_default().split(';');
            let pairs =
                declarations.filter_map(|declaration| declaration.split_once(':'));
            pairs.map(|(name, value)| (rule.groups.as_slice(), name.trim(), value.trim()))
        })
    }

    /// The rules that can match where only the names of `present` occur.
    pub fn select(&self, present: &Set) -> String {
        let mut css = String::new();
        let mut open: &[String] = &[];
        for rule in &self.rules {
            let Some(head) = rule.head(present) else { continue };
            let shared =
                open.iter().zip(&rule.groups).take_while(|(a, b)| a == b).count();
            css.extend(open[shared..].iter().map(|_| '}'));
            for group in &rule.groups[shared..] {
                css.push_str(group);
                css.push('{');
            }
            open = &rule.groups;
            css.push_str(&head);
            css.push_str(&rule.body);
        }
        css.extend(open.iter().map(|_| '}'));
        css
    }
}

impl Rule {
    /// Its selectors that can match, if any.
    fn head(&self, present: &Set) -> Option<String> {
        if self.selectors.is_empty() {
            return Some(String::new());
        }
        let matching = self.selectors.iter().filter(|(_, needs)| present.holds(needs));
        let texts: Vec<&str> = matching.map(|(text, _)| text.as_str()).collect();
        (!texts.is_empty()).then(|| texts.join(","))
    }
}

/// Leaves out the custom properties that nothing uses: `--x:…` where no `var(--x` stands.
pub fn without_unused_tokens(css: &str) -> String {
    let uses = css.split("var(").skip(1);
    let used: BTreeSet<&str> =
        uses.map(|rest| &rest.trim_start()[..name_length(rest.trim_start())]).collect();
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("--") {
        let name = &rest[at..at + name_length(&rest[at..])];
        let after = &rest[at + name.len()..];
        let starts = rest[..at].trim_end().ends_with(['{', ';']);
        let end = after.find([';', '}']).filter(|_| after.trim_start().starts_with(':'));
        let (Some(end), true, false) = (end, starts, used.contains(name)) else {
            kept.push_str(&rest[..at + name.len()]);
            rest = after;
            continue;
        };
        kept.push_str(&rest[..at]);
        rest = after[end..].strip_prefix(';').unwrap_or(&after[end..]);
    }
    kept + rest
}

/// The prelude of the first statement, its block or final `;`, and what follows.
fn next_statement(css: &str) -> Option<(&str, &str, &str)> {
    let css = css.trim_start_matches(|c: char| c.is_whitespace() || c == '}');
    let end = find(css, |c, depth| depth == 0 && matches!(c, '{' | ';'))?;
    if css[end..].starts_with(';') {
        return Some((&css[..end], ";", &css[end + 1..]));
    }
    let close = find(&css[end..], |c, depth| depth == 1 && c == '}')?;
    let after = end + close + 1;
    Some((css[..end].trim_end(), &css[end..after], &css[after..]))
}

/// The first character outside strings for which `stop` holds, told how many brackets are
/// open before it.
fn find(css: &str, stop: impl Fn(char, usize) -> bool) -> Option<usize> {
    let (mut depth, mut quote, mut escaped) = (0_usize, None, false);
    for (at, c) in css.char_indices() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (_, '\\') => escaped = true,
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, _) if stop(c, depth) => return Some(at),
            (None, '{' | '(' | '[') => depth += 1,
            (None, '}' | ')' | ']') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn inside(block: &str) -> Option<&str> {
    block.strip_prefix('{')?.strip_suffix('}')
}

fn selectors(prelude: &str, names: &mut Names) -> Vec<(String, Set)> {
    let mut selectors = Vec::new();
    let mut rest = prelude;
    while let Some(at) = find(rest, |c, depth| depth == 0 && c == ',') {
        selectors.push(&rest[..at]);
        rest = &rest[at + 1..];
    }
    selectors.push(rest);
    let with_needs = |selector: &str| {
        let selector = selector.trim();
        (selector.to_owned(), names.set(&needs(selector)))
    };
    selectors.into_iter().map(with_needs).collect()
}

/// The classes, identifiers and elements that a selector asks for.
fn needs(selector: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = selector;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '(' | '[' => {
                let close = if c == '(' { ')' } else { ']' };
                find(rest, |c, depth| depth == 1 && c == close)
                    .map_or(rest.len(), |at| at + 1)
            }
            ':' => {
                let colons = rest.len() - rest.trim_start_matches(':').len();
                colons + name_length(&rest[colons..])
            }
            '.' | '#' => {
                let length = name_length(&rest[1..]);
                found.push(rest[..=length].to_owned());
                1 + length
            }
            c if c.is_ascii_alphabetic() => {
                let length = name_length(rest);
                found.push(rest[..length].to_owned());
                length
            }
            c => c.len_utf8(),
        };
        rest = &rest[skipped..];
    }
    found
}

fn name_length(text: &str) -> usize {
    text.find(|c| !is_inner(c)).unwrap_or(text.len())
}

fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selected(css: &str, html: &str) -> String {
        let mut names = Names::default();
        let sheet = Sheet::parse(css, &mut names);
        sheet.select(&names.in_page(html))
    }

    #[test]
    fn a_rule_stays_where_one_of_its_selectors_can_match() {
        let css = ".a,.b p{color:red}.c{color:blue}";
        assert_eq!(selected(css, r#"<div class="b"><p>c</p></div>"#), ".b p{color:red}");
    }

    #[test]
    fn what_is_in_parentheses_and_attributes_asks_for_nothing() {
        let css = "a:not(.x):hover,[data-y]::after{top:0}";
        assert_eq!(selected(css, "<a>"), css);
    }

    #[test]
    fn groups_are_kept_around_what_stays() {
        let css = "@media print{.a{top:0}.b{top:0}}@media (min-width:1px){@supports (x:y){.b{top:1}}}.a{top:2}";
        let kept = "@media print{.a{top:0}}.a{top:2}";
        assert_eq!(selected(css, "<i class=a>"), kept);
        let both =
            "@media print{.b{top:0}}@media (min-width:1px){@supports (x:y){.b{top:1}}}";
        assert_eq!(selected(css, "<i class=b>"), both);
    }

    #[test]
    fn strings_comments_and_other_at_rules_are_kept_whole() {
        let css =
            "/* .x{} */@font-face{src:url(a)}@import \"x;y\";p::before{content:\"}{\"}";
        let kept = "@font-face{src:url(a)}@import \"x;y\";p::before{content:\"}{\"}";
        assert_eq!(selected(css, "<p>"), kept);
    }

    #[test]
    fn unused_tokens_leave() {
        let css = ":root{--a:#000;--ab:#111}@media (x){:root{--c:#333;--a:#222}}p{--d: 1;top: 0;color:var( --a)}";
        assert_eq!(
            without_unused_tokens(css),
            ":root{--a:#000;}@media (x){:root{--a:#222}}p{top: 0;color:var( --a)}"
        );
    }

    proptest::proptest! {
        #[test]
        fn no_style_sheet_panics(css in "[-a-z.#@:;{}()\\[\\]\"'/*\\\\, é]{0,60}") {
            selected(&css, "<p class=a>");
            without_unused_tokens(&css);
        }
    }
}

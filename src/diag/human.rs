//! Diagnostics as people read them: the sentence, the source line with the place
//! underlined, the advice, and a closing count.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use percent_encoding::utf8_percent_encode;

use crate::diag::ci::{self, PATH};
use crate::diag::{Diagnostic, Diagnostics, Hint, Severity, Text, Tongue};
use crate::source::{Sources, Span};
use crate::text;

/// How the terminal wants to be written to.
#[derive(Debug, Clone)]
pub struct Style {
    /// Language of the messages.
    pub tongue: Tongue,
    /// Whether colors may be used.
    pub color: bool,
    /// Whether file paths and lines may be drawn with box characters.
    pub unicode: bool,
    /// Width of the terminal in columns; lines are not broken when it is unknown.
    pub width: Option<usize>,
    /// Address of the portal's folder with its last `/`, where terminals follow links.
    pub links: Option<String>,
}

impl Style {
    /// Without color, drawing, width or links: what files and tests hold.
    pub fn plain(tongue: Tongue) -> Self {
        Self { tongue, color: false, unicode: false, width: None, links: None }
    }
}

/// Every finding, a blank line between two, then the count.
pub fn render(diagnostics: &Diagnostics, sources: &Sources, style: &Style) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics.iter() {
        out.push_str(&render_one(diagnostic, sources, style));
        out.push_str("\n\n");
    }
    if let Some(summary) = summary(diagnostics) {
        out.push_str(summary.in_tongue(style.tongue));
        out.push('\n');
    }
    out
}

fn render_one(diagnostic: &Diagnostic, sources: &Sources, style: &Style) -> String {
    let name = ci::word(diagnostic.severity, style.tongue);
    let level = level(diagnostic.severity);
    let title = level
        .with_name(name)
        .primary_title(diagnostic.message.in_tongue(style.tongue))
        .id(diagnostic.rule.name);
    let mut main = Group::with_title(title);
    if let Some(span) = diagnostic.span {
        main = annotate(main, diagnostic, span, sources, style.tongue);
    }
    let mut groups = Vec::new();
    for hint in &diagnostic.hints {
        match &hint.replacement {
            Some((span, with)) if !patch_is_trivial(*span) && shows(with) => {
                groups.push(patch(hint, *span, with, sources, style.tongue));
            }
            _ => main = main.element(help(style.tongue).message(hint_text(hint, style))),
        }
    }
    groups.insert(0, main);
    let text = renderer(style).render(&groups);
    match &style.links {
        Some(root) => linked(text, &paths(diagnostic, sources), root),
        None => text,
    }
}

/// The files that a finding shows.
fn paths<'a>(diagnostic: &Diagnostic, sources: &'a Sources) -> BTreeSet<&'a str> {
    let labels = diagnostic.labels.iter().map(|label| label.span);
    let patches = diagnostic.hints.iter().filter_map(|hint| hint.replacement.as_ref());
    let spans = diagnostic.span.into_iter().chain(labels);
    let spans = spans.chain(patches.map(|(span, _)| *span));
    spans.map(|span| sources.get(span.source).path.as_str()).collect()
}

/// The text with each `path:line:column` made a link to its file (OSC 8).
fn linked(mut text: String, paths: &BTreeSet<&str>, root: &str) -> String {
    for path in paths {
        let url = format!("{root}{}", utf8_percent_encode(path, PATH));
        let start = format!("{path}:");
        let mut parts = text.split(start.as_str());
        let mut out = parts.next().unwrap_or_default().to_owned();
        for rest in parts {
            let inside = |c: char| c.is_ascii_digit() || c == ':';
            let end = rest.find(|c| !inside(c)).unwrap_or(rest.len());
            let (place, after) = rest.split_at(end);
            let shown = format!("{start}{place}");
            let _ = write!(out, "\x1b]8;;{url}\x1b\\{shown}\x1b]8;;\x1b\\{after}");
        }
        text = out;
    }
    text
}

/// Whether what is written can be seen: spaces in place of others cannot.
fn shows(with: &str) -> bool {
    with.is_empty() || !with.trim().is_empty()
}

fn patch_is_trivial(span: Span) -> bool {
    span.start == span.end
}

/// Columns before the text of advice: the numbers of lines, « = aide: ».
const BEFORE_HINT: usize = 14;

/// A hint, its lines broken where the terminal ends.
fn hint_text(hint: &Hint, style: &Style) -> String {
    let text = hint.text.in_tongue(style.tongue);
    match style.width {
        Some(width) => text::wrap::wrap(text, width.saturating_sub(BEFORE_HINT).max(30)),
        None => text.to_owned(),
    }
}

fn renderer(style: &Style) -> Renderer {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let decor = if style.unicode { DecorStyle::Unicode } else { DecorStyle::Ascii };
    let renderer = renderer.decor_style(decor);
    match style.width {
        Some(width) => renderer.term_width(width),
        None => renderer,
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::INFO,
    }
}

fn help(tongue: Tongue) -> Level<'static> {
    Level::HELP.with_name(match tongue {
        Tongue::French => "aide",
        Tongue::English => "help",
    })
}

fn annotate<'a>(
    group: Group<'a>,
    diagnostic: &'a Diagnostic,
    span: Span,
    sources: &'a Sources,
    tongue: Tongue,
) -> Group<'a> {
    let mut snippet = snippet_of(span, sources)
        .annotation(AnnotationKind::Primary.span(drawn(span, sources)));
    let (here, elsewhere): (Vec<_>, Vec<_>) =
        diagnostic.labels.iter().partition(|label| label.span.source == span.source);
    for label in here {
        let text = label.text.in_tongue(tongue);
        snippet = snippet.annotation(
            AnnotationKind::Context.span(drawn(label.span, sources)).label(text),
        );
    }
    let mut group = group.element(snippet);
    for label in elsewhere {
        let text = label.text.in_tongue(tongue);
        let there = AnnotationKind::Context.span(drawn(label.span, sources)).label(text);
        group = group.element(snippet_of(label.span, sources).annotation(there));
    }
    group
}

fn snippet_of<'a>(
    span: Span,
    sources: &'a Sources,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = sources.get(span.source);
    Snippet::source(source.text.as_str()).path(source.path.as_str())
}

/// A span that stays in its source and shows at least one character.
fn drawn(span: Span, sources: &Sources) -> std::ops::Range<usize> {
    let text = &sources.get(span.source).text;
    let start = text.floor_char_boundary(span.range().start);
    let end = text.floor_char_boundary(span.range().end.max(start));
    if end > start {
        return start..end;
    }
    let next = text[start..].chars().next().filter(|c| !matches!(c, '\n' | '\r'));
    start..start + next.map_or(0, char::len_utf8)
}

fn patch<'a>(
    hint: &'a Hint,
    span: Span,
    with: &'a str,
    sources: &'a Sources,
    tongue: Tongue,
) -> Group<'a> {
    let source = sources.get(span.source);
    let snippet = Snippet::source(source.text.as_str())
        .path(source.path.as_str())
        .patch(Patch::new(drawn(span, sources), with));
    help(tongue).secondary_title(hint.text.in_tongue(tongue)).element(snippet)
}

/// « 2 erreurs, 1 avertissement dans 2 fichiers », or nothing when all is well.
pub fn summary(diagnostics: &Diagnostics) -> Option<Text> {
    if diagnostics.is_empty() {
        return None;
    }
    let count = |severity, fr: &str, en: &str| {
        let n = diagnostics.count(severity);
        let (fs, es) = (if n > 1 { "s" } else { "" }, if n == 1 { "" } else { "s" });
        text!("{n} {fr}{fs}", "{n} {en}{es}")
    };
    let mut parts = vec![
        count(Severity::Error, "erreur", "error"),
        count(Severity::Warning, "avertissement", "warning"),
    ];
    if diagnostics.count(Severity::Note) > 0 {
        let notes = count(Severity::Note, "conseil", "piece");
        let en = format!("{} of advice", notes.en);
        parts.push(Text { fr: notes.fr, en });
    }
    let list = |tongue| {
        let parts: Vec<&str> = parts.iter().map(|part| part.in_tongue(tongue)).collect();
        parts.join(", ")
    };
    let (fr, en) = (list(Tongue::French), list(Tongue::English));
    let files: BTreeSet<_> =
        diagnostics.iter().filter_map(|d| d.span).map(|span| span.source).collect();
    let n = files.len();
    let (fs, es) = (if n > 1 { "s" } else { "" }, if n == 1 { "" } else { "s" });
    let Text { fr, en } = match n {
        0 => Text { fr, en },
        _ => text!("{fr} dans {n} fichier{fs}", "{en} in {n} file{es}"),
    };
    let n = diagnostics.iter().filter(|d| d.certain_fix().is_some()).count();
    let fs = if n > 1 { "s" } else { "" };
    Some(match n {
        0 => Text { fr, en },
        _ => text!(
            "{fr} — {n} corrigeable{fs} avec --fix",
            "{en} — {n} fixable with --fix"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::ci::tests::sample;

    #[test]
    fn places_are_links_where_terminals_follow_them() {
        let (diagnostics, sources) = sample();
        let root = Some("file://h/a%20b/".to_owned());
        let style = Style { links: root, ..Style::plain(Tongue::French) };
        let text = render(&diagnostics, &sources, &style);
        let link = "\x1b]8;;file://h/a%20b/content/pages/%C3%A9t%C3%A9.md\x1b\\\
                    content/pages/été.md:3:7\x1b]8;;\x1b\\\n";
        assert!(text.contains(link), "{text:?}");
    }

    #[test]
    fn advice_stays_within_the_terminal() {
        let (mut diagnostics, sources) = sample();
        let fault = diagnostics.iter().next().expect("one").clone();
        let long = "mot ".repeat(40);
        diagnostics.push(fault.hint(text!("{long}", "{long}")));
        let style = Style { width: Some(60), ..Style::plain(Tongue::French) };
        let text = render(&diagnostics, &sources, &style);
        let advice = text.lines().filter(|line| line.contains("mot"));
        let widest = advice.map(|line| line.chars().count()).max();
        assert!(widest <= Some(60), "{text}");
    }

    #[test]
    fn the_count_says_what_can_be_mended_at_once() {
        let (diagnostics, _) = sample();
        let text = summary(&diagnostics).expect("findings").fr;
        assert_eq!(
            text,
            "2 erreurs, 1 avertissement dans 1 fichier — 1 corrigeable avec --fix"
        );
    }
}

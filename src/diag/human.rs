//! Diagnostics as people read them: the sentence, the source line with the place
//! underlined, the advice, and a closing count.

use std::collections::BTreeSet;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use crate::diag::{Diagnostic, Diagnostics, Hint, Severity, Text, Tongue};
use crate::source::{Sources, Span};
use crate::text;

/// How the terminal wants to be written to.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Language of the messages.
    pub tongue: Tongue,
    /// Whether colors may be used.
    pub color: bool,
    /// Whether file paths and lines may be drawn with box characters.
    pub unicode: bool,
}

/// Every finding, a blank line between two, then the count.
pub fn render(diagnostics: &Diagnostics, sources: &Sources, style: Style) -> String {
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

fn render_one(diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    let (level, name) = level(diagnostic.severity, style.tongue);
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
            Some((span, with)) if !patch_is_trivial(*span) => {
                groups.push(patch(hint, *span, with, sources, style.tongue));
            }
            _ => main = main.element(help(style.tongue).message(hint_text(hint, style))),
        }
    }
    groups.insert(0, main);
    renderer(style).render(&groups)
}

fn patch_is_trivial(span: Span) -> bool {
    span.start == span.end
}

fn hint_text(hint: &Hint, style: Style) -> &str {
    hint.text.in_tongue(style.tongue)
}

fn renderer(style: Style) -> Renderer {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let decor = if style.unicode { DecorStyle::Unicode } else { DecorStyle::Ascii };
    renderer.decor_style(decor)
}

fn level(severity: Severity, tongue: Tongue) -> (Level<'static>, &'static str) {
    match (severity, tongue) {
        (Severity::Error, Tongue::French) => (Level::ERROR, "erreur"),
        (Severity::Error, Tongue::English) => (Level::ERROR, "error"),
        (Severity::Warning, Tongue::French) => (Level::WARNING, "attention"),
        (Severity::Warning, Tongue::English) => (Level::WARNING, "warning"),
        (Severity::Note, Tongue::French) => (Level::INFO, "conseil"),
        (Severity::Note, Tongue::English) => (Level::INFO, "advice"),
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
    Some(match n {
        0 => Text { fr, en },
        _ => text!("{fr} dans {n} fichier{fs}", "{en} in {n} file{es}"),
    })
}

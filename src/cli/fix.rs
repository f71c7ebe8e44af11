//! `tt-site check --fix`: writes the corrections that leave no doubt, and nothing else.

use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::sync::Arc;

use similar::{ChangeTag, TextDiff};

use crate::cli::args::Format;
use crate::cli::around::Around;
use crate::cli::{files, tell};
use crate::compile::compile;
use crate::diag::{Diagnostics, Tongue, rules};
use crate::memo::Store;
use crate::options::Options;
use crate::sink::Nowhere;
use crate::source::{Source, SourceId, Sources};
use crate::store::DiskStore;
use crate::text;
use crate::world::{self, World};

/// A correction may uncover the next one: this many times at most.
const MAX_ROUNDS: usize = 50;

/// A file before and after.
struct Change<'a> {
    old: &'a Source,
    new: &'a Source,
    /// Whether it was not in UTF-8.
    reencoded: bool,
}

/// Corrects the portal at `root`: shows what changes, asks unless `yes`, writes.
pub(super) fn run(
    root: &Path,
    options: &Options,
    yes: bool,
    told: Format,
    around: &Around,
) -> anyhow::Result<()> {
    let mut world = world::load(root)?;
    let before = world.sources.clone();
    let reencoded: BTreeSet<_> = to_write_again(&world.diags).collect();
    correct(&mut world, options, &DiskStore::new(root));
    let changes = changes(&before, &world.sources, &reencoded);
    if changes.is_empty() {
        let message = text!(
            "rien ne se corrige sans aucun doute",
            "nothing can be corrected beyond doubt"
        );
        tell(&message, around);
        return Ok(());
    }
    match told {
        // Standard output belongs to the findings that a machine reads.
        Format::Human => show(&changes, &mut anstream::stdout().lock(), around.tongue)?,
        _ => show(&changes, &mut anstream::stderr().lock(), around.tongue)?,
    }
    if !yes && around.terminal.answers && !agreed(changes.len(), around)? {
        tell(&text!("rien n’a été écrit", "nothing was written"), around);
        return Ok(());
    }
    let mut written = 0;
    for change in &changes {
        written += usize::from(write(root, change, around)?);
    }
    let s = if written > 1 { "s" } else { "" };
    tell(
        &text!("{written} fichier{s} corrigé{s}", "{written} file{s} corrected"),
        around,
    );
    Ok(())
}

/// Applies what is certain until nothing is. A file in an encoding that is not sure to be
/// understood is not touched. Returns what is left to say.
pub fn correct(world: &mut World, options: &Options, store: &dyn Store) -> Diagnostics {
    let garbled = world.diags.iter().filter(|d| d.rule.name == rules::ENCODING.name);
    let garbled = garbled.filter(|d| d.certain_fix().is_none()).filter_map(|d| d.span);
    let garbled: BTreeSet<_> = garbled.map(|span| span.source).collect();
    for round in 1.. {
        let outcome = compile(world, options, store, &Nowhere);
        let mut edits = edits(&outcome.diagnostics);
        edits.retain(|(source, ..)| !garbled.contains(source));
        if edits.is_empty() || round > MAX_ROUNDS {
            return outcome.diagnostics;
        }
        world.sources = edited(&world.sources, &edits);
    }
    Diagnostics::default()
}

/// The files that only need to be written again as they were understood: a correction
/// that replaces nothing by nothing.
fn to_write_again(findings: &Diagnostics) -> impl Iterator<Item = SourceId> {
    let fixes = findings.iter().filter_map(|finding| finding.certain_fix());
    let empty = fixes.filter(|(span, with)| span.range().is_empty() && with.is_empty());
    empty.map(|(span, _)| span.source)
}

/// What to write in place of some bytes of a file.
type Edit = (SourceId, std::ops::Range<usize>, String);

/// The certain corrections in order; where two overlap, the first one.
fn edits(findings: &Diagnostics) -> Vec<Edit> {
    let fixes = findings.iter().filter_map(|finding| finding.certain_fix());
    let edits = fixes.map(|(span, with)| (span.source, span.range(), with.to_owned()));
    let mut edits: Vec<Edit> =
        edits.filter(|(_, range, with)| !range.is_empty() || !with.is_empty()).collect();
    edits.sort_by_key(|(source, range, _)| (*source, range.start, range.end));
    let mut last: Option<(SourceId, usize)> = None;
    edits.retain(|(source, range, _)| {
        let free =
            last.is_none_or(|(file, end)| file != *source || end < range.start.max(1));
        if free {
            last = Some((*source, range.end));
        }
        free
    });
    edits
}

/// The sources after the edits, which are in order.
fn edited(sources: &Sources, edits: &[Edit]) -> Sources {
    let edit = |(id, source): (SourceId, &Arc<Source>)| {
        let mut text = source.text.clone();
        for (_, range, with) in edits.iter().rev().filter(|(file, ..)| *file == id) {
            if text.get(range.clone()).is_some() {
                text.replace_range(range.clone(), with);
            }
        }
        Source { path: source.path.clone(), text }
    };
    Sources::new(sources.iter().map(edit).collect())
}

fn changes<'a>(
    before: &'a Sources,
    after: &'a Sources,
    reencoded: &BTreeSet<SourceId>,
) -> Vec<Change<'a>> {
    let change = |(id, old): (SourceId, &'a Arc<Source>)| {
        let (new, reencoded) = (after.get(id), reencoded.contains(&id));
        (old.text != new.text || reencoded).then_some(Change { old, new, reencoded })
    };
    before.iter().filter_map(change).collect()
}

/// Prints the changes as `diff -u` does.
fn show(changes: &[Change<'_>], out: &mut dyn Write, tongue: Tongue) -> io::Result<()> {
    for change in changes {
        let path = &change.old.path;
        writeln!(out, "--- {path}\n+++ {path}")?;
        if change.reencoded {
            let note = match tongue {
                Tongue::French => "enregistré en UTF-8",
                Tongue::English => "saved in UTF-8",
            };
            writeln!(out, "\x1b[36m# {note}\x1b[0m")?;
        }
        let diff = TextDiff::from_lines(&change.old.text, &change.new.text);
        for hunk in diff.unified_diff().context_radius(2).iter_hunks() {
            writeln!(out, "\x1b[36m{}\x1b[0m", hunk.header())?;
            for line in hunk.iter_changes() {
                let (sign, color) = match line.tag() {
                    ChangeTag::Delete => ('-', "\x1b[31m"),
                    ChangeTag::Insert => ('+', "\x1b[32m"),
                    ChangeTag::Equal => (' ', ""),
                };
                let text = line.value().trim_end_matches(['\n', '\r']);
                let reset = if color.is_empty() { "" } else { "\x1b[0m" };
                writeln!(out, "{color}{sign}{text}{reset}")?;
            }
        }
    }
    out.flush()
}

/// Asks whether to write.
fn agreed(count: usize, around: &Around) -> anyhow::Result<bool> {
    let s = if count > 1 { "s" } else { "" };
    let question =
        text!("corriger {count} fichier{s} ? [o/N] ", "correct {count} file{s}? [y/N] ");
    let mut err = anstream::stderr();
    write!(err, "{}", question.in_tongue(around.tongue))?;
    err.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    let answer = answer.trim().to_lowercase();
    Ok(["o", "oui", "y", "yes"].contains(&answer.as_str()))
}

/// Writes a file, unless someone else did since it was read.
fn write(root: &Path, change: &Change<'_>, around: &Around) -> anyhow::Result<bool> {
    let path = root.join(&change.old.path);
    let bytes = files::read(&path).unwrap_or_default();
    let (text, encoding) = world::text_of(&bytes);
    if text != change.old.text || encoding.is_some() != change.reencoded {
        let path = &change.old.path;
        let message = text!(
            "{path} : modifié entre-temps, laissé tel quel",
            "{path}: changed meanwhile, left alone"
        );
        tell(&message, around);
        return Ok(false);
    }
    let mark: &[u8] = match bytes.starts_with(world::MARK) {
        true => world::MARK,
        false => b"",
    };
    files::rewrite(&path, &[mark, change.new.text.as_bytes()].concat())?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostic;
    use crate::source::Span;

    fn one(text: &str) -> Sources {
        Sources::new(vec![Source { path: "content/a.md".into(), text: text.into() }])
    }

    #[test]
    fn of_two_that_overlap_the_first_is_applied_and_guesses_never() {
        let sources = one("abcdef");
        let id = sources.iter().next().expect("one").0;
        let span = |range| Span::new(id, range);
        let fault = || Diagnostic::new(&rules::BAD_VALUE, text!("…", "…"));
        let mut findings = Diagnostics::default();
        findings.push(fault().fix(span(1..3), "X"));
        findings.push(fault().fix(span(2..4), "Y"));
        findings.push(fault().propose(span(4..5), "Z"));
        findings.push(fault().suggest(span(4..5), &["Z"]));
        findings.push(fault().fix(span(5..6), "é"));
        let after = edited(&sources, &edits(&findings));
        assert_eq!(after.get(id).text, "aXdeé");
    }
}

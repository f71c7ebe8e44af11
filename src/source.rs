//! Text files of a portal and places in them.
//!
//! Every later stage speaks of a place as a [`Span`]: a file and a byte range. Lines and
//! columns are worked out only when a diagnostic is shown.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Index of a [`Source`] in its [`Sources`].
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct SourceId(u32);

/// A text file that an editor wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path from the portal's root, with `/` between its parts.
    pub path: String,
    /// The text, decoded to UTF-8, without a byte-order mark.
    pub text: String,
}

/// A byte range of a source.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// Byte after the last one.
    pub end: u32,
}

/// A place for people: both are 1-based, columns count Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineColumn {
    /// Line number.
    pub line: usize,
    /// Column number.
    pub column: usize,
}

/// All sources of a portal, sorted by path. Those that did not change are shared with the
/// build before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources(Vec<Arc<Source>>);

impl Span {
    /// The span of `range` in `source`. Sources are far smaller than 4 GiB.
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        Self { source, start: clamp(range.start), end: clamp(range.end) }
    }

    /// The byte range without its file.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The first byte of the file: for faults of a file as a whole.
    pub fn file(source: SourceId) -> Self {
        Self { source, start: 0, end: 0 }
    }
}

fn clamp(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

impl Sources {
    /// Sorts the sources by path, so that ids do not depend on the disk's order.
    pub fn new(sources: Vec<impl Into<Arc<Source>>>) -> Self {
        let mut sources: Vec<Arc<Source>> = sources.into_iter().map(Into::into).collect();
        sources.sort_by(|a, b| a.path.cmp(&b.path));
        Self(sources)
    }

    /// The source of an id.
    pub fn get(&self, id: SourceId) -> &Arc<Source> {
        &self.0[id.0 as usize]
    }

    /// Every source with its id, in order of path.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (SourceId, &Arc<Source>)> {
        self.0.iter().enumerate().map(|(i, source)| (SourceId(clamp(i)), source))
    }

    /// The source at a path.
    pub fn find(&self, path: &str) -> Option<SourceId> {
        let index = self.0.binary_search_by(|source| source.path.as_str().cmp(path));
        index.ok().map(|i| SourceId(clamp(i)))
    }

    /// The text under a span.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.range()).unwrap_or_default()
    }
}

impl Source {
    /// The line and column of a byte.
    pub fn line_column(&self, byte: usize) -> LineColumn {
        let before = self.text.get(..byte).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        LineColumn {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_start_at_one() {
        let source = Source { path: "a.md".into(), text: "é: 1\r\nàb: x".into() };
        assert_eq!(source.line_column(0), LineColumn { line: 1, column: 1 });
        assert_eq!(source.line_column(2), LineColumn { line: 1, column: 2 });
        let b = source.text.find('b').expect("present");
        assert_eq!(source.line_column(b), LineColumn { line: 2, column: 2 });
    }

    #[test]
    fn ids_follow_the_paths() {
        let named = |path: &str| Source { path: path.into(), text: String::new() };
        let sources = Sources::new(vec![named("b"), named("a")]);
        let paths: Vec<_> = sources.iter().map(|(_, s)| s.path.as_str()).collect();
        assert_eq!(paths, ["a", "b"]);
        assert_eq!(sources.find("b"), Some(SourceId(1)));
        assert_eq!(sources.find("c"), None);
    }
}

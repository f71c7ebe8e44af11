//! The text of a page as a form gives it back. Editors of rich text write all of it anew;
//! the blocks that say the same keep the bytes that they had.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The new text, with the old bytes of every block that did not change. Line endings are
/// those of the old text.
pub fn merged(old: &str, new: &str) -> String {
    let new = new.replace("\r\n", "\n");
    if old.replace("\r\n", "\n").trim() == new.trim() {
        return old.to_owned();
    }
    let (before, after) = (blocks(old), blocks(&new));
    let keys =
        |blocks: &[&str]| blocks.iter().map(|block| key(block)).collect::<Vec<_>>();
    let (old_keys, new_keys) = (keys(&before), keys(&after));
    let mut out = leading(old).to_owned();
    for op in capture_diff_slices(Algorithm::Myers, &old_keys, &new_keys) {
        match op {
            DiffOp::Equal { old_index, len, .. } => {
                before[old_index..old_index + len]
                    .iter()
                    .for_each(|block| out.push_str(block));
            }
            DiffOp::Insert { new_index, new_len, .. }
            | DiffOp::Replace { new_index, new_len, .. } => {
                for block in &after[new_index..new_index + new_len] {
                    separate(&mut out);
                    out.push_str(block);
                }
            }
            DiffOp::Delete { .. } => {}
        }
    }
    out.truncate(out.trim_end().len());
    out.push_str(trailing(old));
    out
}

/// Blocks are apart by a blank line.
fn separate(out: &mut String) {
    if !out.trim().is_empty() && !out.ends_with("\n\n") {
        out.truncate(out.trim_end_matches('\n').len());
        out.push_str("\n\n");
    }
}

fn leading(text: &str) -> &str {
    &text[..text.len() - text.trim_start().len()]
}

fn trailing(text: &str) -> &str {
    match &text[text.trim_end().len()..] {
        "" if text.trim().is_empty() => "\n",
        end => end,
    }
}

/// The blocks of a text, each with the blank lines after it. Fenced code is one block,
/// whatever is in it.
fn blocks(text: &str) -> Vec<&str> {
    let text = text.trim_start();
    let mut blocks = Vec::new();
    let (mut start, mut at, mut fenced, mut blank) = (0, 0, false, false);
    for line in text.split_inclusive('\n') {
        let is_blank = line.trim().is_empty();
        if blank && !is_blank && !fenced {
            blocks.push(&text[start..at]);
            start = at;
        }
        let mark = line.trim_start();
        if mark.starts_with("```") || mark.starts_with("~~~") {
            fenced = !fenced;
        }
        blank = is_blank;
        at += line.len();
    }
    if start < text.len() {
        blocks.push(&text[start..]);
    }
    blocks
}

/// What makes two blocks the same to a reader: not the width of a table's columns, nor the
/// sign of a list's items.
fn key(block: &str) -> String {
    let is_table = block.trim_start().starts_with('|');
    let lines = block.trim().lines().map(|line| {
        let line = line.trim_end();
        let line = line
            .strip_prefix("* ")
            .map_or_else(|| line.to_owned(), |rest| format!("- {}", rest.trim_start()));
        match is_table {
            true => row(&line),
            false => line,
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A row of a table: editors of rich text drop the sides of its columns, and escape dashes.
fn row(line: &str) -> String {
    let is_rule = line.chars().all(|c| "|-: ".contains(c));
    let line =
        if is_rule { line.replace(['-', ':'], "") } else { line.replace("\\-", "-") };
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_that_say_the_same_keep_their_bytes() {
        let old = "\r\nUn.\r\n\r\n| a | b |\r\n| - | - |\r\n| longue | x |\r\n\r\n* x\r\n* y\r\n";
        let new =
            "Un.\n\n| a      | b   |\n| ------ | --- |\n| longue | x   |\n\n- x\n- y";
        assert_eq!(merged(old, new), old);
        let old = "| a | b |\n| ---: | - |\n| -12 | x |\n";
        assert_eq!(merged(old, "| a    | b   |\n| ---- | --- |\n| \\-12 | x   |"), old);
        assert!(merged(old, "| a | b |\n| - | - |\n| 12 | x |").contains("| 12 |"));
        let changed = merged("Un.\n\nDeux.\n\n\nTrois.\n", "Un.\n\nDeux bis.\n\nTrois.");
        assert_eq!(changed, "Un.\n\nDeux bis.\n\nTrois.\n");
    }

    #[test]
    fn a_first_text_ends_with_a_line() {
        assert_eq!(merged("", "Bonjour"), "Bonjour\n");
        assert_eq!(merged("Ancien\n", ""), "\n");
    }
}

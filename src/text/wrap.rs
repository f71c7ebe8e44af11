//! Lines that a terminal can show whole.

/// The text with its lines broken at ordinary spaces, so that none is longer than `width`
/// characters unless one word is. What is already broken stays so.
pub fn wrap(text: &str, width: usize) -> String {
    text.split('\n').map(|line| wrap_line(line, width)).collect::<Vec<_>>().join("\n")
}

fn wrap_line(line: &str, width: usize) -> String {
    let mut out = String::with_capacity(line.len() + line.len() / width.max(1));
    let mut used = 0;
    for word in line.split(' ') {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            out.push('\n');
            used = 0;
        } else if !out.is_empty() {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_ordinary_spaces() {
        assert_eq!(wrap("un deux trois", 8), "un deux\ntrois");
        assert_eq!(wrap("été à la mer", 6), "été à\nla mer");
        assert_eq!(
            wrap("«\u{a0}oui\u{a0}» et «\u{a0}non\u{a0}»", 8),
            "«\u{a0}oui\u{a0}»\net\n«\u{a0}non\u{a0}»"
        );
        assert_eq!(wrap("anticonstitutionnel", 4), "anticonstitutionnel");
        assert_eq!(wrap("a\n\nb c", 1), "a\n\nb\nc");
    }
}

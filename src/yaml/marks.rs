//! The signs of YAML in a text that the parser gave up on.
//!
//! The parser says where it stopped; people look for where their mistake starts.

/// A sign that may open or close something.
pub(super) struct Mark {
    /// Its byte.
    pub at: usize,
    /// The sign: a quote, a bracket, `&`, `*` or `!`.
    pub sign: char,
    /// For a quote: the byte after the one that closes it.
    pub end: Option<usize>,
}

/// The signs from byte `from` on, outside comments and quoted texts.
pub(super) fn marks(yaml: &str, from: usize) -> impl Iterator<Item = Mark> {
    let starts = yaml[..from].chars().next_back().is_none_or(separates);
    Marks { yaml, at: from, starts }
}

/// The outermost bracket from byte `from` on that nothing closes.
pub(super) fn unclosed_bracket(yaml: &str, from: usize) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    for mark in marks(yaml, from) {
        match mark.sign {
            '[' | '{' => open.push((mark.at, mark.sign)),
            ']' | '}' => {
                let (at, sign) = open.pop()?;
                if (sign == '[') != (mark.sign == ']') {
                    return Some((at, sign));
                }
                if open.is_empty() {
                    return None;
                }
            }
            _ => {}
        }
    }
    open.first().copied()
}

/// The first backslash of `quoted` that YAML does not understand.
pub(super) fn bad_escape(quoted: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = quoted[at..].find('\\') {
        let slash = at + found;
        let sign = quoted[slash + 1..].chars().next()?;
        at = slash + 1 + sign.len_utf8();
        if !understood(sign, &quoted.as_bytes()[at..]) {
            return Some(slash);
        }
    }
    None
}

/// Whether a backslash before `sign` is an escape, `after` being what follows.
fn understood(sign: char, after: &[u8]) -> bool {
    let digits = match sign {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => return "0abt\tnvfre \"/\\N_LP\r\n".contains(sign),
    };
    after.get(..digits).is_some_and(|d| d.iter().all(u8::is_ascii_hexdigit))
}

struct Marks<'a> {
    yaml: &'a str,
    at: usize,
    /// Whether a value may start here: signs within words mean nothing.
    starts: bool,
}

impl Iterator for Marks<'_> {
    type Item = Mark;

    fn next(&mut self) -> Option<Mark> {
        while let Some(sign) = self.yaml[self.at..].chars().next() {
            let at = self.at;
            let starts = std::mem::replace(&mut self.starts, separates(sign));
            self.at += sign.len_utf8();
            match sign {
                '#' if starts => self.at += line_length(&self.yaml[self.at..]),
                '"' | '\'' if starts => return Some(self.quote(at, sign)),
                '&' | '*' | '!' if starts => return Some(Mark { at, sign, end: None }),
                '[' | ']' | '{' | '}' => return Some(Mark { at, sign, end: None }),
                _ => {}
            }
        }
        None
    }
}

impl Marks<'_> {
    fn quote(&mut self, at: usize, sign: char) -> Mark {
        let end = closing(&self.yaml[self.at..], sign).map(|length| self.at + length);
        self.at = end.unwrap_or(self.yaml.len());
        Mark { at, sign, end }
    }
}

/// Length of a quoted text, its closing quote included.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let doubled = c == '\'' && chars.peek().is_some_and(|&(_, next)| next == '\'');
        if c == quote && !doubled {
            return Some(at + 1);
        }
        if (quote == '"' && c == '\\') || (quote == '\'' && doubled) {
            chars.next();
        }
    }
    None
}

fn line_length(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

fn separates(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '[' | '{' | ',')
}

//! The embedded columns that the build script writes: found by binary search where they lie,
//! so that starting the program costs nothing.

use std::ops::Range;

/// Length of an INSEE code of a commune.
const CODE: usize = 5;

/// Strings laid end to end, with the offset at which each ends.
pub struct Strings {
    pub text: &'static str,
    pub ends: &'static [u8],
}

impl Strings {
    /// The string of row `index`.
    pub fn get(&self, index: usize) -> &'static str {
        let end = |row| u32_at(self.ends, row) as usize;
        let start = index.checked_sub(1).map_or(0, end);
        &self.text[start..end(index)]
    }
}

/// Names under INSEE codes: rows sorted by code, their names as written and folded, and the
/// order of the folded ones.
pub struct Names {
    pub codes: &'static str,
    pub names: Strings,
    pub folded: Strings,
    pub order: &'static [u8],
}

impl Names {
    /// Number of rows.
    pub const fn len(&self) -> usize {
        self.codes.len() / CODE
    }

    /// The code of row `index`.
    pub fn code(&self, index: usize) -> &'static str {
        &self.codes[index * CODE..(index + 1) * CODE]
    }

    /// The name of row `index`.
    pub fn name(&self, index: usize) -> &'static str {
        self.names.get(index)
    }

    /// The folded name of row `index`.
    pub fn folded(&self, index: usize) -> &'static str {
        self.folded.get(index)
    }

    /// The row that has this code.
    pub fn position(&self, code: &str) -> Option<usize> {
        let index = partition(self.len(), |index| self.code(index) < code);
        (index < self.len() && self.code(index) == code).then_some(index)
    }

    /// The rows whose code starts with `prefix`.
    pub fn under(&self, prefix: &str) -> Range<usize> {
        let start = partition(self.len(), |index| self.code(index) < prefix);
        let within = |index: usize| self.code(start + index).starts_with(prefix);
        start..start + partition(self.len() - start, within)
    }

    /// The rows whose folded name is `folded`, by code.
    pub fn named(&self, folded: &str) -> impl Iterator<Item = usize> {
        let row = |place| usize::from(u16_at(self.order, place));
        let start = partition(self.len(), |place| self.folded(row(place)) < folded);
        (start..self.len()).map(row).take_while(move |&row| self.folded(row) == folded)
    }
}

/// The `index`th number of a column of 16-bit numbers.
pub fn u16_at(column: &[u8], index: usize) -> u16 {
    u16::from_le_bytes([column[2 * index], column[2 * index + 1]])
}

/// The `index`th number of a column of 32-bit numbers.
pub fn u32_at(column: &[u8], index: usize) -> u32 {
    let [low, high] = [2 * index, 2 * index + 1].map(|half| u16_at(column, half));
    u32::from(high) << 16 | u32::from(low)
}

/// How many of `0..len` satisfy `before`, which holds up to some point and not after it.
fn partition(len: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = (low + high) / 2;
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    static NAMES: Names = Names {
        codes: "010010100202001",
        names: Strings {
            text: "ÉcuBéAce", ends: &[4, 0, 0, 0, 7, 0, 0, 0, 10, 0, 0, 0]
        },
        folded: Strings { text: "ecubeace", ends: &[3, 0, 0, 0, 5, 0, 0, 0, 8, 0, 0, 0] },
        order: &[2, 0, 1, 0, 0, 0],
    };

    #[test]
    fn rows_are_found_by_code_prefix_and_name() {
        assert_eq!(NAMES.position("01002"), Some(1));
        assert_eq!(NAMES.position("01003"), None);
        assert_eq!(NAMES.position("99"), None);
        assert_eq!(NAMES.under("01"), 0..2);
        assert_eq!(NAMES.under("02"), 2..3);
        assert!(NAMES.under("03").is_empty());
        assert_eq!(NAMES.named("ecu").collect::<Vec<_>>(), [0]);
        assert_eq!(NAMES.named("zut").count(), 0);
        assert_eq!(NAMES.name(1), "Bé");
    }

    #[test]
    fn numbers_are_little_endian() {
        assert_eq!(u16_at(&[0, 0, 1, 2], 1), 0x0201);
        assert_eq!(u32_at(&[1, 2, 3, 4], 0), 0x0403_0201);
    }
}

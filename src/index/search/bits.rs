//! Sets of numbers in few characters: bits in the 64 letters of base64 (RFC 4648, section 5),
//! which pass through JSON as they are and which hosts compress back to bits.

const LETTERS: &[u8; 64] =
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Bits on their way to text, six a letter, the highest first.
#[derive(Default)]
pub struct Bits {
    text: String,
    pending: u32,
    held: u32,
}

impl Bits {
    /// Appends the lowest `width` bits of a value; at most 24.
    fn put(&mut self, value: u32, width: u32) {
        self.pending = self.pending << width | value;
        self.held += width;
        while self.held >= 6 {
            self.held -= 6;
            self.letter(self.pending >> self.held);
            self.pending &= (1 << self.held) - 1;
        }
    }

    fn letter(&mut self, value: u32) {
        self.text.push(char::from(LETTERS[(value & 63) as usize]));
    }

    /// Appends a number from 0 on, small ones in few bits (Elias, gamma code).
    pub fn number(&mut self, value: u32) {
        let width = (value + 1).ilog2();
        self.put(0, width);
        self.put(value + 1, width + 1);
    }

    /// Appends a value below `range`: in truncated binary, so that no code is wasted.
    fn below(&mut self, value: u32, range: u32) {
        let width = range.ilog2();
        let short = (2 << width) - range;
        match value < short {
            true => self.put(value, width),
            false => self.put(value + short, width + 1),
        }
    }

    /// Appends ascending numbers, all different, from `from` up to `to` excluded: the middle
    /// one first, then each half within what is left to it (Moffat and Stuiver, binary
    /// interpolative coding, 2000). Neighbors cost next to nothing.
    pub fn ascending(&mut self, numbers: &[u32], from: u32, to: u32) {
        let Some(middle) = numbers.len().checked_sub(1).map(|last| last / 2) else {
            return;
        };
        let (before, after) = (middle as u32, (numbers.len() - 1 - middle) as u32);
        let number = numbers[middle];
        self.below(number - from - before, to - from - before - after);
        self.ascending(&numbers[..middle], from, number);
        self.ascending(&numbers[middle + 1..], number + 1, to);
    }

    /// The text.
    pub fn finish(mut self) -> String {
        if self.held > 0 {
            self.letter(self.pending << (6 - self.held));
        }
        self.text
    }
}

/// A set of documents, each with its impact (below [`IMPACTS`]), among `total`: how many,
/// which, then for each impact from the lowest on how many of those that are left and which.
pub fn postings(postings: &[(u32, u8)], total: u32) -> String {
    let mut bits = Bits::default();
    let documents: Vec<u32> = postings.iter().map(|(document, _)| *document).collect();
    bits.number(documents.len() as u32);
    bits.ascending(&documents, 0, total);
    let mut left: Vec<u8> = postings.iter().map(|(_, impact)| *impact).collect();
    for impact in 0..IMPACTS - 1 {
        if left.is_empty() {
            break;
        }
        let is_it = |(_, found): &(u32, &u8)| **found == impact;
        let places: Vec<u32> =
            (0..).zip(&left).filter(is_it).map(|(place, _)| place).collect();
        bits.number(places.len() as u32);
        bits.ascending(&places, 0, left.len() as u32);
        left.retain(|found| *found != impact);
    }
    bits.finish()
}

/// A set of documents among `total`: how many, and which.
pub fn set(documents: &[u32], total: u32) -> String {
    let mut bits = Bits::default();
    bits.number(documents.len() as u32);
    bits.ascending(documents, 0, total);
    bits.finish()
}

/// How many degrees of impact there are.
pub const IMPACTS: u8 = 7;

/// The reading side, as `search-engine.js` does it.
#[cfg(test)]
pub mod read {
    use super::{IMPACTS, LETTERS};

    /// Bits of a text.
    pub struct Reader<'a> {
        text: &'a [u8],
        at: usize,
    }

    impl<'a> Reader<'a> {
        pub fn new(text: &'a str) -> Self {
            Self { text: text.as_bytes(), at: 0 }
        }

        fn bits(&mut self, width: u32) -> u32 {
            (0..width).fold(0, |value, _| {
                let letter = self.text[self.at / 6];
                let code = LETTERS.iter().position(|known| *known == letter).unwrap();
                let bit = code >> (5 - self.at % 6) & 1;
                self.at += 1;
                value << 1 | bit as u32
            })
        }

        pub fn number(&mut self) -> u32 {
            let mut width = 0;
            while self.bits(1) == 0 {
                width += 1;
            }
            (1 << width | self.bits(width)) - 1
        }

        fn below(&mut self, range: u32) -> u32 {
            let width = range.ilog2();
            let short = (2 << width) - range;
            let value = self.bits(width);
            if value < short { value } else { (value << 1 | self.bits(1)) - short }
        }

        pub fn ascending(&mut self, n: u32, from: u32, to: u32, out: &mut Vec<u32>) {
            if n == 0 {
                return;
            }
            let (before, after) = ((n - 1) / 2, n - 1 - (n - 1) / 2);
            let number = from + before + self.below(to - from - before - after);
            self.ascending(before, from, number, out);
            out.push(number);
            // Children are written left first, so their order is that of the tree.
            self.ascending(after, number + 1, to, out);
        }
    }

    pub fn postings(text: &str, total: u32) -> Vec<(u32, u8)> {
        let mut reader = Reader::new(text);
        let n = reader.number();
        let mut documents = Vec::new();
        reader.ascending(n, 0, total, &mut documents);
        let mut left: Vec<usize> = (0..documents.len()).collect();
        let mut impacts = vec![IMPACTS - 1; documents.len()];
        for impact in 0..IMPACTS - 1 {
            if left.is_empty() {
                break;
            }
            let n = reader.number();
            let mut places = Vec::new();
            reader.ascending(n, 0, left.len() as u32, &mut places);
            for place in places.iter().rev() {
                impacts[left.remove(*place as usize)] = impact;
            }
        }
        documents.into_iter().zip(impacts).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[test]
    fn few_letters_for_few_bits() {
        assert_eq!(postings(&[], 10), "g");
        assert_eq!(
            set(&(0..1000).collect::<Vec<_>>(), 1000).len(),
            4,
            "a full set is a number"
        );
        assert!(set(&(0..30_000).step_by(2).collect::<Vec<_>>(), 30_000).len() < 7500);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(found in prop::collection::btree_map(0u32..5000, 0u8..IMPACTS, 0..300)) {
            let found: BTreeMap<u32, u8> = found;
            let written: Vec<(u32, u8)> = found.into_iter().collect();
            prop_assert_eq!(read::postings(&postings(&written, 5000), 5000), written);
        }
    }
}

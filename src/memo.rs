//! Memoization by content: the results of pure and costly steps, kept from build to build.
//!
//! A key is the hash of all that a result depends on, so an entry never goes stale and
//! nothing has to be invalidated. The core knows only [`Store`]; the one on disk lives in
//! the shell, in the module `store`.

/// Where results are kept. Called from several threads.
///
/// A store may forget anything at any time: callers compute again what it does not have.
pub trait Store: Sync {
    /// The bytes saved under a key of [`key`].
    fn load(&self, key: &str) -> Option<Vec<u8>>;

    /// The hash (BLAKE3) of the bytes saved under a key, where it is known without reading
    /// them.
    fn hash(&self, _key: &str) -> Option<[u8; 32]> {
        None
    }

    /// Keeps the bytes under a key of [`key`], if it can.
    fn save(&self, key: &str, bytes: &[u8]);
}

/// A store that keeps nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoStore;

impl Store for NoStore {
    fn load(&self, _key: &str) -> Option<Vec<u8>> {
        None
    }

    fn save(&self, _key: &str, _bytes: &[u8]) {}
}

/// The key of what depends on these parts: 64 hexadecimal digits.
///
/// Parts are told apart by their lengths: `["ab", "c"]` and `["a", "bc"]` differ.
pub fn key<P: AsRef<[u8]>>(parts: &[P]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        let part = part.as_ref();
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_hex().to_string()
}

#[cfg(test)]
pub mod testing {
    //! A store for the tests of what remembers.

    use std::collections::BTreeMap;
    use std::sync::Mutex;

    use super::Store;

    /// Keeps everything in memory, and counts what is saved.
    #[derive(Default)]
    pub struct Counting(Mutex<(BTreeMap<String, Vec<u8>>, usize)>);

    impl Counting {
        /// How often something was saved.
        pub fn saved(&self) -> usize {
            self.0.lock().expect("no panic").1
        }
    }

    impl Store for Counting {
        fn load(&self, key: &str) -> Option<Vec<u8>> {
            self.0.lock().expect("no panic").0.get(key).cloned()
        }

        fn save(&self, key: &str, bytes: &[u8]) {
            let mut inner = self.0.lock().expect("no panic");
            inner.0.insert(key.to_owned(), bytes.to_vec());
            inner.1 += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_tell_parts_apart() {
        let keys = [
            key(&["ab", "c"]),
            key(&["a", "bc"]),
            key(&["abc"]),
            key(&["abc", ""]),
            key::<&str>(&[]),
        ];
        for (i, one) in keys.iter().enumerate() {
            assert_eq!(one.len(), 64);
            assert!(keys.iter().skip(i + 1).all(|other| other != one), "{one}");
        }
    }
}

//! Reads a portal's folder: the one place where the generator looks at the disk.

mod name;

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::mem::take;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::diag::{Diagnostic, Diagnostics, Text, rules};
use crate::source::{Source, Sources, Span};
use crate::text;
use name::Names;

pub use name::{MAX_NAME_BYTES, MAX_PATH_BYTES, is_device};

/// Largest Markdown or YAML file, in bytes.
pub const MAX_SOURCE_BYTES: u64 = 4 << 20;
/// The byte-order mark that some editors put before UTF-8.
pub const MARK: &[u8] = b"\xEF\xBB\xBF";
/// Time between two ticks of the coarsest clock of a disk (FAT: two seconds).
const COARSEST_CLOCK: Duration = Duration::from_secs(2);
/// Deepest nesting of folders.
pub const MAX_FOLDER_DEPTH: usize = 16;
/// Most files and folders of a portal: links to folders could make it endless.
pub const MAX_FILES: usize = 1_000_000;
/// Largest file of a theme, in bytes.
pub const MAX_THEME_BYTES: u64 = 16 << 20;

/// Everything that a build reads.
#[derive(Debug, Default)]
pub struct World {
    /// Texts of `content/`.
    pub sources: Sources,
    /// Other files of `content/`, by path from the portal's root, and their sizes in bytes.
    pub assets: BTreeMap<String, Asset>,
    /// Files of `themes/` and `theme/`, by path from the portal's root.
    pub theme_files: BTreeMap<String, Vec<u8>>,
    /// What could not be read as it should.
    pub diags: Diagnostics,
    /// How the files of the texts stood when they were read.
    stamps: HashMap<String, Stamp>,
}

/// What tells whether a file was written to: its size in bytes and its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    modified: SystemTime,
}

/// A file that is published rather than read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Where it is on disk.
    file: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

impl World {
    /// A portal that is these texts and nothing else.
    pub fn of(sources: Sources) -> Self {
        Self { sources, ..Self::default() }
    }
}

impl Asset {
    /// Its content.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        read(&self.file)
    }
}

#[expect(clippy::disallowed_methods, reason = "this module is the reading edge")]
fn read(file: &Path) -> io::Result<Vec<u8>> {
    fs::read(file)
}

/// A fault found while reading, before sources have their ids.
struct Fault {
    path: String,
    rule: &'static rules::Rule,
    message: Text,
    advice: Option<Text>,
}

impl Fault {
    fn new(path: &str, (rule, message, advice): name::Fault) -> Self {
        Self { path: path.to_owned(), rule, message, advice: Some(advice) }
    }
}

/// What a folder holds under a name.
struct Found {
    path: PathBuf,
    is_link: bool,
    /// Of what a link leads to.
    meta: io::Result<Metadata>,
}

impl Found {
    fn of(entry: &DirEntry) -> Self {
        let path = entry.path();
        let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        let meta = if is_link { path.metadata() } else { entry.metadata() };
        Self { path, is_link, meta }
    }
}

#[derive(Default)]
struct Reading<'a> {
    root: PathBuf,
    before: Option<&'a World>,
    names: Names,
    n_names: usize,
    /// Texts that are to be read: name and file.
    texts: Vec<(String, PathBuf)>,
    stamps: HashMap<String, Stamp>,
    sources: Vec<Arc<Source>>,
    assets: BTreeMap<String, Asset>,
    theme_files: BTreeMap<String, Vec<u8>>,
    faults: Vec<Fault>,
}

/// Reads the portal at `root`. Fails only when the folder itself cannot be read.
pub fn load(root: &Path) -> anyhow::Result<World> {
    read_all(root, None)
}

/// Reads it again: texts whose files were not written to since are those of `before`.
pub fn reload(root: &Path, before: &World) -> anyhow::Result<World> {
    read_all(root, Some(before))
}

fn read_all(root: &Path, before: Option<&World>) -> anyhow::Result<World> {
    let root = root.canonicalize().map_err(|error| unreadable(root, error))?;
    let mut reading = Reading { root: root.clone(), before, ..Reading::default() };
    for folder in ["content", "themes", "theme"] {
        let path = root.join(folder);
        if path.is_dir() {
            reading.folder(&path, folder, 0)?;
        }
    }
    reading.read_texts()?;
    Ok(reading.finish())
}

fn unreadable(path: &Path, error: io::Error) -> anyhow::Error {
    anyhow::Error::new(error).context(path.display().to_string())
}

impl Reading<'_> {
    fn folder(&mut self, folder: &Path, name: &str, depth: usize) -> anyhow::Result<()> {
        if depth > MAX_FOLDER_DEPTH {
            let message = text!(
                "`{name}` est à plus de {MAX_FOLDER_DEPTH} dossiers de profondeur",
                "`{name}` is more than {MAX_FOLDER_DEPTH} folders deep"
            );
            let advice = text!(
                "remontez ces fichiers, ou retirez les liens vers des dossiers",
                "move these files up, or remove the links to folders"
            );
            self.faults.push(Fault::new(name, (&rules::LIMIT, message, advice)));
            return Ok(());
        }
        let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
        let entries = entries.map(|entry| entry.map(|entry| (entry.file_name(), entry)));
        let mut entries: Vec<_> = entries
            .collect::<Result<_, _>>()
            .map_err(|error| unreadable(folder, error))?;
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        for (file, entry) in entries {
            let found = Found::of(&entry);
            let Some(file) = file.to_str() else {
                self.unnamed(&found.path);
                continue;
            };
            if is_ignored(file) {
                continue;
            }
            let name = format!("{name}/{}", file.nfc());
            self.entry(found, name, depth)?;
        }
        Ok(())
    }

    fn entry(&mut self, found: Found, name: String, depth: usize) -> anyhow::Result<()> {
        self.n_names += 1;
        if self.n_names > MAX_FILES {
            let message = format!("more than {MAX_FILES} files and folders");
            return Err(anyhow::anyhow!("{}: {message}", self.root.display()));
        }
        if let Err(fault) = self.names.take(&name) {
            self.faults.push(Fault::new(&name, fault));
        } else if found.is_link && !self.stays_inside(&found.path) {
            self.leaves(&name);
        } else if found.meta.as_ref().is_ok_and(Metadata::is_dir) {
            self.folder(&found.path, &name, depth + 1)?;
        } else {
            self.file(found, name)?;
        }
        Ok(())
    }

    /// Whether a link leads to something in the portal that does not hold the link itself.
    fn stays_inside(&self, path: &Path) -> bool {
        let inside = |target: &Path| {
            let place = path.parent().and_then(|folder| folder.canonicalize().ok());
            let circles = place.is_none_or(|place| place.starts_with(target));
            target.starts_with(&self.root) && !circles
        };
        path.canonicalize().is_ok_and(|target| inside(&target))
    }

    fn file(&mut self, found: Found, name: String) -> anyhow::Result<()> {
        let Found { path, meta, .. } = found;
        let meta = meta.map_err(|error| unreadable(&path, error))?;
        let path = path.as_path();
        let bytes = meta.len();
        let is_text = name.ends_with(".md") || name.ends_with(".yaml");
        let is_theme = !name.starts_with("content/");
        if !meta.is_file() {
            let message = text!(
                "`{name}` n’est ni un fichier ni un dossier",
                "`{name}` is neither a file nor a folder"
            );
            self.fault(&name, &rules::MISPLACED_FILE, message);
        } else if is_theme && bytes <= MAX_THEME_BYTES {
            let content = read(path).map_err(|error| unreadable(path, error))?;
            self.theme_files.insert(name, content);
        } else if is_theme {
            self.too_heavy(&name, MAX_THEME_BYTES);
        } else if let Some(meant) = misnamed(&name) {
            let message = text!(
                "`{name}` n’est pas lu : renommez-le en `{meant}`",
                "`{name}` is not read: rename it to `{meant}`"
            );
            self.fault(&name, &rules::MISPLACED_FILE, message);
        } else if !is_text {
            self.assets.insert(name, Asset { file: path.to_owned(), bytes });
        } else if bytes > MAX_SOURCE_BYTES {
            self.too_heavy(&name, MAX_SOURCE_BYTES);
        } else {
            self.text(path, name, &meta);
        }
        Ok(())
    }

    fn too_heavy(&mut self, name: &str, limit: u64) {
        let limit = limit >> 20;
        let message = text!(
            "`{name}` pèse plus de {limit} Mo",
            "`{name}` is larger than {limit} MB"
        );
        let advice =
            text!("divisez-le en plusieurs fichiers", "divide it into several files");
        self.faults.push(Fault::new(name, (&rules::LIMIT, message, advice)));
    }

    /// Takes a text from the world before when its file was not written to.
    fn text(&mut self, path: &Path, name: String, meta: &Metadata) {
        let stamp =
            meta.modified().ok().map(|modified| Stamp { bytes: meta.len(), modified });
        // A clock that counts whole seconds does not tell two writes within one.
        let stamp = stamp.filter(|stamp| {
            stamp.modified.elapsed().is_ok_and(|age| age > COARSEST_CLOCK)
        });
        self.stamps.extend(stamp.map(|stamp| (name.clone(), stamp)));
        let known = self.before.filter(|before| {
            stamp.is_some() && before.stamps.get(&name) == stamp.as_ref()
        });
        match known
            .and_then(|before| Some(before.sources.get(before.sources.find(&name)?)))
        {
            Some(source) => self.sources.push(Arc::clone(source)),
            None => self.texts.push((name, path.to_owned())),
        }
    }

    fn read_texts(&mut self) -> anyhow::Result<()> {
        let texts = take(&mut self.texts);
        let read = |(name, path): (String, PathBuf)| {
            let content = read(&path).map_err(|error| unreadable(&path, error))?;
            Ok((name, content))
        };
        let read: Vec<_> =
            texts.into_par_iter().map(read).collect::<anyhow::Result<_>>()?;
        read.into_iter().for_each(|(name, content)| self.source(name, &content));
        Ok(())
    }

    fn source(&mut self, path: String, content: &[u8]) {
        let (text, encoding) = text_of(content);
        if let Some(encoding) = encoding {
            let message = text!(
                "ce fichier est en {encoding}, pas en UTF-8",
                "this file is in {encoding}, not in UTF-8"
            );
            self.fault(&path, &rules::ENCODING, message);
            // It is read again, so that its fault is told again.
            self.stamps.remove(&path);
        }
        self.sources.push(Arc::new(Source { path, text }));
    }

    fn fault(&mut self, path: &str, rule: &'static rules::Rule, message: Text) {
        self.faults.push(Fault { path: path.to_owned(), rule, message, advice: None });
    }

    fn leaves(&mut self, name: &str) {
        let message = text!(
            "`{name}` est un lien qui sort du portail, qui tourne en rond ou qui ne mène à rien",
            "`{name}` is a link that leaves the portal, goes in circles or leads nowhere"
        );
        self.fault(name, &rules::OUTSIDE_PORTAL, message);
    }

    fn unnamed(&mut self, path: &Path) {
        let shown = path.display();
        let message = text!(
            "le nom de « {shown} » n’est pas en UTF-8",
            "the name of `{shown}` is not in UTF-8"
        );
        self.fault("", &rules::BAD_NAME, message);
    }

    fn finish(self) -> World {
        let sources = Sources::new(self.sources);
        let mut diags = Diagnostics::default();
        for fault in self.faults {
            let diagnostic = Diagnostic::new(fault.rule, fault.message);
            let diagnostic = match fault.advice {
                Some(advice) => diagnostic.hint(advice),
                None => diagnostic,
            };
            let Some(id) = sources.find(&fault.path) else {
                diags.push(diagnostic);
                continue;
            };
            let diagnostic = diagnostic.at(Span::file(id));
            diags.push(match fault.rule.name == rules::ENCODING.name {
                true => advise_utf8(diagnostic, &sources.get(id).text, Span::file(id)),
                false => diagnostic,
            });
        }
        let Self { assets, theme_files, stamps, .. } = self;
        World { sources, assets, theme_files, diags, stamps }
    }
}

/// The text of a file, and the name of its encoding when it is not UTF-8: then the text
/// is only good for showing.
pub fn text_of(content: &[u8]) -> (String, Option<&'static str>) {
    let content = content.strip_prefix(MARK).unwrap_or(content);
    match std::str::from_utf8(content) {
        Ok(text) if utf_16_without_mark(content).is_none() => (text.to_owned(), None),
        _ => {
            let (text, encoding) = decode(content);
            (text, Some(encoding))
        }
    }
}

/// Says how to mend the encoding: by itself when what was read can only be French.
fn advise_utf8(fault: Diagnostic, text: &str, file: Span) -> Diagnostic {
    const FRENCH: &str = "àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ«»’‘“”–—…€°²³·\u{a0}";
    let french = text.chars().all(|c| c.is_ascii() || FRENCH.contains(c));
    let advice = text!(
        "rouvrez-le et enregistrez-le avec l’encodage « UTF-8 », sinon ses accents \
         s’afficheraient mal",
        "open it again and save it with the encoding UTF-8, or its accents would be \
         garbled"
    );
    match french {
        true => fault.rewrite(file, advice),
        false => fault.hint(advice),
    }
}

/// The text, for showing where it is wrong, and the name of its encoding.
fn decode(content: &[u8]) -> (String, &'static str) {
    let marked = encoding_rs::Encoding::for_bom(content).map(|(encoding, _)| encoding);
    let guess = marked.or_else(|| utf_16_without_mark(content));
    let guess = guess.unwrap_or(encoding_rs::WINDOWS_1252);
    let name = match guess.name() {
        "windows-1252" => "Latin-1 (Windows-1252)",
        name => name,
    };
    (guess.decode(content).0.into_owned(), name)
}

/// UTF-16 told by its zeros, which stand for half of the bytes of a text in French.
fn utf_16_without_mark(content: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let zeros =
        |from| content.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), content.len() / 2);
    let most = |zeros: usize, others: usize| {
        half > 0 && zeros > half * 3 / 4 && others < half / 4
    };
    if most(odd, even) {
        return Some(encoding_rs::UTF_16LE);
    }
    most(even, odd).then_some(encoding_rs::UTF_16BE)
}

/// The name that makes a text of a file whose extension is almost the right one.
fn misnamed(path: &str) -> Option<String> {
    const ALMOST: [(&str, &str); 8] = [
        (".md.txt", ".md"),
        (".yaml.txt", ".yaml"),
        (".yml.txt", ".yaml"),
        (".yml", ".yaml"),
        (".markdown", ".md"),
        (".mdown", ".md"),
        (".md", ".md"),
        (".yaml", ".yaml"),
    ];
    let lower = path.to_lowercase();
    let published = ["/medias/", "/donnees/"].iter().any(|part| path.contains(part));
    let (end, right) = ALMOST.iter().find(|(end, _)| lower.ends_with(end))?;
    let stem = &path[..path.len() - end.len()];
    (!published && !path.ends_with(right)).then(|| format!("{stem}{right}"))
}

/// Whether a name is one of those that editors and systems leave behind.
pub fn is_ignored(file: &str) -> bool {
    let starts = [".", "~$", "#"];
    let ends = ["~", ".swp", ".tmp", ".bak"];
    starts.iter().any(|start| file.starts_with(start))
        || ends.iter().any(|end| file.ends_with(end))
        || matches!(file, "Thumbs.db" | "desktop.ini" | "4913")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_1_is_recognized_and_shown() {
        let mut reading = Reading::default();
        reading.source("content/a.md".into(), b"titre: \xE9t\xE9");
        let world = reading.finish();
        assert_eq!(world.sources.iter().next().expect("read").1.text, "titre: été");
        let fault = world.diags.iter().next().expect("reported");
        assert_eq!(fault.rule, &rules::ENCODING);
        assert!(fault.message.fr.contains("Latin-1"));
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        let mut reading = Reading::default();
        reading.source("content/a.md".into(), "\u{feff}---".as_bytes());
        assert_eq!(reading.finish().sources.iter().next().expect("read").1.text, "---");
    }

    #[test]
    fn texts_under_almost_the_right_name_are_found() {
        for (path, right) in [
            ("content/pages/a.md.txt", Some("content/pages/a.md")),
            ("content/portail.yml", Some("content/portail.yaml")),
            ("content/pages/A.MD", Some("content/pages/A.md")),
            ("content/pages/a.md", None),
            ("content/pages/a.pdf", None),
            ("content/medias/lisez.markdown", None),
        ] {
            assert_eq!(misnamed(path).as_deref(), right, "{path}");
        }
    }

    #[test]
    fn leftovers_of_editors_are_ignored() {
        for file in [".git", "~$doc.docx", "a.md~", "a.md.swp", "4913", "Thumbs.db"] {
            assert!(is_ignored(file), "{file}");
        }
        assert!(!is_ignored("murat.md"));
    }
}

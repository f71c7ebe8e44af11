//! What the web editor may touch on the disk, and how: files of `content/`, each written
//! beside its place then renamed, none overwritten unseen, none ever removed for good.

#![expect(clippy::disallowed_methods, reason = "the preview is an edge")]

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::world;
use crate::write::file;

/// Folder where removed files go, and what others were before they were written again, from
/// the portal's root.
pub const TRASH: &str = ".tt-site/corbeille";
/// Files that pages may show or offer.
const MEDIA: [&str; 8] = ["jpg", "jpeg", "png", "webp", "gif", "svg", "pdf", "csv"];

/// The files of a portal.
#[derive(Debug)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// The files of the portal at `root`.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// The portal's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a path of the editor is on the disk: within `content/`, through no link, with
    /// no hidden part.
    fn place(&self, path: &str) -> Option<PathBuf> {
        let mut parts = Path::new(path).components();
        if parts.next() != Some(Component::Normal("content".as_ref())) {
            return None;
        }
        let is_plain = |part: Component<'_>| match part {
            Component::Normal(name) => {
                let name = name.to_str().unwrap_or(".");
                !name.starts_with('.') && !name.contains(['\\', ':', '\0'])
            }
            _ => false,
        };
        if !parts.clone().all(is_plain) {
            return None;
        }
        let mut place = self.root.join("content");
        for part in parts {
            if fs::symlink_metadata(&place).is_ok_and(|found| found.is_symlink()) {
                return None;
            }
            place.push(part);
        }
        let is_link = fs::symlink_metadata(&place).is_ok_and(|found| found.is_symlink());
        (!is_link).then_some(place)
    }

    /// A file of text or data.
    pub fn source(&self, path: &str) -> Option<PathBuf> {
        let is_source = path.ends_with(".md") || path.ends_with(".yaml");
        self.place(path).filter(|_| is_source)
    }

    /// An image or a document.
    pub fn media(&self, path: &str) -> Option<PathBuf> {
        self.place(path).filter(|_| is_media(path))
    }

    /// The text of a source; `None` when there is no such file or when it is no UTF-8.
    pub fn text(&self, path: &str) -> Option<String> {
        let (text, encoding) = world::text_of(&fs::read(self.source(path)?).ok()?);
        encoding.is_none().then_some(text)
    }

    /// Bytes of an image or a document.
    pub fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.media(path)?).ok()
    }

    /// Names of what a folder holds, sorted: folders end with `/`.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let Some(place) = self.place(folder) else { return Vec::new() };
        let Ok(entries) = fs::read_dir(place) else { return Vec::new() };
        let name = |entry: io::Result<fs::DirEntry>| {
            let entry = entry.ok()?;
            let name = entry.file_name().into_string().ok()?;
            let is_folder = entry.file_type().ok()?.is_dir();
            Some(if is_folder { format!("{name}/") } else { name })
        };
        let mut names: Vec<_> = entries.filter_map(name).collect();
        names.retain(|name| !name.starts_with('.'));
        names.sort();
        names
    }

    /// Writes a source, with the byte-order mark that it had.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write_text(&self, place: &Path, text: &str) -> io::Result<()> {
        let had_mark = fs::read(place).is_ok_and(|old| old.starts_with(world::MARK));
        let mark = if had_mark { world::MARK } else { b"" };
        self.write(place, &[mark, text.as_bytes()].concat())
    }

    /// Writes a file, in a folder that may be new; what it was is kept in the trash.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&self, place: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(place.parent().unwrap_or(&self.root))?;
        if place.exists() {
            fs::copy(place, self.trash(place)?)?;
        }
        file::rewrite(place, bytes)
    }

    /// Moves a file to the trash of the portal.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn discard(&self, place: &Path) -> io::Result<()> {
        fs::rename(place, self.trash(place)?)
    }

    /// A place for a file in the trash.
    fn trash(&self, place: &Path) -> io::Result<PathBuf> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let inside = place.strip_prefix(&self.root).unwrap_or(place);
        let trash =
            self.root.join(TRASH).join(since.as_millis().to_string()).join(inside);
        fs::create_dir_all(trash.parent().unwrap_or(&self.root))?;
        Ok(trash)
    }
}

fn is_media(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    extension.is_some_and(|end| MEDIA.contains(&end.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_content_is_reached() {
        let root = tempfile::tempdir().expect("temporary folder");
        let disk = Disk::new(root.path());
        fs::create_dir_all(root.path().join("content/pages")).expect("made");
        fs::write(root.path().join("secret.md"), "x").expect("written");
        for path in [
            "secret.md",
            "content/../secret.md",
            "/content/a.md",
            "../content/a.md",
            "content/./../secret.md",
            "content/.git/a.md",
            "content/a\\..\\b.md",
            "content/c:a.md",
            "content/a.html",
            "theme/a.md",
            "",
        ] {
            assert!(disk.source(path).is_none(), "{path}");
        }
        assert!(disk.source("content/pages/a.md").is_some());
        assert!(disk.media("content/pages/a.JPG").is_some());
        assert!(disk.media("content/pages/a.js").is_none());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let root = tempfile::tempdir().expect("temporary folder");
        let away = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(root.path().join("content")).expect("made");
        std::os::unix::fs::symlink(away.path(), root.path().join("content/pages"))
            .expect("linked");
        fs::write(away.path().join("a.md"), "x").expect("written");
        let disk = Disk::new(root.path());
        assert!(disk.source("content/pages/a.md").is_none());
        assert!(disk.text("content/pages/a.md").is_none());
    }

    #[test]
    fn a_removed_file_is_kept_aside_and_marks_stay() {
        let root = tempfile::tempdir().expect("temporary folder");
        let disk = Disk::new(root.path());
        let place = disk.source("content/pages/a.md").expect("a place");
        disk.write(&place, "\u{feff}un".as_bytes()).expect("written");
        assert_eq!(disk.text("content/pages/a.md").as_deref(), Some("un"));
        disk.write_text(&place, "deux").expect("written");
        assert_eq!(fs::read(&place).expect("there"), "\u{feff}deux".as_bytes());
        let kept = || {
            let times = fs::read_dir(root.path().join(TRASH)).expect("there");
            let kept =
                times.map(|time| time.expect("a time").path().join("content/pages/a.md"));
            let mut kept: Vec<_> =
                kept.map(|file| fs::read(file).expect("kept")).collect();
            kept.sort();
            kept
        };
        assert_eq!(kept(), ["\u{feff}un".as_bytes()], "what it was");
        std::thread::sleep(std::time::Duration::from_millis(2));
        disk.discard(&place).expect("moved");
        assert!(!place.exists());
        assert_eq!(kept(), ["\u{feff}deux".as_bytes(), "\u{feff}un".as_bytes()]);
    }
}

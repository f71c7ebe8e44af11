//! Why the tool could not run, in both of its languages: permissions, disk, usage.
//!
//! Faults of the content are diagnostics; this is for everything else. It travels inside
//! `anyhow::Error`, and the command line words it.

use std::{error, fmt, io};

use crate::diag::{Text, Tongue};

/// An error that has its own wording in each language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(pub Text);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl error::Error for Failure {}

/// Makes an error with a wording in each language: `failure!("…{x}", "…{x}")`.
#[macro_export]
macro_rules! failure {
    ($($wording:tt)*) => {
        ::anyhow::Error::new($crate::failure::Failure($crate::text!($($wording)*)))
    };
}

/// One line that says why: every cause in turn, in one language.
pub fn explain(error: &anyhow::Error, tongue: Tongue) -> String {
    let causes: Vec<String> = error.chain().map(|cause| word(cause, tongue)).collect();
    causes.join(match tongue {
        Tongue::French => " : ",
        Tongue::English => ": ",
    })
}

/// Whether the reader of our output went away, which is no fault of ours.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>());
    io.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn word(cause: &(dyn error::Error + 'static), tongue: Tongue) -> String {
    if let Some(Failure(text)) = cause.downcast_ref::<Failure>() {
        return text.in_tongue(tongue).to_owned();
    }
    let io = cause.downcast_ref::<io::Error>().filter(|_| tongue == Tongue::French);
    let known = io.and_then(|error| french(error.kind()));
    known.map_or_else(|| cause.to_string().replace('\n', " "), str::to_owned)
}

fn french(kind: io::ErrorKind) -> Option<&'static str> {
    use io::ErrorKind as Kind;
    Some(match kind {
        Kind::NotFound => "ce fichier ou ce dossier n’existe pas",
        Kind::PermissionDenied => "accès refusé",
        Kind::AlreadyExists => "il y a déjà un fichier de ce nom",
        Kind::NotADirectory => "ce n’est pas un dossier",
        Kind::IsADirectory => "c’est un dossier",
        Kind::DirectoryNotEmpty => "le dossier n’est pas vide",
        Kind::StorageFull => "le disque est plein",
        Kind::QuotaExceeded => "le quota de disque est atteint",
        Kind::ReadOnlyFilesystem => "le disque est en lecture seule",
        Kind::CrossesDevices => "le dossier est sur un autre disque",
        Kind::ResourceBusy => "le dossier est occupé",
        Kind::InvalidFilename => "ce nom de fichier n’est pas possible ici",
        Kind::AddrInUse => "le port est déjà pris",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use anyhow::Context;

    use super::*;

    #[test]
    fn causes_are_worded_in_the_language_of_the_user() {
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        let error = anyhow::Error::new(denied).context("public/index.html");
        assert_eq!(explain(&error, Tongue::French), "public/index.html : accès refusé");
        assert_eq!(
            explain(&error, Tongue::English),
            "public/index.html: permission denied"
        );
        let ours = Err::<(), _>(failure!("trop grand", "too big")).context("public");
        let ours = ours.expect_err("made above");
        assert_eq!(explain(&ours, Tongue::French), "public : trop grand");
        assert_eq!(explain(&ours, Tongue::English), "public: too big");
    }

    #[test]
    fn a_broken_pipe_is_found_under_its_context() {
        let pipe = anyhow::Error::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert!(is_broken_pipe(&pipe.context("stdout")));
        assert!(!is_broken_pipe(&failure!("non", "no")));
    }
}

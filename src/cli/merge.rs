//! `tt-site merge`: writes the site with what other machines made of it. A part is the folder
//! of one département, with all that its build made in one file: to merge is to build, and to
//! remember what the parts remember, so that nothing of a part can make another site.

use std::path::Path;

use anyhow::Context;

use crate::cli::args::Merge;
use crate::cli::around::Around;
use crate::cli::{Verdict, build, tell};
use crate::diag::Text;
use crate::failure;
use crate::sink::Sink;
use crate::store::DiskStore;
use crate::text;

/// What the build of a part made, in its folder. It has no dot before its name: those who
/// carry folders from machine to machine leave such files behind.
const PART: &str = "partie.tt-site";

pub fn run(args: &Merge, around: &Around) -> anyhow::Result<Verdict> {
    let store = DiskStore::new(&args.site.inputs.root);
    for folder in &args.parts {
        adopt(folder, &store).with_context(|| folder.display().to_string())?;
    }
    let verdict = build::write(&args.site, None, &store, around)?;
    if verdict == Verdict::Fine {
        tell(&taken(store.adopted(), args.parts.len()), around);
    }
    Ok(verdict)
}

/// « 812 résultats repris dans les parties »
fn taken(results: usize, parts: usize) -> Text {
    let s = if results < 2 { "" } else { "s" };
    let (fr, en) = match parts {
        1 => ("la partie", "the part"),
        _ => ("les parties", "the parts"),
    };
    text!("{results} résultat{s} repris dans {fr}", "{results} results taken from {en}")
}

/// Puts what the build of a part made into its folder.
pub fn add_part(store: &DiskStore, staging: &dyn Sink) {
    staging.put(PART, store.part(env!("TT_SITE_CODE")));
}

fn adopt(folder: &Path, store: &DiskStore) -> anyhow::Result<()> {
    let path = folder.join(PART);
    let program = match store.adopt(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        told => told?,
    };
    match program.as_deref() {
        Some(env!("TT_SITE_CODE")) => Ok(()),
        Some(_) => Err(failure!(
            "cette partie vient d’une autre version de tt-site : refaites-la avec celle-ci",
            "this part comes from another version of tt-site: make it again with this one"
        )),
        None => Err(failure!(
            "ce dossier n’est pas une partie : elle se fait par « tt-site build --only DEPARTEMENT --output DOSSIER »",
            "this folder is no part: one is made by `tt-site build --only DEPARTEMENT --output DIR`"
        )),
    }
}

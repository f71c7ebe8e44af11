//! `tt-site editor`: installs the program of the web editor.

use crate::cli::args::Editor;
use crate::cli::around::Around;
use crate::cli::{Verdict, tell};
use crate::serve;
use crate::text;

pub fn run(args: &Editor, around: &Around) -> anyhow::Result<Verdict> {
    serve::install_editor(&args.root, args.from.as_deref())?;
    let message = text!(
        "l’éditeur est installé : lancez `tt-site serve`, puis ouvrez `/redaction/`",
        "the editor is installed: run `tt-site serve`, then open `/redaction/`"
    );
    tell(&message, around);
    Ok(Verdict::Fine)
}

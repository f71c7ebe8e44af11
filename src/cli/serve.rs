//! `tt-site serve`: the site on this machine, built again at each change.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::cli::args::Serve;
use crate::cli::around::Around;
use crate::cli::telling::{pages_and_time, settle, show_people};
use crate::cli::timings::Stopwatch;
use crate::cli::{Verdict, print, tell, tell_error};
use crate::compile::recompile;
use crate::diag::human::{self, Style};
use crate::options::Options;
use crate::parse::Parsed;
use crate::serve::{self, Build, Changes, Hearing, Round, Server};
use crate::sink::Viewer;
use crate::store::DiskStore;
use crate::text;
use crate::world::{self, World};

pub fn run(args: &Serve, around: &Around) -> anyhow::Result<Verdict> {
    let server = Server::bind(args.port, &args.inputs.root)?;
    if server.port() != args.port && args.port != 0 {
        let (asked, port) = (args.port, server.port());
        tell(
            &text!(
                "le port {asked} est pris : le site est sur le port {port}",
                "port {asked} is taken: the site is on port {port}"
            ),
            around,
        );
    }
    let url = server.url();
    let mut options = args.inputs.options(Some(&url), around)?;
    options.preview = true;
    // Whoever writes sees what is to come; each such page says that it is not published.
    options.drafts = true;
    let root = args.inputs.root.clone();
    let hearing = if args.poll { Hearing::Polling } else { Hearing::Automatic };
    // Watching starts before the first build, so that no change falls between them.
    let changes = Changes::watch(&root, hearing)?;
    if changes.is_polling() && !args.poll {
        let message = text!(
            "les changements sont cherchés chaque seconde (ce disque ne les annonce pas)",
            "changes are looked for every second (this disk does not announce them)"
        );
        tell(&message, around);
    }
    let store = DiskStore::new(&root);
    let ready = {
        let (around, opens) = (around.clone(), args.open);
        move || {
            print(&format!("{url}/\n"))?;
            tell(&text!("Ctrl-C pour arrêter", "Ctrl-C to stop"), &around);
            if opens {
                open(&format!("{url}{}", serve::EDITOR), &around);
            }
            Ok(())
        }
    };
    let around = around.clone();
    let mut before = Before::default();
    let build = move |round: &Round<'_>| {
        build(&root, &options, &store, round, &around, &mut before)
            .map_err(|error| tell_error(&error, &around))
            .unwrap_or_default()
    };
    serve::run(server, changes, build, ready)?;
    Ok(Verdict::Fine)
}

/// What the last build read.
#[derive(Default)]
struct Before {
    world: World,
    parsed: Parsed,
}

/// Builds for those who look, and tells what came of it; nothing, when it was dropped.
fn build(
    root: &Path,
    options: &Options,
    store: &DiskStore,
    round: &Round<'_>,
    around: &Around,
    before: &mut Before,
) -> anyhow::Result<Option<Build>> {
    let watch = Stopwatch::start(false);
    before.world = world::reload(root, &before.world)?;
    let Before { world, parsed } = before;
    let outcome = recompile(world, parsed, options, store, round);
    if round.is_dropped() {
        return Ok(None);
    }
    show_people(&outcome.diagnostics, &world.sources, root, around);
    let is_good = !outcome.diagnostics.has_errors();
    if is_good {
        tell(&pages_and_time(outcome.pages, watch.elapsed()), around);
    }
    let told = || {
        let plain = Style { unicode: true, ..Style::plain(around.tongue) };
        human::render(&outcome.diagnostics, &world.sources, &plain)
    };
    settle(store, around);
    Ok(Some(Build {
        errors: (!is_good).then(told),
        findings: serve::findings(&outcome.diagnostics, &world.sources, around.tongue),
        tongue: Some(around.tongue),
    }))
}

/// Opens the browser; a machine without one is no error.
fn open(url: &str, around: &Around) {
    let (program, first): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/c", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(first).arg(url);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.spawn().is_err() {
        let message = text!(
            "le navigateur ne s’ouvre pas d’ici : ouvrez l’adresse vous-même",
            "the browser cannot be opened from here: open the address yourself"
        );
        tell(&message, around);
    }
}

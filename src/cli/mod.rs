//! The command line, one file per command.
//!
//! What is typed becomes [`args::Args`]; with what [`around`] says it becomes options for
//! the rest of the program, which knows neither the terminal nor the clock. Data goes to
//! standard output, messages to standard error.

mod args;
mod around;
mod build;
mod check;
mod done;
mod editor;
mod explain;
mod files;
pub mod fix;
mod french;
mod generate;
mod import;
mod init;
mod inputs;
mod kinds;
mod merge;
mod new;
pub mod reference;
mod schema;
mod serve;
mod telling;
mod timings;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use crate::diag::{Text, Tongue};
use crate::failure;
use args::{Args, Command};
use around::Around;

/// What came of a run that could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// All is well.
    Fine,
    /// The content has errors; nothing was written.
    BadContent,
}

/// Runs the program: exit code 0 when all is well, 1 when the content has errors, 2 when
/// the tool could not run.
pub fn main() -> ExitCode {
    let typed: Vec<OsString> = std::env::args_os().collect();
    let around = Around::look(&typed);
    let args = match parse(&typed, around.tongue) {
        Ok(args) => args,
        Err(code) => return code,
    };
    match run(&args, &around) {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::BadContent) => ExitCode::from(1),
        Err(error) if failure::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            tell_error(&error, &around);
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args, around: &Around) -> anyhow::Result<Verdict> {
    match &args.command {
        Command::Init(args) => init::run(args, around),
        Command::New(args) => new::run(args, around),
        Command::Build(args) => build::run(args, around),
        Command::Merge(args) => merge::run(args, around),
        Command::Serve(args) => serve::run(args, around),
        Command::Check(args) => check::run(args, around),
        Command::Import(args) => import::run(args, around),
        Command::Editor(args) => editor::run(args, around),
        Command::Schema(args) => schema::run(args, around),
        Command::Completions(args) => generate::completions(args, around),
        Command::Man(args) => generate::man(args, around),
        Command::Licences => generate::licences(),
        Command::Reference(args) => reference::run(args, around),
    }
}

/// The definition of the command line, in one language.
fn definition(tongue: Tongue) -> clap::Command {
    match tongue {
        Tongue::French => french::translate(Args::command()),
        Tongue::English => Args::command(),
    }
}

/// Reads what was typed; help, the version and usage errors are printed here.
fn parse(typed: &[OsString], tongue: Tongue) -> Result<Args, ExitCode> {
    let matches = definition(tongue).try_get_matches_from(typed);
    let parsed = matches.and_then(|matches| Args::from_arg_matches(&matches));
    parsed.map_err(|error| {
        let code = u8::try_from(error.exit_code()).unwrap_or(2);
        // When nobody reads the help, there is nobody to tell.
        let _ = match tongue {
            Tongue::French => error.apply::<french::Formatter>().print(),
            Tongue::English => error.print(),
        };
        ExitCode::from(code)
    })
}

/// Prints data.
fn print(data: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(data.as_bytes())?;
    Ok(out.flush()?)
}

/// Prints a message for the person at the terminal, who may have closed it.
fn say(message: &str) {
    let _ = writeln!(anstream::stderr(), "{message}");
}

/// Prints a message in the language of the person at the terminal.
fn tell(message: &Text, around: &Around) {
    say(message.in_tongue(around.tongue));
}

fn tell_error(error: &anyhow::Error, around: &Around) {
    let why = failure::explain(error, around.tongue);
    say(&match around.tongue {
        Tongue::French => format!("erreur : {why}"),
        Tongue::English => format!("error: {why}"),
    });
}

//! `tt-site completions` and `tt-site man`, from the same definition as the rest; `licences`.

use anyhow::Context;
use clap_complete::Shell;

use crate::cli::args::{Completions, Man};
use crate::cli::around::Around;
use crate::cli::{Verdict, definition, print};
use crate::diag::Tongue;

const NAME: &str = "tt-site";

pub fn completions(args: &Completions, around: &Around) -> anyhow::Result<Verdict> {
    print(&completions_of(args.shell, around.tongue))?;
    Ok(Verdict::Fine)
}

fn completions_of(shell: Shell, tongue: Tongue) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut definition(tongue), NAME, &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

pub fn man(args: &Man, around: &Around) -> anyhow::Result<Verdict> {
    let command = definition(around.tongue);
    match &args.output {
        Some(folder) => {
            std::fs::create_dir_all(folder)
                .with_context(|| folder.display().to_string())?;
            clap_mangen::generate_to(command, folder)
                .with_context(|| folder.display().to_string())?;
        }
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(command).render(&mut page)?;
            print(&String::from_utf8_lossy(&page))?;
        }
    }
    Ok(Verdict::Fine)
}

/// Prints what the program carries, and under which licences.
pub fn licences() -> anyhow::Result<Verdict> {
    print(include_str!("../../NOTICES"))?;
    Ok(Verdict::Fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shell_completes_the_commands() {
        for shell in
            [Shell::Bash, Shell::Elvish, Shell::Fish, Shell::PowerShell, Shell::Zsh]
        {
            for tongue in [Tongue::French, Tongue::English] {
                let script = completions_of(shell, tongue);
                assert!(script.contains("serve"), "{shell}");
                assert!(script.contains("base-url"), "{shell}");
            }
        }
    }
}

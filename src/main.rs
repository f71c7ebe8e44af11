//! The `tt-site` program; everything is in the library.

fn main() -> std::process::ExitCode {
    tt_site::cli::main()
}

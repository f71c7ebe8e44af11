//! The live preview: a server on this machine that shows the last good build, reloads the
//! browser at each new one, and lays the errors of a bad one over the page.
//!
//! It answers its own addresses only (a `Host` that is not this machine is refused, which
//! stops other sites from reading drafts through the browser), and keeps everything in
//! memory. Pages are made as they are asked for, the rest behind them.

mod editor;
mod guard;
mod live;
mod note;
mod overlay;
mod poll;
mod reply;
mod server;
mod watch;

pub use editor::{files as editor_files, install as install_editor};
pub use live::{Build, Round};
pub use note::{EDITOR, findings};
pub use server::{Server, run};
pub use watch::{Changes, Hearing};

use live::{Live, Preview};

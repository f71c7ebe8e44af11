//! From what was typed to what a build depends on.

use crate::cli::args::Inputs;
use crate::cli::around::Around;
use crate::failure;
use crate::options::Options;

impl Inputs {
    /// The options of a build, and the number of threads set for the whole process.
    pub fn options(
        &self,
        base_url: Option<&str>,
        around: &Around,
    ) -> anyhow::Result<Options> {
        if let Some(jobs) = self.jobs {
            rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build_global()?;
        }
        Ok(Options {
            base_url: base_url.map(absolute).transpose()?,
            drafts: self.drafts,
            ..Options::on(around.today(self.date)?)
        })
    }
}

/// The address without its last slash; it must be that of a website.
fn absolute(url: &str) -> anyhow::Result<String> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    if host.is_none_or(|host| host.is_empty() || host.starts_with('/')) {
        return Err(failure!(
            "« {url} » n’est pas l’adresse d’un site, comme https://www.example.org",
            "`{url}` is not the address of a site, such as https://www.example.org"
        ));
    }
    Ok(url.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_an_address() {
        let url = absolute("https://www.example.org/sous-dossier/").expect("an address");
        assert_eq!(url, "https://www.example.org/sous-dossier");
        for url in ["www.example.org", "/x", "https://", "http:///x", "ftp://x.fr"] {
            absolute(url).expect_err(url);
        }
    }
}

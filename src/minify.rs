//! Minification, the one file that names `minify-html`: it costs minutes of compilation,
//! so it stands behind the default feature `minify`.

#[cfg(feature = "minify")]
mod with {
    use minify_html::{Cfg, minify};

    /// A page. Closing tags are kept: they cost little once compressed and keep the page
    /// readable for every tool.
    pub fn html(page: String) -> Vec<u8> {
        let cfg = Cfg {
            keep_closing_tags: true,
            keep_html_and_head_opening_tags: true,
            ..Cfg::new()
        };
        minify(page.as_bytes(), &cfg)
    }

    /// A style sheet.
    pub fn css(css: &str) -> String {
        let cfg = Cfg { minify_css: true, ..Cfg::new() };
        inner(&format!("<style>{css}</style>"), &cfg, "<style>", "</style>")
            .unwrap_or_else(|| css.to_owned())
    }

    /// A script that is an ES module.
    pub fn js(script: &[u8]) -> Vec<u8> {
        let text = String::from_utf8_lossy(script);
        // The minifier keeps the comments at the head of a script: they may be a licence.
        let head = text.lines().take_while(|line| line.starts_with("//"));
        let text =
            &text[head.map(|line| line.len() + 1).sum::<usize>().min(text.len())..];
        if text.contains("</script") {
            return script.to_vec();
        }
        let cfg = Cfg { minify_js: true, ..Cfg::new() };
        let page = format!("<script type=module>{text}</script>");
        inner(&page, &cfg, "<script type=module>", "</script>")
            .map_or_else(|| script.to_vec(), String::into_bytes)
    }

    /// Minifies an element and takes its content back out.
    fn inner(page: &str, cfg: &Cfg, open: &str, close: &str) -> Option<String> {
        let page = String::from_utf8(minify(page.as_bytes(), cfg)).ok()?;
        let content = page.strip_prefix(open)?;
        Some(content.strip_suffix(close).unwrap_or(content).to_owned())
    }
}

#[cfg(not(feature = "minify"))]
mod with {
    /// The page as it is.
    pub fn html(page: String) -> Vec<u8> {
        page.into_bytes()
    }

    /// The style sheet as it is.
    pub fn css(css: &str) -> String {
        css.to_owned()
    }

    /// The script as it is.
    pub fn js(script: &[u8]) -> Vec<u8> {
        script.to_vec()
    }
}

pub use with::{css, html, js};

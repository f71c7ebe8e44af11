//! Minification, the one file that names `minify-html` and the minifier of scripts that it
//! is made with: they cost minutes of compilation, so they stand behind the default feature
//! `minify`.

#[cfg(feature = "minify")]
mod with {
    use minify_html::{Cfg, minify};
    use oxc_allocator::Allocator;
    use oxc_codegen::{Codegen, CodegenOptions};
    use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
    use oxc_parser::Parser;
    use oxc_span::SourceType;

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

    /// A script that is an ES module. Done without `minify-html`, which works out short
    /// names, forgets them, and keeps comments.
    pub fn js(script: &[u8]) -> Vec<u8> {
        let text = String::from_utf8_lossy(script);
        let arena = Allocator::default();
        let parsed = Parser::new(&arena, &text, SourceType::mjs()).parse();
        if !parsed.errors.is_empty() {
            return script.to_vec();
        }
        let mut program = parsed.program;
        let mangle = MangleOptions { top_level: true, ..MangleOptions::default() };
        let options = MinifierOptions {
            mangle: Some(mangle),
            compress: Some(CompressOptions::safest()),
        };
        let short = Minifier::new(options).minify(&arena, &mut program);
        let printer = Codegen::new()
            .with_options(CodegenOptions::minify())
            .with_scoping(short.scoping)
            .with_private_member_mappings(short.class_private_mappings);
        printer.build(&program).code.into_bytes()
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

#[cfg(all(test, feature = "minify"))]
mod tests {
    use super::js;

    #[test]
    fn a_script_keeps_what_others_name_and_nothing_to_read() {
        let script =
            b"/** Twice. */\nexport function twice(number) { return number * 2; }\n";
        assert_eq!(
            String::from_utf8_lossy(&js(script)),
            "export function twice(e){return e*2}"
        );
        assert_eq!(js(b"no script"), b"no script");
    }
}

//! The HTML of plain Markdown.

use super::*;

#[test]
fn blocks() {
    for (written, shown) in [
        ("# A\n\n###### B", "<h2 id=\"a\">A</h2>\n<h6 id=\"b\">B</h6>\n"),
        ("~~a~~ `<b>`", "<p><del>a</del> <code>&lt;b&gt;</code></p>\n"),
        (
            "```rust x\n\"a\"\n```",
            "<pre><code class=\"language-rust\">\"a\"\n</code></pre>\n",
        ),
        (
            "- [ ] a\n- [x] b",
            "<ul>\n\
            <li class=\"tache\"><input type=\"checkbox\" disabled=\"\" /> a</li>\n\
            <li class=\"tache\"><input type=\"checkbox\" disabled=\"\" checked=\"\" /> b</li>\n\
            </ul>\n",
        ),
        ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("T\n: D", "<dl>\n<dt>T</dt>\n<dd>D</dd>\n</dl>\n"),
        ("> a\n\n---", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr />\n"),
        (
            "| A | *B* |\n|:-:|--|\n| 1 | 2 |",
            "<div class=\"tableau\" role=\"group\" tabindex=\"0\" aria-label=\"Tableau\u{a0}: A, B\">\n\
          <table>\n<thead>\n<tr><th scope=\"col\" class=\"au-centre\">A</th>\
          <th scope=\"col\"><em>B</em></th></tr>\n</thead>\n\
          <tbody>\n<tr><td class=\"au-centre\">1</td><td>2</td></tr>\n</tbody>\n</table>\n</div>\n",
        ),
    ] {
        assert_eq!(html(written), shown, "{written}");
    }
}

#[test]
fn links() {
    for (written, shown) in [
        ("[a](../b.md#c)", "<a href=\"../b/#c\">a</a>"),
        (
            "[a](https://x.fr \"T\")",
            "<a href=\"https://x.fr\" title=\"T\" rel=\"noopener external\">a</a>",
        ),
        (
            "[a](d.pdf)",
            "<a href=\"d.pdf\">a <span class=\"lien-note\">(PDF, 1,2 Mo)</span></a>",
        ),
        ("[*a*](absent)", "<em>a</em>"),
        ("<a@b.fr>", "<a href=\"mailto:a@b.fr\">a@b.fr</a>"),
    ] {
        assert_eq!(html(written), format!("<p>{shown}</p>\n"), "{written}");
    }
}

#[test]
fn images() {
    let img = |alt: &str, more: &str| {
        format!(
            "<img src=\"/m/p.jpg\" alt=\"{alt}\" width=\"40\" height=\"30\"{more} \
             loading=\"lazy\" decoding=\"async\" />"
        )
    };
    for (written, shown) in [
        ("![a *b*](p.jpg)", format!("<p>{}</p>\n", img("a b", ""))),
        ("![a](p.jpg \"T\") b", format!("<p>{} b</p>\n", img("a", " title=\"T\""))),
        (
            "![](p.jpg \"L <\")",
            format!(
                "<figure class=\"image\">{}\n<figcaption>L &lt;</figcaption>\n</figure>\n",
                img("", "")
            ),
        ),
        ("![a](absent)", "<p><span class=\"image-absente\">a</span></p>\n".to_owned()),
    ] {
        assert_eq!(html(written), shown, "{written}");
    }
}

#[test]
fn better_formats_come_first() {
    struct Photo;
    impl Host for Photo {
        fn link(&mut self, _: &Link) -> Option<Target> {
            None
        }
        fn image(&mut self, _: &Image) -> Option<Picture> {
            let source = |format: &str| PictureSource {
                media_type: format!("image/{format}"),
                srcset: format!("p.{format} 800w"),
            };
            Some(Picture {
                url: "p.jpg".into(),
                srcset: "p.jpg 800w".into(),
                sizes: "100vw".into(),
                sources: vec![source("webp")],
                ..Picture::default()
            })
        }
        fn directive(&mut self, _: &Directive) -> String {
            String::new()
        }
    }
    assert_eq!(
        render(&parse("![a](p)", 0).0, &mut Photo),
        "<p><picture><source type=\"image/webp\" srcset=\"p.webp 800w\" sizes=\"100vw\" />\
         <img src=\"p.jpg\" alt=\"a\" srcset=\"p.jpg 800w\" sizes=\"100vw\" /></picture></p>\n"
    );
}

#[test]
fn footnotes_are_numbered_as_they_are_called() {
    let text = "a[^b] c[^A] d[^b] [e[^b]](u) [^?]\n\n[^a]: premier[^c]\n\n[^B]: second\n\n\
        [^c]: troisième\n\n[^inutile]: jamais appelée\n";
    let html = html(text);
    let call = |n: usize, id: &str| {
        format!(
            "<sup class=\"renvoi\"><a href=\"#note_{n}\" role=\"doc-noteref\"{id}>{n}</a></sup>"
        )
    };
    let start = format!(
        "<p>a{} c{} d{} ",
        call(1, " id=\"renvoi_1\""),
        call(2, " id=\"renvoi_2\""),
        call(1, "")
    );
    assert!(html.starts_with(&start), "{html}");
    let third = format!("premier{}</p>", call(3, " id=\"renvoi_3\""));
    assert!(html.contains(&third), "{html}");
    let order =
        ["id=\"note_1\"", "second", "note_2", "premier", "id=\"note_3\"", "troisième"];
    let places: Vec<_> = order.iter().map(|part| html.rfind(part)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{html}");
    assert!(
        html.contains("aria-label=\"Retour au texte, note 2\"")
            && !html.contains("jamais")
    );
}

#[test]
fn typography_goes_through_a_block_and_no_further() {
    for (written, shown) in [
        ("\"a *b\" c*", "<p>«a <em>b» c</em></p>\n"),
        ("\"a\n\nb\"", "<p>«a</p>\n<p>b«</p>\n"),
        ("\"a `\"` b\"", "<p>«a <code>\"</code> b»</p>\n"),
        (
            "\"<https://x.fr/%22>\"",
            "<p>«<a href=\"https://x.fr/%22\" rel=\"noopener external\">https://x.fr/%22</a>»</p>\n",
        ),
        ("\"![\"a\"](absent)\"", "<p>«<span class=\"image-absente\">«a»</span>»</p>\n"),
        ("- \"a\n- \"b", "<ul>\n<li>«a</li>\n<li>«b</li>\n</ul>\n"),
    ] {
        assert_eq!(html(written), shown, "{written}");
    }
}

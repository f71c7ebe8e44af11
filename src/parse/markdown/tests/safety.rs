//! Nothing hostile or careless gets through, and what is ours survives.

use super::sound::faults;
use super::*;

#[test]
fn html_is_sanitized() {
    for (written, shown) in [
        ("a <b>c</b>", "<p>a <b>c</b></p>\n"),
        ("a <b>c", "<p>a <b>c</b></p>\n"),
        ("a</b> c", "<p>a c</p>\n"),
        ("<i><b>x</i></b>", "<p><i><b>x</b></i></p>\n"),
        ("<sup onclick=\"x\">e</sup>", "<p><sup>e</sup></p>\n"),
        (
            "<span lang=\"en\" style=\"x\" class=\"y\" id=\"z\">ok</span>",
            "<p><span lang=\"en\">ok</span></p>\n",
        ),
        ("<script>alert(1)</script>\n\nfin", "<p>fin</p>\n"),
        ("a <script>alert(1)</script>", "<p>a alert(1)</p>\n"),
        ("<script>never closed\n\nfin", ""),
        ("a <script>b\n\nfin", "<p>a b</p>\n<p>fin</p>\n"),
        ("<style>p{}</style>\n\nfin", "<p>fin</p>\n"),
        ("<div><script>\n\nfin", "<div>\n<p>fin</p>\n</div>"),
        ("<div title=\"\n\n**fin**", "&lt;div title=\"\n<p><strong>fin</strong></p>\n"),
        ("<img src=x onerror=alert(1)> z", "<p> z</p>\n"),
        ("<svg onload=alert(1)><b>z</b></svg>", "<p><b>z</b></p>\n"),
        ("<a href=\"javascript:x\">z</a>", "<p>z</p>\n"),
        ("<iframe src=\"//x\"></iframe> z", " z"),
        ("<!-- secret -->\n\nz", "<p>z</p>\n"),
        ("<input autofocus onfocus=x> z", "<p> z</p>\n"),
        (
            "<div>\n\n*a* [b](c.md)\n\n</div>",
            "<div>\n<p><em>a</em> <a href=\"c/\">b</a></p>\n</div>",
        ),
        (
            "<p>a</p>\n\n- b\n\n</li></ul></section>",
            "<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n",
        ),
        (
            "<table><tr><td colspan=2 width=3>a",
            "<table><tbody><tr><td colspan=\"2\">a</td></tr></tbody></table>",
        ),
    ] {
        let html = html(written);
        assert_eq!(faults(&html), Vec::<String>::new(), "{written}");
        assert_eq!(html, shown, "{written}");
    }
}

#[test]
fn refused_and_unclosed_tags_are_reported_at_their_place() {
    let refused = |tag: &str| ProblemKind::RefusedHtml { tag: tag.into() };
    let unclosed = |tag: &str| ProblemKind::UnclosedHtml { tag: tag.into() };
    for (written, expected) in [
        ("é <b>x</b> <br>", vec![]),
        ("é <A HREF=x>z</A>", vec![("<A HREF=x>", refused("a"))]),
        ("<div>\r\n<script>x</script>\r\n</div>", vec![("<script>", refused("script"))]),
        ("<div>\r\n<img src=x>\r\n</div>", vec![("<img src=x>", refused("img"))]),
        ("<div title='>'><b>\n</div>", vec![("<b>", unclosed("b"))]),
        ("<div>\n\ntexte", vec![("<div>", unclosed("div"))]),
        ("<ul><li>a<li>b</ul>", vec![]),
        (
            "> <div>\n> <font>",
            vec![
                ("<div>\n> <font>", unclosed("div")),
                ("<div>\n> <font>", refused("font")),
            ],
        ),
    ] {
        let mut problems = problems(written);
        problems.sort_by_key(|(_, kind)| matches!(kind, ProblemKind::RefusedHtml { .. }));
        assert_eq!(problems, expected, "{written:?}");
    }
}

#[test]
fn unsafe_destinations_are_text_and_reported() {
    for (written, scheme) in [
        ("[a](javascript:alert(1))", "javascript"),
        ("[a](JaVaScRiPt:alert(1))", "javascript"),
        ("[a](&#x6A;avascript:alert(1))", "javascript"),
        ("[a](java&#10;script:alert(1))", "javascript"),
        ("[a](&#1;javascript:alert(1))", "javascript"),
        ("[a][r]\n\n[r]: vbscript:x", "vbscript"),
        ("[a](data:text/html,x)", "data"),
        ("<javascript:alert(1)>", "javascript"),
        ("![a](data:image/png;base64,x)", "data"),
        ("![a](mailto:x)", "mailto"),
        ("::bouton{lien=\"javascript:x\" texte=\"a\"}", "javascript"),
    ] {
        let html = html(written);
        assert!(!html.contains("href") && !html.contains("<img"), "{written}: {html}");
        let scheme = scheme.to_owned();
        let (_, kind) = &problems(written)[0];
        assert_eq!(*kind, ProblemKind::UnsafeDestination { scheme }, "{written}");
    }
    for safe in ["a:b/c.md#x", "https://a.fr/?q=a:b", "mailto:a@b.fr", "tel:+33475660000"]
    {
        let expected = usize::from(safe.starts_with("a:"));
        assert_eq!(problems(&format!("[a]({safe})")).len(), expected, "{safe}");
    }
    assert_eq!(problems("[a](#x:y) [b](/c:d) [e](?f:g)"), []);
}

#[test]
fn what_is_ours_survives_the_sanitizer() {
    let body = "## Titre\n\n![photo](p.jpg \"Légende\")\n\n| a |\n|--:|\n| 1 |\n\n\
        :::encadre{titre=\"T\"}\n- [x] fait [^1] [loin](https://x.fr)\n:::\n\n\
        :::faq\n### Q\nR\n:::\n\n::carte{type=\"espaces\"}\n\n\
        ::bouton{lien=\"a.pdf\" texte=\"b\"}\n\n[^1]: note\n";
    let plain = html(body);
    let sanitized = html(&format!("{body}\n<b>x</b>\n"));
    let added = "<p><b>x</b></p>\n";
    assert_eq!(sanitized.replace(added, ""), plain);
    assert!(sanitized.contains(added));
}

#[test]
fn seals_cannot_be_forged() {
    let body = "## Titre\n\nx-seal=\"0\" <b x-seal=\"0\">a</b>\n\na &#120;-sealx=\"0\"\n\n\
        <x-seal x-seal=\"0\"></x-seal><i title=' &#120;-sealx=\"0\"'>t</i>\n\n::carte\n";
    let html = render(&parse(body, 0).0, &mut render::Verbatim);
    assert_eq!(html.matches("id=\"titre\"").count(), 1, "{html}");
    assert_eq!(html.matches("bloc-carte").count(), 1, "{html}");
    assert!(html.contains("<p>x-seal=\"0\" <b>a</b></p>"), "{html}");
    assert!(html.contains("<p>a x-sealx=\"0\"</p>"), "{html}");
}

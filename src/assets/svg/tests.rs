//! What is kept, left out and refused.

use super::super::MAX_HEIGHT;
use super::*;
use proptest::prelude::*;

const ROOT: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"";

fn sanitized(inner: &str) -> Result<String, Refusal> {
    let drawing = sanitize(format!("{ROOT}>{inner}</svg>").as_bytes())?;
    let svg = drawing.svg.strip_prefix(ROOT).expect("the root is kept");
    let svg = svg.trim_start_matches('>').trim_end_matches("/>");
    Ok(svg.trim_end_matches("</svg>").to_owned())
}

#[test]
fn still_drawings_stay_as_they_are() {
    for inner in [
        "<path d=\"M0 0h9v9z\" fill=\"#0a0\"/>",
        "<g transform=\"rotate(45 4 4) translate(1,2)\"><circle r=\"2\"/></g>",
        "<defs><linearGradient id=\"a\"><stop offset=\"1\"/></linearGradient></defs>",
        "<linearGradient href=\"#a\"/>",
        "<rect fill=\"url(#a)\" style=\"stroke:rgb(1, 2, 3);mask:url('#m')\"/>"
            .replace('\'', "&apos;")
            .as_str(),
        "<text x=\"1\">Murat &amp; <tspan>Cantal</tspan> &lt;3</text>",
        "<title>Été</title>",
    ] {
        assert_eq!(sanitized(inner).as_deref(), Ok(inner));
    }
}

#[test]
fn what_acts_or_refers_elsewhere_is_left_out() {
    for (inner, expected) in [
        ("<script>alert(1)</script><g/>", "<g/>"),
        ("<script href=\"https://x.example/a.js\"/><g/>", "<g/>"),
        ("<g onload=\"alert(1)\" ONCLICK=\"a()\"/>", "<g/>"),
        ("<g><set attributeName=\"href\" to=\"javascript:a()\"/></g>", "<g/>"),
        ("<rect fill=\"url(https://x.example/a#b)\"/>", "<rect/>"),
        ("<rect fill=\"url(#a) url(//x.example)\"/>", "<rect/>"),
        ("<rect fill=\"url&#40;//x.example)\"/>", "<rect/>"),
        ("<rect fill=\"u\\72l(//x.example)\"/>", "<rect/>"),
        ("<rect fill=\"URL( 'data:,x')\"/>", "<rect/>"),
        ("<rect fill=\"image('a.png')\"/>", "<rect/>"),
        ("<rect fill=\"url (#a)\"/>", "<rect/>"),
        (
            "<rect style=\"fill:red;background:url(a);x:y\"/>",
            "<rect style=\"fill:red\"/>",
        ),
        ("<rect style=\"fill:url(a.svg#b)\"/>", "<rect/>"),
        ("<rect style=\"fill:expression(a())\"/>", "<rect/>"),
        ("<linearGradient xlink:href=\"#a\"/>", "<linearGradient href=\"#a\"/>"),
        ("<pattern href=\"#a\" xlink:href=\"#b\"/>", "<pattern href=\"#a\"/>"),
        ("<linearGradient xlink:href=\"a.svg#a\"/>", "<linearGradient/>"),
        ("<g href=\"#a\"/>", "<g/>"),
        ("<g xmlns=\"http://www.w3.org/1999/xhtml\"/>", "<g/>"),
        ("<g class=\"a\" data-x=\"1\" inkscape:label=\"b\"/>", "<g/>"),
        ("<metadata><rdf:RDF><a/></rdf:RDF></metadata><g/>", "<g/>"),
        ("<sodipodi:namedview><g/></sodipodi:namedview>", ""),
        ("<html:script>a()</html:script>", ""),
        ("<!-- comment --><?php x ?><g/>", "<g/>"),
        ("text out of place <g>here</g>", "<g/>"),
        (
            "<title>&lt;script&gt;<![CDATA[</title><b>]]></title>",
            "<title>&lt;script&gt;&lt;/title&gt;&lt;b&gt;</title>",
        ),
        ("<title>a&#1;b</title>", "<title>ab</title>"),
    ] {
        assert_eq!(sanitized(inner).as_deref(), Ok(expected), "{inner}");
    }
}

#[test]
fn what_would_be_missed_is_refused() {
    for name in ["style", "image", "foreignObject", "use", "a", "iframe", "SCRIPT"] {
        let refusal = Refusal::Element(name.to_owned());
        assert_eq!(sanitized(&format!("<{name}/>")), Err(refusal));
    }
    let deep = "<g>".repeat(MAX_DEPTH) + &"</g>".repeat(MAX_DEPTH);
    for (content, expected) in [
        ("", Refusal::NotSvg),
        ("<html/>", Refusal::NotSvg),
        (
            "<svg xmlns=\"http://www.w3.org/1999/xhtml\" viewBox=\"0 0 1 1\"/>",
            Refusal::NotSvg,
        ),
        ("<svg viewBox=\"0 0 1 1\"/><svg viewBox=\"0 0 1 1\"/>", Refusal::NotSvg),
        ("<svg/>", Refusal::NoSize),
        ("<svg width=\"100%\" height=\"0\"/>", Refusal::NoSize),
        ("<svg viewBox=\"0 0 0 5\"/>", Refusal::NoSize),
        ("<svg viewBox=\"0 0 NaN inf\"/>", Refusal::NoSize),
        ("<svg viewBox=\"0 0 1 1\">", Refusal::Malformed),
        ("<svg viewBox=\"0 0 1 1\"><g></svg>", Refusal::Malformed),
        ("<svg viewBox=\"0 0 1 1\"><title>&lol;</title></svg>", Refusal::Malformed),
        (&format!("<svg viewBox=\"0 0 1 1\">{deep}</svg>"), Refusal::TooDeep),
    ] {
        assert_eq!(sanitize(content.as_bytes()), Err(expected), "{content}");
    }
    assert_eq!(sanitize(b"<svg \xff/>"), Err(Refusal::Malformed));
}

#[test]
fn sizes_of_drawings() {
    for (attributes, expected) in [
        ("width=\"40\" height=\"20px\"", (40, 20)),
        ("width=\"25.4mm\" height=\"1in\"", (96, 96)),
        ("width=\"3pt\" height=\"0.1\"", (4, 1)),
        ("viewBox=\"-5,-5 30.4 12\"", (30, 12)),
        ("width=\"100%\" height=\"100%\" viewBox=\"0 0 8 4\"", (8, 4)),
        ("width=\"100\" viewBox=\"0 0 8 4\"", (100, 50)),
        ("height=\"100\" viewBox=\"0 0 8 4\"", (200, 100)),
        ("viewBox=\"0 0 1e30 1\"", (MAX_HEIGHT, 1)),
    ] {
        let drawing = sanitize(format!("<svg {attributes}/>").as_bytes());
        let drawing = drawing.expect("a drawing");
        assert_eq!((drawing.width, drawing.height), expected, "{attributes}");
    }
}

#[test]
fn an_export_of_a_drawing_program() {
    let content = "\u{feff}<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\" [<!ENTITY ns \"http://ns.example\">]>\n<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:x=\"&ns;\" width=\"4\" height=\"4\" x:y=\"z\">\n  <g style=\"fill:none\"/>\n</svg>\n";
    let drawing = sanitize(content.as_bytes()).expect("a drawing");
    let expected = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"><g style=\"fill:none\"/></svg>";
    assert_eq!(drawing.svg, expected);
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = sanitize(&bytes);
    }

    #[test]
    fn what_is_safe_stays_the_same(
        parts in proptest::collection::vec(
            prop_oneof![
                Just("<g>"), Just("</g>"), Just("<text>"), Just("</text>"), Just("a(b"),
                Just("<path d=\"M0 0\" onclick=\"a()\" style=\"fill:url(#a);b:c\"/>"),
                Just("<script>"), Just("</script>"), Just("<![CDATA[<g onload='']]>"),
                Just("&lt;"), Just("&#60;script&#62;"), Just("<!--"), Just("-->"),
                Just("<a:b>"), Just("</a:b>"), Just("\""), Just("<rect fill='\"&quot;'/>"),
            ],
            0..12,
        )
    ) {
        if let Ok(once) = sanitized(&parts.concat()) {
            let (low, twice) = (once.to_lowercase(), sanitized(&once));
            // In a text, escaped quotes follow: nothing that acts.
            for active in ["<script", "onclick=\"", "onload=\"", "onload='", "<!", "<a:"] {
                prop_assert!(!low.contains(active), "{}", once);
            }
            prop_assert_eq!(twice, Ok(once));
        }
    }
}

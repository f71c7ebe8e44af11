//! What a body answers about itself.

use super::*;

#[test]
fn links_and_images_point_at_their_address() {
    let text = "é [a.md](a.md \"a.md\") ![im](p.jpg) [r] <https://x.fr> <a@b.fr>\r\n\r\n\
        [![i](q.png)](/z)\r\n\r\n::bouton{lien=\"c.md\" texte=\"Aller\"}\r\n\r\n[r]: /ref\r\n";
    let (body, problems) = parse(text, 100);
    assert_eq!(problems, []);
    let at = |span: &Range<usize>| &text[span.start - 100..span.end - 100];
    let links = body.links.iter().map(|l| (&*l.destination, at(&l.span), &*l.text));
    assert_eq!(
        links.collect::<Vec<_>>(),
        [
            ("a.md", "a.md", "a.md"),
            ("/ref", "[r]", "r"),
            ("https://x.fr", "https://x.fr", "https://x.fr"),
            ("mailto:a@b.fr", "a@b.fr", "a@b.fr"),
            ("/z", "/z", "i"),
            ("c.md", "c.md", "Aller"),
        ]
    );
    assert_eq!(body.links[0].span, 110..114);
    let images = body.images.iter().map(|i| (&*i.source, at(&i.span), &*i.alt));
    assert_eq!(
        images.collect::<Vec<_>>(),
        [("p.jpg", "p.jpg", "im"), ("q.png", "q.png", "i")]
    );
}

#[test]
fn anchors_are_slugs_and_unique() {
    let text = "## L'été à Murat\n## Accès\n## Accès\n## Autre {#venir}\n## « ! »\n";
    let (body, problems) = parse(text, 0);
    let anchors: Vec<_> = body.headings.iter().map(|h| &*h.anchor).collect();
    assert_eq!(anchors, ["l-ete-a-murat", "acces", "acces-2", "venir", "section"]);
    assert_eq!(problems, []);
    assert_eq!(&text[body.headings[1].span.clone()], "## Accès");
}

#[test]
fn headings_are_checked() {
    let anchor = |written: &str, given: &str| ProblemKind::Anchor {
        written: written.into(),
        given: given.into(),
    };
    assert_eq!(
        problems("## A\n## B {#a}\n\n## C {#Mon_Id}\n"),
        [
            ("## B {#a}", anchor("a", "a-2")),
            ("## C {#Mon_Id}", anchor("Mon_Id", "mon-id"))
        ]
    );
    assert_eq!(problems("# A\n\n## B\n"), []);
    assert_eq!(
        problems("# A\n\n# B\n\nC\n==\n"),
        [("# B", ProblemKind::SecondTitle), ("C\n==", ProblemKind::SecondTitle)]
    );
}

#[test]
fn contents_nest_and_leave_questions_out() {
    let text = "### z\n# a\n## b\n### c\n#### d\n## e\n:::faq\n### q\nr\n:::\n";
    let (body, _) = parse(text, 0);
    let show = |entry: &Entry<'_>| {
        let children = entry.children.iter().map(|child| child.heading.text.clone());
        (entry.heading.text.clone(), children.collect::<String>())
    };
    let contents: Vec<_> = body.contents().iter().map(show).collect();
    let expected = [("z", ""), ("a", ""), ("b", "c"), ("e", "")];
    assert_eq!(contents, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn text_is_cut_at_headings() {
    let text = "Avant *tout*,\n`code`.\n\n![alt](p.jpg)\n\n:::encadre{titre=\"T\"}\n\
        ## Un\n- a\n- b\n:::\n\n```\nlet x;\n```\n\n| c | d |\n|---|---|\n| e | f |\n\n## Deux\n";
    let (body, _) = parse(text, 0);
    let sections = body.sections();
    let show = |s: &Section<'_>| (s.heading.map(|h| h.text.clone()), s.text.clone());
    assert_eq!(
        sections.iter().map(show).collect::<Vec<_>>(),
        [
            (None, "Avant tout, code. alt".to_owned()),
            (Some("Un".to_owned()), "a b let x; c d e f".to_owned()),
            (Some("Deux".to_owned()), String::new()),
        ]
    );
    assert_eq!(body.word_count(), 14);
}

#[test]
fn summary_is_the_first_paragraph_of_text() {
    for (text, expected) in [
        (
            "# T\n\n![photo](p.jpg)\n\nUn *deux*\n[trois](t)[^1].\n\n[^1]: n",
            "Un deux trois.",
        ),
        (":::encadre\ndedans\n:::\n\ndehors", "dehors"),
        ("- liste", ""),
        ("", ""),
    ] {
        assert_eq!(parse(text, 0).0.first_paragraph(), expected, "{text}");
    }
    assert!(parse("\n \n", 0).0.is_empty());
}

#[test]
fn a_byte_order_mark_is_no_text() {
    let (body, _) = parse("\u{feff}# Titre", 0);
    assert_eq!(body.headings[0].span, 3..10);
}

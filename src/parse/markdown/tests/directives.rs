//! Directives: each one right, and each way of getting it wrong.

use super::*;

#[test]
fn each_directive() {
    for (written, shown) in [
        (
            ":::encadre\na\n:::",
            "<aside class=\"encadre encadre-info\" role=\"note\">\n\
            <p>a</p>\n</aside>\n",
        ),
        (
            ":::encadre{titre=\"Le \\ <b> { }\" ton='attention'}\n- a\n:::\nb",
            "<aside class=\"encadre encadre-attention\" role=\"note\">\n\
          <p class=\"encadre-titre\">Le \\ &lt;b&gt; { }</p>\n<ul>\n<li>a</li>\n</ul>\n</aside>\n<p>b</p>\n",
        ),
        (
            "a\n:::citation{auteur=\"A\" fonction=\"F\" source=\"S\"}\nb\n:::",
            "<p>a</p>\n<figure class=\"citation\">\n<blockquote>\n<p>b</p>\n</blockquote>\n<figcaption>\
          <span class=\"citation-auteur\">A</span>, <span class=\"citation-fonction\">F</span>, \
          <cite class=\"citation-source\">S</cite></figcaption>\n</figure>\n",
        ),
        (
            ":::chiffres\n- **350** membres *actifs* (CCI (32), [2013](u))\n- **12 %**\n:::",
            "<dl class=\"chiffres\">\n<div class=\"chiffre\"><dt>membres <em>actifs</em> (CCI</dt>\
          <dd class=\"chiffre-valeur\">350</dd><dd class=\"chiffre-source\">32), \
          <a href=\"u\">2013</a></dd></div>\n\
          <div class=\"chiffre\"><dt></dt><dd class=\"chiffre-valeur\">12 %</dd></div>\n</dl>\n",
        ),
        (
            ":::faq\navant\n### A *b* ?\nc\n#### d\n### E ?\n:::",
            "<div class=\"faq\">\n<p>avant</p>\n<details id=\"a-b\">\n<summary>A <em>b</em> ?</summary>\n\
          <div class=\"faq-reponse\">\n<p>c</p>\n<h4 id=\"d\">d</h4>\n</div>\n</details>\n\
          <details id=\"e\">\n<summary>E ?</summary>\n<div class=\"faq-reponse\">\n</div>\n</details>\n</div>\n",
        ),
        (
            "::carte{departement=\"cantal\" type=espaces}",
            "<div class=\"bloc-carte\"><tt-carte onload=\"ours\">departement-cantal type-espaces</tt-carte></div>\n",
        ),
        (
            "a\n  ::agenda { nombre = \"3\" }  \nb",
            "<p>a</p>\n<div class=\"bloc-agenda\"><tt-agenda onload=\"ours\">nombre-3</tt-agenda></div>\n<p>b</p>\n",
        ),
        (
            "::bouton{lien=\"a.md\" texte=\"Y aller\"}",
            "<p class=\"actions\"><a href=\"a/\" class=\"bouton\">Y aller</a></p>\n",
        ),
    ] {
        for written in [written.to_owned(), written.replace('\n', "\r\n")] {
            assert_eq!(problems(&written), [], "{written}");
            assert_eq!(html(&written), shown, "{written}");
        }
    }
}

#[test]
fn containers_hold_markdown_of_the_page() {
    let text =
        ":::encadre\n[a][r] b[^n]\n\n| c |\n|---|\n| d |\n:::\n\n[r]: /u\n\n[^n]: note\n";
    let html = html(text);
    for part in [
        "<a href=\"/u\">a</a>",
        "#note_1",
        "<td>d</td></tr>\n</tbody>\n</table>\n</div>\n</aside>",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
}

#[test]
fn containers_nest() {
    let inner = ":::encadre\na\n:::";
    for text in
        [format!("::::encadre\n{inner}\n::::\nb"), format!(":::encadre\n{inner}\n:::\nb")]
    {
        assert_eq!(problems(&text), [], "{text}");
        let html = html(&text);
        assert!(html.ends_with("<p>a</p>\n</aside>\n</aside>\n<p>b</p>\n"), "{html}");
    }
    let listed = html("- a\n\n  :::encadre\n  b\n  :::\n\n  c\n");
    assert!(listed.contains("</aside>\n<p>c</p>\n</li>"), "{listed}");
}

#[test]
fn what_is_not_a_directive_is_left_alone() {
    for (text, part) in [
        ("```\n:::encadre\n```", "<code>:::encadre\n</code>"),
        ("    ::carte\n", "<code>::carte\n</code>"),
        ("<pre>\n:::faq\n</pre>", "<pre>:::faq\n</pre>"),
        ("a ::carte", "<p>a ::carte</p>"),
        (":: carte", "<p>:: carte</p>"),
        ("::std est un module", "<p>::std est un module</p>"),
        ("a\n     ::carte", "<p>a\n::carte</p>"),
        ("::", "<p>::</p>"),
    ] {
        assert_eq!(problems(text), [], "{text}");
        assert!(html(text).contains(part), "{text}: {}", html(text));
    }
}

#[test]
fn each_way_wrong() {
    use ProblemKind::*;
    let known = ["encadre", "citation", "chiffres", "faq", "carte", "agenda", "bouton"];
    let unknown =
        |name: &str| UnknownDirective { name: name.into(), known: known.into() };
    let missing = |name| MissingAttribute { directive: Name::Bouton, name };
    let key = |directive, name: &str, known: &[&'static str]| UnknownAttribute {
        directive,
        name: name.into(),
        known: known.into(),
    };
    let not_a_count =
        |value: &str| NotACount { attribute: "nombre".into(), value: value.into() };
    let tones = UnknownValue {
        attribute: "ton".into(),
        value: "rouge".into(),
        expected: &["info", "attention", "exemple"],
    };
    let unclosed = |name: &str| UnclosedContainer { name: name.into() };
    for (text, expected) in [
        ("é\n\n:::encadré{x=1}\na\n:::", vec![("encadré", unknown("encadré"))]),
        ("::video{a=\"b\"}", vec![("video", unknown("video"))]),
        (
            "::encadre\na\n:::",
            vec![("::encadre", WrongForm { directive: Name::Encadre, container: true })],
        ),
        (
            ":::carte",
            vec![(":::carte", WrongForm { directive: Name::Carte, container: false })],
        ),
        ("a\n\n:::encadre\nb", vec![(":::encadre", unclosed("encadre"))]),
        (
            ":::inconnu\nb",
            vec![(":::inconnu", unclosed("inconnu")), ("inconnu", unknown("inconnu"))],
        ),
        (
            "- a\n\n  :::encadre\n:::",
            vec![(":::encadre", unclosed("encadre")), (":::", StrayClosing)],
        ),
        ("::::encadre\n:::faq\n### q\n::::", vec![(":::faq", unclosed("faq"))]),
        ("a\n\n  :::  \n", vec![(":::", StrayClosing)]),
        ("::bouton{texte=\"a\"}", vec![("::bouton{texte=\"a\"}", missing("lien"))]),
        (
            "::bouton{lien=\" \" texte=\"a\"}",
            vec![("::bouton{lien=\" \" texte=\"a\"}", missing("lien"))],
        ),
        ("::bouton", vec![("::bouton", missing("lien")), ("::bouton", missing("texte"))]),
        (
            "::carte{dept=\"gers\"}",
            vec![("dept", key(Name::Carte, "dept", &["departement", "type"]))],
        ),
        (":::faq{a=b}\n# q\n:::", vec![("a", key(Name::Faq, "a", &[]))]),
        (
            "::carte{type=a type=b}",
            vec![(
                "type",
                RepeatedAttribute { directive: Name::Carte, name: "type".into() },
            )],
        ),
        (":::encadre{ton=\"rouge\"}\n:::", vec![("rouge", tones)]),
        ("::agenda{nombre=\"0\"}", vec![("0", not_a_count("0"))]),
        ("::agenda{nombre=trois}", vec![("trois", not_a_count("trois"))]),
        (":::encadre{titre=\"é\n:::", vec![("titre=\"é", BadAttributes)]),
        (":::encadre{titre=\"é\"\n:::", vec![("{titre=\"é\"", BadAttributes)]),
        (":::encadre{titre=“é”}\n:::", vec![("titre=“é”}", BadAttributes)]),
        (":::encadre{titre}\n:::", vec![("titre}", BadAttributes)]),
        (":::encadre titre=\"a\"\n:::", vec![("titre=\"a\"", BadAttributes)]),
        ("::carte{} a", vec![("a", BadAttributes)]),
        (
            ":::chiffres\nrien\n:::",
            vec![(":::chiffres", NothingInside { directive: Name::Chiffres })],
        ),
        (":::chiffres\n- **1** a\n- b\n:::", vec![("- b", FigureWithoutValue)]),
        (":::faq\nrien\n:::", vec![(":::faq", NothingInside { directive: Name::Faq })]),
    ] {
        assert_eq!(problems(text), expected, "{text}");
        let windows = text.replace('\n', "\r\n");
        assert_eq!(problems(&windows), expected, "{windows:?}");
    }
}

#[test]
fn spans_count_from_the_start_of_the_file() {
    let text = "::carte{type=\"espaces\"}\r\n";
    let (body, _) = parse(text, 40);
    let directive = &body.directives[0];
    assert_eq!(directive.span, 40..63);
    let attribute = directive.attribute("type").expect("it is written");
    assert_eq!((&attribute.name_span, &attribute.value_span), (&(48..52), &(54..61)));
}

//! The accessibility statement: the parts, their order and their words are those of the
//! model of the RGAA 4.1 (décret n° 2019-768, article 6), filled from the settings.

use crate::config::{Accessibility, Audit, Conformity, Editor};
use crate::model::Entry;
use crate::model::value::Target;
use crate::render::context::Context;
use crate::render::layout::Head;
use crate::render::view::{Contact, Link, MaybeLink, Statement, StatementPart};
use crate::render::{Built, part};

/// What the pages of every portal are made with.
const TECHNOLOGIES: [&str; 5] = ["HTML5", "CSS", "SVG", "JavaScript", "WAI-ARIA"];

/// Where one complains when nobody answers: phrases and addresses.
const DEFENDER: [(&str, &str); 3] = [
    ("statement_form", "https://formulaire.defenseurdesdroits.fr/"),
    ("statement_delegates", "https://www.defenseurdesdroits.fr/saisir/delegues"),
    ("statement_phone", "tel:+33969390000"),
];

/// The statement, and what the portal's own page of that name adds.
pub fn build<'a>(cx: &Context<'a>, own: Option<&'a Entry>) -> Built<'a, Statement> {
    let title = cx.phrase("statement", &[]);
    let nothing = Accessibility::default();
    let settings = cx.site.portal.settings(cx.lang);
    let stated = settings.accessibility.as_ref().unwrap_or(&nothing);
    let filler = Filler { cx, stated, audit: stated.valid_audit(cx.site.today) };
    let view = Statement {
        title: title.clone(),
        pledge: filler.pledge(),
        parts: vec![
            filler.state(),
            filler.results(),
            filler.inaccessible(),
            filler.established(),
            filler.contact(),
            filler.remedies(),
        ],
        more: own.map(|entry| part::entry(cx, entry, String::new())),
    };
    let description = view.parts.first().and_then(|state| state.text.first().cloned());
    (Head { title, description, entry: own, ..Head::default() }, view)
}

/// Writes the parts.
struct Filler<'c, 'a> {
    cx: &'c Context<'a>,
    stated: &'c Accessibility,
    /// The audit that counts today.
    audit: Option<&'c Audit>,
}

impl Filler<'_, '_> {
    /// A sentence, with the holes that several of them have.
    fn say(&self, key: &str, holes: &[(&str, &str)]) -> String {
        let settings = self.cx.site.portal.settings(self.cx.lang);
        let (portal, editor) =
            (self.cx.t(&settings.title), self.cx.t(&settings.editor.name));
        let url = self.cx.site.base.absolute("/");
        let common = [("portal", &*portal), ("editor", &*editor), ("url", &*url)];
        self.cx.phrase(key, &[&common, holes].concat())
    }

    fn part(&self, title: &str, text: Vec<String>) -> StatementPart {
        StatementPart { title: self.say(title, &[]), text, ..StatementPart::default() }
    }

    /// A list, or a sentence that says why it is empty.
    fn list(&self, title: &str, items: &[String], none: &str) -> StatementPart {
        let text = items.is_empty().then(|| self.say(none, &[]));
        let items = items.iter().map(|item| plain(self.cx.t(item))).collect();
        StatementPart { items, ..self.part(title, text.into_iter().collect()) }
    }

    fn pledge(&self) -> StatementPart {
        let settings = crate::config::SETTINGS;
        let link = |target: &Option<Target>, text: &str| {
            let href = &target.as_ref()?.href;
            let href = self.cx.follow(href, settings).unwrap_or_else(|| href.clone());
            Some(MaybeLink { text: self.say(text, &[]), href: Some(href) })
        };
        let plans = [
            link(&self.stated.plan, "statement_plan"),
            link(&self.stated.actions, "statement_actions"),
        ];
        let items: Vec<_> = plans.into_iter().flatten().collect();
        let strategy = if items.is_empty() { "no_strategy" } else { "strategy" };
        let sentences = ["pledge", "scope", strategy]
            .map(|key| self.say(&format!("statement_{key}"), &[]));
        StatementPart { text: sentences.into(), items, ..StatementPart::default() }
    }

    fn state(&self) -> StatementPart {
        let key = match (self.audit, self.stated.state) {
            (None, _) => "statement_unaudited",
            (_, Conformity::None) => "statement_not",
            (_, Conformity::Partial) => "statement_partly",
            (_, Conformity::Total) => "statement_wholly",
        };
        self.part("statement_state", vec![self.say(key, &[])])
    }

    fn results(&self) -> StatementPart {
        let mut text = Vec::new();
        match (self.audit, &self.stated.audit) {
            (Some(audit), _) => {
                let rate = self.cx.locale.percent(audit.rate);
                text.push(self.audited("statement_rate", audit, &rate));
                text.extend(audit.average.map(|average| {
                    let rate = self.cx.locale.percent(average);
                    self.say("statement_average", &[("rate", &rate)])
                }));
            }
            (None, Some(old)) => text.push(self.audited("statement_old", old, "")),
            (None, None) => text.push(self.say("statement_no_audit", &[])),
        }
        self.part("statement_results", text)
    }

    fn audited(&self, key: &str, audit: &Audit, rate: &str) -> String {
        let day = self.cx.locale.date(audit.date.day);
        let auditor = self.cx.t(&audit.auditor);
        self.say(key, &[("date", &day), ("auditor", &auditor), ("rate", rate)])
    }

    fn inaccessible(&self) -> StatementPart {
        let stated = self.stated;
        let unknown = self.audit.is_none();
        let no_failure = if unknown { "statement_unknown" } else { "statement_none" };
        let parts = vec![
            self.list("statement_failures", &stated.failures, no_failure),
            self.list("statement_burdens", &stated.burdens, "statement_none"),
            self.list("statement_exempt", &stated.exempt, "statement_none"),
        ];
        StatementPart { parts, ..self.part("statement_inaccessible", Vec::new()) }
    }

    fn established(&self) -> StatementPart {
        let of_audit = self.audit.map(|audit| audit.date.day);
        let day = self.stated.stated_on.or(of_audit).unwrap_or(self.cx.site.today);
        let day = self.cx.locale.date(day);
        let of = |items: fn(&Audit) -> &[String]| self.audit.map_or(&[][..], items);
        let technologies = TECHNOLOGIES.map(str::to_owned);
        let parts = vec![
            self.list("statement_technologies", &technologies, ""),
            self.list(
                "statement_environment",
                of(|a| &a.environment),
                "statement_untold",
            ),
            self.list("statement_tools", of(|a| &a.tools), "statement_untold"),
            self.list("statement_pages", of(|a| &a.pages), "statement_untold"),
        ];
        let text = vec![self.say("statement_date", &[("date", &day)])];
        StatementPart { parts, ..self.part("statement_established", text) }
    }

    fn contact(&self) -> StatementPart {
        let settings = self.cx.site.portal.settings(self.cx.lang);
        let chosen = self.stated.contact.as_ref().or(settings.contact.as_ref());
        let contact = chosen.map(|contact| part::contact(self.cx, contact));
        let contact = contact.unwrap_or_else(|| self.editor(&settings.editor));
        let text = vec![self.say("statement_help", &[])];
        StatementPart { contact: Some(contact), ..self.part("statement_contact", text) }
    }

    /// The editor, where nobody else was named.
    fn editor(&self, editor: &Editor) -> Contact {
        let address = editor.address.as_ref();
        Contact {
            name: Some(self.cx.t(&editor.name)),
            email: editor
                .email
                .as_ref()
                .map(|email| Link { href: email.href(), text: email.0.clone() }),
            address: address
                .map(|address| part::lines(self.cx, address))
                .unwrap_or_default(),
            ..Contact::default()
        }
    }

    fn remedies(&self) -> StatementPart {
        let text = ["statement_when", "statement_you_can"].map(|key| self.say(key, &[]));
        let mut items: Vec<_> = DEFENDER
            .iter()
            .map(|(key, href)| MaybeLink {
                text: self.say(key, &[]),
                href: Some((*href).to_owned()),
            })
            .collect();
        items.push(plain(self.say("statement_mail", &[])));
        StatementPart { items, ..self.part("statement_remedies", text.into()) }
    }
}

fn plain(text: String) -> MaybeLink {
    MaybeLink { text, href: None }
}

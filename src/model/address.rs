//! Addresses that people can be reached at: on the web, by mail, by phone.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::diag::{Diagnostic, Text, rules};
use crate::model::record::{Context, Shape, Value, scalar};
use crate::model::value::{Remedy, likely, push_with_fix, sure};
use crate::source::Span;
use crate::text;
use crate::text::hidden::is_hidden;
use crate::text::phone::{Phone, PhoneErrorKind};
use crate::yaml::Node;

/// An address on the web, absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url(pub String);

impl Value for Url {
    fn shape() -> Shape {
        Shape::Format("uri")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let text = scalar(node, cx)?.trim();
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
        let clean = text.chars().all(is_of_urls);
        if clean && host.is_some_and(|host| host.contains('.') || host == "localhost") {
            return Some(Self(text.to_owned()));
        }
        let message = text!(
            "une adresse web complète est attendue, comme `https://www.example.org`",
            "a complete web address is expected, such as `https://www.example.org`"
        );
        if text.contains('@') && !text.contains('/') {
            let fault = Diagnostic::new(&rules::BAD_VALUE, message).at(node.span);
            cx.diags.push(fault.hint(text!(
                "une adresse électronique va dans un champ `courriel`",
                "an e-mail address goes to a field `courriel`"
            )));
            return None;
        }
        push_with_fix(node, message, meant_url(text).map(likely), cx);
        None
    }
}

/// What an address may not hold as it is (RFC 3986): it would end it in one of the places
/// where addresses are written.
const REFUSED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

fn is_of_urls(c: char) -> bool {
    !c.is_whitespace() && !is_hidden(c) && !" \"<>\\^`{|}".contains(c)
}

/// The address that was probably meant: with its scheme in full, without spaces.
fn meant_url(text: &str) -> Option<String> {
    const STARTS: [&str; 8] = [
        "https://",
        "http://",
        "https:/",
        "http:/",
        "https//",
        "http//",
        "htpps://",
        "htttps://",
    ];
    let scheme = STARTS.iter().find_map(|start| text.strip_prefix(start));
    let rest = scheme.unwrap_or(text);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.') && !host.contains([' ', ':', '@']);
    let kept = if text.starts_with("http://") { "http://" } else { "https://" };
    let known = scheme.is_some() || !text.contains([':', ' ']);
    (is_host && known).then(|| format!("{kept}{}", utf8_percent_encode(rest, REFUSED)))
}

/// A link of the portal's own (`/carte/`), or an address on the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The link as written.
    pub href: String,
    /// Where it stands.
    pub span: Span,
}

impl Value for Target {
    fn shape() -> Shape {
        Shape::Format("link")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let text = scalar(node, cx)?.trim();
        let is_own = text.starts_with('/') && !text.starts_with("//")
            || text.starts_with('#')
            || text.ends_with(".md") && !text.contains(':');
        if is_own && !text.contains(|c: char| c == '\\' || c.is_control()) {
            return Some(Self { href: text.to_owned(), span: node.span });
        }
        if text.contains("://") {
            return Url::decode(node, cx)
                .map(|url| Self { href: url.0, span: node.span });
        }
        let message = text!(
            "un lien commence par « / » s’il mène à une page du portail, par « https:// » sinon",
            "a link starts with `/` if it leads to a page of the portal, else with `https://`"
        );
        push_with_fix(node, message, meant_link(text).map(likely), cx);
        None
    }
}

/// The link that was probably meant: a site by its name, or a page of the portal.
fn meant_link(text: &str) -> Option<String> {
    let doubtful = |c: char| c.is_whitespace() || c.is_control() || ":@?#".contains(c);
    let text = text.trim_start_matches("//");
    let path = text.trim_end_matches('/');
    if path.is_empty() || path.contains(doubtful) {
        return None;
    }
    let host = path.split('/').next().unwrap_or_default();
    Some(if host.contains('.') { format!("https://{text}") } else { format!("/{path}/") })
}

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(pub String);

impl Email {
    /// The link that writes to it. `%40` is `@` for programs that follow links, and nothing
    /// for those that gather addresses.
    pub fn href(&self) -> String {
        format!("mailto:{}", self.0.replace('@', "%40"))
    }
}

impl Value for Email {
    fn shape() -> Shape {
        Shape::Format("email")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let text = scalar(node, cx)?.trim();
        if is_email(text) {
            return Some(Self(text.to_owned()));
        }
        let message = text!(
            "une adresse électronique est attendue, comme `accueil@exemple.fr`",
            "an e-mail address is expected, such as `accueil@exemple.fr`"
        );
        push_with_fix(node, message, meant_email(text), cx);
        None
    }
}

/// Whether a text is an e-mail address and nothing else.
pub fn is_email(text: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || "._-+".contains(c);
    text.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty()
            && host.contains('.')
            && user.chars().all(word)
            && host.chars().all(word)
    })
}

/// The address in what mail programs copy, or in what hides it from robots.
fn meant_email(text: &str) -> Option<Remedy> {
    let bare = text.strip_prefix("mailto:").unwrap_or(text);
    let bare = bare.rsplit_once('<').map_or(bare, |(_, address)| address);
    let bare = bare.trim_matches(['<', '>', ' ', '.', ',', ';']);
    if is_email(bare) {
        return Some(sure(bare));
    }
    let shown = [" at ", "(at)", "[at]", " arobase ", "(arobase)", "[arobase]"]
        .iter()
        .fold(bare.to_lowercase(), |text, hidden| text.replace(hidden, "@"));
    let shown = shown.replace(" @ ", "@").replace("[dot]", ".").replace("(dot)", ".");
    let shown: String = shown.split_whitespace().collect();
    is_email(&shown).then(|| likely(shown))
}

impl Value for Phone {
    fn shape() -> Shape {
        Shape::Format("phone")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let text = scalar(node, cx)?;
        Self::parse(text)
            .map_err(|error| {
                let message = phone_message(text, error.kind);
                let zeros = text.replace(['O', 'o'], "0");
                let meant = Self::parse(&zeros).ok().filter(|_| zeros != text);
                let meant = meant.map(|phone| likely(phone.to_string()));
                push_with_fix(node, message, error.fix.map(sure).or(meant), cx);
            })
            .ok()
    }
}

fn phone_message(text: &str, kind: PhoneErrorKind) -> Text {
    match kind {
        _ if !text.contains(|c: char| c.is_ascii_digit()) => text!(
            "un numéro de téléphone est attendu, comme `04 71 00 00 00`",
            "a phone number is expected, such as `04 71 00 00 00`"
        ),
        PhoneErrorKind::TooShort(n) if !text.starts_with(['+', '0']) && n == 9 => {
            text!("ce numéro a perdu son premier zéro", "this number lost its first zero")
        }
        PhoneErrorKind::TooShort(n) => text!(
            "ce numéro n’a que {n} chiffres : il en faut 10, comme `04 71 00 00 00`",
            "this number has only {n} digits: it needs 10, such as `04 71 00 00 00`"
        ),
        PhoneErrorKind::TooLong(n) => text!(
            "ce numéro a {n} chiffres : il en faut 10 ; un champ a un seul numéro",
            "this number has {n} digits: it needs 10; a field has a single number"
        ),
        PhoneErrorKind::Prefix => text!(
            "ce début de numéro n’existe pas : un numéro français commence par 0, puis 1 à 9",
            "no number starts so: a French one starts with 0, then 1 to 9"
        ),
        PhoneErrorKind::Character(at) => {
            let sign = text.get(at..).and_then(|rest| rest.chars().next());
            let sign = sign.unwrap_or(' ');
            text!(
                "« {sign} » n’a pas sa place dans un numéro de téléphone, comme `04 71 00 00 00`",
                "`{sign}` does not belong in a phone number, such as `04 71 00 00 00`"
            )
        }
    }
}

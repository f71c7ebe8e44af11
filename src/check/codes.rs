//! Codes without quotes, when the portal is also edited over its forge: the editor there
//! reads YAML as JavaScript does, and would make 7 of `07`.

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::parse::Documents;
use crate::site::Site;
use crate::text;
use crate::yaml::{Kind, Node};

/// Says which codes would lose their zero.
pub fn check(site: &Site<'_>, documents: &Documents, diags: &mut Diagnostics) {
    if site.portal.settings(site.portal.lang).web_editor.is_none() {
        return;
    }
    for document in documents.values() {
        document.front.iter().for_each(|front| walk(front, diags));
    }
}

fn walk(node: &Node, diags: &mut Diagnostics) {
    match &node.kind {
        Kind::Scalar { text, plain: true, .. } if is_code(text) => {
            diags.push(fault(node, text));
        }
        Kind::Scalar { .. } => {}
        Kind::Seq(items) => items.iter().for_each(|item| walk(item, diags)),
        Kind::Map(entries) => entries.iter().for_each(|(_, value)| walk(value, diags)),
    }
}

fn is_code(text: &str) -> bool {
    text.len() > 1
        && text.starts_with('0')
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn fault(node: &Node, code: &str) -> Diagnostic {
    let message = text!(
        "« {code} » perdrait son zéro dans l’éditeur en ligne",
        "`{code}` would lose its zero in the web editor"
    );
    let fault = Diagnostic::new(&rules::BARE_CODE, message).at(node.span);
    fault.fix(node.span, format!("\"{code}\""))
}

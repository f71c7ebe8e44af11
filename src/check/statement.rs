//! The accessibility statement: an audit counts for three years.

use crate::config::{Audit, Conformity};
use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::site::Site;
use crate::text;

/// Says when the audit behind the stated conformity does not count.
pub fn check(site: &Site<'_>, diags: &mut Diagnostics) {
    let settings = site.portal.settings(site.portal.lang);
    let Some(stated) = &settings.accessibility else { return };
    let Some(audit) = &stated.audit else { return };
    if audit.date.day > site.today {
        let message = text!(
            "l’audit est daté d’un jour qui n’est pas encore venu",
            "the audit is dated to a day that has not come yet"
        );
        let fault = Diagnostic::new(&rules::IMPOSSIBLE_DATES, message);
        diags.push(fault.at(audit.date.span));
    } else if stated.state != Conformity::None && !audit.is_valid_on(site.today) {
        diags.push(too_old(audit));
    }
}

fn too_old(audit: &Audit) -> Diagnostic {
    let message = text!(
        "cet audit a plus de trois ans : la déclaration redevient « non conforme »",
        "this audit is more than three years old: the statement falls back to `non conforme`"
    );
    Diagnostic::new(&rules::OLD_AUDIT, message).at(audit.date.span).hint(text!(
        "faites refaire l’audit, puis mettez `audit` à jour",
        "have the audit made again, then bring `audit` up to date"
    ))
}

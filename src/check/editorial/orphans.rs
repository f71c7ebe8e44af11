//! Free pages that nothing leads to.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::model::catalog::EntryId;
use crate::model::kind::Page;
use crate::site::Site;
use crate::site::address;
use crate::text;

/// Other kinds are listed by their territory; a free page is where links lead.
pub fn check(site: &Site<'_>, reached: &BTreeSet<EntryId>, diags: &mut Diagnostics) {
    for entry in site.portal.entries.values() {
        let alone = entry.is::<Page>().is_some_and(|page| !page.in_footer)
            && site.state(entry.id).is_listed()
            && !address::is_statement(&entry.place)
            && !reached.contains(&entry.id);
        if !alone {
            continue;
        }
        let message =
            text!("aucune page ne mène à celle-ci", "no page leads to this one");
        diags.push(
            Diagnostic::new(&rules::ORPHAN_PAGE, message)
                .at(entry.span("titre"))
                .hint(text!(
                    "faites un lien vers elle, ajoutez-la au `menu` de `portail.yaml`, ou écrivez `dans_le_pied: oui`",
                    "link to it, add it to the `menu` of `portail.yaml`, or write `dans_le_pied: oui`"
                )),
        );
    }
}

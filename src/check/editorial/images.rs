//! Images too heavy to be kept as they are.

use std::collections::BTreeSet;

use crate::assets::Wanted;
use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::text;
use crate::world::World;

/// Visitors never load the original, but everyone who copies or builds the portal does.
const HEAVY_BYTES: u64 = 5_000_000;

/// Names of images that the portal makes lighter copies of.
const PHOTOS: [&str; 4] = [".jpg", ".jpeg", ".png", ".webp"];

/// Each heavy image is told once, where it is first shown.
pub fn check(world: &World, wanted: &BTreeSet<Wanted>, diags: &mut Diagnostics) {
    let mut last = "";
    for Wanted { path, used_at } in wanted {
        let again = std::mem::replace(&mut last, path) == path;
        let name = path.to_lowercase();
        let Some(asset) = world.assets.get(path).filter(|_| !again) else { continue };
        if asset.bytes <= HEAVY_BYTES || !PHOTOS.iter().any(|end| name.ends_with(end)) {
            continue;
        }
        let tenths = asset.bytes / 100_000;
        let (whole, tenth) = (tenths / 10, tenths % 10);
        let message = text!(
            "l’image d’origine pèse {whole},{tenth} Mo",
            "the original image weighs {whole}.{tenth} MB"
        );
        let finding = Diagnostic::new(&rules::HEAVY_IMAGE, message).hint(text!(
            "réduisez-la à 2 560 pixels de large (qualité 85) : rien ne se verra, et le dépôt restera léger",
            "reduce it to 2,560 pixels wide (quality 85): nothing will show, and the repository stays light"
        ));
        diags.push(match used_at {
            Some(span) => finding.at(*span),
            None => finding,
        });
    }
}

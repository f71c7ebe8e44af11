//! Makes the files of a [`Plan`], as far as they are not remembered.

use rayon::prelude::*;

use crate::diag::Diagnostics;
use crate::memo::{self, Store};
use crate::sink::{Sink, put_known};
use crate::world::World;

use super::fault::Fault;
use super::photo::{self, Header};
use super::{Colors, Output, Plan, Work};

/// Photos beyond it are decoded one at a time, those below on every thread.
const HUGE_PIXELS: u64 = 32_000_000;

/// Sends every image and file of the plan to the sink, and tells the colors of its photos.
///
/// Each thread holds one photo at most, so memory grows with the number of threads.
pub fn encode(
    world: &World,
    plan: &Plan,
    store: &dyn Store,
    sink: &dyn Sink,
    diags: &mut Diagnostics,
) -> Colors {
    let make = |(url, output)| {
        let made = Making { world, store, sink, output }.make();
        (url, output, made)
    };
    let (huge, usual): (Vec<_>, Vec<_>) =
        plan.outputs.iter().partition(|(_, output)| output.is_huge());
    let usual: Vec<_> = usual.into_par_iter().map(make).collect();
    let mut colors = Colors::new();
    for (url, output, made) in usual.into_iter().chain(huge.into_iter().map(make)) {
        match made {
            Ok(color) => colors.extend(color.map(|color| (url.clone(), color))),
            Err(fault) => diags.push(fault.diagnostic(&output.path, output.used_at)),
        }
    }
    colors
}

impl Output {
    /// Whether it is decoded while no other is.
    pub(super) fn is_huge(&self) -> bool {
        matches!(&self.work, Work::Photo(header) if header.pixels() > HUGE_PIXELS)
    }
}

/// One output on its way.
struct Making<'a> {
    world: &'a World,
    store: &'a dyn Store,
    sink: &'a dyn Sink,
    output: &'a Output,
}

impl Making<'_> {
    /// Makes the files; a photo has a color.
    fn make(&self) -> Result<Option<[u8; 3]>, Fault> {
        let bytes = match &self.output.work {
            Work::Photo(header) => return self.photo(header),
            Work::Drawing(drawing) => drawing.svg.clone().into_bytes(),
            Work::Copy => self.original()?,
        };
        self.put(&self.output.address(), bytes);
        Ok(None)
    }

    fn photo(&self, header: &Header) -> Result<Option<[u8; 3]>, Fault> {
        let color_key = memo::key(&[&self.output.digest, "color"]);
        let color = self.store.load(&color_key).and_then(|bytes| bytes.try_into().ok());
        let mut missing = Vec::new();
        for (width, format) in header.variants() {
            let key =
                memo::key(&[&self.output.digest, &width.to_string(), format.extension()]);
            let name = photo::variant_name(&self.output.base, width, format);
            if !put_known(self.sink, name.trim_start_matches('/'), self.store, &key) {
                missing.push((width, format, key));
            }
        }
        if missing.is_empty() && color.is_some() {
            return Ok(color.filter(|_| header.is_opaque()));
        }
        let image = photo::decode(&self.original()?, header)?;
        for (width, format, key) in missing {
            let bytes = photo::variant(&image, header, width, format)?;
            self.store.save(&key, &bytes);
            self.put(&photo::variant_name(&self.output.base, width, format), bytes);
        }
        let color = photo::average(&image);
        self.store.save(&color_key, &color);
        Ok(Some(color).filter(|_| header.is_opaque()))
    }

    /// The content that was planned for: were it another one, the store would remember it
    /// under the wrong key.
    fn original(&self) -> Result<Vec<u8>, Fault> {
        let asset = self.world.assets.get(&self.output.path).ok_or(Fault::Missing)?;
        let content = asset.read().map_err(|_| Fault::Unreadable)?;
        if self.output.work.digest(&content) == self.output.digest {
            Ok(content)
        } else {
            Err(Fault::Changed)
        }
    }

    fn put(&self, url: &str, bytes: Vec<u8>) {
        self.sink.put(url.trim_start_matches('/'), bytes);
    }
}

//! The kinds of content, one file each.

mod event;
mod network;
mod offer;
mod page;
mod scheme;
mod territory;
mod testimonial;
mod training;
mod welcome;
mod workspace;

pub use event::*;
pub use network::*;
pub use offer::*;
pub use page::*;
pub use scheme::*;
pub use territory::*;
pub use testimonial::*;
pub use training::*;
pub use welcome::*;
pub use workspace::*;

use crate::model::place::Kind;
use crate::model::record::{Context, Field, Reader, Record};

/// Ties kinds to their records: `Kind => Record` or `Kind => Record, validate`.
macro_rules! kinds {
    ($($kind:ident => $record:ident $($validate:ident)?),* $(,)?) => {
        /// What an entry says beyond what all entries say.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Data {
            $(#[doc = concat!("See [`", stringify!($record), "`].")] $kind($record)),*
        }

        impl Data {
            /// Reads the record of a kind, and checks what it says as a whole.
            pub fn read(
                kind: Kind,
                reader: &mut Reader<'_>,
                cx: &mut Context<'_>,
            ) -> Option<Self> {
                match kind {
                    $(Kind::$kind => {
                        let record = $record::read(reader, cx)?;
                        $(record.$validate(reader, cx);)?
                        Some(Self::$kind(record))
                    })*
                }
            }

            /// The fields of a kind, without those that all kinds have.
            pub fn fields(kind: Kind) -> Vec<Field> {
                match kind {
                    $(Kind::$kind => $record::fields()),*
                }
            }
        }

        $(impl Facet for $record {
            fn of(data: &Data) -> Option<&Self> {
                match data {
                    Data::$kind(record) => Some(record),
                    _ => None,
                }
            }
        })*
    };
}

/// A record that is the data of a kind.
pub trait Facet: Sized {
    /// The record, when the data is of its kind.
    fn of(data: &Data) -> Option<&Self>;
}

kinds! {
    Home => Home,
    Page => Page,
    Region => Region,
    Department => Department validate,
    Workspace => Workspace validate,
    Offer => Offer validate,
    Welcome => Welcome validate,
    Testimonial => Testimonial validate,
    Event => Event validate,
    Training => Training validate,
    Network => Network,
    Members => Members,
    Scheme => Scheme validate,
    Article => Article,
    Commune => CommuneSheet,
    Property => PropertyMarket validate,
}

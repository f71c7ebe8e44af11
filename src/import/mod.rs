//! Official files to what a portal publishes of them: one file per source.
//!
//! An importer takes the rows of its files one by one, keeps what it needs of those of one
//! département, and gives the rows of one sheet, which stands in the département's folder
//! with where it comes from. It sees neither the disk nor the clock: the command does.
//!
//! What is official, and under which licence, is told by each [`Source`]. The order of rows
//! and files never matters, and importing the same files again gives the same sheet.

mod agenda;
mod arcep;
mod bpe;
mod contours;
mod csv;
mod dvf;
mod education;
mod entries;
mod finess;
mod geojson;
mod json;
mod loyers;
mod mapping;
mod mediation;
mod petite_enfance;
mod rank;
mod services;
mod sheet;
mod table;
mod tiers_lieux;
mod towns;

use std::collections::BTreeMap;
use std::io::Read;

use jiff::civil::Date;

use crate::geo::Department;

pub use csv::Table;
pub use mapping::{Mapping, Wrong};
pub use sheet::{Change, Sheet, changes, is_untouched};
pub use table::Fault;

/// The name of the source of tables that an editor explains.
pub const CSV: &str = "csv";

/// An official source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Sales of homes.
    Dvf,
    /// Rents that are asked for.
    Loyers,
    /// Broadband by wire.
    Arcep,
    /// Places of digital help.
    Mediation,
    /// Outlines of communes.
    Contours,
    /// Services of daily life.
    Bpe,
    /// Schools.
    Education,
    /// Places of care.
    Finess,
    /// Childcare.
    PetiteEnfance,
    /// Third places.
    TiersLieux,
    /// Events.
    Agenda,
}

/// What is told of a source beside its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About<'a> {
    /// Its name on the command line, and that of its sheet.
    pub name: &'a str,
    /// Its title, as its producer gives it.
    pub title: &'a str,
    /// Who makes it.
    pub producer: &'a str,
    /// The licence that it is published under.
    pub licence: &'a str,
    /// Where it is published.
    pub url: &'a str,
    /// What its rows are called once they are kept: « ventes ».
    pub unit: &'a str,
}

impl Source {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Dvf,
        Self::Loyers,
        Self::Arcep,
        Self::Mediation,
        Self::Contours,
        Self::Bpe,
        Self::Education,
        Self::Finess,
        Self::PetiteEnfance,
        Self::TiersLieux,
        Self::Agenda,
    ];

    /// What is told of it.
    pub fn about(self) -> &'static About<'static> {
        match self {
            Self::Dvf => &dvf::ABOUT,
            Self::Loyers => &loyers::ABOUT,
            Self::Arcep => &arcep::ABOUT,
            Self::Mediation => &mediation::ABOUT,
            Self::Contours => &contours::ABOUT,
            Self::Bpe => &bpe::ABOUT,
            Self::Education => &education::ABOUT,
            Self::Finess => &finess::ABOUT,
            Self::PetiteEnfance => &petite_enfance::ABOUT,
            Self::TiersLieux => &tiers_lieux::ABOUT,
            Self::Agenda => &agenda::ABOUT,
        }
    }

    /// Starts reading it for a département, on a day.
    pub fn importer(
        self,
        department: &'static Department,
        day: Date,
    ) -> Box<dyn Importer> {
        match self {
            Self::Dvf => Box::new(dvf::Sales::of(department)),
            Self::Loyers => Box::new(loyers::Rents::of(department)),
            Self::Arcep => Box::new(arcep::Lines::of(department)),
            Self::Mediation => Box::new(mediation::Places::of(department)),
            Self::Contours => Box::new(contours::Outlines::of(department)),
            Self::Bpe => Box::new(bpe::Facilities::of(department)),
            Self::Education => Box::new(education::Schools::of(department)),
            Self::Finess => Box::new(finess::Care::of(department)),
            Self::PetiteEnfance => Box::new(petite_enfance::Childcare::of(department)),
            Self::TiersLieux => Box::new(tiers_lieux::ThirdPlaces::of(department)),
            Self::Agenda => Box::new(agenda::Agenda::of(department, day)),
        }
    }
}

/// A file that is being read.
pub struct Opened<'a> {
    /// Its name, without its folder.
    pub name: &'a str,
    /// What its name or its disk tells of its day.
    pub date: Date,
    /// Its bytes, unpacked.
    pub bytes: &'a mut dyn Read,
}

/// Reads files and keeps what it needs of them.
pub trait Importer {
    /// Reads one file.
    ///
    /// # Errors
    /// When the file is not what it should be: another one, or a wrong column.
    fn read(&mut self, file: &mut Opened<'_>, tally: &mut Tally) -> Result<(), Fault>;

    /// How the names of files end that it reads where they are packed with others.
    fn endings(&self) -> &'static [&'static str] {
        &[".csv", ".txt"]
    }

    /// What they gave, in order.
    fn finish(self: Box<Self>, tally: &mut Tally) -> Vec<Row>;
}

/// What became of the rows that were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows of the files.
    pub read: u64,
    /// Things that the figures rest on.
    pub kept: u64,
    /// Those of them that are at no known position.
    pub unplaced: u64,
    /// Those that were left out, by reason.
    pub dropped: BTreeMap<Reason, u64>,
    /// Rows that cannot be right, the first of them.
    pub faults: Vec<Fault>,
}

/// Most faults of rows that are told one by one.
const MAX_FAULTS: usize = 20;

impl Tally {
    fn drop(&mut self, reason: Reason) {
        *self.dropped.entry(reason).or_default() += 1;
    }

    fn fault(&mut self, fault: Fault) {
        self.drop(Reason::Unreadable);
        self.warn(fault);
    }

    /// Tells what is wrong with a row that is kept all the same.
    fn warn(&mut self, fault: Fault) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(fault);
        }
    }
}

/// Why something was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It lies in another département.
    Elsewhere,
    /// Something in it cannot be read.
    Unreadable,
    /// No plain sale: auction, exchange, expropriation, before completion.
    NoPlainSale,
    /// Nothing to live in.
    NoDwelling,
    /// More than one dwelling for one price.
    SeveralDwellings,
    /// Business premises are part of it.
    Business,
    /// No price, or no surface.
    NoMeasure,
    /// Its price or its surface is out of all proportion.
    Outlier,
    /// Nobody estimated it.
    NoEstimate,
    /// Nothing that the portal tells of.
    OtherKind,
    /// Not open.
    Closed,
    /// It is there already.
    Twice,
    /// There is a later one.
    Older,
    /// It was over a year ago.
    Past,
    /// Its agenda does not publish it.
    Unpublished,
    /// Nobody knows yet whether it takes place.
    Unconfirmed,
}

impl Reason {
    /// In the words of the sheet.
    pub fn words(self) -> &'static str {
        match self {
            Self::Elsewhere => "hors du département",
            Self::Unreadable => "illisible",
            Self::NoPlainSale => "autre qu’une vente simple",
            Self::NoDwelling => "sans logement",
            Self::SeveralDwellings => "plusieurs logements pour un prix",
            Self::Business => "avec un local d’activité",
            Self::NoMeasure => "sans prix ou sans surface",
            Self::Outlier => "prix ou surface hors de proportion",
            Self::NoEstimate => "sans estimation",
            Self::OtherKind => "d’un autre type",
            Self::Closed => "pas ouvert",
            Self::Twice => "en double",
            Self::Older => "plus ancien",
            Self::Past => "passé depuis plus d’un an",
            Self::Unpublished => "non publié par son agenda",
            Self::Unconfirmed => "à confirmer",
        }
    }
}

/// A row of a sheet: keys and values as they are written, those that name it first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// How many of the values name it.
    names: usize,
    values: Vec<(&'static str, String)>,
}

impl Row {
    /// A row that these values name.
    fn named(names: Vec<(&'static str, String)>) -> Self {
        Self { names: names.len(), values: names }
    }

    /// Adds a value, if there is one.
    fn with(mut self, key: &'static str, value: Option<impl ToString>) -> Self {
        self.values.extend(value.map(|value| (key, value.to_string())));
        self
    }

    /// One of its values, as it is written.
    fn get(&self, key: &str) -> Option<&str> {
        self.values.iter().find(|(name, _)| *name == key).map(|(_, value)| value.as_str())
    }

    /// It as it is written.
    fn text(&self) -> String {
        let values = self.values.iter().map(|(key, value)| format!("{key}: {value}"));
        format!("{{{}}}", values.collect::<Vec<_>>().join(", "))
    }
}

//! Small pieces that many views share: links, dates, pictures, figures, contacts.

use super::LineChart;
use serde::Serialize;

/// A fragment of HTML that is already safe; templates print it with `| safe`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Html(pub String);

/// A date or an instant: for machines and as people read it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct When {
    /// Value of the `datetime` attribute (`2014-10-09`, `2014-10-09T09:30+02:00`).
    pub iso: String,
    /// As shown: `9 octobre 2014`.
    pub text: String,
}

/// A link and its text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Address, already relative to the base URL of the site.
    pub href: String,
    /// Text of the link.
    pub text: String,
}

/// A link of a menu, which may lead to the page being read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct NavLink {
    /// Address.
    pub href: String,
    /// Text of the link.
    pub text: String,
    /// Whether the page being read is this one or lies under it.
    pub current: bool,
}

/// A text that may be a link: a commune with or without a sheet, a place, an organizer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MaybeLink {
    /// Text.
    pub text: String,
    /// Address, where there is one.
    pub href: Option<String>,
}

/// An image with all that keeps the page from jumping while it loads.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Picture {
    /// Address of the fallback image.
    pub src: String,
    /// Candidate widths of the fallback format.
    pub srcset: Option<String>,
    /// Candidate widths in WebP, offered first.
    pub webp: Option<String>,
    /// `sizes` attribute; needed with a `srcset`.
    pub sizes: Option<String>,
    /// Intrinsic width, in pixels.
    pub width: u32,
    /// Intrinsic height, in pixels.
    pub height: u32,
    /// Alternative text; empty for a decorative image.
    pub alt: String,
    /// Declarations for it (`data-css`): the color shown until it comes, the part that stays
    /// in sight where it is cropped.
    pub style: Option<String>,
    /// Author and licence.
    pub credit: Option<String>,
    /// Whether loading may wait until the image comes near the viewport.
    pub lazy: bool,
}

/// A picture with a caption.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Photo {
    /// The image.
    pub picture: Picture,
    /// Text under it.
    pub caption: Option<String>,
}

/// Where a fact comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Title of the work.
    pub title: String,
    /// Its address.
    pub href: Option<String>,
    /// Author and date: `Zevillage, 9 octobre 2014`.
    pub detail: Option<String>,
}

/// Tone of a [`Badge`]; never the only bearer of its meaning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// A plain statement.
    #[default]
    Neutral,
    /// Good news: available, open, reached.
    Good,
    /// To be looked at: soon over, full, to be verified.
    Warn,
    /// Over or cancelled.
    Bad,
}

/// A state said in a word or two: `Disponible`, `Complet`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Badge {
    /// The words.
    pub text: String,
    /// Their tone.
    pub tone: Tone,
}

/// A row of a description list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What is described: `Surface`.
    pub term: String,
    /// Its value: `120 m²`.
    pub text: String,
    /// Where the value leads.
    pub href: Option<String>,
}

/// A key figure.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Figure {
    /// What is counted.
    pub label: String,
    /// Words before the number: `plus de`, `environ`.
    pub prefix: Option<String>,
    /// The number, formatted: `1 250`.
    pub value: String,
    /// Its unit: `postes`, `%`.
    pub unit: Option<String>,
    /// When it was true.
    pub date: Option<When>,
    /// Who says so.
    pub source: Option<Source>,
    /// The benchmark and the computed ratio, in one sentence:
    /// `8 fois la moyenne nationale (6 %)`.
    pub reference: Option<String>,
    /// Its course over time, with the table of its values.
    pub series: Option<LineChart>,
    /// Whether it is an openly marked example.
    pub example: bool,
}

/// A target and what came of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Objective {
    /// What is aimed at.
    pub label: String,
    /// The target in words: `100 Mbit/s pour 75 % de la population`.
    pub target: String,
    /// Its year or date.
    pub deadline: When,
    /// What was reached, in words: `68 %`.
    pub reached: Option<String>,
    /// When that was measured.
    pub reached_on: Option<When>,
    /// Width of the bar of what was reached, in percent of the track (0 to 100).
    pub reached_percent: Option<f32>,
    /// Place of the target on the same track, in percent (0 to 100).
    pub target_percent: Option<f32>,
    /// Whether it is reached, missed or under way.
    pub state: Option<Badge>,
    /// Who says so.
    pub source: Option<Source>,
}

/// An argument, a service, a warning: a title and some prose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Argument {
    /// Its title.
    pub title: String,
    /// Its text: paragraphs.
    pub text: Html,
    /// Where one learns more.
    pub href: Option<String>,
}

/// A person or a desk that answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// Name of the person or of the desk.
    pub name: Option<String>,
    /// Role of the person.
    pub role: Option<String>,
    /// Where the person works.
    pub organization: Option<String>,
    /// `tel:` address and number as it is written.
    pub phone: Option<Link>,
    /// `mailto:` address and address as it is written.
    pub email: Option<Link>,
    /// Lines of the postal address.
    pub address: Vec<String>,
    /// Site, its text without the scheme.
    pub site: Option<Link>,
}

/// A share of a whole, drawn as a proportional bar.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Share {
    /// What is counted.
    pub label: String,
    /// Address of its details.
    pub href: Option<String>,
    /// How many: `70`.
    pub count: Option<String>,
    /// Its part of the whole: `20 %`.
    pub share: String,
    /// Width of the bar, in percent (0 to 100).
    pub percent: f32,
    /// Who says so, when it is not computed.
    pub source: Option<Source>,
}

/// Bars that compare quantities, with the table behind them.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Shares {
    /// Caption of the table.
    pub caption: String,
    /// Rows, greatest first.
    pub rows: Vec<Share>,
    /// Who says so, when it is the same for all rows.
    pub source: Option<Source>,
    /// Whether the counts are computed from the directory shown on the page.
    pub computed: bool,
}

/// A file to download.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Download {
    /// Address.
    pub href: String,
    /// Format as people say it: `CSV`.
    pub format: String,
    /// Size as people say it: `12 ko`.
    pub size: Option<String>,
}

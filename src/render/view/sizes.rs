//! How wide the layout shows images: values of `sizes`, to be changed with the styles.
//! `tests/browser/images.test.js` holds them to what browsers draw.

/// Across the whole page.
pub const HERO: &str = "100vw";
/// Beside the title of a sheet, or alone above a text.
pub const ENTRY: &str = "(min-width: 75rem) 29rem, (min-width: 58rem) 37vw, 92vw";
/// As wide as the texts of a free page can be.
pub const WIDE: &str = "(min-width: 80rem) 75rem, 92vw";
/// On a card of a list of one, two or three columns.
pub const CARD: &str =
    "(min-width: 80rem) 24rem, (min-width: 66rem) 30vw, (min-width: 43rem) 45vw, 92vw";
/// Beside a quotation.
pub const QUOTE: &str = "14rem";
/// A face beside a name.
pub const FACE: &str = "3.5rem";
/// In a running text.
pub const TEXT: &str = "(min-width: 75rem) 38rem, (min-width: 58rem) 50vw, 92vw";
/// Among other photos.
pub const TILE: &str = "(min-width: 58rem) 17rem, (min-width: 33rem) 45vw, 92vw";

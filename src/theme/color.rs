//! Colors of a portal, worked out from one hue.
//!
//! An owner chooses a hue; every color of the light and of the dark theme follows from it,
//! legible by construction. Each color has a target in OKLCH; its chroma is reduced to what
//! sRGB can show, and its lightness leaves the target only as far as the contrasts asked
//! of it require. Contrast is that of WCAG 2.2, on the bytes that browsers get. A theme may
//! fix colors in its style sheet: the others settle around them, and what cannot is told.

mod fixed;

use std::fmt::Write;

pub use fixed::Fixed as FixedColors;

/// Steps of a bisection: the last one is below a thousandth of the scale.
const STEPS: u32 = 12;
/// How far outside of sRGB a linear channel may be, for rounding's sake.
const GAMUT_SLACK: f64 = 1e-4;
/// Backgrounds of running text.
const PAGE: [&str; 3] = ["paper", "surface", "raised"];
/// Backgrounds of running text, of notices and of the hero.
const ALL_PAGE: [&str; 7] =
    ["paper", "surface", "raised", "soft", "warn-soft", "sky", "sky-low"];
/// Where marks of maps and their counts stand.
const MAP: [&str; 4] = ["paper", "surface", "raised", "on-fill"];

/// A color as browsers get it: red, green and blue in sRGB.
pub type Rgb = [u8; 3];

/// A hue, in degrees.
#[derive(Clone, Copy)]
enum Hue {
    /// The portal's own, turned by an angle.
    Own(f64),
    /// The same for every portal.
    Fixed(f64),
}
use Hue::{Fixed, Own};

/// A color to come near to: OKLCH lightness, chroma and hue.
type Target = (f64, f64, Hue);

/// What a color is for.
struct Role {
    name: &'static str,
    light: Target,
    dark: Target,
    /// Least contrast with each color of `against`, all of them above this row.
    contrast: f64,
    against: &'static [&'static str],
    /// Whether a territory of another hue has its own.
    accent: bool,
}

const fn free(name: &'static str, light: Target, dark: Target) -> Role {
    Role { name, light, dark, contrast: 1.0, against: &[], accent: false }
}

impl Role {
    const fn on(self, contrast: f64, against: &'static [&'static str]) -> Self {
        Self { contrast, against, ..self }
    }

    const fn accent(self) -> Self {
        Self { accent: true, ..self }
    }
}

/// The colors, each after those that it must stand out from.
const ROLES: [Role; 30] = [
    free("paper", (0.985, 0.008, Fixed(90.0)), (0.175, 0.014, Own(0.0))),
    free("surface", (0.955, 0.016, Own(0.0)), (0.215, 0.018, Own(0.0))),
    free("raised", (1.0, 0.0, Own(0.0)), (0.25, 0.02, Own(0.0))),
    free("soft", (0.925, 0.045, Own(0.0)), (0.32, 0.05, Own(0.0))).accent(),
    free("good-soft", (0.94, 0.035, Fixed(152.0)), (0.31, 0.035, Fixed(152.0))),
    free("warn-soft", (0.945, 0.03, Fixed(65.0)), (0.32, 0.035, Fixed(65.0))),
    free("bad-soft", (0.935, 0.03, Fixed(20.0)), (0.31, 0.04, Fixed(20.0))),
    free("sky", (0.94, 0.035, Fixed(75.0)), (0.2, 0.03, Fixed(275.0))),
    free("sky-low", (0.94, 0.035, Own(0.0)), (0.29, 0.05, Own(0.0))),
    free("on-fill", (1.0, 0.0, Own(0.0)), (0.18, 0.03, Own(0.0))).accent(),
    free("ink", (0.23, 0.025, Own(0.0)), (0.95, 0.01, Own(0.0))).on(7.0, &ALL_PAGE),
    free("muted", (0.45, 0.025, Own(0.0)), (0.77, 0.02, Own(0.0))).on(4.5, &MAP),
    free("line", (0.87, 0.02, Own(0.0)), (0.36, 0.02, Own(0.0))),
    free("control", (0.57, 0.03, Own(0.0)), (0.63, 0.03, Own(0.0))).on(3.0, &PAGE),
    free("fill", (0.42, 0.11, Own(0.0)), (0.8, 0.1, Own(0.0)))
        .on(4.5, &["on-fill"])
        .accent(),
    free("accent", (0.44, 0.11, Own(0.0)), (0.82, 0.1, Own(0.0)))
        .on(4.5, &ALL_PAGE)
        .accent(),
    free("accent-strong", (0.34, 0.1, Own(0.0)), (0.9, 0.07, Own(0.0)))
        .on(4.5, &["paper", "surface", "raised", "soft", "on-fill"])
        .accent(),
    free("good", (0.46, 0.11, Fixed(152.0)), (0.82, 0.11, Fixed(152.0)))
        .on(4.5, &["paper", "surface", "raised", "good-soft"]),
    free("warn", (0.47, 0.115, Fixed(60.0)), (0.82, 0.12, Fixed(73.0)))
        .on(4.5, &["paper", "surface", "raised", "warn-soft"]),
    free("bad", (0.46, 0.16, Fixed(23.0)), (0.79, 0.12, Fixed(23.0)))
        .on(4.5, &["paper", "surface", "raised", "bad-soft"]),
    free("offer", (0.5, 0.12, Fixed(60.0)), (0.82, 0.12, Fixed(70.0))).on(4.5, &MAP),
    free("event", (0.45, 0.14, Fixed(342.0)), (0.8, 0.11, Fixed(342.0))).on(4.5, &MAP),
    free("deep", (0.27, 0.05, Own(0.0)), (0.14, 0.02, Own(0.0))),
    free("on-deep", (0.97, 0.01, Own(0.0)), (0.95, 0.01, Own(0.0))).on(7.0, &["deep"]),
    free("deep-muted", (0.84, 0.04, Own(0.0)), (0.78, 0.03, Own(0.0))).on(4.5, &["deep"]),
    free("sun", (0.86, 0.12, Fixed(80.0)), (0.9, 0.06, Fixed(95.0))),
    free("ridge-1", (0.84, 0.05, Own(12.0)), (0.34, 0.05, Own(0.0))),
    free("ridge-2", (0.7, 0.075, Own(8.0)), (0.29, 0.045, Own(0.0))),
    free("ridge-3", (0.55, 0.09, Own(4.0)), (0.245, 0.04, Own(0.0))),
    free("ridge-4", (0.38, 0.085, Own(0.0)), (0.205, 0.03, Own(0.0))),
];

/// A color that must stand out from another, in one of the two themes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Name of the color in front, without its dashes.
    pub front: &'static str,
    /// Name of the color behind.
    pub back: &'static str,
    /// The contrast asked of them.
    pub least: f64,
    /// The contrast that they have.
    pub contrast: f64,
    /// Whether they are those of the dark theme.
    pub dark: bool,
}

impl Pair {
    /// Whether it stands out enough.
    pub fn holds(&self) -> bool {
        self.contrast >= self.least
    }
}

/// A color with its name, in both themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swatch {
    /// Its name, without its dashes.
    pub name: &'static str,
    /// In the light theme.
    pub light: Rgb,
    /// In the dark one.
    pub dark: Rgb,
}

/// Where the colors of a [`Tokens`] hold in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope<'a> {
    /// Everywhere: every color.
    Portal,
    /// Under the class `t-<slug>`: the accents of a territory, on the portal's backgrounds.
    Territory(&'a str),
}

/// Every color of a hue, in both themes, in the order of the table of roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tokens {
    light: Vec<Rgb>,
    dark: Vec<Rgb>,
}

/// The colors of a hue in degrees, around those that the theme fixes.
pub fn tokens(hue: f64, fixed: &FixedColors) -> Tokens {
    Tokens {
        light: palette(hue, |r| r.light, |name| fixed.light(name)),
        dark: palette(hue, |r| r.dark, |name| fixed.dark(name)),
    }
}

/// Whether a custom property is one of the colors.
pub fn is_token(name: &str) -> bool {
    ROLES.iter().any(|role| role.name == name)
}

impl Tokens {
    /// A color of the light theme, by its name without dashes.
    pub fn light(&self, name: &str) -> Option<Rgb> {
        let named = ROLES.iter().zip(&self.light);
        named.into_iter().find(|(role, _)| role.name == name).map(|(_, rgb)| *rgb)
    }

    /// The custom properties of a scope: `:root{--paper:#fdfaf5;…}` and their dark values.
    pub fn css(&self, scope: Scope<'_>) -> String {
        let selector = match scope {
            Scope::Portal => ":root".to_owned(),
            Scope::Territory(slug) => format!(".t-{slug}"),
        };
        let accents = scope != Scope::Portal;
        let (light, dark) =
            (declarations(&self.light, accents), declarations(&self.dark, accents));
        format!(
            "{selector}{{{light}}}\
             @media (prefers-color-scheme:dark){{{selector}{{{dark}}}}}"
        )
    }

    /// The declarations of one theme alone: `--paper:#fdfaf5;…`.
    pub fn declarations(&self, dark: bool) -> String {
        declarations(if dark { &self.dark } else { &self.light }, false)
    }

    /// Every color.
    pub fn swatches(&self) -> impl Iterator<Item = Swatch> {
        let themes = self.light.iter().zip(&self.dark);
        let named = ROLES.iter().zip(themes);
        named.map(|(role, (&light, &dark))| Swatch { name: role.name, light, dark })
    }

    /// Every pair that must hold, with the contrast that it has.
    pub fn pairs(&self) -> impl Iterator<Item = Pair> {
        pairs(&self.light, false).chain(pairs(&self.dark, true))
    }
}

fn pairs(palette: &[Rgb], dark: bool) -> impl Iterator<Item = Pair> {
    let fronts = ROLES.iter().zip(palette);
    fronts.flat_map(move |(role, &front)| {
        let backs = role.against.iter().zip(luminances(palette, role.against));
        backs.map(move |(back, behind)| Pair {
            front: role.name,
            back,
            least: role.contrast,
            contrast: ratio(luminance(front), behind),
            dark,
        })
    })
}

fn declarations(palette: &[Rgb], accents_only: bool) -> String {
    let mut css = String::new();
    let named = ROLES.iter().zip(palette);
    for (role, [r, g, b]) in named.filter(|(role, _)| role.accent || !accents_only) {
        let separator = if css.is_empty() { "" } else { ";" };
        write!(css, "{separator}--{}:#{r:02x}{g:02x}{b:02x}", role.name)
            .expect("writing to a string never fails");
    }
    css
}

fn palette(
    hue: f64,
    target: fn(&Role) -> Target,
    fixed: impl Fn(&str) -> Option<Rgb>,
) -> Vec<Rgb> {
    let mut colors = Vec::with_capacity(ROLES.len());
    for role in &ROLES {
        let color = fixed(role.name).unwrap_or_else(|| {
            let (lightness, chroma, angle) = target(role);
            let angle = match angle {
                Own(turn) => hue + turn,
                Fixed(angle) => angle,
            };
            let against = luminances(&colors, role.against);
            settle(role.contrast, &against, lightness, |l| shown(l, chroma, angle))
        });
        colors.push(color);
    }
    colors
}

/// Luminances of colors by name, in the order of the names.
fn luminances(colors: &[Rgb], names: &[&str]) -> Vec<f64> {
    let index = |name: &&str| ROLES.iter().position(|role| role.name == *name);
    let found = names.iter().filter_map(index).filter_map(|i| colors.get(i));
    found.map(|&rgb| luminance(rgb)).collect()
}

/// The color whose lightness is nearest to the target among those that stand out enough,
/// on the side of the backgrounds where the target lies; where none does, the end of that
/// side.
fn settle(
    contrast: f64,
    against: &[f64],
    target: f64,
    color: impl Fn(f64) -> Rgb,
) -> Rgb {
    let holds = |lightness: f64| {
        let own = luminance(color(lightness));
        against.iter().all(|&other| ratio(own, other) >= contrast)
    };
    if holds(target) {
        return color(target);
    }
    let brightest = against.iter().copied().fold(0.0, f64::max);
    let is_lighter = luminance(color(target)) > brightest;
    let mut good = if is_lighter { 1.0 } else { 0.0 };
    let mut bad = target;
    if !holds(good) {
        return color(good);
    }
    for _ in 0..STEPS {
        let middle = f64::midpoint(good, bad);
        *(if holds(middle) { &mut good } else { &mut bad }) = middle;
    }
    color(good)
}

fn shown(lightness: f64, chroma: f64, hue: f64) -> Rgb {
    linear(lightness, clamped_chroma(lightness, chroma, hue), hue).map(encoded)
}

/// That chroma, or the most that sRGB can show at that lightness and hue.
fn clamped_chroma(lightness: f64, chroma: f64, hue: f64) -> f64 {
    let fits = |chroma| in_gamut(linear(lightness, chroma, hue));
    if fits(chroma) {
        return chroma;
    }
    let (mut good, mut bad) = (0.0, chroma);
    for _ in 0..STEPS {
        let middle = f64::midpoint(good, bad);
        *(if fits(middle) { &mut good } else { &mut bad }) = middle;
    }
    good
}

fn in_gamut(channels: [f64; 3]) -> bool {
    channels.iter().all(|c| (-GAMUT_SLACK..=1.0 + GAMUT_SLACK).contains(c))
}

/// OKLCH to linear sRGB, with the matrices of Björn Ottosson, « A perceptual color space
/// for image processing » (<https://bottosson.github.io/posts/oklab/>, public domain).
fn linear(lightness: f64, chroma: f64, hue: f64) -> [f64; 3] {
    let (sin, cos) = hue.to_radians().sin_cos();
    let (a, b) = (chroma * cos, chroma * sin);
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ]
}

/// A linear channel as a byte (IEC 61966-2-1).
fn encoded(channel: f64) -> u8 {
    let channel = channel.clamp(0.0, 1.0);
    let curved = if channel <= 0.003_130_8 {
        12.92 * channel
    } else {
        1.055 * channel.powf(1.0 / 2.4) - 0.055
    };
    (255.0 * curved).round() as u8
}

/// Relative luminance (WCAG 2.2, glossary).
fn luminance(rgb: Rgb) -> f64 {
    let [r, g, b] = rgb.map(|byte| {
        let channel = f64::from(byte) / 255.0;
        if channel <= 0.040_45 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Contrast ratio of two relative luminances, from 1 to 21.
fn ratio(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every pair that must hold, those of the comment in the default theme's `tokens.css`
    /// written anew; the accents are those of a territory on the backgrounds of a portal.
    fn assert_legible(portal: &[Rgb], territory: &[Rgb], context: &str) {
        let find = |name: &str| {
            let index = ROLES.iter().position(|role| role.name == name).expect("known");
            let palette = if ROLES[index].accent { territory } else { portal };
            luminance(palette[index])
        };
        let mut pairs = vec![
            ("on-deep", "deep", 7.0),
            ("deep-muted", "deep", 4.5),
            ("on-fill", "fill", 4.5),
            ("on-fill", "accent-strong", 4.5),
            ("accent", "soft", 4.5),
            ("accent-strong", "soft", 4.5),
            ("ink", "soft", 4.5),
            ("ink", "warn-soft", 4.5),
            ("accent", "warn-soft", 4.5),
            ("good", "good-soft", 4.5),
            ("warn", "warn-soft", 4.5),
            ("bad", "bad-soft", 4.5),
            ("on-fill", "muted", 4.5),
        ];
        for mark in ["offer", "event"] {
            pairs.push((mark, "on-fill", 4.5));
        }
        for page in ["paper", "surface", "raised"] {
            for text in ["good", "warn", "bad", "offer", "event"] {
                pairs.push((text, page, 4.5));
            }
            pairs.push(("ink", page, 7.0));
            pairs.push(("muted", page, 4.5));
            pairs.push(("control", page, 3.0));
            pairs.push(("accent", page, 4.5));
            pairs.push(("accent-strong", page, 4.5));
        }
        for sky in ["sky", "sky-low"] {
            pairs.push(("ink", sky, 4.5));
            pairs.push(("accent", sky, 4.5));
        }
        // On the cards for social networks.
        pairs.extend([("on-deep", "ridge-4", 4.5), ("ink", "ridge-1", 4.5)]);
        for (front, back, least) in pairs {
            let contrast = ratio(find(front), find(back));
            assert!(contrast >= least, "{front} on {back}: {contrast:.3} ({context})");
        }
    }

    fn assert_both_legible(portal: f64, territory: f64) {
        let [p, t] = [portal, territory].map(|hue| tokens(hue, &FixedColors::default()));
        let context = format!("{territory} in {portal}");
        assert_legible(&p.light, &t.light, &format!("{context}, light"));
        assert_legible(&p.dark, &t.dark, &format!("{context}, dark"));
    }

    #[test]
    fn known_colors_of_oklch() {
        // Values of CSS Color 4 for named colors.
        for (l, c, h, expected) in [
            (0.0, 0.0, 0.0, [0, 0, 0]),
            (1.0, 0.0, 0.0, [255, 255, 255]),
            (0.627_96, 0.257_68, 29.234, [255, 0, 0]),
            (0.519_75, 0.176_86, 142.495, [0, 128, 0]),
            (0.452_01, 0.313_21, 264.052, [0, 0, 255]),
            (0.440_27, 0.160_3, 303.373, [0x66, 0x33, 0x99]),
            (0.792_69, 0.171_03, 70.67, [0xff, 0xa5, 0x00]),
        ] {
            assert_eq!(linear(l, c, h).map(encoded), expected);
            assert_eq!(shown(l, c, h), expected, "in the gamut, so as it is");
        }
    }

    #[test]
    fn known_contrasts() {
        for (one, other, expected) in [
            ([0, 0, 0], [255, 255, 255], 21.0),
            ([0x76; 3], [255; 3], 4.54),
            ([0x77; 3], [255; 3], 4.48),
            ([255, 0, 0], [255; 3], 4.00),
        ] {
            let contrast = ratio(luminance(one), luminance(other));
            assert!((contrast - expected).abs() < 0.005, "{contrast}");
        }
    }

    #[test]
    fn lightness_moves_only_as_far_as_needed() {
        let gray = |l| shown(l, 0.0, 0.0);
        let white = [1.0];
        assert_eq!(settle(4.5, &white, 0.3, gray), gray(0.3));
        assert_eq!(settle(4.5, &white, 0.8, gray), [0x76; 3]);
        assert_eq!(settle(4.5, &[0.0], 0.2, gray), [0x75; 3]);
        assert_eq!(settle(7.0, &[luminance([0x77; 3])], 0.2, gray), [0; 3]);
    }

    #[test]
    fn others_settle_around_a_fixed_color_and_what_cannot_is_told() {
        let fixed = FixedColors::read(":root{--paper:#ccc;--good:#bada55}");
        let tokens = tokens(145.0, &fixed);
        let failing: Vec<_> = tokens.pairs().filter(|pair| !pair.holds()).collect();
        assert!(!failing.is_empty());
        for pair in &failing {
            assert!(pair.front == "good" || pair.dark, "{pair:?}");
        }
        let is_on_paper = |pair: &Pair| (pair.front, pair.back) == ("accent", "paper");
        assert!(tokens.pairs().find(is_on_paper).is_some_and(|pair| pair.holds()));
    }

    #[test]
    fn every_pair_is_listed_once_in_each_theme() {
        let tokens = tokens(145.0, &FixedColors::default());
        let named = ROLES.iter().map(|role| role.against.len()).sum::<usize>();
        assert_eq!(tokens.pairs().count(), 2 * named);
        assert!(tokens.pairs().all(|pair| pair.holds()));
        assert_eq!(tokens.swatches().count(), ROLES.len());
    }

    #[test]
    fn css_of_a_portal_and_of_a_territory() {
        let tokens = tokens(145.0, &FixedColors::default());
        let css = tokens.css(Scope::Portal);
        let start =
            ":root{--paper:#fcfaf4;--surface:#eaf3ea;--raised:#ffffff;--soft:#d4efd4;";
        assert!(css.starts_with(start), "{css}");
        assert_eq!(css.matches("--").count(), 2 * ROLES.len());
        let css = tokens.css(Scope::Territory("cantal"));
        let (light, dark) = css.split_once("@media").expect("both themes");
        assert!(light.starts_with(".t-cantal{--soft:#") && light.ends_with('}'), "{css}");
        assert!(dark.starts_with(" (prefers-color-scheme:dark){.t-cantal{--soft:#"));
        for name in ["--soft", "--on-fill", "--fill", "--accent", "--accent-strong"] {
            assert_eq!(light.matches(&format!("{name}:")).count(), 1, "{name}");
        }
        assert!(!css.contains("--paper"));
    }

    #[test]
    fn every_degree_is_legible() {
        for hue in 0..=360 {
            assert_both_legible(f64::from(hue), f64::from((hue * 7) % 360));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn every_hue_is_legible(portal in -1e4..1e4_f64, territory in 0.0..360.0_f64) {
            assert_both_legible(portal, territory);
        }

        #[test]
        fn no_shown_color_is_clipped(
            lightness in 0.0..=1.0_f64, chroma in 0.0..0.5_f64, hue in 0.0..360.0_f64,
        ) {
            let clamped = clamped_chroma(lightness, chroma, hue);
            prop_assert!(in_gamut(linear(lightness, clamped, hue)));
            prop_assert!(clamped <= chroma);
            let more = clamped + 0.5 / f64::from(1 << STEPS);
            prop_assert!(clamped == chroma || !in_gamut(linear(lightness, more, hue)));
        }
    }
}

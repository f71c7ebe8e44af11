//! Colors of a portal, worked out from one hue.
//!
//! An owner chooses a hue; every color of the light and of the dark theme follows from it,
//! legible by construction. Each color has a target in OKLCH; its chroma is reduced to what
//! sRGB can show, and its lightness leaves the target only as far as the contrasts asked
//! of it require. Contrast is that of WCAG 2.2, on the bytes that browsers get.

use std::fmt::Write;

/// Steps of a bisection: the last one is below a thousandth of the scale.
const STEPS: u32 = 12;
/// How far outside of sRGB a linear channel may be, for rounding's sake.
const GAMUT_SLACK: f64 = 1e-4;
/// Backgrounds of running text.
const PAGE: [&str; 3] = ["paper", "surface", "raised"];
/// Backgrounds of running text and of the hero.
const PAGE_AND_HERO: [&str; 6] = ["paper", "surface", "raised", "soft", "sky", "sky-low"];

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
const ROLES: [Role; 22] = [
    free("paper", (0.985, 0.008, Fixed(90.0)), (0.175, 0.014, Own(0.0))),
    free("surface", (0.955, 0.016, Own(0.0)), (0.215, 0.018, Own(0.0))),
    free("raised", (1.0, 0.0, Own(0.0)), (0.25, 0.02, Own(0.0))),
    free("soft", (0.925, 0.045, Own(0.0)), (0.32, 0.05, Own(0.0))).accent(),
    free("sky", (0.94, 0.035, Fixed(75.0)), (0.2, 0.03, Fixed(275.0))),
    free("sky-low", (0.94, 0.035, Own(0.0)), (0.29, 0.05, Own(0.0))),
    free("ink", (0.23, 0.025, Own(0.0)), (0.95, 0.01, Own(0.0))).on(7.0, &PAGE_AND_HERO),
    free("muted", (0.45, 0.025, Own(0.0)), (0.77, 0.02, Own(0.0))).on(4.5, &PAGE),
    free("line", (0.87, 0.02, Own(0.0)), (0.36, 0.02, Own(0.0))),
    free("control", (0.57, 0.03, Own(0.0)), (0.63, 0.03, Own(0.0))).on(3.0, &PAGE),
    free("on-fill", (1.0, 0.0, Own(0.0)), (0.18, 0.03, Own(0.0))).accent(),
    free("fill", (0.42, 0.11, Own(0.0)), (0.8, 0.1, Own(0.0)))
        .on(4.5, &["on-fill"])
        .accent(),
    free("accent", (0.44, 0.11, Own(0.0)), (0.82, 0.1, Own(0.0)))
        .on(4.5, &PAGE_AND_HERO)
        .accent(),
    free("accent-strong", (0.34, 0.1, Own(0.0)), (0.9, 0.07, Own(0.0)))
        .on(4.5, &["paper", "surface", "raised", "soft", "on-fill"])
        .accent(),
    free("deep", (0.27, 0.05, Own(0.0)), (0.14, 0.02, Own(0.0))),
    free("on-deep", (0.97, 0.01, Own(0.0)), (0.95, 0.01, Own(0.0))).on(7.0, &["deep"]),
    free("deep-muted", (0.84, 0.04, Own(0.0)), (0.78, 0.03, Own(0.0))).on(4.5, &["deep"]),
    free("sun", (0.86, 0.12, Fixed(80.0)), (0.9, 0.06, Fixed(95.0))),
    free("ridge-1", (0.84, 0.05, Own(12.0)), (0.34, 0.05, Own(0.0))),
    free("ridge-2", (0.7, 0.075, Own(8.0)), (0.29, 0.045, Own(0.0))),
    free("ridge-3", (0.55, 0.09, Own(4.0)), (0.245, 0.04, Own(0.0))),
    free("ridge-4", (0.38, 0.085, Own(0.0)), (0.205, 0.03, Own(0.0))),
];

/// A contrast that no lightness reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unreachable {
    /// Name of the color, without its dashes.
    pub token: &'static str,
    /// The contrast asked of it.
    pub contrast: f64,
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

/// The colors of a hue in degrees. Fails on what is not a finite number.
pub fn tokens(hue: f64) -> Result<Tokens, Unreachable> {
    Ok(Tokens { light: palette(hue, |r| r.light)?, dark: palette(hue, |r| r.dark)? })
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

fn palette(hue: f64, target: fn(&Role) -> Target) -> Result<Vec<Rgb>, Unreachable> {
    let mut colors = Vec::with_capacity(ROLES.len());
    for role in &ROLES {
        let (lightness, chroma, angle) = target(role);
        let angle = match angle {
            Own(turn) => hue + turn,
            Fixed(angle) => angle,
        };
        let against: Vec<_> = luminances(&colors, role.against).collect();
        let color =
            settle(role.contrast, &against, lightness, |l| shown(l, chroma, angle));
        let unreachable = Unreachable { token: role.name, contrast: role.contrast };
        colors.push(color.filter(|_| hue.is_finite()).ok_or(unreachable)?);
    }
    Ok(colors)
}

fn luminances(colors: &[Rgb], names: &[&str]) -> impl Iterator<Item = f64> {
    let named = ROLES.iter().zip(colors);
    named.filter(|(role, _)| names.contains(&role.name)).map(|(_, &rgb)| luminance(rgb))
}

/// The color whose lightness is nearest to the target among those that stand out enough,
/// on the side of the backgrounds where the target lies.
fn settle(
    contrast: f64,
    against: &[f64],
    target: f64,
    color: impl Fn(f64) -> Rgb,
) -> Option<Rgb> {
    let holds = |lightness: f64| {
        let own = luminance(color(lightness));
        against.iter().all(|&other| ratio(own, other) >= contrast)
    };
    if holds(target) {
        return Some(color(target));
    }
    let brightest = against.iter().copied().fold(0.0, f64::max);
    let is_lighter = luminance(color(target)) > brightest;
    let mut good = if is_lighter { 1.0 } else { 0.0 };
    let mut bad = target;
    if !holds(good) {
        return None;
    }
    for _ in 0..STEPS {
        let middle = f64::midpoint(good, bad);
        *(if holds(middle) { &mut good } else { &mut bad }) = middle;
    }
    Some(color(good))
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
        ];
        for page in ["paper", "surface", "raised"] {
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
        let (p, t) =
            (tokens(portal).expect("settles"), tokens(territory).expect("settles"));
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
        assert_eq!(settle(4.5, &white, 0.3, gray), Some(gray(0.3)));
        assert_eq!(settle(4.5, &white, 0.8, gray), Some([0x76; 3]));
        assert_eq!(settle(4.5, &[0.0], 0.2, gray), Some([0x75; 3]));
        assert_eq!(settle(7.0, &[luminance([0x77; 3])], 0.2, gray), None);
    }

    #[test]
    fn what_is_no_hue_is_an_error() {
        for hue in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(tokens(hue).expect_err("no hue").token, "paper");
        }
    }

    #[test]
    fn css_of_a_portal_and_of_a_territory() {
        let tokens = tokens(145.0).expect("settles");
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

    #[test]
    fn fixed_colors_of_the_theme_are_legible() {
        let css = include_str!("../../themes/default/styles/tokens.css");
        let fixed = |css: &str| -> Vec<Rgb> {
            let value = |line: &str| {
                let hex = line.split_once(": #")?.1.strip_suffix(';')?;
                let number = u32::from_str_radix(hex, 16).ok()?;
                let [_, rgb @ ..] = number.to_be_bytes();
                Some(rgb)
            };
            css.lines().filter_map(value).collect()
        };
        let (light, dark) = css.split_once("@media").expect("both themes");
        let (light, dark) = (fixed(light), fixed(dark));
        assert!(light.len() >= 5 && light.len() == dark.len());
        for hue in 0..360 {
            let tokens = tokens(f64::from(hue)).expect("settles");
            for (palette, fixed) in [(&tokens.light, &light), (&tokens.dark, &dark)] {
                for back in luminances(palette, &PAGE) {
                    for &front in fixed {
                        let contrast = ratio(luminance(front), back);
                        assert!(contrast >= 4.5, "{front:x?} at {hue}: {contrast:.2}");
                    }
                }
            }
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

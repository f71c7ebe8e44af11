//! Attributes of drawings: those that only say how things look, and where they are.

/// Elements that take over what another one defines.
const REFERRING: [&str; 3] = ["linearGradient", "pattern", "radialGradient"];

/// Attributes that are kept, except for the properties below.
const ATTRIBUTES: [&str; 49] = [
    "aria-hidden",
    "aria-label",
    "clipPathUnits",
    "cx",
    "cy",
    "d",
    "dx",
    "dy",
    "fr",
    "fx",
    "fy",
    "gradientTransform",
    "gradientUnits",
    "height",
    "id",
    "lang",
    "lengthAdjust",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "maskContentUnits",
    "maskUnits",
    "offset",
    "orient",
    "pathLength",
    "patternContentUnits",
    "patternTransform",
    "patternUnits",
    "points",
    "preserveAspectRatio",
    "r",
    "refX",
    "refY",
    "role",
    "rotate",
    "rx",
    "ry",
    "spreadMethod",
    "textLength",
    "transform",
    "version",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];
/// Presentation properties that are kept, as attributes and in `style`.
const PROPERTIES: [&str; 43] = [
    "clip-path",
    "clip-rule",
    "color",
    "direction",
    "display",
    "dominant-baseline",
    "fill",
    "fill-opacity",
    "fill-rule",
    "font-family",
    "font-size",
    "font-stretch",
    "font-style",
    "font-variant",
    "font-weight",
    "isolation",
    "letter-spacing",
    "marker",
    "marker-end",
    "marker-mid",
    "marker-start",
    "mask",
    "mask-type",
    "mix-blend-mode",
    "opacity",
    "overflow",
    "paint-order",
    "shape-rendering",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "text-rendering",
    "vector-effect",
    "visibility",
    "word-spacing",
];
/// Functions that values may call; `url` has a rule of its own.
const FUNCTIONS: [&str; 12] = [
    "hsl",
    "hsla",
    "matrix",
    "rgb",
    "rgba",
    "rotate",
    "scale",
    "skewx",
    "skewy",
    "translate",
    "translatex",
    "translatey",
];

/// What an attribute may say; `None` when it is left out.
pub(super) fn kept_value(element: &str, key: &str, value: &str) -> Option<String> {
    match key {
        "href" | "xlink:href" => {
            let is_kept = REFERRING.contains(&element) && is_fragment(value);
            is_kept.then(|| value.to_owned())
        }
        "style" => {
            let style = kept_style(value);
            (!style.is_empty()).then_some(style)
        }
        // Words, not values: they may hold any character.
        "aria-label" => Some(value.to_owned()),
        key if ATTRIBUTES.contains(&key) || PROPERTIES.contains(&key) => {
            is_inert(value).then(|| value.to_owned())
        }
        _ => None,
    }
}

/// The declarations of a `style` attribute that only say how things look.
fn kept_style(style: &str) -> String {
    let declarations = style.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let (property, value) = (property.trim(), value.trim());
        let is_kept = PROPERTIES.contains(&property) && is_inert(value);
        is_kept.then(|| format!("{property}:{value}"))
    });
    declarations.collect::<Vec<_>>().join(";")
}

/// Whether a value calls nothing but harmless functions, and refers to this drawing alone.
fn is_inert(value: &str) -> bool {
    let is_plain = !value.contains(['\\', '@', '<', '{', '}']) && !value.contains("/*");
    is_plain
        && value.match_indices('(').all(|(at, _)| {
            let before = &value[..at];
            let is_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
            let name = &before[before.trim_end_matches(is_name).len()..];
            let name = name.to_ascii_lowercase();
            if name == "url" {
                return is_local(&value[at + 1..]);
            }
            FUNCTIONS.contains(&name.as_str())
        })
}

/// Whether what follows `url(` is an anchor of this drawing.
fn is_local(rest: &str) -> bool {
    let Some((argument, _)) = rest.split_once(')') else { return false };
    is_fragment(argument.trim().trim_matches(['"', '\'']))
}

fn is_fragment(target: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
    target.strip_prefix('#').is_some_and(|id| !id.is_empty() && id.chars().all(is_name))
}

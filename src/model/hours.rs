//! Opening hours as a value.

pub use crate::text::hours::Hours;

use crate::diag::{Diagnostic, rules};
use crate::model::record::{Context, Shape, Value, scalar};
use crate::text;
use crate::text::hours::HoursError;
use crate::yaml::Node;

impl Value for Hours {
    fn shape() -> Shape {
        Shape::Format("opening_hours")
    }

    fn decode(node: &Node, cx: &mut Context<'_>) -> Option<Self> {
        let text = scalar(node, cx)?;
        let read: Result<Self, HoursError> = text.parse();
        read.map_err(|error| {
            let part = text.get(error.span.clone()).unwrap_or(text);
            let message = match error.fix {
                Some(_) => text!(
                    "les horaires s’écrivent en abrégé : `Mo` à `Su`, `PH` les jours \
                     fériés, des heures comme `08:30`",
                    "opening hours are abbreviated: `Mo` to `Su`, `PH` for public \
                     holidays, times such as `08:30`"
                ),
                None => text!(
                    "« {part} » ne se lit pas comme des horaires",
                    "`{part}` does not read as opening hours"
                ),
            };
            let fault = Diagnostic::new(&rules::BAD_VALUE, message).at(node.span);
            cx.diags.push(match error.fix {
                Some(fix) => fault.fix(node.span, fix),
                None => fault.hint(text!(
                    "exemple : `Mo-Fr 08:30-12:30,13:30-18:00; Sa 09:00-12:00; PH off`",
                    "example: `Mo-Fr 08:30-12:30,13:30-18:00; Sa 09:00-12:00; PH off`"
                )),
            });
        })
        .ok()
    }
}

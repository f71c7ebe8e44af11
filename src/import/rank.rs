//! Medians and quartiles.

/// The quantile of sorted values at a share from 0 to 1, between the two nearest of them in
/// proportion (type 7 of Hyndman and Fan, 1996, which spreadsheets give). `values` is not
/// empty.
pub fn quantile(values: &[f64], share: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of rows stay small")]
    let place = share * (values.len() - 1) as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place among the values"
    )]
    let below = place.floor() as usize;
    let above = (below + 1).min(values.len() - 1);
    values[below] + (values[above] - values[below]) * (place - place.floor())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_spreadsheets() {
        let values = [1.0, 2.0, 4.0, 8.0];
        let found = [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| quantile(&values, share));
        assert_eq!(found, [1.0, 1.75, 3.0, 5.0, 8.0]);
        assert_eq!(quantile(&[3.0], 0.75), 3.0);
    }
}

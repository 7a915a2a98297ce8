//! Figures of columns as decimals.

/// A figure with so many decimal places, written with no more than it needs and no fewer than `least`.
pub fn decimal(out: &mut Vec<u8>, figure: i64, places: u32, least: u32) {
    if figure < 0 {
        out.push(b'-');
    }
    let scale = 10_u64.checked_pow(places).unwrap_or(1);
    let (whole, mut fraction) = (figure.unsigned_abs() / scale, figure.unsigned_abs() % scale);
    let mut shown = places;
    while shown > least && fraction.is_multiple_of(10) {
        fraction /= 10;
        shown -= 1;
    }
    plain_digits(out, whole, 1);
    if shown > 0 || least > 0 {
        out.push(b'.');
    }
    if shown > 0 {
        plain_digits(out, fraction, shown);
    }
    // A unit coarser than the smallest coin: the places that are missing are zeros.
    out.extend((shown..least).map(|_| b'0'));
}

/// The digits of a number, at least so many.
fn plain_digits(out: &mut Vec<u8>, number: u64, least: u32) {
    let start = out.len();
    let mut rest = number;
    let mut count = 0;
    while rest > 0 || count < least {
        out.push(b'0' + u8::try_from(rest % 10).unwrap_or(0));
        rest /= 10;
        count += 1;
    }
    if let Some(digits) = out.get_mut(start..) {
        digits.reverse();
    }
}

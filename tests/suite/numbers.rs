//! Exact numbers: the laws of arithmetic, rounding, reading and writing, and bounds.

use dashu_int::IBig;
use proptest::prelude::*;
use solon::ground::value::{Bounds, Edge, Number, Rounding};
use std::cmp::Ordering;

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn any_number() -> impl Strategy<Value = Number> {
    let small = (-50i64..50, 1i64..12);
    let large = (any::<i64>(), 1i64..1_000_000_007);
    prop_oneof![small, large].prop_map(|(above, below)| Number::ratio(above, below).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_and_products_follow_the_laws_of_a_field(
        a in any_number(), b in any_number(), c in any_number(),
    ) {
        prop_assert_eq!(a.add(&b), b.add(&a));
        prop_assert_eq!(a.add(&b).add(&c), a.add(&b.add(&c)));
        prop_assert_eq!(a.sub(&a), Number::ZERO);
        prop_assert_eq!(a.add(&b).sub(&b), a.clone());
        let (ab, ac) = (a.mul(&b).unwrap(), a.mul(&c).unwrap());
        prop_assert_eq!(&ab, &b.mul(&a).unwrap());
        prop_assert_eq!(ab.mul(&c).unwrap(), a.mul(&b.mul(&c).unwrap()).unwrap());
        prop_assert_eq!(a.mul(&b.add(&c)).unwrap(), ab.add(&ac));
        match ab.div(&b) {
            Some(quotient) => prop_assert_eq!(quotient, a),
            None => prop_assert!(b.is_zero()),
        }
    }

    #[test]
    fn order_agrees_with_difference(a in any_number(), b in any_number()) {
        let difference = a.sub(&b);
        let order = match (difference.is_zero(), difference.is_negative()) {
            (true, _) => Ordering::Equal,
            (false, true) => Ordering::Less,
            (false, false) => Ordering::Greater,
        };
        prop_assert_eq!(a.cmp(&b), order);
    }

    #[test]
    fn a_finite_decimal_is_read_as_it_was_written(digits in any::<i64>(), places in 0u32..30) {
        let scale = number(&format!("1{}", "0".repeat(places as usize)));
        let written = Number::whole(digits).div(&scale).unwrap();
        let text = written.decimal().unwrap();
        prop_assert_eq!(Number::parse(&text).unwrap(), written);
    }

    #[test]
    fn rounding_picks_the_right_neighbour(a in any_number(), step in 1i64..50) {
        let step = Number::ratio(step, 4).unwrap();
        let down = a.rounded(Rounding::Downward, &step).unwrap();
        let up = a.rounded(Rounding::Upward, &step).unwrap();
        prop_assert!(down <= a && a <= up);
        prop_assert!(down == up || down.add(&step) == up);
        let (below, above) = (a.sub(&down), up.sub(&a));
        for mode in [Rounding::HalfUp, Rounding::HalfEven] {
            let nearest = a.rounded(mode, &step).unwrap();
            match below.cmp(&above) {
                Ordering::Less => prop_assert_eq!(&nearest, &down),
                Ordering::Greater => prop_assert_eq!(&nearest, &up),
                Ordering::Equal => prop_assert!(nearest == down || nearest == up),
            }
        }
    }

    #[test]
    fn bounds_hold_what_is_made_of_what_they_hold(
        picks in prop::collection::vec(any_number(), 4), open in any::<u8>(), half in 1i64..4,
    ) {
        let within = |low: &Number, high: &Number, open: u8| {
            let (low, high) = if low <= high { (low, high) } else { (high, low) };
            let part = Number::ratio(half, 4).unwrap();
            let inside = low.add(&high.sub(low).mul(&part).unwrap());
            let strict = low < high;
            let edge = |at: &Number, out: bool| {
                Some(Edge { at: at.clone(), included: !(out && strict) })
            };
            let bounds = Bounds {
                low: edge(low, open & 1 == 1).filter(|_| open & 4 == 0),
                high: edge(high, open & 2 == 2).filter(|_| open & 8 == 0),
            };
            (bounds, inside)
        };
        let (one, a) = within(&picks[0], &picks[1], open);
        let (two, b) = within(&picks[2], &picks[3], open >> 4);
        prop_assert!(one.holds(&a) && two.holds(&b));
        prop_assert!(one.neg().holds(&a.neg()));
        prop_assert!(one.add(&two).holds(&a.add(&b)));
        prop_assert!(one.sub(&two).holds(&a.sub(&b)));
        prop_assert!(one.mul(&two).unwrap().holds(&a.mul(&b).unwrap()));
        if let Some(quotient) = a.div(&b) {
            prop_assert!(one.div(&two).unwrap().holds(&quotient));
        }
        prop_assert!(one.greater(&two).holds(&a.clone().max(b.clone())));
        prop_assert!(one.lesser(&two).holds(&a.clone().min(b.clone())));
        prop_assert!(one.hull(&two).holds(&a) && one.hull(&two).holds(&b));
        let orders = one.orders(&two);
        let possible = match a.cmp(&b) {
            Ordering::Less => orders.less,
            Ordering::Equal => orders.equal,
            Ordering::Greater => orders.greater,
        };
        prop_assert!(possible);
    }
}

#[test]
fn halves_go_where_their_rule_says() {
    let rounded = |text: &str, mode| number(text).rounded(mode, &Number::ONE).unwrap().to_string();
    let all = |text| {
        [Rounding::HalfUp, Rounding::HalfEven, Rounding::Upward, Rounding::Downward]
            .map(|mode| rounded(text, mode))
    };
    assert_eq!(all("2.5"), ["3", "2", "3", "2"]);
    assert_eq!(all("3.5"), ["4", "4", "4", "3"]);
    assert_eq!(all("-2.5"), ["-3", "-2", "-2", "-3"]);
    assert_eq!(all("-3.5"), ["-4", "-4", "-3", "-4"]);
    assert_eq!(all("-0.5"), ["-1", "0", "0", "-1"]);
    assert_eq!(all("0.4"), ["0", "0", "1", "0"]);
    assert_eq!(number("7").rounded(Rounding::HalfUp, &Number::ZERO), None);
    let kopeck = number("0.01");
    assert_eq!(number("2.345").rounded(Rounding::HalfUp, &kopeck).unwrap().to_string(), "2.35");
}

#[test]
fn numbers_are_written_exactly() {
    assert_eq!(number("-0.25").to_string(), "-0.25");
    assert_eq!(number("0.050").to_string(), "0.05");
    assert_eq!(number("500_000").to_string(), "500000");
    assert_eq!(Number::ratio(-90_000_001, 15).unwrap().to_string(), "-90000001/15");
    assert_eq!(Number::ratio(1, 3).unwrap().approximate(3), "0.333");
    assert_eq!(number("12345678901234567890.12").to_string(), "12345678901234567890.12");
    for wrong in ["", "-", "1.", ".5", "1e3", "1__", "+1", "1 000", "١", "0x10", "NaN"] {
        assert_eq!(Number::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn whole_numbers_leave_and_return_to_their_short_form() {
    let most = Number::whole(i64::MAX);
    let past = most.add(&Number::ONE);
    assert_eq!(past.to_string(), "9223372036854775808");
    assert_eq!(past.sub(&Number::ONE), most);
    assert_eq!(past.sub(&Number::ONE).to_i64(), Some(i64::MAX));
    assert_eq!(Number::whole(i64::MIN).neg(), past);
    let square = most.mul(&most).unwrap();
    assert_eq!(square.div(&most), Some(most.clone()));
    let by_hand = IBig::from(i64::MAX) * IBig::from(i64::MAX);
    assert_eq!(square.to_string(), by_hand.to_string());
}

#[test]
fn a_number_of_too_many_bits_is_refused() {
    let mut number = number("1000000007");
    let refused = (0..40).any(|_| match number.mul(&number) {
        Ok(square) => {
            number = square;
            false
        }
        Err(_) => true,
    });
    assert!(refused);
}

#[test]
fn decimals_of_huge_denominators_are_written() {
    let mut tenth = number("0.1");
    for _ in 0..13 {
        tenth = tenth.mul(&tenth).unwrap();
    }
    let text = tenth.decimal().unwrap();
    assert_eq!(text.len(), 2 + 8192);
    assert!(text.ends_with("01"));
}

#[test]
fn a_figure_that_is_not_zero_never_looks_like_it() {
    let shown = |above: i64, below: i64| {
        solon::tools::report::figure::number(&Number::ratio(above, below).unwrap())
    };
    assert_eq!(shown(100, 3), "≈ 33.33");
    assert_eq!(shown(-1, 30_000), "≈ -0.000033");
    assert_eq!(shown(90_000_001, 15), "≈ 6,000,000.07");
    let tiny = Number::parse("0.000000000000000000000000000001").unwrap();
    let tiny = tiny.div(&Number::whole(3)).unwrap();
    assert_eq!(solon::tools::report::figure::number(&tiny), "1/3000000000000000000000000000000");
}

//! Truth tables with undetermined and error: exhaustive, and the same in any order.

use crate::world::{Tape, World};
use solon::engine::eval::{Evaluator, Explain};
use solon::engine::verdict::Outcome;
use solon::ground::table::Id;
use solon::ground::time::Date;
use solon::ground::value::{Number, Value};
use solon::language::law::{
    Alternative, Arithmetic, Basis, Comparison, Expression, Kind, Logic, Type,
};

/// True, false, undetermined, error.
const ALL: [char; 4] = ['T', 'F', 'U', 'E'];

/// A law on an empty sheet, to hang conditions in.
fn world() -> World {
    let mut world = World::new(&mut Tape::new(&[]), true);
    let (sheet, subject) = solon::facts::given::blank(&world.laws, world.entity, "empty");
    (world.sheet, world.subject) = (sheet, subject);
    world
}

fn add(world: &mut World, kind: Kind, type_: Type) -> Id<Expression> {
    world.laws.expressions.add(Expression { kind, type_, span: world.span })
}

/// A condition that comes to this; each open one wants a fact of its own.
fn condition(world: &mut World, letter: char, at: usize) -> Id<Expression> {
    let number = |number| Kind::Literal(Value::Number(Number::whole(number)));
    let kind = match letter {
        'T' => Kind::Literal(Value::Bool(true)),
        'F' => Kind::Literal(Value::Bool(false)),
        'U' => Kind::Fact { fact: world.truths[at], of: world.entity },
        _ => {
            let zero = add(world, number(0), Type::Number(None));
            let rest = vec![(Arithmetic::Divide, zero)];
            let broken = add(world, Kind::Arithmetic(zero, rest), Type::Number(None));
            Kind::Compare(Comparison::Equal, broken, zero)
        }
    };
    add(world, kind, Type::Bool)
}

/// What a form of operands comes to, and how many facts it wants.
fn comes_to(
    letters: &[char],
    form: impl Fn(&mut World, Vec<Alternative>) -> Kind,
) -> (char, usize) {
    let mut world = world();
    let operands = letters
        .iter()
        .enumerate()
        .map(|(at, letter)| Alternative {
            condition: condition(&mut world, *letter, at),
            basis: Basis::default(),
        })
        .collect();
    let kind = form(&mut world, operands);
    let whole = add(&mut world, kind, Type::Bool);
    let mut evaluator =
        Evaluator::new(&world.laws, world.law, &world.sheet, world.subject, Explain::No);
    match evaluator.evaluate(whole, Date::parse("2021-01-01").unwrap()).outcome {
        Outcome::Known(Value::Bool(true)) => ('T', 0),
        Outcome::Known(_) => ('F', 0),
        Outcome::Undetermined(open) => ('U', open.needs.len()),
        Outcome::Failed(_) => ('E', 0),
    }
}

#[test]
fn and_or_and_not_follow_their_tables() {
    // Rows and columns: true, false, undetermined, error.
    let and = ["TFUE", "FFFF", "UFUE", "EFEE"];
    let or = ["TTTT", "TFUE", "TUUE", "TEEE"];
    for (row, one) in ALL.into_iter().enumerate() {
        for (column, two) in ALL.into_iter().enumerate() {
            let expected = |table: [&str; 4]| table[row].chars().nth(column).unwrap();
            let both = comes_to(&[one, two], |_, of| Kind::Logic(Logic::And, of));
            let any = comes_to(&[one, two], |_, of| Kind::Logic(Logic::Or, of));
            assert_eq!(both.0, expected(and), "{one} and {two}");
            assert_eq!(any.0, expected(or), "{one} or {two}");
        }
        let not = comes_to(&[one], |_, of| Kind::Not(of[0].condition)).0;
        assert_eq!(not, "FTUE".chars().nth(row).unwrap(), "not {one}");
    }
}

#[test]
fn the_facts_wanted_are_those_of_the_open_operands() {
    let and = |letters: &[char]| comes_to(letters, |_, of| Kind::Logic(Logic::And, of));
    assert_eq!(and(&['U', 'U', 'T']), ('U', 2));
    assert_eq!(and(&['U', 'T', 'T']), ('U', 1));
    assert_eq!(and(&['U', 'U', 'F']), ('F', 0));
}

#[test]
fn at_least_some_of_three_is_decided_as_soon_as_it_can_be() {
    for one in ALL {
        for two in ALL {
            for three in ALL {
                let letters = [one, two, three];
                let count = |wanted| letters.iter().filter(|letter| **letter == wanted).count();
                let (holding, failing) = (count('T'), count('F'));
                for least in 0..=4usize {
                    let expected = match () {
                        () if holding >= least => 'T',
                        () if 3 - failing < least => 'F',
                        () if count('E') > 0 => 'E',
                        () => 'U',
                    };
                    let found = comes_to(&letters, |world, of| {
                        let least = Number::whole(i64::try_from(least).unwrap());
                        let least = Kind::Literal(Value::Number(least));
                        Kind::AtLeast(add(world, least, Type::Number(None)), of)
                    });
                    assert_eq!(found.0, expected, "at least {least} of {letters:?}");
                }
            }
        }
    }
}

#[test]
fn a_choice_needs_no_condition_where_both_ways_agree() {
    for (letters, expected) in [
        ("TTF", 'T'),
        ("FTF", 'F'),
        ("UTT", 'T'),
        ("UTF", 'U'),
        ("UFF", 'F'),
        ("ETT", 'T'),
        ("ETF", 'E'),
        ("TTE", 'T'),
        ("FTE", 'E'),
        ("UTE", 'E'),
        ("UTU", 'U'),
    ] {
        let letters: Vec<char> = letters.chars().collect();
        let found =
            comes_to(&letters, |_, of| Kind::If(of[0].condition, of[1].condition, of[2].condition));
        assert_eq!(found.0, expected, "{letters:?}");
    }
}

//! What can never happen: conditions that are never true, provisions never in force. Warnings.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Date;
use crate::ground::value::Value;
use crate::language::check::homes::Home;
use crate::language::check::parameter::within;
use crate::language::check::scope::Checker;
use crate::language::law::{Commencement, Expression, Kind, Logic};
use crate::language::syntax::Name;

impl Checker<'_> {
    /// The truth of a condition that no fact can change.
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other form can go either way")]
    fn settled(&self, id: Id<Expression>) -> Option<bool> {
        match &self.laws.expressions[id].kind {
            Kind::Literal(Value::Bool(truth)) => Some(*truth),
            Kind::Not(part) => self.settled(*part).map(|truth| !truth),
            Kind::Logic(logic, list) => {
                let deciding = matches!(logic, Logic::Or);
                let parts: Vec<Option<bool>> =
                    list.iter().map(|part| self.settled(part.condition)).collect();
                if parts.contains(&Some(deciding)) {
                    return Some(deciding);
                }
                parts.iter().all(|part| *part == Some(!deciding)).then_some(!deciding)
            }
            _other => None,
        }
    }

    /// Warns of an alternative or exception that never holds.
    pub fn never(&mut self, condition: Id<Expression>, logic: Logic, what: &str) {
        if logic == Logic::Or && self.settled(condition) == Some(false) {
            let span = self.laws.expressions[condition].span;
            self.report(Code::W0002, span, format!("this {what} never holds"))
                .help("take it away, or say when it holds");
        }
    }

    /// Warns of a duty or step whose condition is never true.
    pub fn never_applies(&mut self, when: Id<Expression>, span: Span, name: &Name, what: &str) {
        if self.settled(when) == Some(false) {
            self.report(Code::W0002, span, format!("{what} `{}` never applies", name.text))
                .here("this is never true")
                .help("take it away, or say when it applies");
        }
    }

    /// Warns of a provision that is in force on no day of its law.
    pub fn out_of_force(
        &mut self,
        home: usize,
        own: Commencement,
        span: Span,
        what: &str,
        name: &str,
    ) {
        let Some(home) = self.homes.get(home) else { return };
        let place = home.span;
        let Some(law) = Home::law(home) else { return };
        let days = self.laws.laws[law].in_force;
        if days.from == Date::FIRST || within(days, own).is_some() {
            return;
        }
        let until = days.until.map_or(String::new(), |until| format!(" until {until}"));
        self.report(Code::W0002, span, format!("{what} `{name}` is never in force"))
            .and(place, format!("the law is in force from {}{until}", days.from))
            .help("mend its `from` or `until`");
    }
}

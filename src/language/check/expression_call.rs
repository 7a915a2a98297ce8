//! Calls: a scale applied to a figure, a table asked of each of its columns.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::check::mismatch::Typed;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::{DecisionTable, Kind, Scale, Type};
use crate::language::syntax::{Expression, Path};

impl Checker<'_> {
    /// `income_tax(x)`, `late_fee(c, d, r)`
    pub fn call(&mut self, scope: Scope, path: &Path, parts: &[Expression], span: Span) -> Typed {
        let lead = self.lead(scope.home, path);
        let skip = lead.map_or(0, |lead| lead.skip);
        let Some(name) = path.segments.get(skip).cloned() else { return self.unknown(span) };
        let called = match lead {
            Some(lead) => {
                if lead.home != scope.home && !self.may_name(scope, path, lead) {
                    return self.lost(scope, parts, span);
                }
                self.called_there(scope, lead.home, &name.text)
            }
            None => self.look_at(scope, &name.text),
        };
        let home = lead.map_or(scope.home, |lead| lead.home);
        if let Some(second) = path.segments.get(skip + 1)
            && called.is_some()
        {
            self.too_deep(path, second);
            return self.lost(scope, parts, span);
        }
        match called {
            Some((Named::Scale(scale), place)) => {
                self.apply_scale(scope, scale, parts, span, place)
            }
            Some((Named::Table(table), place)) => {
                self.tables_asked.entry((scope.home, table)).or_insert(span);
                self.ask_table(scope, table, parts, span, place)
            }
            // Reported where it is declared.
            Some((Named::Refused(_), _)) => self.lost(scope, parts, span),
            Some((named, place)) => {
                self.other_kind(&name, named, place, "scale or table");
                self.lost(scope, parts, span)
            }
            None => {
                if !self.is_incomplete(home) {
                    let named = |named| matches!(named, Named::Scale(_) | Named::Table(_));
                    let near = self.near(&name.text, self.names_of(home, named));
                    self.unknown_name("scale or table", &name.text, name.span, near);
                }
                self.lost(scope, parts, span)
            }
        }
    }

    /// What a name stands for in the law that a path begins with; it counts as used.
    fn called_there(&mut self, scope: Scope, home: usize, name: &str) -> Option<(Named, Span)> {
        let found = self.homes.get(home)?.names.get(name).copied()?;
        if scope.counts {
            self.used.insert(found.0);
        }
        Some(found)
    }

    /// A call of what is reported; the names in it are still used.
    fn lost(&mut self, scope: Scope, parts: &[Expression], span: Span) -> Typed {
        parts.iter().for_each(|part| self.use_names(scope, part));
        self.unknown(span)
    }

    fn apply_scale(
        &mut self,
        scope: Scope,
        id: Id<Scale>,
        parts: &[Expression],
        span: Span,
        place: Span,
    ) -> Typed {
        let row = &self.laws.scales[id];
        let (on, gives) = (row.on.clone(), row.gives.clone());
        let [part] = parts else {
            let name = row.name.clone();
            let said = self.say(&on);
            self.report(
                Code::E0518,
                span,
                format!("`{name}` takes one value, not {}", parts.len()),
            )
            .and(place, "declared here")
            .help(format!("write `{name}(…)` with one {said}"));
            return self.lost(scope, parts, span);
        };
        let part = self.typed(scope, part, &on);
        self.add(Kind::Scale(id, part), gives, span)
    }

    fn ask_table(
        &mut self,
        scope: Scope,
        id: Id<DecisionTable>,
        parts: &[Expression],
        span: Span,
        place: Span,
    ) -> Typed {
        let row = &self.laws.tables[id];
        let columns: Vec<Type> = row.columns.iter().map(|column| column.type_.clone()).collect();
        let gives = row.gives.clone();
        if parts.len() != columns.len() {
            let names: Vec<&str> = row.columns.iter().map(|column| column.name.as_str()).collect();
            let called = format!("{}({})", row.name, names.join(", "));
            let message =
                format!("`{}` takes {} values, not {}", row.name, columns.len(), parts.len());
            self.report(Code::E0518, span, message)
                .and(place, "declared here")
                .help(format!("write a value for each column: `{called}`"));
            return self.lost(scope, parts, span);
        }
        let asked = parts
            .iter()
            .zip(&columns)
            .map(|(part, type_)| self.typed(scope, part, type_))
            .collect();
        self.add(Kind::Table(id, asked), gives, span)
    }
}

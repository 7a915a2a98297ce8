//! The rules, one file each.

mod missing_citation;
mod untested;
mod repeated_number;
mod number_of_parameter;
mod quote_against_comparison;
mod unreachable_step;
mod and_after_window;
mod past_verified;
mod quoted_end;
mod figure_without_source;
mod duty_without_sanction;
mod repeated_condition;
mod constant_comparison;
mod double_negation;
mod similar_names;
mod repeated_test;
mod missing_label;
mod exception_of_same_value;
mod said;

use super::{Rule, Subject};
use crate::ground::diagnostic::Found;

/// Looks with one rule.
pub(super) fn look(rule: Rule, subject: &Subject<'_>, found: &mut Found) {
    match rule {
        Rule::MissingCitation => missing_citation::look(subject, found),
        Rule::Untested => untested::look(subject, found),
        Rule::RepeatedNumber => repeated_number::look(subject, found),
        Rule::NumberOfParameter => number_of_parameter::look(subject, found),
        Rule::QuoteAgainstComparison => quote_against_comparison::look(subject, found),
        Rule::UnreachableStep => unreachable_step::look(subject, found),
        Rule::AndAfterWindow => and_after_window::look(subject, found),
        Rule::PastVerified => past_verified::look(subject, found),
        Rule::QuotedEnd => quoted_end::look(subject, found),
        Rule::FigureWithoutSource => figure_without_source::look(subject, found),
        Rule::DutyWithoutSanction => duty_without_sanction::look(subject, found),
        Rule::RepeatedCondition => repeated_condition::look(subject, found),
        Rule::ConstantComparison => constant_comparison::look(subject, found),
        Rule::DoubleNegation => double_negation::look(subject, found),
        Rule::SimilarNames => similar_names::look(subject, found),
        Rule::RepeatedTest => repeated_test::look(subject, found),
        Rule::MissingLabel => missing_label::look(subject, found),
        Rule::ExceptionOfSameValue => exception_of_same_value::look(subject, found),
        // The check finds these; what is allowed and not there is known when all have looked.
        Rule::Unused | Rule::NeverInEffect | Rule::HolidayOutOfPlace | Rule::UnusedAllow => {}
    }
}

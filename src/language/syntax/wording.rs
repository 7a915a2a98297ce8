//! The rules of the grammar in the author's words, complete: a new rule asks for its own.

use crate::language::syntax::grammar::Rule;

/// What a rule is called in a message: "a date", "`{`", never the rule's own name.
pub(super) fn in_words(rule: Rule) -> String {
    let words = match rule {
        Rule::EOI => "the end of the declaration",
        Rule::doc => "a `///` comment",
        Rule::name
        | Rule::free
        | Rule::word
        | Rule::path
        | Rule::dotted
        | Rule::expect_state
        | Rule::variant => "a name",
        Rule::label | Rule::string => "a text in `\"`",
        Rule::currency | Rule::currency_code => "a currency such as `EUR`",
        Rule::jurisdiction_code => "a jurisdiction such as `EU`",
        Rule::open | Rule::fields => "`{`",
        Rule::close => "`}`",
        Rule::left | Rule::parentheses | Rule::arguments => "`(`",
        Rule::right => "`)`",
        Rule::comma => "`,`",
        Rule::colon => "`:`",
        Rule::equals => "`=`",
        Rule::bar | Rule::any_cell => "`|`",
        Rule::arrow => "`->`",
        Rule::date => "a date",
        Rule::duration | Rule::unit_word | Rule::accrual_unit => "a duration such as `30 days`",
        Rule::period | Rule::period_literal => "a period such as `2021`",
        Rule::cycle => "`year`, `quarter` or `month`",
        Rule::numeric | Rule::dashed | Rule::measured | Rule::magnitude => "a number",
        Rule::definition
        | Rule::expression
        | Rule::operand
        | Rule::primary
        | Rule::moment
        | Rule::prefix
        | Rule::up_to
        | Rule::day
        | Rule::not
        | Rule::minus
        | Rule::constant
        | Rule::choice
        | Rule::any_of
        | Rule::all_of
        | Rule::at_least
        | Rule::expression_without_of
        | Rule::extreme
        | Rule::ordinal
        | Rule::today
        | Rule::breach
        | Rule::start_of
        | Rule::days_from
        | Rule::count
        | Rule::aggregate
        | Rule::aggregate_word
        | Rule::the_period
        | Rule::the_highest => "an expression",
        Rule::alternative | Rule::alternatives => "a condition",
        Rule::header
        | Rule::law_header
        | Rule::vocabulary_header
        | Rule::tests_header
        | Rule::header_piece
        | Rule::file => "`law`, `vocabulary` or `tests for`",
        Rule::header_clause => "a clause such as `source`",
        Rule::use_line | Rule::use_piece => "`use`",
        Rule::declaration | Rule::declaration_piece => "a declaration such as `define`",
        Rule::clause => "a clause such as `cite`",
        Rule::remark => "a remark such as `cite`",
        Rule::duty_clause => "a clause such as `when`",
        Rule::step_clause => "a clause such as `may`",
        Rule::sanctions_clause => "a clause such as `step`",
        Rule::test_clause => "a clause such as `given`",
        Rule::status_clause => "a clause such as `begins`",
        Rule::calendar_clause => "a clause such as `holidays`",
        Rule::parameter_clause | Rule::version_clause | Rule::versions | Rule::value_version => {
            "a version such as `from DATE: VALUE`"
        }
        Rule::scale_part => "a band such as `up to X: …`",
        Rule::scale_version => "`from DATE { … }`",
        Rule::band | Rule::edge => "`up to`, `below` or `above`",
        Rule::scale_kind => "`marginal` or `flat`",
        Rule::row => "a row such as `| … |`",
        Rule::cell => "a cell",
        Rule::column => "a column such as `NAME : TYPE`",
        Rule::field_line => "a field such as `NAME : TYPE`",
        Rule::field_type
        | Rule::type_name
        | Rule::plain_type
        | Rule::optional
        | Rule::number_type
        | Rule::money_type
        | Rule::duration_type
        | Rule::set_type
        | Rule::list_type => "a type",
        Rule::over_time => "`over time`",
        Rule::per_cycle => "`per year`",
        Rule::family => "`days`, `months` or `hours`",
        Rule::working_family => "`working days`",
        Rule::event_of => "`of`",
        Rule::at_time => "`at time`",
        Rule::measure => "a measure such as `fine`",
        Rule::turn => "`on EVENT`, `when CONDITION` or a date",
        Rule::state | Rule::plain_state | Rule::negative_state => "a status such as `breached`",
        Rule::known => "`known`",
        Rule::unknown => "`unknown`",
        Rule::late => "`late`",
        Rule::need => "the name of a fact",
        Rule::needs => "`needs`",
        Rule::block => "`block`",
        Rule::rounding => "`half up`, `half even`, `upward` or `downward`",
        Rule::direction => "`after` or `before`",
        Rule::window | Rule::count_window => "a window such as `the last 3 years`",
        Rule::where_clause => "`where (…)`",
        Rule::listed => "a list such as `LIST as NAME`",
        Rule::set => "values in braces",
        Rule::accrual => "`per`",
        Rule::exception => "`except`",
        Rule::infix
        | Rule::tail
        | Rule::continued
        | Rule::finished
        | Rule::op_in
        | Rule::op_at
        | Rule::clamp
        | Rule::rounded
        | Rule::throughout
        | Rule::each_window
        | Rule::any_window
        | Rule::is
        | Rule::happened
        | Rule::field => "an operator",
        Rule::assertion => "`assert`",
        Rule::calendar => "`calendar`",
        Rule::weekend => "`weekend`",
        Rule::holidays => "`holidays`",
        Rule::define => "`define`",
        Rule::duty => "`duty`",
        Rule::when => "`when`",
        Rule::must => "`must`",
        Rule::due => "`due`",
        Rule::on_each => "`on each`",
        Rule::every => "`every`",
        Rule::entity => "`entity`",
        Rule::enumeration => "`enum`",
        Rule::event => "`event`",
        Rule::facts => "`facts`",
        Rule::source => "`source`",
        Rule::jurisdiction => "`jurisdiction`",
        Rule::authority => "`authority`",
        Rule::subject => "`subject`",
        Rule::in_force => "`in force`",
        Rule::verified => "`verified through`",
        Rule::month_end => "`month end`",
        Rule::working_days => "`working days`",
        Rule::deadlines => "`deadlines`",
        Rule::cite => "`cite`",
        Rule::quote => "`quote`",
        Rule::reading => "`reading`",
        Rule::allow => "`allow`",
        Rule::lint => "the name of a lint",
        Rule::from => "`from`",
        Rule::until => "`until`",
        Rule::parameter => "`parameter`",
        Rule::sanctions => "`sanctions`",
        Rule::for_duties => "`for`",
        Rule::on_cure => "`on cure`",
        Rule::together => "`together`",
        Rule::per_entity => "`per`",
        Rule::step => "`step`",
        Rule::may => "`may`",
        Rule::shall => "`shall`",
        Rule::once => "`once`",
        Rule::by => "`by`",
        Rule::on => "`on`",
        Rule::step_ends => "`ends`",
        Rule::notice => "`notice`",
        Rule::ban => "`ban`",
        Rule::lose => "`lose`",
        Rule::throttle => "`throttle`",
        Rule::fine => "`fine`",
        Rule::scale => "`scale`",
        Rule::status => "`status`",
        Rule::begins => "`begins`",
        Rule::status_ends => "`ends`",
        Rule::table => "`table`",
        Rule::test => "`test`",
        Rule::sheet => "`sheet`",
        Rule::test_on => "`on`",
        Rule::given => "`given`",
        Rule::expect => "`expect`",
        Rule::expect_undetermined => "`undetermined`",
        Rule::unit => "`unit`",
        Rule::blank | Rule::WHITESPACE | Rule::comment | Rule::word_char => "a blank",
        // A word with a place is told as it is typed.
        Rule::kw_assert
        | Rule::kw_calendar
        | Rule::kw_weekend
        | Rule::kw_holidays
        | Rule::kw_define
        | Rule::kw_duty
        | Rule::kw_must
        | Rule::kw_due
        | Rule::kw_entity
        | Rule::kw_time
        | Rule::kw_number
        | Rule::kw_money
        | Rule::kw_duration
        | Rule::kw_set
        | Rule::kw_list
        | Rule::kw_enum
        | Rule::kw_event
        | Rule::kw_except
        | Rule::kw_up
        | Rule::kw_rounded
        | Rule::kw_half
        | Rule::kw_even
        | Rule::kw_upward
        | Rule::kw_downward
        | Rule::kw_throughout
        | Rule::kw_any
        | Rule::kw_all
        | Rule::kw_is
        | Rule::kw_not
        | Rule::kw_has
        | Rule::kw_happened
        | Rule::kw_this
        | Rule::kw_first
        | Rule::kw_if
        | Rule::kw_then
        | Rule::kw_else
        | Rule::kw_least
        | Rule::kw_where
        | Rule::kw_greater
        | Rule::kw_lesser
        | Rule::kw_start
        | Rule::kw_count
        | Rule::kw_before
        | Rule::kw_period
        | Rule::kw_highest
        | Rule::kw_them
        | Rule::kw_facts
        | Rule::kw_law
        | Rule::kw_vocabulary
        | Rule::kw_tests
        | Rule::kw_use
        | Rule::kw_cite
        | Rule::kw_quote
        | Rule::kw_reading
        | Rule::kw_allow
        | Rule::kw_from
        | Rule::kw_until
        | Rule::kw_for
        | Rule::kw_on
        | Rule::kw_when
        | Rule::kw_ends
        | Rule::kw_every
        | Rule::kw_each
        | Rule::kw_as
        | Rule::kw_of
        | Rule::kw_in
        | Rule::kw_to
        | Rule::kw_at
        | Rule::kw_per
        | Rule::kw_over
        | Rule::kw_since
        | Rule::kw_no
        | Rule::kw_more
        | Rule::kw_less
        | Rule::kw_than
        | Rule::kw_the
        | Rule::kw_last
        | Rule::kw_next
        | Rule::kw_day
        | Rule::kw_days
        | Rule::kw_working
        | Rule::kw_cure
        | Rule::kw_verified
        | Rule::kw_through
        | Rule::kw_source
        | Rule::kw_jurisdiction
        | Rule::kw_authority
        | Rule::kw_subject
        | Rule::kw_force
        | Rule::kw_month
        | Rule::kw_end
        | Rule::kw_deadlines
        | Rule::kw_move
        | Rule::kw_previous
        | Rule::kw_parameter
        | Rule::kw_sanctions
        | Rule::kw_collect
        | Rule::kw_together
        | Rule::kw_step
        | Rule::kw_may
        | Rule::kw_shall
        | Rule::kw_once
        | Rule::kw_have
        | Rule::kw_passed
        | Rule::kw_by
        | Rule::kw_notice
        | Rule::kw_ban
        | Rule::kw_lose
        | Rule::kw_throttle
        | Rule::kw_fine
        | Rule::kw_started
        | Rule::kw_doubling
        | Rule::kw_running
        | Rule::kw_most
        | Rule::kw_total
        | Rule::kw_scale
        | Rule::kw_below
        | Rule::kw_above
        | Rule::kw_status
        | Rule::kw_begins
        | Rule::kw_table
        | Rule::kw_test
        | Rule::kw_sheet
        | Rule::kw_given
        | Rule::kw_expect
        | Rule::kw_undetermined
        | Rule::kw_needs
        | Rule::kw_unit => return format!("`{}`", typed(rule)),
    };
    words.to_string()
}

/// The letters of a rule that is one word.
fn typed(rule: Rule) -> String {
    let name = format!("{rule:?}");
    name.strip_prefix("kw_").unwrap_or(&name).to_string()
}

/// Whether a rule is one of the operators, told together where an operator may stand.
pub(super) fn behind_operand(rule: Rule) -> bool {
    in_words(rule) == in_words(Rule::infix)
        || matches!(
            rule,
            Rule::exception
                | Rule::kw_except
                | Rule::kw_no
                | Rule::kw_rounded
                | Rule::kw_is
                | Rule::kw_throughout
                | Rule::kw_has
                | Rule::left
                | Rule::arguments
        )
}

/// Whether a rule is one of the ways to begin an expression, told together where one may stand.
pub(super) fn begins_operand(rule: Rule) -> bool {
    in_words(rule) == in_words(Rule::expression)
        || matches!(
            rule,
            Rule::path
                | Rule::numeric
                | Rule::left
                | Rule::string
                | Rule::open
                | Rule::kw_if
                | Rule::kw_any
                | Rule::kw_all
                | Rule::kw_at
                | Rule::kw_greater
                | Rule::kw_lesser
                | Rule::kw_first
                | Rule::kw_last
                | Rule::kw_start
                | Rule::kw_days
                | Rule::kw_count
                | Rule::kw_the
                | Rule::kw_up
                | Rule::set
                | Rule::parentheses
        )
}

/// Whether a rule asks for a name and nothing else.
pub(super) fn expects_name(rule: Rule) -> bool {
    matches!(rule, Rule::name | Rule::path | Rule::dotted | Rule::field_line | Rule::variant)
}

/// The words with which what a rule describes can begin, for guessing at a misspelt one.
pub(super) fn words_of(rule: Rule) -> Vec<String> {
    let clauses = ["cite", "quote", "reading", "allow", "from", "until"];
    let own: &[&str] = match rule {
        Rule::declaration => &[
            "unit",
            "entity",
            "enum",
            "facts",
            "event",
            "parameter",
            "scale",
            "table",
            "calendar",
            "define",
            "status",
            "duty",
            "sanctions",
            "test",
            "assert",
        ],
        Rule::law_header => &["law"],
        Rule::vocabulary_header => &["vocabulary"],
        Rule::header_clause => &[
            "source",
            "jurisdiction",
            "authority",
            "subject",
            "in",
            "verified",
            "month",
            "working",
            "deadlines",
        ],
        Rule::duty_clause => &["when", "must", "due", "every", "on"],
        Rule::sanctions_clause => &["for", "step", "on", "together", "per"],
        Rule::step_clause => &["may", "shall", "once", "by", "on", "when", "for", "ends"],
        Rule::test_clause => &["sheet", "on", "given", "expect"],
        Rule::status_clause => &["begins", "ends"],
        Rule::calendar_clause => &["weekend", "holidays", "verified"],
        Rule::measure => &["notice", "ban", "throttle", "block", "fine", "lose"],
        Rule::type_name | Rule::field_type => &[
            "bool", "number", "money", "date", "datetime", "duration", "country", "text", "set",
            "list", "optional",
        ],
        Rule::state => &[
            "breached",
            "fulfilled",
            "pending",
            "undetermined",
            "imposed",
            "available",
            "waiting",
            "lifted",
        ],
        Rule::infix => &[
            "and",
            "or",
            "unless",
            "implies",
            "after",
            "before",
            "otherwise",
            "presumed",
            "of",
            "to",
        ],
        Rule::expression | Rule::definition => &["not", "any", "all", "if", "today", "breach"],
        Rule::cycle => &["year", "quarter", "month", "half_year"],
        Rule::scale_kind => &["marginal", "flat"],
        Rule::direction => &["after", "before"],
        other => return vec![typed(other)],
    };
    let shared = match rule {
        Rule::duty_clause | Rule::sanctions_clause | Rule::step_clause | Rule::header_clause => {
            &clauses[..]
        }
        _ => &[],
    };
    own.iter().chain(shared).map(|word| (*word).to_string()).collect()
}

/// The words that cannot be names.
const RESERVED: &str = "law vocabulary tests use unit entity facts event enum parameter scale \
    table calendar define status duty sanctions step test assert cite quote reading from until \
    when must every due for on by may shall begins ends given expect sheet once have has passed \
    since together true false none and or not implies unless otherwise presumed except if then \
    else where is as in of to at after before over per up no than below above throughout each \
    any all average sum highest lowest count greater lesser first last this start day end the \
    today breach rounded year years quarter quarters month months week weeks days hour hours \
    working thousand million billion trillion";

/// Whether a word is reserved.
pub fn is_reserved(word: &str) -> bool {
    RESERVED.split_ascii_whitespace().any(|reserved| reserved == word)
}

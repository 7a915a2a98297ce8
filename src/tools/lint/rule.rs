//! The rules by name: one list.

use crate::ground::diagnostic::Code;

macro_rules! rules {
    ($($rule:ident $name:literal $code:ident)*) => {
        /// One rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $name] $rule,)*
        }

        impl Rule {
            /// Every rule, in the order of its codes.
            pub const ALL: &'static [Rule] = &[$(Rule::$rule,)*];

            /// Its name, as `allow` and `solon.toml` write it.
            pub fn name(self) -> &'static str {
                match self { $(Rule::$rule => $name,)* }
            }

            /// The code of what it finds.
            pub fn code(self) -> Code {
                match self { $(Rule::$rule => Code::$code,)* }
            }
        }
    };
}

rules! {
    Unused "unused" W0001
    NeverInEffect "never_in_effect" W0002
    HolidayOutOfPlace "holiday_out_of_place" W0003
    MissingCitation "missing_citation" W0101
    Untested "untested" W0102
    RepeatedNumber "repeated_number" W0103
    NumberOfParameter "number_of_parameter" W0104
    QuoteAgainstComparison "quote_against_comparison" W0105
    UnreachableStep "unreachable_step" W0106
    AndAfterWindow "and_after_window" W0107
    PastVerified "past_verified" W0108
    QuotedEnd "quoted_end" W0109
    FigureWithoutSource "figure_without_source" W0110
    DutyWithoutSanction "duty_without_sanction" W0111
    RepeatedCondition "repeated_condition" W0112
    ConstantComparison "constant_comparison" W0113
    DoubleNegation "double_negation" W0114
    SimilarNames "similar_names" W0115
    RepeatedTest "repeated_test" W0116
    MissingLabel "missing_label" W0117
    ExceptionOfSameValue "exception_of_same_value" W0118
    UnusedAllow "unused_allow" W0119
}

impl Rule {
    /// The rule of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name)
    }

    /// The rule that finds what has a code.
    pub fn of_code(code: Code) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.code() == code)
    }
}

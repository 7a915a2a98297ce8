//! Every code of every diagnostic, in one list.
//!
//! E01 text and syntax · E02 names · E03 types and units · E04 dates and versions · E05 duties,
//! sanctions and tests · E06 fact sheets · E07 evaluation · E08 limits · E09 not evaluated yet ·
//! E10 files and projects · W0 warnings.

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The law or sheet is not used.
    Error,
    /// It is used; look at it.
    Warning,
    /// Something worth knowing.
    Note,
}

macro_rules! codes {
    ($($code:ident $severity:ident $title:literal)*) => {
        /// The stable code of a diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $code,)*
        }

        impl Code {
            /// Every code in order.
            pub const ALL: &'static [Code] = &[$(Code::$code,)*];

            /// The code as it is written: `E0101`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$code => stringify!($code),)* }
            }

            /// What the code is about, in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Code::$code => $title,)* }
            }

            /// How grave it is.
            pub fn severity(self) -> Severity {
                match self { $(Code::$code => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    // -- text and syntax
    E0101 Error "the text is not what the grammar expects here"
    E0102 Error "a bracket is never closed"

    // -- names
    E0201 Error "a name that nothing declares"
    E0202 Error "one name declared twice"

    // -- types and units
    E0301 Error "a value of another type is needed here"

    // -- dates and versions
    E0401 Error "a date that does not exist"

    // -- duties, sanctions and tests
    E0501 Error "a clause is missing"

    // -- fact sheets
    E0601 Error "a key that no loaded law declares"

    // -- evaluation
    E0701 Error "two exceptions hold and differ"

    // -- limits
    E0801 Error "brackets nested too deeply"

    // -- not evaluated yet
    E0901 Error "a construct that is not evaluated yet"

    // -- files and projects
    E1001 Error "a file or folder that cannot be read"

    // -- warnings
    W0001 Warning "a declaration that nothing uses"
}

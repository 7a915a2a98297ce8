//! Every code of every diagnostic, in one list.
//!
//! E01 text and syntax · E02 names · E03 types and units · E04 dates and versions · E05 duties,
//! sanctions and tests · E06 fact sheets · E07 evaluation · E08 limits · E09 queries · E10 files and projects ·
//! W00 warnings · W01 lints · W06 notes.

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
    E0103 Error "digits with dashes that are no date and no period"
    E0104 Error "digits that are not a number"
    E0105 Error "three capitals that are no currency"
    E0106 Error "a name that is not written as one"
    E0107 Error "a table row of the wrong cells"
    E0108 Error "a word that needs parentheses here"
    E0109 Error "an operator that does not chain"
    E0110 Error "a fraction right after a division"
    E0111 Error "words that can be read in two ways"
    E0112 Error "a character that looks like another"
    E0113 Error "a character that a law may not hold"
    E0114 Error "a text that is not UTF-8"

    // -- names
    E0201 Error "a name that nothing declares"
    E0202 Error "one name declared twice"
    E0203 Error "two files of one name"
    E0204 Error "a law or vocabulary that is not loaded"
    E0205 Error "a name that means two things here"
    E0206 Error "a declaration that does not belong here"
    E0207 Error "a name of another kind is needed here"
    E0208 Error "something depends on itself"
    E0209 Error "a clause of the header is missing"
    E0210 Error "an `allow` of no rule"
    E0211 Error "an `allow` without a reason"

    // -- types and units
    E0301 Error "a value of another type is needed here"
    E0302 Error "two units that never mix"
    E0303 Error "two currencies that never mix"
    E0304 Error "a value that may be none"
    E0305 Error "a code that ISO does not have"
    E0306 Error "a figure of a period without the period"
    E0307 Error "a period or history where there is none"
    E0308 Error "a window that does not fit what stands in it"
    E0310 Error "two families of duration that never mix"
    E0311 Error "an operator that has no meaning here"
    E0312 Error "a value that is never none"
    E0313 Error "a division or rounding by zero"
    E0314 Error "a range or share beyond its limits"
    E0315 Error "a value that is never unknown"

    // -- dates and versions
    E0401 Error "a date that does not exist"
    E0402 Error "a day without a value"
    E0403 Error "versions out of order"
    E0404 Error "versions that overlap"
    E0405 Error "months added without a month end"
    E0406 Error "an end that is not after its beginning"
    E0407 Error "a value that is not fixed"
    E0408 Error "working days without a calendar"
    E0409 Error "a window that is not of whole days"
    E0410 Error "a calendar without a working day"

    // -- duties, sanctions and tests
    E0501 Error "a clause is missing"
    E0502 Error "a clause written twice"
    E0503 Error "a clock that cannot start"
    E0504 Error "a status that this cannot have"
    E0505 Error "a sheet that is not named from the law"
    E0506 Error "a clause or detail that has no place here"
    E0507 Error "an act due at an hour and recorded by its day"
    E0515 Error "a case that no row or band answers"
    E0516 Error "two rows that answer one case"
    E0517 Error "a row or band that can never apply"
    E0518 Error "a scale or table asked with too few or too many values"

    // -- fact sheets
    E0601 Error "a key that no loaded law declares"
    E0602 Error "a key or value of a sheet stated twice"
    E0603 Error "a sheet that is not YAML, JSON or TOML"
    E0604 Error "a fact's value of another type"
    E0605 Error "a number in quotes"
    E0606 Error "a notation of numbers that a sheet does not take"
    E0607 Error "an amount without its currency, or in another one"
    E0608 Error "a date of a sheet that does not exist or is written otherwise"
    E0609 Error "a value that its enum does not have"
    E0610 Error "a country code that does not exist"
    E0611 Error "a count below zero"
    E0612 Error "bounds that contradict each other"
    E0613 Error "entries out of the order of their days"
    E0614 Error "two entries for one day"
    E0615 Error "a figure without its period, or of another one"
    E0616 Error "a feature of YAML that a sheet does not take"
    E0617 Error "a mapping or list is missing in a sheet"
    E0618 Error "none for a fact that is not optional"
    E0619 Error "a key without a value"
    E0620 Error "periods of their own dates that do not follow one another"
    E0621 Error "a sheet without a law that says whose it is"
    E0622 Error "an entry without its day or value"
    E0623 Error "a row that does not fit the columns of its table"

    // -- evaluation
    E0701 Error "two exceptions hold and differ"
    E0702 Error "a division by zero"
    E0703 Error "a date before 0001 or past 9999"
    E0704 Error "a number of more digits than allowed"
    E0705 Error "a range whose low end is above its high end"
    E0706 Error "a duty owed in more periods than can be followed"

    // -- limits
    E0801 Error "brackets nested too deeply"
    E0802 Error "a sheet nested too deeply"
    E0803 Error "a number of too many digits"
    E0804 Error "a sheet that is too large"
    E0805 Error "a file larger than the limit"
    E0806 Error "an expression nested too deeply"
    E0807 Error "definitions that build on one another too deeply"
    E0808 Error "a table too intertwined to be proved"

    // -- queries
    E0901 Error "something that a query cannot tell exactly"
    E0902 Error "a query about a day on which its law is not in force"

    // -- files and projects
    E1001 Error "a file or folder that cannot be read"
    E1002 Error "a place without law files"
    E1003 Error "a place without fact sheets"
    E1004 Error "nothing to test"
    E1005 Error "a name that matches nothing"
    E1006 Error "a symbolic link that leads out of its folder"
    E1007 Error "a file of another kind"
    E1008 Error "a file or stream that cannot be written"
    E1009 Error "nothing to judge"
    E1010 Error "a project file that cannot be followed"
    E1011 Error "a review without somebody to ask"
    E1012 Error "a place where a project cannot begin"
    E1013 Error "a column that no loaded law asks for"
    E1014 Error "a table that cannot be read"
    E1015 Error "a run that cannot be resumed"
    E1016 Error "shards that do not make one whole"

    // -- warnings
    W0001 Warning "a declaration that nothing uses"
    W0002 Warning "a provision that can never take effect"
    W0003 Warning "a holiday out of place"

    // -- lints
    W0101 Warning "a provision without a citation"
    W0102 Warning "a provision without a test"
    W0103 Warning "a number written several times"
    W0104 Warning "a number that a parameter names"
    W0105 Warning "a comparison that its quoted words contradict"
    W0106 Warning "a step that can never be reached"
    W0107 Warning "an `and` or `or` to the right of a window"
    W0108 Warning "a figure used past the day it is verified through"
    W0109 Warning "an end that the quoted words have and the provision has not"
    W0110 Warning "a figure of a sheet without a source"
    W0111 Note "a duty that no sanction follows"
    W0112 Warning "a condition written twice"
    W0113 Warning "a comparison that always comes out alike"
    W0114 Warning "a negation of a negation"
    W0115 Warning "two names that read alike"
    W0116 Warning "two tests of one name"
    W0117 Note "a fact without a label"
    W0118 Warning "an exception that changes nothing"
    W0119 Warning "an `allow` that allows nothing"

    // -- notes
    W0601 Note "a law whose facts a sheet states is not loaded"
}

//! Arguments that several commands share.

use crate::front::terminal::{self, Stream};
use crate::ground::text::Limits;
use clap::{Args, ValueEnum};

/// What holds for every command.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Colour::Auto, global = true, display_order = 900)]
    pub color: Colour,
    /// How diagnostics are shown on standard error
    #[arg(long, value_name = "LOOK", value_enum, default_value_t = Look::Drawn, global = true, display_order = 901)]
    pub diagnostics: Look,
    /// How large inputs may be
    #[command(flatten)]
    pub limits: LimitArguments,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Look {
    /// With the lines of the text they point at
    Drawn,
    /// In sentences, for screen readers
    Narrated,
    /// As one JSON document
    Json,
}

/// How large inputs may be: the defaults fit every law there is; raise them with care.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Limits")]
pub struct LimitArguments {
    /// Brackets nested in a law
    #[arg(long, value_name = "N", default_value_t = Limits::default().depth, global = true, hide_short_help = true)]
    pub max_depth: usize,
    /// Bytes of one law file
    #[arg(long, value_name = "N", default_value_t = Limits::default().law_bytes, global = true, hide_short_help = true)]
    pub max_law_bytes: usize,
    /// Bytes of one fact sheet
    #[arg(long, value_name = "N", default_value_t = Limits::default().sheet_bytes, global = true, hide_short_help = true)]
    pub max_sheet_bytes: usize,
    /// Bits of one number
    #[arg(long, value_name = "N", default_value_t = Limits::default().number_bits, global = true, hide_short_help = true)]
    pub max_number_bits: usize,
    /// Diagnostics shown
    #[arg(long, value_name = "N", default_value_t = Limits::default().shown, global = true, hide_short_help = true)]
    pub max_diagnostics: usize,
}

impl Colour {
    /// Whether a text for this stream may hold colour codes.
    pub fn on(self, stream: Stream) -> bool {
        match self {
            Colour::Auto => terminal::colourful(stream),
            Colour::Always => true,
            Colour::Never => false,
        }
    }
}

impl From<LimitArguments> for Limits {
    fn from(asked: LimitArguments) -> Limits {
        Limits {
            depth: asked.max_depth,
            law_bytes: asked.max_law_bytes,
            sheet_bytes: asked.max_sheet_bytes,
            number_bits: asked.max_number_bits,
            shown: asked.max_diagnostics,
        }
    }
}

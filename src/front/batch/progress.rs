//! How far a run is: a bar on a terminal, a line now and then elsewhere.

use crate::front::terminal::{self, Stream};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// How far a run is, for whoever watches it.
pub struct Progress {
    bar: Option<ProgressBar>,
    begun: Instant,
    told: Instant,
    settled: Instant,
}

/// How often a line is written where there is no terminal.
const EVERY: Duration = Duration::from_secs(10);

/// How much may be lost by an interrupt that nobody hears.
const SETTLES: Duration = Duration::from_secs(1);

impl Progress {
    /// The progress of a run over inputs of so many bytes; `None`: nobody knows how many.
    #[expect(clippy::disallowed_methods, reason = "how long it takes is told, and in no result")]
    pub fn new(bytes: Option<u64>) -> Self {
        let bar = io::stderr().is_terminal().then(|| bar(bytes));
        let now = Instant::now();
        Self { bar, begun: now, told: now, settled: now }
    }

    /// Tells how many records have been judged, and how many bytes of the inputs read.
    pub fn tell(&mut self, records: u64, bytes: u64) {
        match &self.bar {
            Some(bar) => {
                bar.set_position(bytes);
                bar.set_message(format!(
                    "{} records, {} a second",
                    grouped(records),
                    self.rate(records)
                ));
            }
            None if self.told.elapsed() >= EVERY => {
                self.told += self.told.elapsed();
                let line =
                    format!("{} records, {} a second\n", grouped(records), self.rate(records));
                // Where even standard error is gone there is nobody left to tell.
                let _ = terminal::write(Stream::Errors, &line);
            }
            None => {}
        }
    }

    /// Whether enough time has passed since the last time that what was done was written down.
    pub fn is_time_to_settle(&mut self) -> bool {
        let is_time = self.settled.elapsed() >= SETTLES;
        if is_time {
            self.settled += self.settled.elapsed();
        }
        is_time
    }

    /// Takes the bar away.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// How many records a second, in words.
    pub fn rate(&self, records: u64) -> String {
        let thousandths = self.begun.elapsed().as_millis().max(1);
        let rate = u128::from(records) * 1000 / thousandths;
        grouped(u64::try_from(rate).unwrap_or(u64::MAX))
    }
}

fn bar(bytes: Option<u64>) -> ProgressBar {
    let bar = match bytes {
        Some(bytes) => ProgressBar::new(bytes),
        None => ProgressBar::new_spinner(),
    };
    bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
    let template = match bytes {
        Some(_) => "{wide_bar} {percent}%  {msg}, {eta} left",
        None => "{spinner} {msg}",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

/// A number with its digits in groups of three.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

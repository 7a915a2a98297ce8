//! Interrupts: a run ends behind the chunk that it is at, and what it has done stays.

use signal_hook::consts::{SIGINT, SIGTERM};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Whether somebody wants the run to end.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    asked: Arc<AtomicBool>,
    signal: Arc<AtomicUsize>,
}

impl Interrupt {
    /// Listens from now on. A second interrupt ends the process at once.
    pub fn listen() -> io::Result<Self> {
        let interrupt = Self::default();
        for signal in [SIGINT, SIGTERM] {
            let number = usize::try_from(signal).unwrap_or(0);
            signal_hook::flag::register_conditional_default(signal, interrupt.asked.clone())?;
            signal_hook::flag::register_usize(signal, interrupt.signal.clone(), number)?;
            signal_hook::flag::register(signal, interrupt.asked.clone())?;
        }
        Ok(interrupt)
    }

    /// Whether it was asked for.
    pub fn asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// Ends the process as it would have ended, so that whoever started it sees why.
    pub fn end(&self) {
        let signal = i32::try_from(self.signal.load(Ordering::Relaxed)).unwrap_or(SIGINT);
        let _ = signal_hook::low_level::emulate_default_handler(signal);
    }
}

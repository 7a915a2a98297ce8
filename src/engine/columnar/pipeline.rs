//! Chunks through threads: read in order, judged by several at a time, written in order.

use crate::engine::columnar::Run;
use crate::engine::columnar::chunk::{Judged, judge_chunk};
use crate::engine::columnar::record::{Chunk, Records};
use crate::engine::columnar::shard::Shard;
use crate::engine::columnar::sources::Trouble;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// Where chunks come from: the name of the input and its next records.
pub trait Chunks: Send {
    /// The next records of the inputs; `None` behind the last.
    fn next(&mut self) -> Result<Option<(Arc<str>, Records)>, Trouble>;
}

/// Whether a run goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onward {
    /// It does.
    Yes,
    /// It ends here, its rest undone.
    No,
}

/// How a run through all chunks ended.
#[derive(Debug)]
pub enum Ended {
    /// Every chunk was judged and taken.
    All,
    /// Whoever takes them said that it is enough.
    Stopped,
    /// An input could not be read.
    Trouble(Trouble),
}

/// How many chunks of each thread may be read and not yet taken: what bounds the memory.
const AHEAD: usize = 4;

/// Judges every chunk of a shard, `threads` at a time, and hands what they came to to `take` in their order.
pub fn run(
    run: &Run<'_>,
    chunks: &mut dyn Chunks,
    shard: Shard,
    threads: usize,
    take: &mut dyn FnMut(Judged) -> Onward,
) -> Ended {
    match threads {
        0 | 1 => alone(run, chunks, shard, take),
        _ => together(run, chunks, shard, threads, take),
    }
}

fn alone(
    run: &Run<'_>,
    chunks: &mut dyn Chunks,
    shard: Shard,
    take: &mut dyn FnMut(Judged) -> Onward,
) -> Ended {
    for number in 0.. {
        match chunks.next() {
            Err(trouble) => return Ended::Trouble(trouble),
            Ok(None) => return Ended::All,
            Ok(Some(_)) if !shard.takes(number) => {}
            Ok(Some((input, records))) => {
                let judged = judge_chunk(run, &Chunk { number, input, records });
                if take(judged) == Onward::No {
                    return Ended::Stopped;
                }
            }
        }
    }
    Ended::All
}

/// What a thread sends to whoever takes.
enum Sent {
    Judged(Box<Judged>),
    Panicked(Box<dyn std::any::Any + Send>),
    Trouble(Trouble),
}

fn together(
    run: &Run<'_>,
    chunks: &mut dyn Chunks,
    shard: Shard,
    threads: usize,
    take: &mut dyn FnMut(Judged) -> Onward,
) -> Ended {
    // One permit for each chunk that may be under way: reading waits for writing, never the reverse.
    let (permit, permits) = channel::<()>();
    for _ in 0..threads * AHEAD {
        // The receiver lives, so this cannot fail.
        let _ = permit.send(());
    }
    let (give, given) = channel::<Chunk>();
    let (send, sent) = channel::<Sent>();
    let given = Mutex::new(given);
    std::thread::scope(|scope| {
        let troubled = send.clone();
        scope.spawn(move || read(chunks, shard, &permits, &give, &troubled));
        for _ in 0..threads {
            let (send, given) = (send.clone(), &given);
            scope.spawn(move || judge(run, given, &send));
        }
        drop(send);
        in_order(&sent, shard, permit, take)
    })
}

fn read(
    chunks: &mut dyn Chunks,
    shard: Shard,
    permits: &Receiver<()>,
    give: &Sender<Chunk>,
    send: &Sender<Sent>,
) {
    for number in 0.. {
        if shard.takes(number) && permits.recv().is_err() {
            return;
        }
        match chunks.next() {
            Ok(None) => return,
            Ok(Some(_)) if !shard.takes(number) => {}
            Ok(Some((input, records))) => {
                if give.send(Chunk { number, input, records }).is_err() {
                    return;
                }
            }
            Err(trouble) => {
                let _ = send.send(Sent::Trouble(trouble));
                return;
            }
        }
    }
}

fn judge(run: &Run<'_>, given: &Mutex<Receiver<Chunk>>, send: &Sender<Sent>) {
    loop {
        let next = given.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(chunk) = next else { return };
        // Whoever waits for this chunk must hear of a bug, or it would wait for ever.
        let judged = catch_unwind(AssertUnwindSafe(|| judge_chunk(run, &chunk)));
        let sent = match judged {
            Ok(judged) => Sent::Judged(Box::new(judged)),
            Err(panic) => Sent::Panicked(panic),
        };
        if send.send(sent).is_err() {
            return;
        }
    }
}

fn in_order(
    sent: &Receiver<Sent>,
    shard: Shard,
    permit: Sender<()>,
    take: &mut dyn FnMut(Judged) -> Onward,
) -> Ended {
    let mut early: BTreeMap<u64, Box<Judged>> = BTreeMap::new();
    let mut next = shard.first();
    let mut trouble = None;
    for sent in sent {
        match sent {
            Sent::Panicked(panic) => {
                drop(permit);
                resume_unwind(panic);
            }
            // What was read before it is judged and taken all the same, as one thread would.
            Sent::Trouble(it) => trouble = Some(it),
            Sent::Judged(judged) => drop(early.insert(judged.number, judged)),
        }
        while let Some(judged) = early.remove(&next) {
            next += shard.of;
            if take(*judged) == Onward::No {
                return Ended::Stopped;
            }
            let _ = permit.send(());
        }
    }
    trouble.map_or(Ended::All, Ended::Trouble)
}

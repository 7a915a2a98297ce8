//! Circles in a graph of numbers: groups that depend on one another, found without recursion.

use crate::ground::text::Span;

/// What has been seen of one number.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// When it was first met, from 1; 0: not yet.
    met: usize,
    /// The earliest met number that it leads back to.
    back: usize,
    /// Whether its group is still open.
    open: bool,
}

/// The groups of numbers that lead to one another (most are of one), each after those it leads to.
pub(super) fn groups(arrows: &[Vec<(usize, Span)>]) -> Vec<Vec<usize>> {
    let mut seen = vec![Seen::default(); arrows.len()];
    let mut met = 0;
    let mut open: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for root in 0..arrows.len() {
        // Each row: a number and how many of its arrows have been followed.
        let mut path: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((at, followed)) = path.last_mut() {
            let (at, next) = (*at, *followed);
            *followed += 1;
            let Some(state) = seen.get_mut(at) else { break };
            if next == 0 {
                if state.met > 0 {
                    path.pop();
                    continue;
                }
                met += 1;
                *state = Seen { met, back: met, open: true };
                open.push(at);
            }
            if let Some((to, _)) = arrows.get(at).and_then(|to| to.get(next)) {
                match seen.get(*to).copied() {
                    Some(there) if there.met == 0 => path.push((*to, 0)),
                    Some(there) if there.open => lower(&mut seen, at, there.met),
                    Some(_) | None => {}
                }
                continue;
            }
            path.pop();
            let here = seen.get(at).copied().unwrap_or_default();
            if let Some((parent, _)) = path.last() {
                lower(&mut seen, *parent, here.back);
            }
            if here.back == here.met {
                found.push(closed(&mut open, &mut seen, at));
            }
        }
    }
    found
}

fn lower(seen: &mut [Seen], at: usize, to: usize) {
    if let Some(state) = seen.get_mut(at) {
        state.back = state.back.min(to);
    }
}

/// Takes the group that began with `first` off the open numbers.
fn closed(open: &mut Vec<usize>, seen: &mut [Seen], first: usize) -> Vec<usize> {
    let mut group = Vec::new();
    while let Some(at) = open.pop() {
        if let Some(state) = seen.get_mut(at) {
            state.open = false;
        }
        group.push(at);
        if at == first {
            break;
        }
    }
    group.sort_unstable();
    group
}

/// The shortest way from `start` back to itself inside its group: each number with the place
/// where it names the next.
pub(super) fn shortest(
    arrows: &[Vec<(usize, Span)>],
    group: &[usize],
    start: usize,
) -> Vec<(usize, Span)> {
    let mut from: std::collections::BTreeMap<usize, (usize, Span)> =
        std::collections::BTreeMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for (to, span) in arrows.get(at).into_iter().flatten() {
            if group.binary_search(to).is_err() || from.contains_key(to) {
                continue;
            }
            from.insert(*to, (at, *span));
            if *to == start {
                return walked(&from, start);
            }
            queue.push_back(*to);
        }
    }
    Vec::new()
}

fn walked(
    from: &std::collections::BTreeMap<usize, (usize, Span)>,
    start: usize,
) -> Vec<(usize, Span)> {
    let mut way = Vec::new();
    let mut at = start;
    while let Some((before, span)) = from.get(&at) {
        way.push((*before, *span));
        at = *before;
        if at == start {
            break;
        }
    }
    way.reverse();
    way
}

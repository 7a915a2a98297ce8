//! Did you mean: the known name closest to a misspelt one.

/// After so many problems nothing is suggested any more: comparing every misspelt name with every
/// known one would take time in the square of the text.
pub const MANY: usize = 100;

/// The candidate closest to `word`, if one is close enough to be worth naming.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = match word.chars().count() {
        0..=2 => 1,
        3..=5 => 2,
        _ => 3,
    };
    let near = |candidate: &&str| candidate.len().abs_diff(word.len()) <= 4 * allowed;
    candidates
        .into_iter()
        .filter(near)
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= allowed && *distance < candidate.len())
        .min()
        .map(|(_, candidate)| candidate)
}

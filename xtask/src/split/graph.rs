//! What can be loaded later: a question about paths in a graph.
//!
//! Owns the answer and knows nothing of Wasm. Started by the split with who names whom; yields which
//! nodes nobody gets to but through a door.

use std::collections::{BTreeMap, BTreeSet};

/// Who names whom.
#[derive(Debug)]
pub(super) struct Graph<N>(BTreeMap<N, BTreeSet<N>>);

impl<N: Copy + Ord> Graph<N> {
    /// Of pairs, each from the one that names to the one that is named.
    pub(super) fn of(named: impl IntoIterator<Item = (N, N)>) -> Self {
        let mut graph = BTreeMap::<N, BTreeSet<N>>::new();
        for (from, to) in named {
            graph.entry(from).or_default().insert(to);
        }
        Self(graph)
    }

    /// The doors that are reached at all, and what is reached through them alone.
    pub(super) fn behind(&self, doors: &BTreeSet<N>, roots: &BTreeSet<N>) -> BTreeSet<N> {
        let all = self.reached(roots, &BTreeSet::new());
        let before = self.reached(roots, doors);
        all.difference(&before).copied().collect()
    }

    /// The `roots` and what they lead to, on paths that pass none of the `closed`.
    fn reached(&self, roots: &BTreeSet<N>, closed: &BTreeSet<N>) -> BTreeSet<N> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<N> = roots.iter().copied().collect();
        while let Some(node) = open.pop() {
            if !closed.contains(&node) && reached.insert(node) {
                open.extend(self.0.get(&node).into_iter().flatten());
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behind_a_door_is_what_nothing_else_leads_to() {
        for (case, named, doors, roots, expected) in [
            ("a door and its own", "ad db", "d", "a", "bd"),
            ("on and on", "ad db bc ce", "d", "a", "bcde"),
            ("named from before it as well", "ad db dc ab", "d", "a", "cd"),
            ("what such a one leads to stays with it", "ad db bc ab", "d", "a", "d"),
            ("a way back changes nothing", "ad db ba bc", "d", "a", "bcd"),
            ("around in a circle", "ad db bc cb", "d", "a", "bcd"),
            ("one behind two doors", "ad ae db eb", "de", "a", "bde"),
            ("a door behind a door", "ad de eb", "de", "a", "bde"),
            ("a door that is a root", "db", "d", "d", "bd"),
            ("a root behind a door", "ad db", "d", "ab", "d"),
            ("a door that nobody reaches", "ab dc", "d", "a", ""),
            ("what nobody reaches at all", "ad xb db xy", "d", "a", "bd"),
            ("no door", "ab bc", "", "a", ""),
        ] {
            let named = named.split(' ').map(|pair| {
                let mut pair = pair.chars();
                (pair.next().unwrap(), pair.next().unwrap())
            });
            let behind = Graph::of(named).behind(&doors.chars().collect(), &roots.chars().collect());
            assert_eq!(behind.into_iter().collect::<String>(), expected, "{case}");
        }
    }
}

//! The alphabet of our own passes and its check character.
//!
//! Owns the 32 letters and digits (no I, L, O, U) and the sum over GF(32) that ends every pass we
//! issue. Each place has a weight other than zero and other than its neighbours': any one wrong
//! character and any swap of two different neighbours changes the sum, so both are found without
//! asking the backend. The check character is determined by the others and carries no secret bits.

/// The characters of our own passes; the place of a character is its value in GF(32).
pub const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A value of GF(32): 0 to 31.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbol(u8);

impl Symbol {
    /// The symbol made of the lowest five bits, so that uniform bytes give uniform symbols.
    pub const fn from_low_bits(byte: u8) -> Self {
        Self(byte & 31)
    }

    /// Reads a character as people type it: in any case, and I or L for 1, O for 0.
    pub fn read(character: char) -> Option<Self> {
        let upper = match character.to_ascii_uppercase() {
            'I' | 'L' => '1',
            'O' => '0',
            other => other,
        };
        ALPHABET.iter().position(|&known| char::from(known) == upper).map(|place| Self(place as u8))
    }

    /// The character that stands for it.
    pub const fn character(self) -> char {
        ALPHABET[self.0 as usize] as char
    }
}

/// The symbol that makes the weighted sum of `symbols` and itself vanish.
pub fn check_symbol(symbols: &[Symbol]) -> Symbol {
    // The check symbol stands last with weight 1; the one before it has weight x, then x², …
    let sum = symbols
        .iter()
        .rev()
        .fold((0, 2), |(sum, weight), symbol| (sum ^ multiply(weight, symbol.0), multiply(weight, 2)));
    Symbol(sum.0)
}

/// Whether the last of `symbols` is the check symbol of those before it.
pub fn holds(symbols: &[Symbol]) -> bool {
    symbols.split_last().is_some_and(|(last, rest)| check_symbol(rest) == *last)
}

/// Multiplication in GF(32) = GF(2)[x] / (x⁵ + x² + 1), where x is primitive, of order 31.
const fn multiply(a: u8, b: u8) -> u8 {
    let (mut a, mut b, mut product) = (a, b, 0);
    while b > 0 {
        if b & 1 == 1 {
            product ^= a;
        }
        a <<= 1;
        if a & 32 != 0 {
            a ^= 0b10_0101;
        }
        b >>= 1;
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn complete(values: &[u8]) -> Vec<Symbol> {
        let mut symbols: Vec<_> = values.iter().copied().map(Symbol::from_low_bits).collect();
        symbols.push(check_symbol(&symbols));
        symbols
    }

    #[test]
    fn the_weight_is_primitive() {
        let mut weight = 1;
        let order = (1..).find(|_| {
            weight = multiply(weight, 2);
            weight == 1
        });
        assert_eq!(order, Some(31));
    }

    #[test]
    fn look_alikes_read_as_their_twin() {
        for (typed, meant) in [('i', '1'), ('L', '1'), ('o', '0'), ('a', 'A'), ('z', 'Z')] {
            assert_eq!(Symbol::read(typed).map(Symbol::character), Some(meant), "{typed}");
        }
        for foreign in ['u', 'U', '-', ' ', 'А', 'é'] {
            assert_eq!(Symbol::read(foreign), None, "{foreign}");
        }
    }

    proptest! {
        #[test]
        fn any_wrong_character_is_found(values in prop::collection::vec(0u8..32, 7..48), at: prop::sample::Index, change in 1u8..32) {
            let mut symbols = complete(&values);
            let at = at.index(symbols.len());
            symbols[at] = Symbol(symbols[at].0 ^ change);
            prop_assert!(!holds(&symbols));
        }

        #[test]
        fn any_swap_of_neighbours_is_found(values in prop::collection::vec(0u8..32, 7..48), at: prop::sample::Index) {
            let mut symbols = complete(&values);
            let at = at.index(symbols.len() - 1);
            prop_assume!(symbols[at] != symbols[at + 1]);
            symbols.swap(at, at + 1);
            prop_assert!(!holds(&symbols));
        }

        #[test]
        fn what_is_complete_holds(values in prop::collection::vec(0u8..32, 7..48)) {
            prop_assert!(holds(&complete(&values)));
        }
    }
}

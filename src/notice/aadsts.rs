//! What Microsoft said when it signed nobody in.
//!
//! Owns the meaning of its AADSTS numbers (Microsoft Entra, "Authentication and authorization error codes"), as
//! far as a newcomer can do something about them. Numbers and texts may change and must not be coded against,
//! Microsoft says: so they choose words here and decide nothing.

use crate::text::{after, has};
use doorkey_protocol::problem::{Code, Problem};

/// What Microsoft means, as far as it can be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A policy does not let the pass be used: out of its scope, for one use only, or used already. One
    /// number for three causes.
    Policy,
    /// The pass is not the one.
    Wrong,
    /// Its time is over.
    Over,
    /// It was used.
    Used,
    /// None is found for this person: perhaps not yet.
    Missing,
    /// Conditional Access blocks it.
    Blocked,
    /// It looks risky, so nothing may be set up.
    Risky,
    /// Smart lockout.
    Locked,
    /// The user name is nobody's.
    Nobody,
    /// Something else was asked for than the pass.
    OtherProof,
    /// Passkeys are not allowed.
    PasskeyForbidden,
    /// They came back by their own will.
    Left,
    /// They did not want the page to know who they are.
    Declined,
    /// Nobody has allowed the application.
    NoConsent,
    /// Anything else.
    Other,
}

impl Hint {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Policy,
        Self::Wrong,
        Self::Over,
        Self::Used,
        Self::Missing,
        Self::Blocked,
        Self::Risky,
        Self::Locked,
        Self::Nobody,
        Self::OtherProof,
        Self::PasskeyForbidden,
        Self::Left,
        Self::Declined,
        Self::NoConsent,
        Self::Other,
    ];

    fn of(number: &str) -> Self {
        match number {
            "130502" => Self::Policy,
            "130503" => Self::Wrong,
            "130504" => Self::Over,
            "130505" => Self::Used,
            "130507" => Self::Missing,
            "53000" | "53001" | "53002" | "53003" => Self::Blocked,
            "53004" | "53011" | "54010" => Self::Risky,
            "50053" => Self::Locked,
            "50034" => Self::Nobody,
            "50072" | "50074" | "50076" | "50079" | "50126" => Self::OtherProof,
            "135016" => Self::PasskeyForbidden,
            "65004" => Self::Declined,
            "65001" | "90094" | "90095" => Self::NoConsent,
            _ => Self::Other,
        }
    }

    /// The code that the desk looks up.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Other => "E-181",
            Self::Policy => "E-190",
            Self::Wrong => "E-191",
            Self::Over => "E-192",
            Self::Used => "E-193",
            Self::Missing => "E-194",
            Self::Blocked => "E-195",
            Self::Risky => "E-196",
            Self::Locked => "E-197",
            Self::Nobody => "E-198",
            Self::OtherProof => "E-199",
            Self::PasskeyForbidden => "E-200",
            Self::Left => "E-201",
            Self::Declined => "E-204",
            Self::NoConsent => "E-202",
        }
    }
}

/// What a backend passed on of Microsoft's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// Its number, without the letters before it.
    pub number: Option<&'a str>,
    /// By which its own log finds the sign-in.
    pub correlation: Option<&'a str>,
    /// What the number means.
    pub hint: Hint,
}

impl<'a> Said<'a> {
    /// Reads the detail of a refused sign-in; what is not there is not known.
    pub fn of(problem: &'a Problem) -> Option<Self> {
        if problem.code != Code::SignInRefused {
            return None;
        }
        let detail = problem.detail.as_deref().unwrap_or_default();
        let number = after(detail, "AADSTS").map(|rest| leading(rest, |it| it.is_ascii_digit()));
        let number = number.filter(|number| !number.is_empty());
        let correlation = after(detail, "correlation id ");
        let correlation = correlation.map(|rest| leading(rest, |it| it.is_ascii_hexdigit() || it == '-'));
        let hint = match number {
            Some(number) => Hint::of(number),
            None if has(detail, "(access_denied)") => Hint::Left,
            None => Hint::Other,
        };
        Some(Self { number, correlation: correlation.filter(|id| id.len() == UUID), hint })
    }
}

/// The length of a UUID as text.
const UUID: usize = 36;

fn leading(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    // No index here that could be wrong: what says so would be more to load than all of this.
    text.find(|it| !belongs(it)).and_then(|end| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_hint_and_an_id_is_passed_on() {
        let id = "11111111-2222-4333-8444-555555555555";
        let with_id = format!("AADSTS130504 (access_denied), correlation id {id}");
        for (detail, number, correlation, hint) in [
            (Some(with_id.as_str()), Some("130504"), Some(id), Hint::Over),
            (Some("AADSTS53003"), Some("53003"), None, Hint::Blocked),
            (Some("AADSTS65004 (access_denied)"), Some("65004"), None, Hint::Declined),
            (Some("no AADSTS number (access_denied)"), None, None, Hint::Left),
            (Some("no AADSTS number (server_error), correlation id short"), None, None, Hint::Other),
            (Some("AADSTS999"), Some("999"), None, Hint::Other),
            (Some(""), None, None, Hint::Other),
            (None, None, None, Hint::Other),
        ] {
            let problem = Problem { detail: detail.map(str::to_owned), ..Problem::new(Code::SignInRefused) };
            assert_eq!(Said::of(&problem), Some(Said { number, correlation, hint }), "{detail:?}");
        }
        assert_eq!(Said::of(&Problem::new(Code::PassRefused)), None);
    }

    #[test]
    fn every_hint_has_a_code_of_its_own() {
        let codes: std::collections::BTreeSet<_> = Hint::ALL.map(Hint::code).into();
        assert_eq!(codes.len(), Hint::ALL.len());
    }
}

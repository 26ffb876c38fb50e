//! One Conditional Access policy, as a newcomer meets it.
//!
//! Owns reading it: for whom it is, where and under which conditions it is asked, and whether somebody who signed in by
//! a pass gets through. What is missing, `null` or of a kind that is not known here narrows nothing.

use serde_json::Value;

/// The user action that guards setting up a way in.
pub(super) const REGISTERING: &str = "urn:user:registersecurityinfo";

/// The combinations of a strength that a pass is.
pub(super) const PASS: [&str; 2] = ["temporaryAccessPassOneTime", "temporaryAccessPassMultiUse"];

/// A policy, as Graph has it.
#[derive(Clone, Copy)]
pub(super) struct Policy<'a>(pub(super) &'a Value);

/// Whether it is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Enabled,
    ReportOnly,
    Off,
}

/// For whom it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    Everybody,
    /// Groups and people, among whom newcomers may be.
    Some,
    /// Administrators, guests or programs alone.
    NoNewcomer,
}

/// Where a newcomer meets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// Wherever they sign in.
    Everything,
    /// At the sign-in that this app leads to.
    ThisApp,
    /// Where a way in is set up.
    Registering,
}

/// What a pass gets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Through,
    /// One-time passes alone, or multi-use passes alone.
    Half(&'static str),
    Stopped,
}

impl<'a> Policy<'a> {
    pub(super) fn name(self) -> String {
        crate::entra::error::clean(self.0["displayName"].as_str().unwrap_or("a policy without a name"), &[])
    }

    pub(super) fn state(self) -> State {
        match self.0["state"].as_str() {
            Some("enabled") => State::Enabled,
            Some("enabledForReportingButNotEnforced") => State::ReportOnly,
            _ => State::Off,
        }
    }

    fn users(self, name: &str) -> Vec<&'a str> {
        texts(&self.0["conditions"]["users"][name])
    }

    pub(super) fn whom(self) -> Whom {
        if !texts(&self.0["conditions"]["clientApplications"]["includeServicePrincipals"]).is_empty() {
            return Whom::NoNewcomer;
        }
        let users = self.users("includeUsers");
        if has(&users, "All") {
            return Whom::Everybody;
        }
        let is_somebody = |id: &&&str| !["None", "GuestsOrExternalUsers"].contains(*id);
        if users.iter().any(|id| is_somebody(&id)) || !self.users("includeGroups").is_empty() {
            return Whom::Some;
        }
        Whom::NoNewcomer
    }

    pub(super) fn at(self, app: &str) -> Option<At> {
        let conditions = &self.0["conditions"];
        // Device code flow and moving a session: a browser at a page does neither.
        let flows = conditions["authenticationFlows"]["transferMethods"].as_str().unwrap_or("none");
        let kinds = texts(&conditions["clientAppTypes"]);
        let is_about_browsers = kinds.is_empty() || has(&kinds, "all") || has(&kinds, "browser");
        if !is_about_browsers || !flows.eq_ignore_ascii_case("none") {
            return None;
        }
        let applications = &conditions["applications"];
        let included = texts(&applications["includeApplications"]);
        if has(&texts(&applications["includeUserActions"]), REGISTERING) {
            Some(At::Registering)
        } else if has(&included, "All") {
            Some(At::Everything)
        } else if has(&included, app) {
            Some(At::ThisApp)
        } else {
            None
        }
    }

    /// Under which conditions it is asked at all; places that it leaves out are not among them.
    pub(super) fn conditions(self) -> Vec<&'static str> {
        let conditions = &self.0["conditions"];
        let narrows = |list: Vec<&str>| !list.is_empty() && !has(&list, "all");
        let risks = ["userRiskLevels", "signInRiskLevels"].map(|name| texts(&conditions[name]));
        let devices = &conditions["devices"];
        let found = [
            (narrows(texts(&conditions["locations"]["includeLocations"])), "from some places"),
            (narrows(texts(&conditions["platforms"]["includePlatforms"])), "on some platforms"),
            (
                devices["deviceFilter"].is_object() || narrows(texts(&devices["includeDevices"])),
                "on some devices",
            ),
            (
                risks.iter().any(|levels| !levels.is_empty()) || conditions["insiderRiskLevels"].is_string(),
                "at some risk",
            ),
        ];
        found.into_iter().filter(|(narrows, _)| *narrows).map(|(_, words)| words).collect()
    }

    pub(super) fn has_control(self) -> bool {
        let controls = &self.0["grantControls"];
        let lists = ["builtInControls", "customAuthenticationFactors", "termsOfUse"];
        controls["authenticationStrength"].is_object()
            || lists.iter().any(|name| !texts(&controls[*name]).is_empty())
    }

    /// Whether nobody at all gets through, with a pass or without.
    pub(super) fn blocks(self) -> bool {
        has(&texts(&self.0["grantControls"]["builtInControls"]), "block")
    }

    /// Whether somebody who signed in by a pass fulfils what is asked; `once_only` where the tenant has no other passes
    /// than one-time ones.
    pub(super) fn way(self, once_only: bool) -> Way {
        let controls = &self.0["grantControls"];
        // Terms of use can be accepted by whoever comes.
        let built_in = texts(&controls["builtInControls"]).into_iter();
        let mut ways: Vec<_> =
            built_in.map(|control| if control == "mfa" { Way::Through } else { Way::Stopped }).collect();
        if controls["authenticationStrength"]["allowedCombinations"].is_array() {
            let allowed = texts(&controls["authenticationStrength"]["allowedCombinations"]);
            ways.push(match PASS.map(|kind| has(&allowed, kind)) {
                [true, true] => Way::Through,
                [true, false] if once_only => Way::Through,
                [true, false] => Way::Half("one-time passes"),
                [false, true] if !once_only => Way::Half("multi-use passes"),
                [false, _] => Way::Stopped,
            });
        }
        let rank = |way: &Way| match way {
            Way::Through => 0,
            Way::Half(_) => 1,
            Way::Stopped => 2,
        };
        let decisive = match controls["operator"].as_str() {
            Some("AND") => ways.into_iter().max_by_key(rank),
            _ => ways.into_iter().min_by_key(rank),
        };
        // No control of the grant: it limits the session, and stops nobody.
        decisive.unwrap_or(Way::Through)
    }

    pub(super) fn groups_left_out(self) -> Vec<&'a str> {
        self.users("excludeGroups")
    }

    pub(super) fn leaves_nobody_out(self) -> bool {
        let people = self.users("excludeUsers");
        self.groups_left_out().is_empty() && people.iter().all(|id| *id == "GuestsOrExternalUsers")
    }

    pub(super) fn leaves_guests_out(self) -> bool {
        has(&self.users("excludeUsers"), "GuestsOrExternalUsers")
            || self.0["conditions"]["users"]["excludeGuestsOrExternalUsers"].is_object()
    }

    pub(super) fn leaves_trusted_places_out(self) -> bool {
        has(&texts(&self.0["conditions"]["locations"]["excludeLocations"]), "AllTrusted")
    }
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn has(list: &[&str], wanted: &str) -> bool {
    list.iter().any(|value| value.eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn for_whom_a_policy_is() {
        for (users, whom) in [
            (json!({ "includeUsers": ["All"], "includeRoles": ["r"] }), Whom::Everybody),
            (json!({ "includeUsers": ["11111111-2222-4333-8444-555555555555"] }), Whom::Some),
            (json!({ "includeUsers": [], "includeGroups": ["g"] }), Whom::Some),
            (json!({ "includeUsers": [], "includeRoles": ["r"] }), Whom::NoNewcomer),
            (json!({ "includeUsers": ["None"] }), Whom::NoNewcomer),
            (json!({ "includeUsers": ["GuestsOrExternalUsers"] }), Whom::NoNewcomer),
            (
                json!({ "includeGuestsOrExternalUsers": { "guestOrExternalUserTypes": "internalGuest" } }),
                Whom::NoNewcomer,
            ),
            (Value::Null, Whom::NoNewcomer),
        ] {
            let policy = json!({ "conditions": { "users": users } });
            assert_eq!(Policy(&policy).whom(), whom, "{users}");
        }
        let program = json!({ "conditions": {
            "users": { "includeUsers": ["All"] },
            "clientApplications": { "includeServicePrincipals": ["ServicePrincipalsInMyTenant"] },
        } });
        assert_eq!(Policy(&program).whom(), Whom::NoNewcomer);
    }

    #[test]
    fn where_a_newcomer_meets_it_and_when() {
        let all = || json!({ "includeApplications": ["All"] });
        for (conditions, at, when) in [
            (json!({ "applications": all() }), Some(At::Everything), &[][..]),
            (json!({ "applications": { "includeApplications": ["APP"] } }), Some(At::ThisApp), &[]),
            (json!({ "applications": { "includeApplications": ["other"] } }), None, &[]),
            (json!({ "applications": { "includeUserActions": [REGISTERING] } }), Some(At::Registering), &[]),
            (json!({ "applications": { "includeUserActions": ["urn:user:registerdevice"] } }), None, &[]),
            (json!({ "applications": all(), "clientAppTypes": ["exchangeActiveSync", "other"] }), None, &[]),
            (json!({ "applications": all(), "clientAppTypes": ["browser"] }), Some(At::Everything), &[]),
            (
                json!({ "applications": all(), "authenticationFlows": { "transferMethods": "deviceCodeFlow" } }),
                None,
                &[],
            ),
            (
                json!({ "applications": all(), "authenticationFlows": { "transferMethods": "none" } }),
                Some(At::Everything),
                &[],
            ),
            (
                json!({
                    "applications": all(), "authenticationFlows": null, "locations": null, "devices": null,
                    "platforms": { "includePlatforms": ["all"] }, "insiderRiskLevels": null, "signInRiskLevels": [],
                }),
                Some(At::Everything),
                &[],
            ),
            (
                json!({ "applications": all(), "locations": { "includeLocations": ["All"], "excludeLocations": ["AllTrusted"] } }),
                Some(At::Everything),
                &[],
            ),
            (
                json!({ "applications": all(), "locations": { "includeLocations": ["x"] } }),
                Some(At::Everything),
                &["from some places"],
            ),
            (
                json!({
                    "applications": { "includeUserActions": [REGISTERING] },
                    "platforms": { "includePlatforms": ["android"] },
                    "devices": { "deviceFilter": { "mode": "include", "rule": "x" } }, "signInRiskLevels": ["high"],
                }),
                Some(At::Registering),
                &["on some platforms", "on some devices", "at some risk"],
            ),
        ] {
            let policy = json!({ "conditions": conditions });
            assert_eq!(Policy(&policy).at("app"), at, "{conditions}");
            assert_eq!(Policy(&policy).conditions(), when, "{conditions}");
        }
    }

    #[test]
    fn what_a_pass_gets_through() {
        let strength = |combinations: &[&str]| json!({ "operator": "OR", "authenticationStrength": { "allowedCombinations": combinations } });
        let controls =
            |operator: &str, list: &[&str]| json!({ "operator": operator, "builtInControls": list });
        let one = Way::Half("one-time passes");
        let many = Way::Half("multi-use passes");
        for (grant, both_kinds, once_only) in [
            (Value::Null, Way::Through, Way::Through),
            (controls("OR", &["mfa", "compliantDevice"]), Way::Through, Way::Through),
            (controls("AND", &["mfa", "compliantDevice"]), Way::Stopped, Way::Stopped),
            (controls("OR", &["block"]), Way::Stopped, Way::Stopped),
            (
                json!({ "operator": "OR", "builtInControls": [], "termsOfUse": ["t"] }),
                Way::Through,
                Way::Through,
            ),
            (strength(&["fido2", "windowsHelloForBusiness"]), Way::Stopped, Way::Stopped),
            (strength(&["fido2", PASS[0], PASS[1]]), Way::Through, Way::Through),
            (strength(&["fido2", PASS[0]]), one, Way::Through),
            (strength(&["fido2", PASS[1]]), many, Way::Stopped),
        ] {
            let policy = json!({ "grantControls": grant });
            let policy = Policy(&policy);
            assert_eq!((policy.way(false), policy.way(true)), (both_kinds, once_only), "{grant}");
            assert_eq!(policy.has_control(), !grant.is_null(), "{grant}");
        }
    }
}

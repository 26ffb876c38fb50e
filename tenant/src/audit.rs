//! What the tenant writes down: `directoryAudit` and `signIn`.
//!
//! Owns their shapes and Microsoft's words in them.

use crate::clock::seven_digits;
use crate::person::Person;
use crate::random::guid;
use crate::world::{CLIENT_ID, TENANT_ID};
use jiff::Timestamp;
use serde_json::{Value, json};

/// An entry, and from when it is listed: minutes after it happened in the real one.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) listed_from: Timestamp,
    pub(crate) shown: Value,
}

/// Something that was done to somebody's ways in: `(activity, reason)` in Microsoft's words.
pub(crate) fn directory(
    at: Timestamp,
    by: Option<&Person>,
    to: &Person,
    activity: &str,
    reason: &str,
) -> Value {
    let user = by.map(|by| {
        json!({
            "id": by.id, "displayName": null, "userPrincipalName": by.user_name,
            "ipAddress": "203.0.113.7", "userType": null, "homeTenantId": null, "homeTenantName": null,
        })
    });
    let app = by.is_none().then(|| {
        json!({ "appId": CLIENT_ID, "displayName": "Doorkey", "servicePrincipalId": null, "servicePrincipalName": null })
    });
    json!({
        "id": format!("Authentication Methods_{}", guid()),
        "category": "UserManagement",
        "correlationId": guid(),
        "result": "success",
        "resultReason": reason,
        "activityDisplayName": activity,
        "activityDateTime": seven_digits(at),
        "loggedByService": "Authentication Methods",
        "operationType": "Add",
        "initiatedBy": { "user": user, "app": app },
        "targetResources": [{
            "id": to.id, "displayName": to.name, "type": "User", "userPrincipalName": to.user_name,
            "groupType": null, "modifiedProperties": [],
        }],
        "additionalDetails": [],
    })
}

/// A sign-in that went well, or the AADSTS number that it ended with.
pub(crate) fn sign_in(at: Timestamp, who: &Person, error: Option<(u32, &str)>) -> Value {
    json!({
        "id": guid(),
        "createdDateTime": seven_digits(at),
        "userDisplayName": who.name,
        "userPrincipalName": who.user_name,
        "userId": who.id,
        "appId": CLIENT_ID,
        "appDisplayName": "Doorkey",
        "ipAddress": "203.0.113.7",
        "clientAppUsed": "Browser",
        "correlationId": guid(),
        "conditionalAccessStatus": if error.is_some_and(|(code, _)| code == 53003) { "failure" } else { "notApplied" },
        "isInteractive": true,
        "riskDetail": "none",
        "riskState": "none",
        "resourceDisplayName": "Microsoft Graph",
        "resourceTenantId": TENANT_ID,
        "status": {
            "errorCode": error.map_or(0, |(code, _)| code),
            "failureReason": error.map_or("Other.", |(_, words)| words),
            "additionalDetails": null,
        },
        "deviceDetail": {
            "deviceId": "", "displayName": "", "operatingSystem": "", "browser": "",
            "isCompliant": false, "isManaged": false, "trustType": "",
        },
        "location": { "city": null, "state": null, "countryOrRegion": null, "geoCoordinates": {} },
    })
}

//! What can be done, in the words that Microsoft Entra's audit log has for it.
//!
//! Owns the list of activities. Where Entra knows a deed its exact words stand here, so that queries and
//! alert rules written for it find ours; where it does not, the service is `Doorkey`.

/// One kind of deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Activity {
    /// `loggedByService`.
    pub(crate) service: &'static str,
    /// `category`.
    pub(crate) category: &'static str,
    /// `activityDisplayName`.
    pub(crate) name: &'static str,
    /// `operationType`.
    pub(crate) operation: &'static str,
}

const fn of(
    service: &'static str,
    category: &'static str,
    name: &'static str,
    operation: &'static str,
) -> Activity {
    Activity { service, category, name, operation }
}

const METHODS: &str = "Authentication Methods";
const DIRECTORY: &str = "Core Directory";
const OURS: &str = "Doorkey";

pub(crate) const ADMIN_REGISTERED: Activity =
    of(METHODS, "UserManagement", "Admin registered security info", "Add");
pub(crate) const ADMIN_DELETED: Activity =
    of(METHODS, "UserManagement", "Admin deleted security info", "Delete");
pub(crate) const USER_REGISTERED: Activity =
    of(METHODS, "UserManagement", "User registered security info", "Add");
pub(crate) const USER_DELETED: Activity =
    of(METHODS, "UserManagement", "User deleted security info", "Delete");
pub(crate) const USER_UPDATED: Activity =
    of(METHODS, "UserManagement", "User updated security info", "Update");
pub(crate) const USER_STARTED: Activity =
    of(METHODS, "UserManagement", "User started security info registration", "Add");
pub(crate) const USER_CANCELED: Activity =
    of(METHODS, "UserManagement", "User canceled security info registration", "Delete");
pub(crate) const PASSKEY_OPTIONS: Activity =
    of(METHODS, "UserManagement", "Get passkey creation options", "Read");
pub(crate) const POLICY_UPDATED: Activity =
    of(METHODS, "ApplicationManagement", "Authentication Methods Policy Update", "Update");
pub(crate) const POLICY_RESET: Activity =
    of(METHODS, "ApplicationManagement", "Authentication Methods Policy Reset", "Update");

pub(crate) const RULE_UPDATED: Activity =
    of("Conditional Access", "Policy", "Update conditional access policy", "Update");

pub(crate) const PERSON_ADDED: Activity = of(DIRECTORY, "UserManagement", "Add user", "Add");
pub(crate) const PERSON_UPDATED: Activity = of(DIRECTORY, "UserManagement", "Update user", "Update");
pub(crate) const PERSON_DELETED: Activity = of(DIRECTORY, "UserManagement", "Delete user", "Delete");
pub(crate) const GROUP_ADDED: Activity = of(DIRECTORY, "GroupManagement", "Add group", "Add");
pub(crate) const GROUP_DELETED: Activity = of(DIRECTORY, "GroupManagement", "Delete group", "Delete");
pub(crate) const MEMBER_ADDED: Activity = of(DIRECTORY, "GroupManagement", "Add member to group", "Assign");
pub(crate) const MEMBER_REMOVED: Activity =
    of(DIRECTORY, "GroupManagement", "Remove member from group", "Unassign");

pub(crate) const TOKEN_CREATED: Activity = of(OURS, "ApplicationManagement", "Add API token", "Add");
pub(crate) const TOKEN_REVOKED: Activity = of(OURS, "ApplicationManagement", "Revoke API token", "Delete");
pub(crate) const ISSUERS_SET: Activity = of(OURS, "RoleManagement", "Set issuing group", "Assign");
pub(crate) const PASSKEY_PROVEN: Activity = of(OURS, "UserManagement", "Prove passkey", "Update");
pub(crate) const TIME_EXTENDED: Activity = of(OURS, "UserManagement", "Extend redemption", "Update");
pub(crate) const HANDOVER: Activity =
    of(OURS, "UserManagement", "Continue redemption on another device", "Update");
pub(crate) const ENVELOPE_OPENED: Activity = of(OURS, "UserManagement", "Open sealed pass", "Read");
pub(crate) const STAFF_CORNER: Activity = of(OURS, "Device", "Open staff corner", "Read");
pub(crate) const BACKUP_MADE: Activity = of(OURS, "DirectoryManagement", "Back up", "Read");
pub(crate) const BACKUP_RESTORED: Activity = of(OURS, "DirectoryManagement", "Restore backup", "Update");

//! Every pair of a place and an event: what comes of it.
//!
//! Owns the table of all pairs that do something, and shows that every other pair changes nothing. Places
//! that have others beneath them are told by those.

use super::world::{NOW, asked, events, notice, standing, states};

/// Where a way in is chosen, whatever stands around it.
const CHOOSING: &str = "Choosing | Choosing extendable | Choosing offline | Choosing second | Choosing kiosk \
     | Choosing windows";

const WAKING: &str = "Waking | Waking handed | Waking sealed | Waking broken | Waking formless \
     | Waking invited | Waking led | Waking lost | Waking back";

/// With Microsoft behind the backend, where the way to its sign-in is open.
const GREETED: &str = "SigningIn greeted | SigningIn greeted early | SigningIn greeted stranger \
     | SigningIn greeted missing | SigningIn greeted offline";
/// Where the page looks at what Microsoft lists, without and with something the matter.
const CALM: &str = "HandingOff choosing | HandingOff choosing second | HandingOff choosing another";
const LOOKING: &str = "HandingOff choosing | HandingOff choosing offline | HandingOff choosing second \
     | HandingOff choosing another | HandingOff which pc | HandingOff guiding | HandingOff guiding pc \
     | HandingOff guiding own pc | HandingOff guiding waiting | HandingOff guiding offline";

/// Places and events, each a list; the next place, the notice there, what is asked for.
const TABLE: &[(&str, &str, &str, &str, &str)] = &[
    (
        "Waking | Waking formless | Waking invited | Waking led | Waking lost | Waking back",
        "configured",
        "Entering",
        "",
        "",
    ),
    ("Waking handed", "configured", "Claiming asked", "", ""),
    ("Waking sealed", "configured", "Unsealing asked", "", ""),
    // Nothing is asked for, and nothing burnt, that could not be read.
    ("Waking broken", "configured", "Unsealing over", "E-172", ""),
    (WAKING, "configured, framed", "Incapable", "", ""),
    (WAKING, "configured, kiosk", "Kiosk resting", "", ""),
    (WAKING, "not configured", "Unreachable", "E-50", ""),
    (WAKING, "submit | submit a slip | accept", "Waking", "", "Configure"),
    (
        "Unreachable | Unreachable formless",
        "submit | submit a slip | accept | online",
        "Waking",
        "",
        "Configure",
    ),
    ("Incapable", "address", "Incapable", "", "Copy"),
    ("Incapable", "window", "Incapable", "", "OpenWindow"),
    ("Incapable", "copied", "Incapable", "", ""),
    // The form.
    (
        "Entering | Entering invited | Entering repairable | Entering doubted | Entering offline \
         | Entering kiosk",
        "submit",
        "Redeeming",
        "",
        "Redeem",
    ),
    (
        "Entering | Entering invited | Entering repairable | Entering doubted | Entering offline \
         | Entering kiosk",
        "submit a slip",
        "Entering",
        "E-115",
        "",
    ),
    ("Entering repairable | Entering doubted", "repair", "Entering", "", "Retype"),
    ("Entering doubted", "insist", "Redeeming", "", "Redeem"),
    (
        "Entering invited | Entering early | Entering early doubted | Entering repairable | Entering doubted \
         | Entering offline | Entering paused | Entering kiosk",
        "newer pass",
        "Entering",
        "",
        "",
    ),
    ("Entering offline", "online", "Entering", "", ""),
    ("Entering kiosk", "scan", "Kiosk scanning", "", "Scan"),
    ("Entering kiosk", "leave | idle", "Kiosk resting", "", ""),
    ("Redeeming", "back | leave", "Entering", "", ""),
    ("Redeeming", "redeemed", "Choosing", "", ""),
    ("Redeeming", "redeemed to prove", "Challenging", "", "Challenge"),
    ("Redeeming", "not redeemed", "Entering", "E-20", ""),
    ("Redeeming", "invitation refused", "Entering", "E-27", ""),
    ("Redeeming", "redeemed too soon", "Entering", "E-28", ""),
    ("Redeeming", "redeemed where it is blocked", "Entering", "E-29", ""),
    // The choice.
    (
        "Choosing | Choosing extendable | Choosing offline | Choosing second",
        "choose",
        "Preparing",
        "",
        "Offer",
    ),
    // On a kiosk no passkey is kept; Windows Hello has to be set up first.
    ("Choosing windows", "choose", "Hello", "", ""),
    (CHOOSING, "choose a key", "Preparing", "", "Offer"),
    (CHOOSING, "choose a phone", "Phone linking", "", "Hand"),
    (CHOOSING, "choose an app", "App preparing", "", "OfferApp"),
    (CHOOSING, "have passkey", "Challenging", "", "Challenge"),
    (
        "Choosing | Choosing extendable | Choosing second | Choosing kiosk | Choosing windows",
        "address",
        "Choosing",
        "",
        "Copy",
    ),
    (
        "Choosing | Choosing extendable | Choosing second | Choosing kiosk | Choosing windows",
        "copied",
        "Choosing",
        "",
        "",
    ),
    ("Choosing offline", "address", "Choosing", "E-55", "Copy"),
    ("Choosing offline", "copied", "Choosing", "E-55", ""),
    ("Choosing kiosk", "later", "Later", "", ""),
    ("Choosing second", "back", "Done", "", ""),
    ("Choosing extendable", "more time", "Choosing", "", "Extend"),
    (
        "Choosing | Choosing extendable | Choosing second | Choosing kiosk | Choosing windows",
        "extended",
        "Choosing",
        "",
        "",
    ),
    ("Choosing offline", "extended", "Choosing", "E-55", ""),
    ("Choosing extendable", "not extended", "Choosing", "", ""),
    ("Choosing offline", "online", "Choosing", "", ""),
    (
        "Choosing | Choosing extendable | Choosing offline | Choosing second | Choosing windows",
        "leave | idle",
        "Entering",
        "",
        "Leave",
    ),
    ("Choosing kiosk", "leave | idle", "Kiosk resting", "", "Leave"),
    ("Preparing", "offered", "Ready", "", ""),
    ("Preparing", "not offered", "Choosing", "E-50", ""),
    ("Preparing", "accept", "Preparing", "", "Offer"),
    ("Preparing", "back", "Choosing", "", ""),
    ("Preparing", "leave | idle", "Entering", "", "Leave"),
    // The ceremony.
    ("Ready | Ready extendable", "accept", "Creating", "", "Create"),
    ("Ready | Ready extendable", "have passkey", "Challenging", "", "Challenge"),
    ("Ready extendable", "more time", "Ready", "", "Extend"),
    ("Ready extendable", "not extended", "Ready", "", ""),
    ("Ready | Ready extendable", "address", "Ready", "", "Copy"),
    ("Ready | Ready extendable", "copied", "Ready", "", ""),
    ("Ready | Ready extendable", "window", "Ready", "", "OpenWindow"),
    ("Ready | Ready extendable", "extended", "Ready", "", ""),
    ("Ready | Ready extendable", "back", "Choosing", "", ""),
    ("Ready | Ready extendable", "leave | idle", "Entering", "", "Leave"),
    ("Creating", "created", "Registering", "", "Register"),
    ("Creating", "not created", "Ready", "E-80", ""),
    ("Creating", "creation stopped | back", "Ready", "", ""),
    ("Creating", "leave | idle", "Entering", "", "Leave"),
    ("Registering", "registered", "Challenging", "", "Challenge"),
    ("Registering", "not registered", "Choosing", "E-60", "Disown"),
    ("Registering", "registered where it is blocked", "Entering", "E-29", "Disown"),
    ("Registering", "registered before", "Choosing", "E-62", ""),
    ("Registering", "registration unknown", "Unconfirmed", "E-50", ""),
    ("Registering", "accept", "Registering", "", "Register"),
    ("Registering", "idle", "Entering", "", "Leave"),
    ("Unconfirmed", "accept | online", "Registering", "", "Register"),
    ("Unconfirmed", "leave | idle", "Entering", "", "Leave"),
    // The proof.
    ("Challenging new | Challenging known", "challenged", "Proving", "", ""),
    ("Challenging new | Challenging known", "not challenged", "Proving", "E-50", ""),
    ("Challenging new", "none to challenge", "Proving", "E-63", ""),
    ("Challenging known", "none to challenge", "Choosing", "E-63", ""),
    ("Challenging new | Challenging known", "accept", "Challenging", "", "Challenge"),
    ("Challenging known", "back", "Choosing", "", ""),
    ("Challenging new | Challenging known", "leave | idle", "Entering", "", "Leave"),
    ("Proving new | Proving known | Proving extendable", "accept", "Asserting", "", "Assert"),
    ("Proving offline", "accept", "Challenging", "", "Challenge"),
    ("Proving extendable", "more time", "Proving", "", "Extend"),
    ("Proving new | Proving known | Proving extendable", "extended", "Proving", "", ""),
    ("Proving offline", "extended", "Proving", "E-55", ""),
    ("Proving extendable", "not extended", "Proving", "", ""),
    ("Proving offline", "online", "Proving", "", ""),
    ("Proving known", "back", "Choosing", "", ""),
    (
        "Proving new | Proving known | Proving extendable | Proving offline",
        "leave | idle",
        "Entering",
        "",
        "Leave",
    ),
    ("Asserting new | Asserting known", "asserted", "Verifying", "", "Prove"),
    ("Asserting new | Asserting known", "not asserted", "Proving", "E-80", ""),
    ("Asserting new | Asserting known", "assertion stopped | back", "Proving", "", ""),
    ("Asserting new | Asserting known", "leave | idle", "Entering", "", "Leave"),
    ("Verifying new | Verifying known", "proven", "Done", "", "Review"),
    ("Verifying new | Verifying known", "not proven", "Proving", "E-50", ""),
    ("Verifying new", "proven unknown", "Proving", "E-63", ""),
    ("Verifying known", "proven unknown", "Choosing", "E-63", ""),
    ("Verifying new | Verifying known", "accept", "Challenging", "", "Challenge"),
    ("Verifying new | Verifying known", "idle", "Entering", "", "Leave"),
    // What is theirs now.
    ("Done | Done app | Done offline", "second", "Choosing", "", ""),
    ("Done | Done app | Done offline", "rename", "Managing naming", "", ""),
    ("Done | Done app | Done offline", "remove", "Managing removing", "", ""),
    ("Done | Done app", "managed | managed, none left", "Done", "", ""),
    ("Done offline", "managed | managed, none left", "Done", "E-55", ""),
    ("Done offline", "online", "Done", "", ""),
    ("Done | Done app", "paper", "Done", "", "Print"),
    ("Done offline", "paper", "Done", "E-55", "Print"),
    ("Done | Done app | Done offline", "leave | idle", "Entering", "", "Leave"),
    ("Managing naming", "type digits | type a name | type a pass", "Managing sent", "", "Rename"),
    ("Managing naming", "type nothing", "Managing naming", "E-122", ""),
    ("Managing removing", "accept", "Managing sent", "", "Remove"),
    ("Managing naming | Managing removing", "back", "Done", "", ""),
    ("Managing sent", "managed", "Done", "", ""),
    ("Managing sent", "managed, none left", "Choosing", "", ""),
    ("Managing sent", "not managed", "Done", "E-160", ""),
    ("Managing sent", "managed too late", "Done", "E-31", ""),
    ("Managing naming | Managing removing | Managing sent", "leave | idle", "Entering", "", "Leave"),
    // On a phone, seen from the first screen.
    ("Phone linking", "handed", "Phone shown", "", "Watch"),
    ("Phone linking", "not handed", "Choosing", "E-50", ""),
    ("Phone linking | Phone over", "accept", "Phone linking", "", "Hand"),
    ("Phone linking | Phone shown | Phone over | Phone comparing", "back", "Choosing", "", "Unhand"),
    ("Phone shown", "watched waiting", "Phone shown", "", "Watch"),
    ("Phone shown | Phone comparing", "watched claimed", "Phone comparing", "", "Watch"),
    ("Phone shown | Phone comparing", "watched opened | watched registered", "Phone away", "", "Watch"),
    ("Phone shown | Phone comparing", "watched intruded", "Phone away", "E-154", "Watch"),
    ("Phone shown | Phone comparing", "watched proven", "Phone proven", "", ""),
    ("Phone shown | Phone comparing", "watched refused", "Phone over", "E-151", ""),
    ("Phone shown | Phone comparing", "watched contested", "Phone over", "E-152", ""),
    // Nothing had moved there yet: a new code is enough.
    ("Phone shown | Phone comparing", "watched expired | watched left", "Phone over", "E-150", ""),
    ("Phone shown | Phone comparing", "watched superseded", "Entering", "E-32", ""),
    ("Phone shown", "not watched", "Phone shown", "", "Watch"),
    ("Phone comparing", "watched waiting | not watched", "Phone comparing", "", "Watch"),
    ("Phone comparing", "accept", "Phone agreeing", "", "Agree"),
    ("Phone comparing", "decline", "Phone over", "E-151", "Unhand"),
    ("Phone agreeing", "agreed", "Phone away", "", "Watch"),
    ("Phone agreeing", "agreed to another", "Phone comparing", "", "Watch"),
    ("Phone agreeing", "agreed too late", "Entering", "E-31", ""),
    (
        "Phone away",
        "watched waiting | watched claimed | watched refused | watched contested | not watched",
        "Phone away",
        "",
        "Watch",
    ),
    ("Phone away", "watched opened | watched registered", "Phone away", "", "Watch"),
    ("Phone away", "watched intruded", "Phone away", "E-154", "Watch"),
    ("Phone away", "watched proven", "Phone proven", "", ""),
    ("Phone away", "watched left", "Phone gone", "E-153", ""),
    ("Phone away", "watched expired", "Phone gone", "E-31", ""),
    ("Phone away", "watched superseded", "Phone gone", "E-32", ""),
    ("Phone away | Phone proven | Phone gone", "leave | idle", "Entering", "", "Unhand"),
    (
        "Phone linking | Phone shown | Phone over | Phone comparing | Phone agreeing",
        "leave | idle",
        "Entering",
        "",
        "Leave",
    ),
    // On a phone, seen from there.
    ("Claiming asked | Claiming offline", "accept", "Claiming sent", "", "Claim"),
    ("Claiming asked | Claiming offline | Claiming over", "back | leave", "Entering", "", ""),
    ("Claiming offline", "online", "Claiming asked", "", ""),
    ("Claiming sent", "claimed", "Claiming comparing", "", "Follow"),
    ("Claiming sent", "not claimed", "Claiming asked", "E-50", ""),
    ("Claiming sent", "claimed before", "Claiming over", "E-152", ""),
    ("Claiming comparing", "followed | not followed", "Claiming comparing", "", "Follow"),
    ("Claiming comparing", "followed opened", "Choosing", "", ""),
    ("Claiming comparing", "followed refused", "Claiming over", "E-151", ""),
    ("Claiming comparing", "followed to the end", "Claiming over", "E-150", ""),
    ("Claiming comparing", "back | leave", "Claiming over", "E-153", "Unclaim"),
    // A pass out of an envelope.
    ("Unsealing asked | Unsealing offline | Unsealing sent", "accept", "Unsealing sent", "", "Unseal"),
    ("Unsealing offline", "online", "Unsealing asked", "", ""),
    (
        "Unsealing asked | Unsealing offline | Unsealing shown | Unsealing shown early \
         | Unsealing shown offline | Unsealing shown paused | Unsealing over",
        "back | leave",
        "Entering",
        "",
        "",
    ),
    ("Unsealing sent", "unsealed | unsealed early", "Unsealing shown", "", ""),
    ("Unsealing sent", "unsealed in vain", "Unsealing over", "E-172", ""),
    ("Unsealing sent", "not unsealed", "Unsealing asked", "E-50", ""),
    ("Unsealing sent", "unsealed before", "Unsealing over", "E-170", ""),
    ("Unsealing sent", "unsealed too late", "Unsealing over", "E-171", ""),
    ("Unsealing shown | Unsealing shown offline", "accept", "Unsealing redeeming", "", "Redeem"),
    ("Unsealing shown offline", "online", "Unsealing shown", "", ""),
    ("Unsealing redeeming", "redeemed", "Choosing", "", ""),
    ("Unsealing redeeming", "redeemed to prove", "Challenging", "", "Challenge"),
    // What could not be used is still in sight.
    ("Unsealing redeeming", "not redeemed", "Unsealing shown", "E-20", ""),
    ("Unsealing redeeming", "invitation refused", "Unsealing shown", "E-27", ""),
    ("Unsealing redeeming", "redeemed too soon", "Unsealing shown", "E-28", ""),
    ("Unsealing redeeming", "redeemed where it is blocked", "Unsealing shown", "E-29", ""),
    ("Unsealing redeeming", "back", "Unsealing shown", "", ""),
    // An authenticator app.
    ("App preparing", "app offered", "App shown", "", ""),
    ("App preparing", "app not offered", "Choosing", "E-50", ""),
    ("App preparing | App over", "accept", "App preparing", "", "OfferApp"),
    ("App shown | App offline", "type digits", "App confirming", "", "Confirm"),
    ("App shown | App offline", "type a name | type a pass", "App shown", "E-121", ""),
    ("App shown | App offline", "type nothing", "App shown", "E-120", ""),
    ("App preparing | App shown | App offline | App over", "back", "Choosing", "", ""),
    ("App preparing | App shown | App offline | App over", "leave | idle", "Entering", "", "Leave"),
    ("App confirming", "confirmed", "Done", "", "Review"),
    ("App confirming", "not confirmed", "App shown", "E-130", ""),
    ("App confirming", "confirmed too often", "App over", "E-134", ""),
    ("App confirming", "confirmed too late", "Entering", "E-22", ""),
    ("App confirming", "confirmation unknown", "App shown", "E-50", "Review"),
    // It was set up all the same.
    ("App shown | App offline", "managed", "Done", "", "Review"),
    ("App over", "managed", "Done", "", "Review"),
    ("App offline", "online", "App shown", "", ""),
    ("App confirming", "idle", "Entering", "", "Leave"),
    // Windows Hello.
    ("Hello", "accept | return", "Hello", "", "Look"),
    ("Hello", "looked, there", "Preparing", "", "Offer"),
    ("Hello", "looked, missing, said", "Hello", "E-162", ""),
    ("Hello", "back", "Choosing", "", ""),
    ("Hello", "leave | idle", "Entering", "", "Leave"),
    // A screen that everyone uses.
    ("Later", "paper", "Later", "", "Print"),
    ("Later", "back", "Choosing", "", ""),
    ("Later", "leave | idle", "Kiosk resting", "", "Leave"),
    ("Kiosk resting | Kiosk staffed", "accept", "Entering", "", ""),
    ("Kiosk staffed", "staff", "Kiosk locked", "", ""),
    ("Kiosk scanning", "scanned | back", "Entering", "", ""),
    ("Kiosk scanning", "scanned another", "Kiosk scanning", "E-144", "Scan"),
    ("Kiosk scanning", "not scanned", "Entering", "E-143", ""),
    (
        "Kiosk locked | Kiosk offline",
        "type digits | type a name | type a pass",
        "Kiosk unlocking",
        "",
        "Report",
    ),
    ("Kiosk locked | Kiosk offline", "type nothing", "Kiosk locked", "E-123", ""),
    ("Kiosk offline", "online", "Kiosk locked", "", ""),
    ("Kiosk unlocking", "reported", "Kiosk open", "", ""),
    ("Kiosk unlocking", "not reported", "Kiosk locked", "E-140", ""),
    ("Kiosk open", "accept", "Kiosk resting", "", "Reload"),
    (
        "Kiosk scanning | Kiosk locked | Kiosk offline | Kiosk unlocking | Kiosk open",
        "leave | idle",
        "Kiosk resting",
        "",
        "",
    ),
    ("Kiosk locked | Kiosk offline | Kiosk unlocking | Kiosk open", "back", "Kiosk resting", "", ""),
    // Before Microsoft's sign-in.
    (
        "Waking | Waking handed | Waking sealed | Waking broken | Waking formless",
        "configured, Microsoft",
        "SigningIn greeted",
        "",
        "",
    ),
    ("Waking invited", "configured, Microsoft", "SigningIn asking", "", "Greet"),
    ("Waking led", "configured, Microsoft", "SigningIn answering", "", "Answer"),
    ("Waking lost", "configured, Microsoft", "SigningIn greeted", "E-180", ""),
    ("Waking back", "configured, Microsoft", "SigningIn greeted", "E-201", ""),
    ("SigningIn asking", "greeted | greeted early", "SigningIn greeted", "", ""),
    ("SigningIn asking", "not greeted", "SigningIn greeted", "E-183", ""),
    ("SigningIn asking", "greeting refused", "SigningIn greeted", "E-27", ""),
    ("SigningIn asking", "accept", "SigningIn asking", "", "Greet"),
    // Why they are here again goes before what is the matter now.
    (
        "SigningIn asking offline",
        "greeted | greeted early | not greeted | greeting refused",
        "SigningIn greeted",
        "E-55",
        "",
    ),
    ("SigningIn asking offline", "accept", "SigningIn asking", "E-55", "Greet"),
    (
        "SigningIn greeted | SigningIn greeted stranger | SigningIn greeted missing | SigningIn greeted offline \
         | SigningIn checking | SigningIn checking slip | SigningIn checking fits",
        "sign in",
        "SigningIn leading",
        "",
        "Lead",
    ),
    (
        "SigningIn greeted | SigningIn greeted early | SigningIn greeted missing | SigningIn greeted offline",
        "news",
        "SigningIn asking",
        "",
        "Greet",
    ),
    (GREETED, "check", "SigningIn checking", "", ""),
    (
        "SigningIn greeted | SigningIn greeted early | SigningIn greeted stranger | SigningIn greeted missing",
        "address",
        "SigningIn greeted",
        "",
        "Copy",
    ),
    (
        "SigningIn greeted | SigningIn greeted early | SigningIn greeted stranger | SigningIn greeted missing",
        "copied",
        "SigningIn greeted",
        "",
        "",
    ),
    ("SigningIn greeted offline", "address", "SigningIn greeted", "E-55", "Copy"),
    ("SigningIn greeted offline", "copied", "SigningIn greeted", "E-55", ""),
    (
        "SigningIn greeted | SigningIn greeted early | SigningIn greeted missing | SigningIn greeted offline",
        "leave",
        "SigningIn greeted",
        "",
        "",
    ),
    ("SigningIn greeted offline", "online", "SigningIn greeted", "", ""),
    ("SigningIn checking | SigningIn checking slip", "type a pass", "SigningIn checking fits", "", ""),
    ("SigningIn checking | SigningIn checking slip", "type digits", "SigningIn checking", "E-101", ""),
    ("SigningIn checking | SigningIn checking slip", "type a name", "SigningIn checking", "E-115", ""),
    ("SigningIn checking | SigningIn checking slip", "type nothing", "SigningIn checking", "E-12", ""),
    (
        "SigningIn checking | SigningIn checking slip | SigningIn checking fits",
        "back",
        "SigningIn greeted",
        "",
        "",
    ),
    ("SigningIn leading", "led", "SigningIn leaving", "", "Depart"),
    ("SigningIn leading", "not led", "SigningIn greeted", "E-182", ""),
    ("SigningIn leaving", "stranded", "SigningIn greeted", "E-203", ""),
    ("SigningIn leading", "back", "SigningIn greeted", "", ""),
    ("SigningIn leaving", "back", "SigningIn greeted", "", "Recall"),
    // What it led back with.
    ("SigningIn answering", "signed in", "HandingOff choosing", "", "Attend"),
    ("SigningIn answering", "not signed in", "SigningIn asking", "E-181", "Greet"),
    // It was heard, and is good once: there is nothing to send again.
    ("SigningIn answering", "signed in, unavailable", "SigningIn asking", "E-183", "Greet"),
    ("SigningIn answering", "signed in, unheard", "SigningIn unanswered", "E-50", ""),
    ("SigningIn unanswered", "accept | online", "SigningIn answering", "", "Answer"),
    ("SigningIn unanswered", "sign in", "SigningIn asking", "", "Greet"),
    ("SigningIn elsewhere", "scan", "Kiosk scanning", "", "Scan"),
    ("SigningIn elsewhere", "leave | idle", "Kiosk resting", "", ""),
    ("Kiosk of Microsoft", "accept", "SigningIn elsewhere", "", ""),
    ("Kiosk of Microsoft scanning", "scanned | back", "SigningIn elsewhere", "", ""),
    ("Kiosk of Microsoft scanning", "scanned another", "Kiosk scanning", "E-144", "Scan"),
    ("Kiosk of Microsoft scanning", "not scanned", "SigningIn elsewhere", "E-143", ""),
    ("Kiosk of Microsoft scanning", "leave | idle", "Kiosk resting", "", ""),
    // What is set up there.
    (
        "HandingOff choosing | HandingOff choosing offline | HandingOff choosing second \
         | HandingOff choosing another | HandingOff guiding own pc",
        "choose | choose a key | choose an app",
        "HandingOff guiding",
        "",
        "Attend",
    ),
    (
        "HandingOff choosing | HandingOff choosing offline | HandingOff choosing second \
         | HandingOff choosing another",
        "choose a PC",
        "HandingOff which pc",
        "",
        "",
    ),
    ("HandingOff which pc", "a new PC", "HandingOff guiding pc", "", "Attend"),
    ("HandingOff which pc", "their own PC", "HandingOff guiding own pc", "", "Attend"),
    (
        "HandingOff guiding | HandingOff guiding waiting | HandingOff guiding offline",
        "says done",
        "HandingOff guiding",
        "E-185",
        "Attend",
    ),
    ("HandingOff guiding pc", "says done", "HandingOff guiding pc", "E-185", "Attend"),
    ("HandingOff guiding own pc", "says done", "HandingOff guiding own pc", "E-185", "Attend"),
    (
        "HandingOff which pc | HandingOff guiding | HandingOff guiding waiting | HandingOff guiding offline",
        "back",
        "HandingOff choosing",
        "",
        "",
    ),
    ("HandingOff guiding pc | HandingOff guiding own pc", "back", "HandingOff which pc", "", ""),
    ("HandingOff choosing second", "back", "HandingOff done", "", ""),
    (CALM, "seen | return | online", "HandingOff choosing", "", "Attend"),
    ("HandingOff choosing offline", "seen | online", "HandingOff choosing", "", "Attend"),
    ("HandingOff choosing offline", "return", "HandingOff choosing", "E-55", "Attend"),
    ("HandingOff which pc", "seen | return | online | not seen", "HandingOff which pc", "", "Attend"),
    ("HandingOff guiding", "seen | return | online", "HandingOff guiding", "", "Attend"),
    ("HandingOff guiding pc", "seen | return | online", "HandingOff guiding pc", "", "Attend"),
    ("HandingOff guiding own pc", "seen | return | online", "HandingOff guiding own pc", "", "Attend"),
    // That it is not there yet stays said until it is.
    ("HandingOff guiding waiting", "seen | return | online", "HandingOff guiding", "E-185", "Attend"),
    ("HandingOff guiding offline", "seen | online", "HandingOff guiding", "", "Attend"),
    ("HandingOff guiding offline", "return", "HandingOff guiding", "E-55", "Attend"),
    (CALM, "not seen", "HandingOff choosing", "E-183", "Attend"),
    ("HandingOff choosing offline", "not seen", "HandingOff choosing", "E-183", "Attend"),
    (
        "HandingOff guiding | HandingOff guiding waiting | HandingOff guiding offline",
        "not seen",
        "HandingOff guiding",
        "E-183",
        "Attend",
    ),
    ("HandingOff guiding pc", "not seen", "HandingOff guiding pc", "E-183", "Attend"),
    ("HandingOff guiding own pc", "not seen", "HandingOff guiding own pc", "E-183", "Attend"),
    (LOOKING, "seen, new", "HandingOff done", "", ""),
    (
        "HandingOff choosing | HandingOff choosing offline | HandingOff choosing another | HandingOff which pc \
         | HandingOff guiding | HandingOff guiding pc | HandingOff guiding own pc | HandingOff guiding waiting \
         | HandingOff guiding offline",
        "seen too late",
        "SigningIn asking",
        "E-184",
        "Greet",
    ),
    // What is theirs stays theirs.
    ("HandingOff choosing second", "seen too late", "HandingOff done", "", ""),
    (LOOKING, "sign in", "SigningIn asking", "", "Greet"),
    (LOOKING, "leave | idle", "SigningIn greeted", "", "Part"),
    (
        "HandingOff done | HandingOff done offline | HandingOff done tried",
        "second",
        "HandingOff choosing",
        "",
        "Attend",
    ),
    (
        "HandingOff done | HandingOff done offline | HandingOff done tried | HandingOff trying",
        "leave | idle",
        "SigningIn greeted",
        "",
        "Part",
    ),
    ("HandingOff done offline", "online", "HandingOff done", "", ""),
    // What was tried is not tried again.
    ("HandingOff done | HandingOff done offline", "sign in", "HandingOff trying", "", "Lead"),
    ("HandingOff trying", "led", "HandingOff trying", "", "Depart"),
    ("HandingOff trying", "not led", "HandingOff done", "E-182", ""),
    ("HandingOff trying", "stranded", "HandingOff done", "E-203", ""),
    ("HandingOff trying", "back", "HandingOff done", "", "Recall"),
];

fn holds(list: &str, name: &str) -> bool {
    list.split(" | ").any(|known| known == name)
}

#[test]
fn every_pair_does_what_the_table_says_and_every_other_nothing() {
    let mut met = 0;
    for (at, before) in states() {
        for (name, event) in events() {
            let rows: Vec<_> = TABLE.iter().filter(|row| holds(row.0, at) && holds(row.1, name)).collect();
            let was = format!("{before:?}");
            let (after, effect) = before.clone().step(event, NOW);
            let came = (standing(&after), notice(&after), asked(effect.as_ref()));
            match rows[..] {
                [&(_, _, to, code, asks)] => {
                    assert_eq!(came, (to, code, asks), "{name} at {at}");
                    assert!(!(asks.is_empty() && format!("{after:?}") == was), "{name} at {at} does nothing");
                }
                [] => {
                    assert_eq!(came, (standing(&before), notice(&before), ""), "{name} at {at}");
                    assert_eq!(format!("{after:?}"), was, "{name} at {at} changes nothing");
                }
                _ => panic!("{name} at {at} stands in the table twice"),
            }
            met += rows.len();
        }
    }
    let listed: usize = TABLE.iter().map(|row| row.0.split(" | ").count() * row.1.split(" | ").count()).sum();
    assert_eq!(met, listed, "every row names places and events that there are");
}

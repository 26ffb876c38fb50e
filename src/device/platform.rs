//! What a browser says of itself unasked: on which kind of device it is, and whether inside an app.
//!
//! Owns [`Signs`], read by the browser's side, and [`Platform`], which is made from them. User-agent
//! client hints go before the user agent: a kiosk or an app that names itself anew leaves them alone.
//! Any of it may be untrue. So nothing is forbidden for it: it decides order, words and advice, and
//! whether a phone is asked to continue on a phone.

use crate::text::has;

/// A kind of device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// Windows 10 or later: what has Windows Hello.
    Windows,
    /// A Mac.
    MacOs,
    /// A Chromebook, or another device with ChromeOS.
    ChromeOs,
    /// Linux on a computer. A phone or tablet that asks for pages made for computers may say so, too.
    Linux,
    /// Android, on a phone or a tablet.
    Android,
    /// An iPhone.
    Ios,
    /// An iPad. An iPhone that asks for pages made for computers may say so, too.
    IPadOs,
    /// Anything else, or nothing that tells.
    Unknown,
}

/// What a browser says of itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signs<'a> {
    /// `navigator.userAgent`
    pub user_agent: &'a str,
    /// `navigator.userAgentData` as JSON, which is its brands, platform and whether it is mobile; empty
    /// where the browser has none.
    pub hints: &'a str,
    /// Whether more than one finger can touch it at a time (`navigator.maxTouchPoints`).
    pub touch: bool,
    /// Whether it is a page on the home screen of an Apple device (`navigator.standalone`).
    pub standalone: bool,
}

/// How client hints name a platform (User-Agent Client Hints, `Sec-CH-UA-Platform`).
const HINTED: &[(&str, Platform)] = &[
    ("\"platform\":\"Windows\"", Platform::Windows),
    ("\"platform\":\"macOS\"", Platform::MacOs),
    ("\"platform\":\"Chrome OS\"", Platform::ChromeOs),
    ("\"platform\":\"Chromium OS\"", Platform::ChromeOs),
    ("\"platform\":\"Android\"", Platform::Android),
    ("\"platform\":\"Linux\"", Platform::Linux),
];

/// How a user agent names it, the first that stands there. Some name a second one to be taken for it.
const NAMED: &[(&str, Platform)] = &[
    ("Windows NT", Platform::Windows),
    ("CrOS", Platform::ChromeOs),
    ("Android", Platform::Android),
    ("iPad", Platform::IPadOs),
    ("iPhone", Platform::Ios),
    ("iPod", Platform::Ios),
    ("Macintosh", Platform::MacOs),
    ("Linux", Platform::Linux),
];

/// Android marks its web views itself; the others are apps that open links in one of their own.
const APPS: &[&str] = &[
    "; wv)",
    "FBAN/",
    "FBAV/",
    "Instagram ",
    "Line/",
    "LinkedInApp",
    "MicroMessenger/",
    "Snapchat/",
    "BytedanceWebview",
    "musical_ly",
];

impl Signs<'_> {
    /// Which kind of device this is.
    pub fn platform(&self) -> Platform {
        // Windows 7 to 8.1 have no Windows Hello, and their client hints say no version.
        if has(self.user_agent, "Windows NT 6.") {
            return Platform::Unknown;
        }
        match find(HINTED, self.hints).or_else(|| find(NAMED, self.user_agent)) {
            // An iPad takes itself for a Mac, to be shown pages made for computers. No Mac is touched.
            Some(Platform::MacOs) if self.touch => Platform::IPadOs,
            Some(platform) => platform,
            None => Platform::Unknown,
        }
    }

    /// Whether this is a phone, given the kind of device.
    pub fn is_phone(&self, platform: Platform) -> bool {
        platform == Platform::Ios
            || platform == Platform::Android
                && (has(self.hints, "\"mobile\":true") || has(self.user_agent, "Mobile"))
    }

    /// Whether it stands inside another app, given the kind of device. An app may hide, and a real browser
    /// is never called one: this helps to name a cause, and never forbids what the browser can.
    pub fn is_in_app(&self, platform: Platform) -> bool {
        has(self.hints, "\"Android WebView\"")
            || APPS.iter().any(|mark| has(self.user_agent, mark))
            // On Apple's devices each browser says "Safari/", and a bare web view does not. Nor does a
            // page on the home screen, which has all that Safari has.
            || matches!(platform, Platform::Ios | Platform::IPadOs)
                && !self.standalone
                && has(self.user_agent, "AppleWebKit/")
                && !has(self.user_agent, "Safari/")
    }

    /// Whether this is Firefox. On Apple's devices, where it calls itself otherwise, it has the engine of Safari.
    pub fn is_firefox(&self) -> bool {
        has(self.user_agent, "Firefox/")
    }
}

fn find(marks: &[(&str, Platform)], text: &str) -> Option<Platform> {
    marks.iter().find(|(mark, _)| has(text, mark)).map(|(_, platform)| *platform)
}

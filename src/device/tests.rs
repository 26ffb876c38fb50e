//! The table: a device and its browser, by what they really say of themselves and what they answer, and
//! what is to be offered there, in which order.

use super::*;
use doorkey_protocol::way::Way;

const ALL: [Way; 5] = [Way::Authenticator, Way::Unknown, Way::SecurityKey, Way::Passkey, Way::Phone];

/// Chromium's answers, also those of others that answer all, where a screen lock is set up.
const LOCKED: Option<Capabilities> = answers(Some(true), Some(true), Some(true));
/// The same without one. A phone nearby still counts as a passkey platform authenticator.
const UNLOCKED: Option<Capabilities> = answers(Some(true), Some(true), Some(false));
/// Chromium without a lock and without Bluetooth.
const ALONE: Option<Capabilities> = answers(Some(false), Some(false), Some(false));
/// Only `isUserVerifyingPlatformAuthenticatorAvailable()` is there, as before Chrome 133, Firefox 135 and
/// Safari 17.4, and says yes, or no.
const OLD_YES: Option<Capabilities> = answers(None, None, Some(true));
const OLD_NO: Option<Capabilities> = answers(None, None, Some(false));
/// All of it is missing, throws or never answers.
const SILENT: Option<Capabilities> = answers(None, None, None);
/// There is no `PublicKeyCredential`.
const NONE: Option<Capabilities> = None;

const fn answers(
    hybrid: Option<bool>,
    passkeys: Option<bool>,
    verifying: Option<bool>,
) -> Option<Capabilities> {
    Some(Capabilities {
        hybrid_transport: hybrid,
        passkey_platform_authenticator: passkeys,
        user_verifying_platform_authenticator: verifying,
        signal_unknown_credential: None,
    })
}

const OWN: Page = Page { secure: true, framed: false, kiosk: false, camera: false };
const KIOSK: Page = Page { kiosk: true, ..OWN };

/// A browser without client hints, on what is not touched.
const fn plain(user_agent: &'static str) -> Signs<'static> {
    Signs { user_agent, hints: "", touch: false, standalone: false }
}

/// One of Apple's that is touched.
const fn touched(user_agent: &'static str) -> Signs<'static> {
    Signs { touch: true, ..plain(user_agent) }
}

/// One with client hints.
const fn hinted(user_agent: &'static str, hints: &'static str) -> Signs<'static> {
    Signs { hints, ..plain(user_agent) }
}

const EDGE_WINDOWS: Signs<'static> = hinted(
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
    r#"{"brands":[{"brand":"Chromium","version":"140"},{"brand":"Not=A?Brand","version":"24"},{"brand":"Microsoft Edge","version":"140"}],"mobile":false,"platform":"Windows"}"#,
);
const CHROME_WINDOWS: Signs<'static> = hinted(
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    r#"{"brands":[{"brand":"Chromium","version":"140"},{"brand":"Not=A?Brand","version":"24"},{"brand":"Google Chrome","version":"140"}],"mobile":false,"platform":"Windows"}"#,
);
const FIREFOX_WINDOWS: Signs<'static> =
    plain("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0");
const IE_MODE: Signs<'static> =
    plain("Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko");
const CHROME_WINDOWS_7: Signs<'static> = hinted(
    "Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36",
    r#"{"brands":[{"brand":"Not_A Brand","version":"99"},{"brand":"Google Chrome","version":"109"},{"brand":"Chromium","version":"109"}],"mobile":false,"platform":"Windows"}"#,
);
const WECHAT_WINDOWS: Signs<'static> = plain(
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0.0.0 Safari/537.36 MicroMessenger/7.0.20.1781(0x6700143B) NetType/WIFI MiniProgramEnv/Windows WindowsWechat/WMPF WindowsWechat(0x63090a1b) XWEB/9129 Flue",
);
const RENAMED_KIOSK: Signs<'static> = hinted(
    "LobbyTerminal/3.2",
    r#"{"brands":[{"brand":"Chromium","version":"140"},{"brand":"Not=A?Brand","version":"24"}],"mobile":false,"platform":"Windows"}"#,
);

const SAFARI_MAC: Signs<'static> = plain(
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
);
const CHROME_MAC: Signs<'static> = hinted(
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    r#"{"brands":[{"brand":"Chromium","version":"140"},{"brand":"Not=A?Brand","version":"24"},{"brand":"Google Chrome","version":"140"}],"mobile":false,"platform":"macOS"}"#,
);
const FIREFOX_MAC: Signs<'static> =
    plain("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0");

const CHROME_CHROMEBOOK: Signs<'static> = hinted(
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    r#"{"brands":[{"brand":"Chromium","version":"140"},{"brand":"Not=A?Brand","version":"24"},{"brand":"Google Chrome","version":"140"}],"mobile":false,"platform":"Chrome OS"}"#,
);
const CHROMIUM_CHROMEBOOK: Signs<'static> = hinted(
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    r#"{"brands":[{"brand":"Chromium","version":"140"},{"brand":"Not=A?Brand","version":"24"}],"mobile":false,"platform":"Chromium OS"}"#,
);
const CHROME_LINUX: Signs<'static> = hinted(
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    r#"{"brands":[{"brand":"Chromium","version":"140"},{"brand":"Not=A?Brand","version":"24"},{"brand":"Google Chrome","version":"140"}],"mobile":false,"platform":"Linux"}"#,
);
const FIREFOX_LINUX: Signs<'static> =
    plain("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0");
const WEB_LINUX: Signs<'static> = plain(
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
);

const SAFARI_IPHONE: Signs<'static> = touched(
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
);
const CHROME_IPHONE: Signs<'static> = touched(
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/136.0.7103.91 Mobile/15E148 Safari/604.1",
);
const FIREFOX_IPHONE: Signs<'static> = touched(
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/133.0 Mobile/15E148 Safari/605.1.15",
);
const EDGE_IPHONE: Signs<'static> = touched(
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 EdgiOS/125.2535.60 Mobile/15E148 Safari/605.1.15",
);
const WEB_VIEW_IPHONE: Signs<'static> = touched(
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
);
const INSTAGRAM_IPHONE: Signs<'static> = touched(
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 339.0.3.12.91 (iPhone15,2; iOS 18_5; ja_JP; ja; scale=3.00; 1179x2556)",
);
const FACEBOOK_IPHONE: Signs<'static> = touched(
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/520.0.0.38.101;FBBV/756351453;FBDV/iPhone14,3;FBMD/iPhone;FBSN/iOS;FBSV/18.5;FBSS/3;FBID/phone;FBLC/en_US;FBOP/5]",
);
const LINE_IPHONE: Signs<'static> = touched(
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Safari Line/14.10.0",
);
const WECHAT_IPHONE: Signs<'static> = touched(
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.59(0x18003b26) NetType/4G Language/zh_CN",
);
const TIKTOK_IPHONE: Signs<'static> = touched(
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 musical_ly_35.3.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/en Region/US isDarkMode/1 WKWebView/1 RevealType/Dialog BytedanceWebview/d8a21c6",
);
const LINKEDIN_IPHONE: Signs<'static> = touched(
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Safari/604.1 [LinkedInApp]/9.78.4909",
);
const SNAPCHAT_IPHONE: Signs<'static> = touched(
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Snapchat/13.10.0.42 (like Safari/8618.3.11.10.5, panda)",
);
const SAFARI_IPAD: Signs<'static> = touched(
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
);
const CHROME_IPAD: Signs<'static> = touched(
    "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/144.0.0.0 Mobile/15E148 Safari/604.1",
);
const TIKTOK_IPAD: Signs<'static> = touched(
    "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1 musical_ly_34.0.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/en Region/IE isDarkMode/0 WKWebView/1 RevealType/Dialog",
);
const WEB_VIEW_IPAD: Signs<'static> =
    touched("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)");
const HOME_SCREEN_IPAD: Signs<'static> = Signs { standalone: true, ..WEB_VIEW_IPAD };

const ANDROID_HINTS: &str = r#"{"brands":[{"brand":"Chromium","version":"140"},{"brand":"Not=A?Brand","version":"24"},{"brand":"Google Chrome","version":"140"}],"mobile":true,"platform":"Android"}"#;
const CHROME_ANDROID: Signs<'static> = hinted(
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
    ANDROID_HINTS,
);
const RENAMED_ANDROID: Signs<'static> = hinted("AcmeBrowser/2.1", ANDROID_HINTS);
const CHROME_TABLET: Signs<'static> = hinted(
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    r#"{"brands":[{"brand":"Chromium","version":"140"},{"brand":"Not=A?Brand","version":"24"},{"brand":"Google Chrome","version":"140"}],"mobile":false,"platform":"Android"}"#,
);
const SAMSUNG_ANDROID: Signs<'static> = hinted(
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
    r#"{"brands":[{"brand":"Chromium","version":"130"},{"brand":"Samsung Internet","version":"28.0"},{"brand":"Not?A_Brand","version":"99"}],"mobile":true,"platform":"Android"}"#,
);
const FIREFOX_ANDROID: Signs<'static> =
    plain("Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0");
const EDGE_ANDROID: Signs<'static> = hinted(
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36 EdgA/124.0.0.0",
    r#"{"brands":[{"brand":"Chromium","version":"124"},{"brand":"Microsoft Edge","version":"124"},{"brand":"Not-A.Brand","version":"99"}],"mobile":true,"platform":"Android"}"#,
);
const WEB_VIEW_ANDROID: Signs<'static> = hinted(
    "Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP2A.240805.005; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/129.0.6668.81 Mobile Safari/537.36",
    "",
);
const RENAMED_WEB_VIEW_ANDROID: Signs<'static> = hinted(
    "Mozilla/5.0 (Linux; Android 16; V2419 Build/BP2A.250605.031.A3_NN) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.7827.91 Mobile Safari/537.36",
    r#"{"brands":[{"brand":"Android WebView","version":"149"},{"brand":"Chromium","version":"149"},{"brand":"Not)A;Brand","version":"24"}],"mobile":true,"platform":"Android"}"#,
);
const INSTAGRAM_ANDROID: Signs<'static> = plain(
    "Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP2A.240805.005; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/129.0.6668.81 Mobile Safari/537.36 Instagram 338.0.0.47.90 Android (34/14; 420dpi; 1080x2400; Google/google; Pixel 8; shiba; shiba; en_US; 618537213)",
);
const FACEBOOK_ANDROID: Signs<'static> = plain(
    "Mozilla/5.0 (Linux; Android 14; SM-S918U Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/129.0.6668.100 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/483.0.0.53.109;]",
);
const LINE_ANDROID: Signs<'static> = plain(
    "Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP2A.240805.005; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/129.0.6668.81 Mobile Safari/537.36 Line/14.13.1/IAB",
);
const WECHAT_ANDROID: Signs<'static> = plain(
    "Mozilla/5.0 (Linux; Android 12; DCO-AL00 Build/HUAWEIDCO-AL00; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/134.0.6998.136 Mobile Safari/537.36 XWEB/1340075 MMWEBSDK/20250201 MMWEBID/7690 MicroMessenger/8.0.58.2841(0x28003A3C) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64",
);
const TIKTOK_ANDROID: Signs<'static> = plain(
    "Mozilla/5.0 (Linux; Android 14; SM-S918B Build/UP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/124.0 Mobile Safari/537.36 musical_ly_2023405030 BytedanceWebview/d8a21c6",
);
const LINKEDIN_ANDROID: Signs<'static> = plain(
    "Mozilla/5.0 (Linux; Android 16; SM-A176U Build/BP2A.250605.031; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/151.0.7922.85 Mobile Safari/537.36 [LinkedInApp]/2.312.70",
);
const SNAPCHAT_ANDROID: Signs<'static> = plain(
    "Mozilla/5.0 (Linux; Android 11; SM-G970U Build/RP1A.200720.012; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/88.0.4324.93 Mobile Safari/537.36Snapchat/11.1.6.0 (SM-G970U; Android 11#G970USQS4EUA3#30; gzip; )",
);
const ANDROID_AS_COMPUTER: Signs<'static> = Signs { touch: true, ..CHROME_LINUX };

/// A device and its browser, what it answers, where the page stands, and what then: which device it is
/// taken for, and what is offered.
type Row = (&'static str, Signs<'static>, Option<Capabilities>, Page, Platform, &'static str);

/// What is closed stands with its reason, what can be set up with `+`; Windows Hello by its name.
#[rustfmt::skip]
const ROWS: &[Row] = &[
    // A computer that keeps passkeys: its own first, then the phone, which lasts longer than a loan.
    ("Windows 11, Edge", EDGE_WINDOWS, LOCKED, OWN, Platform::Windows, "Hello Phone Key App"),
    ("Windows 11, Chrome", CHROME_WINDOWS, LOCKED, OWN, Platform::Windows, "Hello Phone Key App"),
    ("Windows 11, Firefox", FIREFOX_WINDOWS, LOCKED, OWN, Platform::Windows, "Hello Phone Key App"),
    ("Windows 10, Chrome before 133", CHROME_WINDOWS, OLD_YES, OWN, Platform::Windows, "Hello Phone Key App"),
    ("Windows 10, Firefox before 135", FIREFOX_WINDOWS, OLD_YES, OWN, Platform::Windows, "Hello Phone Key App"),
    ("Mac, Safari", SAFARI_MAC, LOCKED, OWN, Platform::MacOs, "Passkey Phone Key App"),
    ("Mac, Chrome", CHROME_MAC, LOCKED, OWN, Platform::MacOs, "Passkey Phone Key App"),
    ("Mac, Firefox", FIREFOX_MAC, LOCKED, OWN, Platform::MacOs, "Passkey Phone Key App"),
    ("Chromebook", CHROME_CHROMEBOOK, LOCKED, OWN, Platform::ChromeOs, "Passkey Phone Key App"),
    ("ChromeOS Flex", CHROMIUM_CHROMEBOOK, LOCKED, OWN, Platform::ChromeOs, "Passkey Phone Key App"),
    ("Linux, Chrome with passkeys of its own", CHROME_LINUX, LOCKED, OWN, Platform::Linux, "Passkey Phone Key App"),

    // One that keeps none now. Windows can be set up; it comes after what works at once.
    ("PC, Edge, no Hello", EDGE_WINDOWS, UNLOCKED, OWN, Platform::Windows, "Phone Key App Hello+"),
    ("PC, Chrome, no Hello, no Bluetooth", CHROME_WINDOWS, ALONE, OWN, Platform::Windows, "Phone Key App Hello+"),
    ("PC, Firefox, no Hello", FIREFOX_WINDOWS, OLD_NO, OWN, Platform::Windows, "Phone Key App Hello+"),
    ("Windows 7 knows no Hello", CHROME_WINDOWS_7, OLD_NO, OWN, Platform::Unknown, "Phone Key App Passkey(NoPlatformAuthenticator)"),
    ("Mac without a keychain", SAFARI_MAC, UNLOCKED, OWN, Platform::MacOs, "Phone Key App Passkey(NoPlatformAuthenticator)"),
    ("Mac, Firefox before 122", FIREFOX_MAC, OLD_NO, OWN, Platform::MacOs, "Phone Key App Passkey(NoPlatformAuthenticator)"),
    ("managed Chromebook", CHROME_CHROMEBOOK, UNLOCKED, OWN, Platform::ChromeOs, "Phone Key App Passkey(NoPlatformAuthenticator)"),
    ("Linux, Chrome", CHROME_LINUX, UNLOCKED, OWN, Platform::Linux, "Phone Key App Passkey(NoPlatformAuthenticator)"),
    ("Linux, Chrome, no Bluetooth", CHROME_LINUX, ALONE, OWN, Platform::Linux, "Phone Key App Passkey(NoPlatformAuthenticator)"),
    ("Linux, Firefox", FIREFOX_LINUX, ALONE, OWN, Platform::Linux, "Phone Key App Passkey(NoPlatformAuthenticator)"),

    // One that does not say: offered, and first where most have it.
    ("Windows, silent", EDGE_WINDOWS, SILENT, OWN, Platform::Windows, "Hello Phone Key App"),
    ("Mac, silent", SAFARI_MAC, SILENT, OWN, Platform::MacOs, "Passkey Phone Key App"),
    ("Linux, silent", FIREFOX_LINUX, SILENT, OWN, Platform::Linux, "Phone Key App Passkey"),
    ("iPhone, silent", SAFARI_IPHONE, SILENT, OWN, Platform::Ios, "Passkey App Key"),
    ("no name at all", plain(""), SILENT, OWN, Platform::Unknown, "Passkey Phone Key App"),
    ("hints that cannot be read", hinted(EDGE_WINDOWS.user_agent, "{}"), LOCKED, OWN, Platform::Windows, "Hello Phone Key App"),

    // A phone: never on to a phone; the app goes onto it; a key comes last.
    ("iPhone, Safari", SAFARI_IPHONE, LOCKED, OWN, Platform::Ios, "Passkey App Key"),
    ("iPhone, Chrome", CHROME_IPHONE, LOCKED, OWN, Platform::Ios, "Passkey App Key"),
    ("iPhone, Firefox", FIREFOX_IPHONE, LOCKED, OWN, Platform::Ios, "Passkey App Key"),
    ("iPhone, Edge", EDGE_IPHONE, OLD_YES, OWN, Platform::Ios, "Passkey App Key"),
    ("iPhone without a passcode", SAFARI_IPHONE, UNLOCKED, OWN, Platform::Ios, "App Key Passkey+"),
    ("Android, Chrome", CHROME_ANDROID, LOCKED, OWN, Platform::Android, "Passkey App Key"),
    ("Android, Samsung Internet", SAMSUNG_ANDROID, OLD_YES, OWN, Platform::Android, "Passkey App Key"),
    ("Android, Firefox", FIREFOX_ANDROID, LOCKED, OWN, Platform::Android, "Passkey App Key"),
    ("Android, Edge", EDGE_ANDROID, OLD_YES, OWN, Platform::Android, "Passkey App Key"),
    ("Android, named anew", RENAMED_ANDROID, LOCKED, OWN, Platform::Android, "Passkey App Key"),
    ("Android without a screen lock", CHROME_ANDROID, UNLOCKED, OWN, Platform::Android, "App Key Passkey+"),

    // A tablet: it is no phone, and its owner may have one.
    ("iPad, Safari, taken for a Mac", SAFARI_IPAD, LOCKED, OWN, Platform::IPadOs, "Passkey Phone Key App"),
    ("iPad, Chrome", CHROME_IPAD, LOCKED, OWN, Platform::IPadOs, "Passkey Phone Key App"),
    ("iPad, page on the home screen", HOME_SCREEN_IPAD, LOCKED, OWN, Platform::IPadOs, "Passkey Phone Key App"),
    ("iPad without a passcode", SAFARI_IPAD, UNLOCKED, OWN, Platform::IPadOs, "Phone Key App Passkey+"),
    ("Android tablet, Chrome", CHROME_TABLET, LOCKED, OWN, Platform::Android, "Passkey Phone Key App"),
    ("Android, taken for a computer", ANDROID_AS_COMPUTER, LOCKED, OWN, Platform::Linux, "Passkey Phone Key App"),

    // Inside an app that lets passkeys through: as its device.
    ("Instagram, iPhone", INSTAGRAM_IPHONE, LOCKED, OWN, Platform::Ios, "in app: Passkey App Key"),
    ("LinkedIn, Android", LINKEDIN_ANDROID, LOCKED, OWN, Platform::Android, "in app: Passkey App Key"),
    ("Snapchat, Android", SNAPCHAT_ANDROID, SILENT, OWN, Platform::Android, "in app: Passkey App Key"),
    ("TikTok, iPad", TIKTOK_IPAD, LOCKED, OWN, Platform::IPadOs, "in app: Passkey Phone Key App"),
    ("web view that hides, Android", RENAMED_WEB_VIEW_ANDROID, LOCKED, OWN, Platform::Android, "in app: Passkey App Key"),

    // Inside one that says no for itself: no screen lock would help, the device's own browser does.
    ("Facebook, iPhone", FACEBOOK_IPHONE, OLD_NO, OWN, Platform::Ios, "in app: App Key Passkey(InApp)"),
    ("LINE, iPhone", LINE_IPHONE, OLD_NO, OWN, Platform::Ios, "in app: App Key Passkey(InApp)"),
    ("WeChat, iPhone", WECHAT_IPHONE, UNLOCKED, OWN, Platform::Ios, "in app: App Key Passkey(InApp)"),
    ("TikTok, iPhone", TIKTOK_IPHONE, UNLOCKED, OWN, Platform::Ios, "in app: App Key Passkey(InApp)"),
    ("LinkedIn, iPhone", LINKEDIN_IPHONE, UNLOCKED, OWN, Platform::Ios, "in app: App Key Passkey(InApp)"),
    ("Snapchat, iPhone", SNAPCHAT_IPHONE, UNLOCKED, OWN, Platform::Ios, "in app: App Key Passkey(InApp)"),
    ("any app, iPhone", WEB_VIEW_IPHONE, UNLOCKED, OWN, Platform::Ios, "in app: App Key Passkey(InApp)"),
    ("any app, iPad taken for a Mac", WEB_VIEW_IPAD, UNLOCKED, OWN, Platform::IPadOs, "in app: Phone Key App Passkey(InApp)"),

    // Inside one without WebAuthn, as Android's web views are by themselves: what needs none is left.
    ("any app, Android", WEB_VIEW_ANDROID, NONE, OWN, Platform::Android, "in app: App Passkey(InApp) Key(InApp)"),
    ("Instagram, Android", INSTAGRAM_ANDROID, NONE, OWN, Platform::Android, "in app: App Passkey(InApp) Key(InApp)"),
    ("Facebook, Android", FACEBOOK_ANDROID, NONE, OWN, Platform::Android, "in app: App Passkey(InApp) Key(InApp)"),
    ("LINE, Android", LINE_ANDROID, NONE, OWN, Platform::Android, "in app: App Passkey(InApp) Key(InApp)"),
    ("WeChat, Android", WECHAT_ANDROID, NONE, OWN, Platform::Android, "in app: App Passkey(InApp) Key(InApp)"),
    ("TikTok, Android", TIKTOK_ANDROID, NONE, OWN, Platform::Android, "in app: App Passkey(InApp) Key(InApp)"),
    ("WeChat, Windows", WECHAT_WINDOWS, NONE, OWN, Platform::Windows, "in app: Phone App Hello(InApp) Key(InApp)"),

    // An old browser, or one with WebAuthn switched off.
    ("Edge in IE mode", IE_MODE, NONE, OWN, Platform::Windows, "Phone App Hello(NoCredentials) Key(NoCredentials)"),
    ("Firefox, WebAuthn switched off", FIREFOX_WINDOWS, NONE, OWN, Platform::Windows, "Phone App Hello(NoCredentials) Key(NoCredentials)"),
    ("Linux, GNOME Web", WEB_LINUX, NONE, OWN, Platform::Linux, "Phone App Key(NoCredentials) Passkey(NoCredentials)"),
    ("old iPhone", SAFARI_IPHONE, NONE, OWN, Platform::Ios, "App Passkey(NoCredentials) Key(NoCredentials)"),

    // A kiosk: whatever the device could keep, it keeps nobody's. Nobody there opens another browser.
    ("kiosk, Edge on Windows", EDGE_WINDOWS, LOCKED, KIOSK, Platform::Windows, "Phone Key App Passkey(Kiosk)"),
    ("kiosk, Edge on Windows, no Hello", EDGE_WINDOWS, UNLOCKED, KIOSK, Platform::Windows, "Phone Key App Passkey(Kiosk)"),
    ("kiosk, named anew", RENAMED_KIOSK, LOCKED, KIOSK, Platform::Windows, "Phone Key App Passkey(Kiosk)"),
    ("kiosk, Chrome on ChromeOS", CHROME_CHROMEBOOK, LOCKED, KIOSK, Platform::ChromeOs, "Phone Key App Passkey(Kiosk)"),
    ("kiosk, Chromium on Linux", CHROME_LINUX, UNLOCKED, KIOSK, Platform::Linux, "Phone Key App Passkey(Kiosk)"),
    ("kiosk, Chromium on Linux, silent", CHROME_LINUX, SILENT, KIOSK, Platform::Linux, "Phone Key App Passkey(Kiosk)"),
    ("kiosk, iPad with a single app", WEB_VIEW_IPAD, UNLOCKED, KIOSK, Platform::IPadOs, "in app: Phone Key App Passkey(Kiosk)"),
    ("kiosk, iPad with a page on the home screen", HOME_SCREEN_IPAD, LOCKED, KIOSK, Platform::IPadOs, "Phone Key App Passkey(Kiosk)"),
    ("kiosk, Android phone on a stand", CHROME_ANDROID, LOCKED, KIOSK, Platform::Android, "Phone Key App Passkey(Kiosk)"),
    ("kiosk, Android web view", WEB_VIEW_ANDROID, NONE, KIOSK, Platform::Android, "in app: Phone App Passkey(Kiosk) Key(NoCredentials)"),
];

fn check(&(story, signs, capabilities, page, platform, expected): &Row) {
    let device = Device::new(page, &signs, capabilities);
    assert_eq!(device.platform, platform, "{story}: {signs:?}");
    let shown: Vec<String> = device.offer(&ALL).into_iter().map(|offered| spell(device, offered)).collect();
    let place = if device.in_app { "in app: " } else { "" };
    assert_eq!(format!("{place}{}", shown.join(" ")), expected, "{story}: {device:?}");
}

fn spell(device: Device, Offered { way, standing }: Offered) -> String {
    let name = match way {
        Way::Passkey if device.hello() => "Hello",
        Way::Passkey => "Passkey",
        Way::SecurityKey => "Key",
        Way::Phone => "Phone",
        Way::Authenticator => "App",
        Way::WindowsHello => "w",
        Way::Unknown => "?",
    };
    match standing {
        Standing::Open => name.to_owned(),
        Standing::SetUp => format!("{name}+"),
        Standing::Closed(reason) => format!("{name}({reason:?})"),
    }
}

#[test]
fn each_device_offers_what_is_best_there_first() {
    ROWS.iter().for_each(check);
}

/// What the rows say must hold wherever they stand, whatever the backend has.
#[test]
fn only_what_the_backend_has_is_offered_and_no_passkey_on_a_kiosk() {
    for &(story, signs, capabilities, page, ..) in ROWS {
        let device = Device::new(page, &signs, capabilities);
        let all = device.offer(&ALL);
        for chosen in 0..1_u32 << ALL.len() {
            let ways: Vec<Way> =
                (0..).zip(ALL).filter(|(at, _)| chosen & (1 << at) != 0).map(|(_, way)| way).collect();
            let kept: Vec<Offered> =
                all.iter().copied().filter(|offered| ways.contains(&offered.way)).collect();
            assert_eq!(device.offer(&ways), kept, "{story}: {ways:?}");
        }
        for Offered { way, standing } in all {
            assert_eq!(device.offers(way), standing == Standing::Open, "{story}: {way:?}");
        }
        let kiosk = Device::new(KIOSK, &signs, capabilities);
        assert_eq!(kiosk.standing(Way::Passkey), Some(Standing::Closed(Reason::Kiosk)), "{story}");
        assert_eq!(kiosk.standing(Way::Phone), Some(Standing::Open), "{story}");
        assert!(!kiosk.hello() && kiosk.store().is_none(), "{story}");
    }
}

#[test]
fn a_phone_nearby_is_not_this_device() {
    const YES: Option<bool> = Some(true);
    const NO: Option<bool> = Some(false);
    // Hybrid transport, passkey platform authenticator, user-verifying platform authenticator.
    for (hybrid, passkeys, verifying, expected) in [
        (YES, YES, YES, YES),
        (YES, YES, NO, NO),
        (YES, YES, None, None),
        (YES, NO, YES, NO), // keeps keys, but none that is found by itself
        (NO, YES, None, YES),
        (NO, NO, None, NO),
        (NO, NO, NO, NO),
        (NO, None, YES, YES),
        (None, YES, None, None),
        (None, NO, None, NO),
        (None, None, YES, YES),
        (None, None, NO, NO),
        (None, None, None, None),
    ] {
        let told = answers(hybrid, passkeys, verifying);
        let device = Device::new(OWN, &EDGE_WINDOWS, told);
        assert_eq!(device.platform_authenticator, expected, "{told:?}");
        assert_eq!(device.hybrid, hybrid);
    }
}

#[test]
fn what_is_unknown_is_offered() {
    for (known, offered) in [(None, true), (Some(true), true), (Some(false), false)] {
        let device = Device { platform_authenticator: known, ..Device::new(OWN, &CHROME_MAC, LOCKED) };
        assert_eq!(device.offers(Way::Passkey), offered, "{known:?}");
        assert!(device.offers(Way::SecurityKey));
        assert!(!device.offers(Way::Unknown));
    }
}

#[test]
fn obstacles_are_found_in_the_order_in_which_they_can_be_removed() {
    const INSECURE: Page = Page { secure: false, ..OWN };
    const FRAMED: Page = Page { framed: true, ..OWN };
    let none: &[Way] = &[];
    let ceremonies: &[Way] = &[Way::Passkey, Way::SecurityKey];
    for (page, signs, capabilities, ways, expected) in [
        (OWN, CHROME_MAC, LOCKED, ceremonies, None),
        (INSECURE, CHROME_MAC, NONE, ceremonies, Some(Obstacle::Insecure)),
        (INSECURE, CHROME_MAC, NONE, &ALL, Some(Obstacle::Insecure)),
        (FRAMED, CHROME_MAC, LOCKED, ceremonies, Some(Obstacle::Framed)),
        (FRAMED, CHROME_MAC, LOCKED, &ALL, Some(Obstacle::Framed)),
        (OWN, CHROME_MAC, NONE, ceremonies, Some(Obstacle::NoCredentials)),
        (OWN, WEB_VIEW_ANDROID, NONE, ceremonies, Some(Obstacle::InApp)),
        (OWN, WEB_VIEW_ANDROID, SILENT, ceremonies, None),
        // A way in that needs no WebAuthn is a way on, where it makes sense.
        (OWN, CHROME_MAC, NONE, &[Way::Passkey, Way::Phone], None),
        (OWN, WEB_VIEW_ANDROID, NONE, &[Way::Passkey, Way::Phone], Some(Obstacle::InApp)),
        (OWN, WEB_VIEW_ANDROID, NONE, &[Way::Passkey, Way::Authenticator], None),
        (OWN, SAFARI_IPHONE, NONE, &[Way::Phone, Way::Unknown], Some(Obstacle::NoCredentials)),
        (KIOSK, WEB_VIEW_ANDROID, NONE, &[Way::SecurityKey, Way::Phone], None),
        (KIOSK, WEB_VIEW_ANDROID, NONE, &[Way::SecurityKey], Some(Obstacle::NoCredentials)),
        // What a backend offers is a matter of the choice, not of the device.
        (OWN, CHROME_MAC, LOCKED, none, None),
        (OWN, CHROME_MAC, NONE, none, Some(Obstacle::NoCredentials)),
    ] {
        let device = Device::new(page, &signs, capabilities);
        assert_eq!(device.obstacle(ways), expected, "{device:?} {ways:?}");
    }
}

#[test]
fn an_orphan_is_signalled_only_where_the_browser_can() {
    for (answer, expected) in [(None, true), (Some(true), true), (Some(false), false)] {
        let told = Capabilities { signal_unknown_credential: answer, ..Capabilities::default() };
        assert_eq!(Device::new(OWN, &CHROME_MAC, Some(told)).signals, expected, "{answer:?}");
    }
    assert!(!Device::new(OWN, &CHROME_MAC, NONE).signals);
}

#[test]
fn apps_come_from_the_store_of_the_newcomers_own_device() {
    for (signs, page, expected) in [
        (SAFARI_IPHONE, OWN, Some(Store::AppStore)),
        (SAFARI_IPAD, OWN, Some(Store::AppStore)),
        (FIREFOX_ANDROID, OWN, Some(Store::GooglePlay)),
        (CHROME_TABLET, OWN, Some(Store::GooglePlay)),
        (CHROME_TABLET, KIOSK, None),
        (SAFARI_MAC, OWN, None),
        (EDGE_WINDOWS, OWN, None),
        (plain(""), OWN, None),
    ] {
        assert_eq!(Device::new(page, &signs, LOCKED).store(), expected, "{signs:?}");
    }
}

#[test]
fn browsers_inside_apps_are_told_from_real_ones() {
    const IPHONE: &str =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    const ANDROID: &str = "Mozilla/5.0 (Linux; Android 15; Pixel 9";
    const CHROME: &str = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";
    for (user_agent, expected) in [
        (format!("{IPHONE} Version/18.5 Mobile/15E148 Safari/604.1"), false),
        (format!("{IPHONE} CriOS/140.0 Mobile/15E148 Safari/604.1"), false),
        (format!("{IPHONE} FxiOS/140.0 Mobile/15E148 Safari/605.1.15"), false),
        (format!("{IPHONE} Mobile/15E148"), true),
        (format!("{IPHONE} Mobile/15E148 Instagram 390.0.0.28.85"), true),
        (format!("{IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/520.0]"), true),
        (format!("{ANDROID}) {CHROME}"), false),
        (format!("{ANDROID}; wv) Version/4.0 {CHROME}"), true),
        (format!("{ANDROID}; wv) Version/4.0 {CHROME} [FB_IAB/FB4A;FBAV/520.0]"), true),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0".into(), false),
        (String::new(), false),
    ] {
        let signs = Signs { user_agent: &user_agent, ..Signs::default() };
        assert_eq!(signs.is_in_app(signs.platform()), expected, "{user_agent}");
    }
}

#[test]
fn microsoft_registers_passkeys_in_nearly_every_browser() {
    for (signs, answers, expected) in [
        (EDGE_WINDOWS, LOCKED, true),
        (FIREFOX_WINDOWS, LOCKED, true),
        (FIREFOX_WINDOWS, NONE, false),
        (FIREFOX_LINUX, SILENT, true),
        (CHROME_TABLET, LOCKED, true),
        (FIREFOX_ANDROID, LOCKED, false),
        (FIREFOX_ANDROID, SILENT, false),
        // With the engine of Safari.
        (FIREFOX_IPHONE, LOCKED, true),
    ] {
        assert_eq!(Device::new(OWN, &signs, answers).registers_at_microsoft(), expected, "{signs:?}");
    }
}

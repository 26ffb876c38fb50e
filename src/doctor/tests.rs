//! What is found in which text: tables by format, and what holds for every text.
//!
//! A row that proposes nothing has `""` for the repair.

use super::Finding::*;
use super::*;
use doorkey_protocol::pass::trim;
use proptest::prelude::*;

use PassFormat::{Doorkey, Printable};

const SAM: &str = "sam@demo.example";

/// Applies a repair, as the flow does: the text in the field was not typed then.
fn repaired(typed: &Typed<'_>, repair: &Repair) -> (String, String) {
    (
        repair.user_name.clone().unwrap_or_else(|| typed.user_name.to_owned()),
        repair.pass.as_ref().map_or(typed.pass, Secret::expose).to_owned(),
    )
}

/// One row: what is found, what is proposed for each field, whether the newcomer may insist.
fn check(
    name: &str,
    format: PassFormat,
    typed: Typed<'_>,
    expected: Option<Finding>,
    proposed: (&str, &str),
    insistable: bool,
) {
    let examined = examine(format, &typed);
    let found = examined.as_ref().err().map(|diagnosis| diagnosis.finding);
    assert_eq!(found, expected, "{name}: {:?}", typed.pass);
    let Err(diagnosis) = examined else { return };
    let repair = diagnosis.repair.as_ref();
    assert_eq!(repair.and_then(|repair| repair.user_name.as_deref()).unwrap_or(""), proposed.0, "{name}");
    let pass = repair.and_then(|repair| repair.pass.as_ref());
    assert_eq!(pass.map(Secret::expose).unwrap_or(""), proposed.1, "{name}");
    assert_eq!(diagnosis.as_typed.is_some(), insistable, "{name}");
    if let Some(entry) = diagnosis.as_typed {
        let read = format.read(typed.pass);
        assert_eq!(read.as_ref().map(Pass::expose), Ok(entry.pass.expose()), "{name}");
    }
    if !proposed.1.is_empty() {
        assert!(format.read(proposed.1).is_ok(), "{name}: what is proposed is no pass");
    }
}

fn sams(pass: &str) -> Typed<'_> {
    Typed { user_name: SAM, pass, caps_lock: false }
}

#[test]
fn what_is_right_is_read() {
    for (format, pass, read) in [
        (Doorkey, "ABCD10345Y", "ABCD10345Y"),
        (Doorkey, " \tABCD1-0345Y\r\n", "ABCD10345Y"),
        (Doorkey, "\u{a0}\u{feff}\u{200b}\u{200f}\u{2067}ABCD1-0345Y\u{2069}\u{200e}", "ABCD10345Y"),
        (Doorkey, "ABCD1\u{200b}03\u{ad}45Y", "ABCD10345Y"),
        (Doorkey, "\u{61c}ABCD1\u{61c}0345Y\u{61c}", "ABCD10345Y"),
        (Doorkey, "abcd1 0345y", "ABCD10345Y"),
        (Doorkey, "ABCD1–0345Y", "ABCD10345Y"),
        (Doorkey, "ABCD1−0345Y", "ABCD10345Y"),
        (Doorkey, "ABCD1\u{2011}0345Y", "ABCD10345Y"),
        (Doorkey, "ABCD1_0345Y", "ABCD10345Y"),
        (Doorkey, "abcdl-o345y", "ABCD10345Y"),
        (Doorkey, "ABCD1\n0345Y\n", "ABCD10345Y"),
        (Printable, "+drkzqAD", "+drkzqAD"),
        (Printable, "+drkzqAD\n", "+drkzqAD"),
        (Printable, " \u{feff}\u{200e}+drkzqAD\u{a0}\u{2069}\r\n", "+drkzqAD"),
        (Printable, "nc+&G=xwDKCz", "nc+&G=xwDKCz"),
        (Printable, "in-side-s%#", "in-side-s%#"),
        (Printable, "aB@c.D1x", "aB@c.D1x"),
        (Printable, "aB@cD.x1z2", "aB@cD.x1z2"),
        (Printable, "@aBcD.xyz", "@aBcD.xyz"),
        (Printable, "\"aBcDeF\"", "\"aBcDeF\""),
        (Printable, "\"aBcDeF1$", "\"aBcDeF1$"),
        (Printable, "aBcDeF1.", "aBcDeF1."),
        (Printable, "aB.cD,eF;x", "aB.cD,eF;x"),
        (Printable, "12345678", "12345678"),
        (Printable, "1234-5678", "1234-5678"),
        (Printable, "ab:cd=ef1", "ab:cd=ef1"),
        (Printable, "TAP:ab12", "TAP:ab12"),
        (Printable, "pass:abc", "pass:abc"),
        (Printable, "wwwabc.x1", "wwwabc.x1"),
        (Printable, "abcdefgh", "abcdefgh"),
        (Printable, "<script>alert(1)</script>", "<script>alert(1)</script>"),
        (Printable, "'OR'1'='1", "'OR'1'='1"),
        (Printable, "{{7*7}}%s%n", "{{7*7}}%s%n"),
    ] {
        match examine(format, &sams(pass)) {
            Ok(entry) => {
                assert_eq!((entry.user_name.as_str(), entry.pass.expose()), (SAM, read), "{pass:?}");
            }
            Err(diagnosis) => panic!("{pass:?}: {diagnosis:?}"),
        }
    }
}

#[test]
fn what_is_found_with_our_own_passes() {
    let good = "ABCD1-0345Y";
    for (name, pass, finding, repair) in [
        ("T14 nothing", "", PassEmpty, ""),
        ("T14 white space", " \u{a0}\t\n", PassEmpty, ""),
        ("T14 invisible", "\u{200b}\u{2066}\u{feff}", PassEmpty, ""),
        ("T14 invisible, of other kinds", "\u{34f}\u{fe0f}\u{3164}", PassEmpty, ""),
        ("T14 separators", "- – _", PassEmpty, ""),
        ("T15 seven", "ABCD103", PassTooShort { missing: 1 }, ""),
        ("T15 too many", "ABCD10345YABCD10345YABCD10345YABCD10345YABCD10345Y", PassTooLong { excess: 2 }, ""),
        ("check", "ABCD1-0345X", PassCheck, ""),
        ("neighbours swapped", "ABCD1-0354Y", PassCheck, ""),
        ("no U in the alphabet", "ABCD1-U345Y", PassCharacter { place: 7 }, ""),
        ("T11 combining mark", "ABCD1-0345Y\u{301}", PassCharacter { place: 12 }, ""),
        ("T11 emoji", "ABCD1-0345😀", PassCharacter { place: 11 }, ""),
        ("T13 NUL", "ABCD1\u{0}0345Y", PassCharacter { place: 6 }, ""),
        ("T3 a sign the format does not forgive", "ABCD1\u{fe0f}0345Y", Invisible { place: 6 }, good10()),
        ("T12 override", "\u{202e}ABCD1\u{202c}0345X", PassCheck, ""),
        ("T10 full width", "ＡＢＣＤ１－０３４５Ｙ", Form { place: 1 }, good),
        ("T10 mathematical", "𝐀𝐁𝐂𝐃𝟏𝟎𝟑𝟒𝟓𝐘", Form { place: 1 }, good10()),
        ("T10 Arabic-Indic", "ABCD١-٠٣٤٥Y", Digit { place: 5 }, good),
        ("T10 Persian", "ABCD۱-۰۳۴۵Y", Digit { place: 5 }, good),
        ("T10 Devanagari", "ABCD१-०३४५Y", Digit { place: 5 }, good),
        ("T9 Cyrillic", "АВСD1-0345Y", LookAlike { place: 1 }, good),
        ("T9 one Cyrillic", "ABСD1-0345Y", LookAlike { place: 3 }, good),
        ("T9 Greek", "ΑΒCD1-0345Υ", LookAlike { place: 1 }, good),
        ("Turkish", "ABCDı-0345Y", LookAlike { place: 5 }, "ABCDi-0345Y"),
        ("T18 straight quotes", "\"ABCD1-0345Y\"", Quoted, good),
        ("T18 smart quotes", "“ABCD1-0345Y”", Quoted, good),
        ("T18 German quotes", "„ABCD1-0345Y“", Quoted, good),
        ("T18 French quotes", "« ABCD1-0345Y »", Quoted, good),
        ("T18 French quotes apart", "«\u{a0}ABCD1-0345Y\u{a0}».", Quoted, good),
        ("T18 one quote", "ABCD1-0345Y’", Quoted, good),
        ("T18 brackets", "(ABCD1-0345Y)", Quoted, good),
        ("T18 full stop", "ABCD1-0345Y.", TrailingMark, good),
        ("T18 ideographic full stop", "ABCD1-0345Y。", TrailingMark, good),
        ("T18 comma", "ABCD1-0345Y,", TrailingMark, good),
        ("T18 exclamation mark", "ABCD1-0345Y!", TrailingMark, good),
        ("T18 quotes and full stop", "“ABCD1-0345Y”.", Quoted, good),
        ("T18 full stop, too short", "ABCD1.", PassTooShort { missing: 3 }, ""),
        ("T18 full stop, wrong", "ABCD1-0345X.", PassCheck, ""),
        ("T18 quotes, wrong character", "“ABCD1-U345Y”", PassCharacter { place: 8 }, ""),
        ("bullet", "• ABCD1-0345Y", Sentence, good),
        ("label", "pass: ABCD1-0345Y", Label, good),
        ("label, no space", "Pass:ABCD1-0345Y", Label, good),
        ("label, equals", "Pass = ABCD1-0345Y", Label, good),
        ("label, TAP", "TAP: ABCD1 0345Y", Label, "ABCD1 0345Y"),
        ("label, code", "Code:ABCD1-0345Y", Label, good),
        ("label, wide colon", "Code：ABCD1-0345Y", Label, good),
        ("label, unknown", "Ihr Zugang: ABCD1-0345Y", Label, good),
        ("label, Chinese", "密码：ABCD1-0345Y", Label, good),
        ("label, Russian", "Пароль: ABCD1-0345Y", Label, good),
        ("label, colon missing", "TAP ABCD1-0345Y", Sentence, good),
        ("label, wrong pass", "pass: ABCD1-0345X", PassCheck, ""),
        ("sentence", "Your pass is ABCD1-0345Y.", Sentence, good),
        ("sentence, date", "Use ABCD1-0345Y until 2026-09-01, 12:00, please.", Sentence, good),
        ("sentence, quotes", "Your one-time pass, “ABCD1-0345Y”, waits", Sentence, good),
        ("label of a code", "Code: 123 456", AppCode, ""),
        ("app code", "123456", AppCode, ""),
        ("app code in groups", " 123 456 ", AppCode, ""),
        ("app code, Arabic-Indic", "١٢٣٤٥٦", AppCode, ""),
        ("address", "alex@demo.example", Address, ""),
        ("address, mailto", "mailto:alex@demo.example", Address, ""),
        ("user name again", "SAM@demo.example", UserNameAgain, ""),
        ("user name again, quoted", "<sam@demo.example>,", UserNameAgain, ""),
        ("link", "https://demo.example/#i=abc", Link, ""),
        ("link without scheme", "www.demo.example", Link, ""),
        ("telephone", "+49 171 1234567", Telephone, ""),
        ("telephone, national", "(0171) 123 45 67", Telephone, ""),
        ("Russian keyboard", "фисв1-0345н", Keyboard(Layout::Russian), "abcd1-0345y"),
        ("Russian keyboard, a group apart", "фисв1 0345н", Keyboard(Layout::Russian), "abcd1 0345y"),
        ("Russian keyboard, capitals", "ФИСВ1-0345Н", Keyboard(Layout::Russian), good),
        ("Russian keyboard, wrong", "фисв1-0345ф", Keyboard(Layout::Russian), ""),
        ("Greek keyboard", "αβψδ1-0345υ", Keyboard(Layout::Greek), "abcd1-0345y"),
        ("Arabic keyboard", "شلاؤي1-0345غ", Keyboard(Layout::Arabic), "abcd1-0345y"),
        ("Arabic keyboard, its digits", "شلاؤي١-٠٣٤٥غ", Keyboard(Layout::Arabic), "abcd1-0345y"),
        ("T22 markup", "<b>ABCD10345Y</b>", PassCharacter { place: 3 }, ""),
        ("T22 SQL", "' OR 1=1 --", PassTooShort { missing: 3 }, ""),
    ] {
        check(name, Doorkey, sams(pass), Some(finding), ("", repair), false);
    }
}

/// The same pass where its group was not marked.
const fn good10() -> &'static str {
    "ABCD10345Y"
}

#[test]
fn what_is_found_with_entras_passes() {
    let good = "+drkzqAD";
    for (name, pass, finding, repair, insistable) in [
        ("T14 nothing", "", PassEmpty, "", false),
        ("T14 white space", " \u{3000}\u{200d}", PassEmpty, "", false),
        ("T15 seven", "+drkzqA", PassTooShort { missing: 1 }, "", false),
        ("T15 forty-nine", &"aB1$".repeat(13)[..49], PassTooLong { excess: 1 }, "", false),
        ("T11 umlaut", "pässword1", PassCharacter { place: 2 }, "", false),
        ("T11 combining mark", "+drkzqA\u{301}D", PassCharacter { place: 8 }, "", false),
        ("T11 emoji with its selector", "+drkz\u{2764}\u{fe0f}qAD", PassCharacter { place: 6 }, "", false),
        ("T13 NUL inside", "+drk\0zqAD", PassCharacter { place: 5 }, "", false),
        ("T13 NUL at the end", "+drkzqAD\0", PassCharacter { place: 9 }, "", false),
        ("T3 zero width space", "+drk\u{200b}zqAD", Invisible { place: 5 }, good, false),
        ("T3 soft hyphen", "+drk\u{ad}zqAD", Invisible { place: 5 }, good, false),
        ("T12 override", "+dr\u{202e}kzqAD", Invisible { place: 4 }, good, false),
        (
            "T2 a sign at the end that is not forgiven",
            "+drkzqAD\u{fe0f}",
            Invisible { place: 9 },
            good,
            false,
        ),
        ("line break", "+drk\nzqAD", LineBreak { place: 5 }, good, false),
        ("line break of Windows", "+drk\r\nzqAD", LineBreak { place: 5 }, good, false),
        ("T5 space", "+drk zqAD", Space { place: 5 }, good, false),
        ("T5 no-break space", "+drk\u{a0}zqAD", Space { place: 5 }, good, false),
        ("T5 torn apart", "aB3$ xY7&kQ2!", Space { place: 5 }, "aB3$xY7&kQ2!", false),
        ("T18 straight quotes", "\"+drkzqAD\"", Quoted, good, true),
        ("T18 single quotes", "'+drkzqAD'", Quoted, good, true),
        ("T18 backticks", "`+drkzqAD`", Quoted, good, true),
        ("T18 smart quotes around", "“+drkzqAD”", Quoted, good, false),
        ("T18 corner brackets around", "「+drkzqAD」", Quoted, good, false),
        ("T18 smart quote inside", "+dr’kzqAD", SmartQuote { place: 4 }, "+dr'kzqAD", false),
        ("T18 smart quote at one end", "+drkzqAD”", SmartQuote { place: 9 }, "+drkzqAD\"", false),
        ("T18 full stop", "+drkzqAD.", TrailingMark, good, true),
        ("T18 comma", "+drkzqAD,", TrailingMark, good, true),
        ("T18 semicolon", "+drkzqAD;", TrailingMark, good, true),
        ("T18 ideographic full stop", "+drkzqAD。", TrailingMark, good, false),
        ("T18 quotes and full stop", "\"+drkzqAD\".", TrailingMark, good, true),
        ("en dash", "aB1–cD2$x", Dash { place: 4 }, "aB1-cD2$x", false),
        ("em dash", "aB1—cD2$x", Dash { place: 4 }, "aB1-cD2$x", false),
        ("minus", "aB1−cD2$x", Dash { place: 4 }, "aB1-cD2$x", false),
        ("no-break hyphen", "aB1\u{2011}cD2$x", Dash { place: 4 }, "aB1-cD2$x", false),
        ("T10 full width", "＋ｄｒｋｚｑＡＤ", Form { place: 1 }, good, false),
        ("T10 one full-width sign", "＋drkzqAD", Form { place: 1 }, good, false),
        ("T10 mathematical", "+𝒅𝒓𝒌𝒛𝒒𝑨𝑫", Form { place: 2 }, good, false),
        ("T10 Arabic-Indic", "+drkzqAD٣", Digit { place: 9 }, "+drkzqAD3", false),
        ("T9 Cyrillic", "+drkzqАD", LookAlike { place: 7 }, good, false),
        ("T9 Greek", "+drkzqΑD", LookAlike { place: 7 }, good, false),
        ("T9 all Cyrillic", "АВЕКМНОР", LookAlike { place: 1 }, "ABEKMHOP", false),
        ("label", "pass: +drkzqAD", Label, good, false),
        ("label, no space", "pass:+drkzqAD", Label, good, true),
        ("label, TAP", "TAP:+drkzqAD", Label, good, true),
        ("label, equals", "Pass = +drkzqAD", Label, good, false),
        ("label, wide colon", "Code：+drkzqAD", Label, good, false),
        ("label, French", "Mot de passe : +drkzqAD", Label, good, false),
        ("label and quotes", "Temporary Access Pass: “+drkzqAD”", Label, good, false),
        ("sentence", "Your pass is +drkzqAD", Sentence, good, false),
        ("sentence, long words", "Your temporary password is +drkzqAD.", Sentence, good, false),
        ("sentence, pass like a word", "Your pass is abcdefgh.", Sentence, "abcdefgh", false),
        ("sentence, quotes", "Use “nc+&G=xwDKCz” to sign in", Sentence, "nc+&G=xwDKCz", false),
        ("label within a sentence", "Hello Sam, your pass: nc+&G=xwDKCz", Label, "nc+&G=xwDKCz", false),
        ("app code", "123456", AppCode, "", false),
        ("app code in groups", "123 456", AppCode, "", false),
        ("app code, full stop", "123456.", AppCode, "", false),
        ("app code, full width", "１２３４５６", AppCode, "", false),
        ("address", "alex@demo.example", Address, "", true),
        ("user name again", "sam@demo.example", UserNameAgain, "", true),
        ("link", "https://demo.example", Link, "", true),
        ("link without scheme", "WWW.demo.example", Link, "", true),
        ("link, too long", "http://demo.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", Link, "", false),
        ("telephone", "+491711234567", Telephone, "", true),
        ("telephone in groups", "+49 171 1234567", Telephone, "", false),
        ("telephone, national", "0171-1234567", Telephone, "", true),
        ("Russian keyboard", "+вклясФВ", Keyboard(Layout::Russian), "+drkzcAD", false),
        ("Russian keyboard, signs", "жэхъ№йцу", Keyboard(Layout::Russian), ";'[]#qwe", false),
        ("Ukrainian keyboard", "+івкїєЯЧ", Keyboard(Layout::Ukrainian), "+sdr]'ZX", false),
        ("Greek keyboard", "+δρκζ;ΑΔ", Keyboard(Layout::Greek), "+drkzqAD", false),
        ("Greek keyboard, accent", "+δρκζ;ΑΔό", Keyboard(Layout::Greek), "+drkzqAD;o", false),
        ("Arabic keyboard", "+يقنئضسش", Keyboard(Layout::Arabic), "+drkzqsa", false),
        ("Russian words", "мой пароль", PassCharacter { place: 1 }, "", false),
        ("Russian keyboard, too short", "пасс", Keyboard(Layout::Russian), "", false),
        ("T22 CRLF", "aBcD\r\nSet-Cookie:x=1", LineBreak { place: 5 }, "aBcDSet-Cookie:x=1", false),
    ] {
        check(name, Printable, sams(pass), Some(finding), ("", repair), insistable);
    }
}

#[test]
fn caps_lock_is_suspected_where_every_letter_is_a_capital() {
    for (format, pass, caps_lock, finding, repair) in [
        (Printable, "+DRKZQ12", true, Some(CapsLock), "+drkzq12"),
        (Printable, "+DRKZQ12", false, None, ""),
        (Printable, "+drkzq12", true, None, ""),
        (Printable, "+drkZQ12", true, None, ""),
        (Printable, "+1234567$", true, None, ""),
        (Doorkey, "ABCD1-0345Y", true, None, ""),
    ] {
        let typed = Typed { user_name: SAM, pass, caps_lock };
        check("Caps Lock", format, typed, finding, ("", repair), true);
    }
}

#[test]
fn what_is_found_in_both_fields() {
    let pass = "nc+&G=xwDKCz";
    let own = "ABCD1-0345Y";
    for (name, format, user_name, typed, finding, repair, insistable) in [
        ("both empty", Doorkey, "", "", UserNameEmpty, ("", ""), false),
        ("no name", Doorkey, " \u{200b}", own, UserNameEmpty, ("", ""), false),
        ("no name but unseen", Doorkey, "\u{fe0f}", own, UserNameEmpty, ("", ""), true),
        ("T21 long name", Doorkey, &"x".repeat(10_000), own, UserNameTooLong, ("", ""), false),
        ("name with NUL", Doorkey, "sam\0", own, UserNameControl, ("", ""), false),
        ("name in two lines", Doorkey, "sam@demo.\nexample", own, UserNameControl, (SAM, ""), false),
        ("mailto", Doorkey, "mailto:sam@demo.example", own, UserNameMailto, (SAM, ""), true),
        (
            "mailto, subject",
            Doorkey,
            "MAILTO:sam@demo.example?subject=x",
            own,
            UserNameMailto,
            (SAM, ""),
            true,
        ),
        ("angle brackets", Doorkey, "<sam@demo.example>", own, UserNameDisplay, (SAM, ""), true),
        ("display name", Printable, "Sam Rivera <sam@demo.example>", pass, UserNameDisplay, (SAM, ""), true),
        ("display name, comma", Doorkey, "\"S\" <sam@demo.example>,", own, UserNameTrailing, (SAM, ""), true),
        ("name quoted", Doorkey, "“sam@demo.example”", own, UserNameQuoted, (SAM, ""), true),
        ("name, comma", Doorkey, "sam@demo.example,", own, UserNameTrailing, (SAM, ""), true),
        ("name, full stop", Printable, "sam@demo.example.", pass, UserNameTrailing, (SAM, ""), true),
        ("name, semicolon", Printable, "sam@demo.example;", pass, UserNameTrailing, (SAM, ""), true),
        ("name, unseen", Doorkey, "sam\u{200b}@demo.example", own, UserNameInvisible, (SAM, ""), true),
        ("name first, then pass", Doorkey, "sam@demo.example,", "123456", UserNameTrailing, (SAM, ""), false),
        ("T19 swapped", Doorkey, own, SAM, Swapped, (SAM, own), false),
        ("T19 swapped, no address", Doorkey, own, "sam.rivera", Swapped, ("sam.rivera", own), false),
        ("T19 swapped, Entra", Printable, pass, SAM, Swapped, (SAM, pass), true),
        ("name, then its address", Printable, "sam.rivers", SAM, Address, ("", ""), true),
        (
            "together",
            Doorkey,
            "",
            "sam@demo.example ABCD1-0345Y",
            Together { field: Field::Pass },
            (SAM, own),
            false,
        ),
        (
            "together, name known",
            Doorkey,
            SAM,
            "sam@demo.example ABCD1-0345Y",
            Together { field: Field::Pass },
            ("", own),
            false,
        ),
        (
            "together, two lines",
            Printable,
            "",
            "sam@demo.example\nnc+&G=xwDKCz",
            Together { field: Field::Pass },
            (SAM, pass),
            false,
        ),
        (
            "together, reversed",
            Printable,
            "",
            "nc+&G=xwDKCz\tsam@demo.example",
            Together { field: Field::Pass },
            (SAM, pass),
            false,
        ),
        (
            "together, labels",
            Printable,
            "",
            "User: sam@demo.example Pass: nc+&G=xwDKCz",
            Together { field: Field::Pass },
            (SAM, pass),
            false,
        ),
        (
            "together, glued",
            Printable,
            SAM,
            "sam@demo.example:nc+&G=xwDKCz",
            Together { field: Field::Pass },
            ("", pass),
            true,
        ),
        (
            "together, slash",
            Doorkey,
            "",
            "sam@demo.example / ABCD1-0345Y",
            Together { field: Field::Pass },
            (SAM, own),
            false,
        ),
        (
            "together above",
            Doorkey,
            "sam@demo.example ABCD1-0345Y",
            "",
            Together { field: Field::UserName },
            (SAM, own),
            false,
        ),
        (
            "together above, too",
            Doorkey,
            "sam@demo.example ABCD1-0345Y",
            own,
            Together { field: Field::UserName },
            (SAM, ""),
            true,
        ),
        (
            "together, sentence",
            Doorkey,
            SAM,
            "The pass of sam@demo.example is ABCD1-0345Y.",
            Together { field: Field::Pass },
            ("", own),
            false,
        ),
    ] {
        let typed = Typed { user_name, pass: typed, caps_lock: false };
        check(name, format, typed, Some(finding), repair, insistable);
    }
    for name in [
        "first+tag@x",
        "Jörg Groß",
        "SAM@DEMO.EXAMPLE",
        "O'Neil",
        "Administrator",
        "Robert'); DROP TABLE--",
        "پرویز",
    ] {
        check(name, Printable, Typed { user_name: name, pass, caps_lock: false }, None, ("", ""), false);
        check(name, Doorkey, Typed { user_name: name, pass: own, caps_lock: false }, None, ("", ""), false);
    }
}

#[test]
fn a_paste_of_any_size_is_only_counted() {
    for text in ["A", "“", "a b ", "\u{200b}x", "sam@demo.example ", "،. ", "\n-"] {
        let text = text.repeat(10_000_000 / text.len());
        for format in [Doorkey, Printable] {
            let found = examine(format, &sams(&text)).map(drop).map_err(|diagnosis| diagnosis.finding);
            assert!(!matches!(found, Ok(()) | Err(Label | Sentence)));
            let typed = Typed { user_name: &text, pass: "ABCD1-0345Y", caps_lock: false };
            assert!(examine(format, &typed).is_err());
        }
    }
}

#[test]
fn nothing_that_was_typed_is_printed() {
    for (user_name, pass) in [("nc+&G=xwDKCz", SAM), (SAM, "\"nc+&G=xwDKCz\""), ("", "nc+&G=xwDKCz")] {
        let diagnosis =
            examine(Printable, &Typed { user_name, pass, caps_lock: false }).map(drop).unwrap_err();
        let shown = format!("{diagnosis:?}");
        assert!(!shown.contains("nc+") && !shown.contains("sam"), "{shown}");
    }
}

/// Texts as people leave them: pieces of passes, names and sentences, and what programs make of them.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "ABCD1-0345Y",
        "+drkzqAD",
        "nc+&G=xwDKCz",
        SAM,
        "pass",
        "Your pass is ",
        ": ",
        ":",
        "=",
        " ",
        "\n",
        ".",
        ",",
        "\"",
        "'",
        "“",
        "”",
        "’",
        "–",
        "\u{200b}",
        "\u{61c}",
        "\u{fe0f}",
        "\u{a0}",
        "ＡＢ",
        "１２",
        "𝐀",
        "٣",
        "А",
        "Α",
        "фисв",
        "αβψ",
        "שנבג",
        "شلا",
        "<",
        ">",
        "(",
        ")",
        "mailto:",
        "https://",
        "123456",
        "+49 171 ",
        "ﬁ",
        "é",
        "😀",
        "\0",
    ]);
    prop_oneof![
        ".{0,60}",
        "[!-~]{6,50}",
        prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat()),
    ]
}

proptest! {
    #[test]
    fn what_is_read_is_what_the_backend_reads(
        user_name in texts(), pass in texts(), caps_lock: bool, own: bool
    ) {
        let format = if own { Doorkey } else { Printable };
        match examine(format, &Typed { user_name: &user_name, pass: &pass, caps_lock }) {
            Ok(entry) => {
                prop_assert_eq!(entry.user_name.as_str(), trim(&user_name));
                let read = format.read(trim(&pass)).unwrap();
                prop_assert_eq!(entry.pass.expose(), read.expose());
            }
            Err(diagnosis) => {
                let read = format.read(&pass).ok().filter(|_| user_name.parse::<UserName>().is_ok());
                prop_assert_eq!(
                    diagnosis.as_typed.as_ref().map(|entry| entry.pass.expose()),
                    read.as_ref().map(Pass::expose)
                );
                if let Some(pass) = diagnosis.repair.and_then(|repair| repair.pass) {
                    prop_assert!(format.read(pass.expose()).is_ok());
                }
            }
        }
    }

    #[test]
    fn repairs_end(user_name in texts(), pass in texts(), caps_lock: bool, own: bool) {
        let format = if own { Doorkey } else { Printable };
        let (mut user_name, mut pass) = (user_name, pass);
        // Even where the flow kept saying that Caps Lock was on.
        for step in 0.. {
            let typed = Typed { user_name: &user_name, pass: &pass, caps_lock };
            let Some(repair) = examine(format, &typed).err().and_then(|diagnosis| diagnosis.repair) else { break };
            let next = repaired(&typed, &repair);
            prop_assert!(next != (user_name, pass), "a repair that changes nothing");
            prop_assert!(step < 4, "still something to repair");
            (user_name, pass) = next;
        }
    }

    #[test]
    fn what_we_issue_is_never_doubted(values in prop::collection::vec(0u8..32, 7..48), caps_lock: bool) {
        use doorkey_protocol::check::Symbol;
        let symbols: Vec<_> = values.into_iter().map(Symbol::from_low_bits).collect();
        let pass = PassFormat::compose(&symbols).unwrap();
        let shown = pass.grouped();
        let entry = examine(Doorkey, &Typed { user_name: SAM, pass: shown.expose(), caps_lock }).unwrap();
        prop_assert_eq!(entry.pass.expose(), pass.expose());
    }

    #[test]
    fn what_entra_issues_is_hardly_doubted(pass in "[a-z][a-zA-Z0-9!#$%&*+/?^_-]{7,47}") {
        let entry = examine(Printable, &sams(&pass)).unwrap();
        prop_assert_eq!(entry.pass.expose(), pass);
    }
}

//! The form after a pass that was refused for a time: what is waited for, and what comes back by itself.

use super::*;

#[test]
fn a_refusal_as_too_early_counts_down_and_turns_by_itself() {
    let problem = Problem { not_before: Some(NOW + minutes(20)), ..*problem(Code::PassNotYetValid) };
    let notice_of = || Some(Notice::Failure(Failure::Refused(Box::new(problem.clone()))));
    for (case, setting) in [
        ("nobody greeted", setting()),
        // The link was about another pass than the one that was typed.
        ("an invitation to a pass that works", invited_setting(minutes(0))),
    ] {
        let entering = State::Entering { setting, notice: notice_of(), proposal: None };
        for (gone, text, clock, said) in [
            (
                0,
                "Your pass works from 12:20. This page gets ready by itself.",
                "Pass works from 12:20, 20 minutes to go",
                None,
            ),
            (
                19,
                "Your pass works from 12:20. This page gets ready by itself.",
                "Pass works from 12:20, 1 minute to go",
                Some("Your pass works in 1 minute."),
            ),
            (20, "Your pass works now. Press Continue.", "", None),
        ] {
            let view = after(&entering, minutes(gone));
            assert_eq!(notice(&view).text, text, "{case}, {gone} minutes");
            assert_eq!(
                (notice(&view).code, form(&view).submit_label.as_str()),
                ("E-21", "Continue"),
                "{case}"
            );
            if !clock.is_empty() {
                assert_eq!(
                    (lines(&view), view.announcement.as_deref()),
                    (vec![clock.to_owned()], said),
                    "{case}"
                );
            }
        }
    }
}

#[test]
fn a_pause_is_told_with_its_end_and_the_button_comes_back_by_itself() {
    for (gone, text, label, submit) in [
        (
            0,
            "Too many wrong passes came from here, so yours was not looked at. Try again at 12:01.",
            "Not yet",
            Submit::Early,
        ),
        (
            60,
            "You can try again now. First compare your user name and pass with what you were given.",
            "Continue",
            Submit::Open,
        ),
    ] {
        let view = after(&state("Entering paused"), Span::from_secs(gone));
        assert_eq!((notice(&view).text.as_str(), notice(&view).code), (text, "E-28"), "{gone} seconds");
        assert_eq!(
            (form(&view).submit_label.as_str(), form(&view).submit),
            (label, submit),
            "{gone} seconds"
        );
        // Whatever was typed stays: nobody is greeted, and the field is nobody's.
        assert_eq!((form(&view).user_name.as_deref(), notice(&view).field), (None, None));
    }
}

#[test]
fn a_pass_that_the_rules_block_is_waited_for_where_they_say_until_when() {
    let blocked = |not_before| {
        let problem = Problem { not_before, ..*problem(Code::PassBlocked) };
        let notice = Some(Notice::Failure(Failure::Refused(Box::new(problem))));
        State::Entering { setting: setting(), notice, proposal: None }
    };
    let start = Some(NOW + minutes(20));
    let here = "Your pass is right, but it cannot be used here or now. Ask the desk.";
    let until = "Your pass is right, but it cannot be used here or now. It works from 12:20. Ask the desk.";
    for (gone, not_before, text, clocks) in [
        (0, None, here, &[][..]),
        (0, start, until, &["Pass works from 12:20, 20 minutes to go"]),
        (20, start, "Your pass works now. Press Continue.", &[]),
    ] {
        let view = after(&blocked(not_before), minutes(gone));
        assert_eq!((notice(&view).text.as_str(), notice(&view).code), (text, "E-29"));
        assert_eq!(
            (lines(&view), form(&view).submit),
            (clocks.iter().map(|it| it.to_string()).collect(), Submit::Open)
        );
    }
}

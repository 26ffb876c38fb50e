//! Times as the desk types and reads them.
//!
//! Owns reading lifetimes and starts, and writing points in time in words and for programs.

use doorkey_protocol::time::{Lifetime, Timestamp};
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, SpanRelativeTo, ToSpan, Unit, Zoned};

/// Why a text is no time here.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum WhenError {
    #[error(
        "--lifetime must be a length such as 90, 90m, 2h or '1 day' (a number alone is minutes), not '{0}'"
    )]
    NoLength(String),
    #[error("--lifetime must be 10 to 43200 minutes (30 days) in whole minutes, not '{0}'")]
    Length(String),
    #[error(
        "--start must be a time such as 09:00, '2026-11-24 09:00', 2026-11-24T09:00:00+01:00 or 'in 2h', not '{0}'"
    )]
    NoStart(String),
    #[error(
        "{0} must be a length of time before now such as 30d or 12h, or a time such as 2026-11-01, \
         '2026-11-24 09:00' or 2026-11-24T09:00:00+01:00, not '{1}'"
    )]
    NoPast(&'static str, String),
}

/// Reads a lifetime. A day is 24 hours.
pub(super) fn lifetime(text: &str) -> Result<Lifetime, WhenError> {
    let no_length = || WhenError::NoLength(text.to_owned());
    let out_of_range = || WhenError::Length(text.to_owned());
    let trimmed = text.trim();
    let minutes = if !trimmed.is_empty() && trimmed.bytes().all(|byte| byte.is_ascii_digit()) {
        trimmed.parse().map_err(|_| out_of_range())?
    } else {
        let minutes = minutes(trimmed).ok_or_else(no_length)?;
        if minutes.fract() != 0.0 || !(0.0..=f64::from(u32::MAX)).contains(&minutes) {
            return Err(out_of_range());
        }
        minutes as u32
    };
    Lifetime::from_minutes(minutes).map_err(|_| out_of_range())
}

/// Reads any length of time. A day is 24 hours.
pub(super) fn length(text: &str) -> Option<doorkey_protocol::time::Span> {
    let minutes = minutes(text.trim())?;
    Some(doorkey_protocol::time::Span::from_millis((minutes * 60_000.0) as i64))
}

fn minutes(text: &str) -> Option<f64> {
    let span: Span = text.parse().ok()?;
    span.total((Unit::Minute, SpanRelativeTo::days_are_24_hours())).ok()
}

/// Reads a start, as seen at `now` in its zone.
pub(super) fn start(text: &str, now: &Zoned) -> Result<Timestamp, WhenError> {
    let no_start = || WhenError::NoStart(text.to_owned());
    let trimmed = text.trim();
    if let Some(length) = trimmed.strip_prefix("in ") {
        let span: Span = length.trim().parse().map_err(|_| no_start())?;
        return now.checked_add(span).map(|then| timestamp(&then)).map_err(|_| no_start());
    }
    if let Ok(instant) = trimmed.parse::<jiff::Timestamp>() {
        return Ok(Timestamp::from_millis(instant.as_millisecond()));
    }
    // A time of day before a date and time: jiff reads the former out of the latter.
    if trimmed.len() <= 8
        && let Ok(time) = trimmed.parse::<Time>()
    {
        let today = now.with().time(time).build().map_err(|_| no_start())?;
        let next = if today > *now {
            today
        } else {
            now.checked_add(1.day())
                .and_then(|then| then.with().time(time).build())
                .map_err(|_| no_start())?
        };
        return Ok(timestamp(&next));
    }
    let civil: DateTime = trimmed.parse().map_err(|_| no_start())?;
    civil.to_zoned(now.time_zone().clone()).map(|then| timestamp(&then)).map_err(|_| no_start())
}

/// Reads a point in the past for `setting`: how long before `now`, or when.
pub(super) fn past(setting: &'static str, text: &str, now: &Zoned) -> Result<Timestamp, WhenError> {
    let no_past = || WhenError::NoPast(setting, text.to_owned());
    let trimmed = text.trim();
    if let Some(length) = length(trimmed) {
        let length = Some(length).filter(|length| length.as_millis() >= 0).ok_or_else(no_past)?;
        return Ok(Timestamp::from_millis(timestamp(now).as_millis().saturating_sub(length.as_millis())));
    }
    if let Ok(instant) = trimmed.parse::<jiff::Timestamp>() {
        return Ok(Timestamp::from_millis(instant.as_millisecond()));
    }
    let civil: DateTime = trimmed.parse().map_err(|_| no_past())?;
    civil.to_zoned(now.time_zone().clone()).map(|then| timestamp(&then)).map_err(|_| no_past())
}

/// A point in time for people, in `zone`: "Tue 24 Nov 2026, 09:00 CET".
pub(super) fn in_words(time: Timestamp, zone: TimeZone) -> String {
    match jiff::Timestamp::from_millisecond(time.as_millis()) {
        Ok(instant) => instant.to_zoned(zone).strftime("%a %-d %b %Y, %H:%M %Z").to_string(),
        Err(_) => "beyond the calendar".to_owned(),
    }
}

/// A point in time for programs: RFC 3339 in UTC.
pub(crate) fn rfc_3339(time: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(time.as_millis())
        .map_or_else(|_| String::new(), |instant| instant.to_string())
}

fn timestamp(zoned: &Zoned) -> Timestamp {
    Timestamp::from_millis(zoned.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lifetimes_as_people_type_them() {
        for (text, minutes) in [
            ("90", 90),
            ("2h", 120),
            ("90 minutes", 90),
            ("1 day", 1440),
            ("30 days", 43_200),
            ("1h 30m", 90),
            (" 10m ", 10),
            ("600s", 10),
            ("PT1H", 60),
        ] {
            assert_eq!(lifetime(text).map(Lifetime::as_minutes), Ok(minutes), "{text}");
        }
        for text in ["9", "9m", "43201", "31 days", "90s", "99999999999999999999", "-2h"] {
            assert_eq!(lifetime(text), Err(WhenError::Length(text.to_owned())), "{text}");
        }
        for text in ["", "soon", "2 moons", "1 month", "2h later"] {
            assert_eq!(lifetime(text), Err(WhenError::NoLength(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn starts_as_people_type_them() {
        let now: Zoned = "2026-11-23T10:00:00+01:00[Europe/Berlin]".parse().unwrap();
        for (text, expected) in [
            ("2026-11-24T09:00:00Z", "2026-11-24T09:00:00Z"),
            ("2026-11-24T09:00:00+01:00", "2026-11-24T08:00:00Z"),
            ("2026-11-24 09:00", "2026-11-24T08:00:00Z"),
            ("2026-11-24T09:00", "2026-11-24T08:00:00Z"),
            ("2026-07-24 09:00", "2026-07-24T07:00:00Z"),
            ("09:00", "2026-11-24T08:00:00Z"),
            ("10:00", "2026-11-24T09:00:00Z"),
            ("10:01", "2026-11-23T09:01:00Z"),
            ("in 2h", "2026-11-23T11:00:00Z"),
            ("in 1 day", "2026-11-24T09:00:00Z"),
        ] {
            assert_eq!(start(text, &now).map(rfc_3339), Ok(expected.to_owned()), "{text}");
        }
        for text in ["", "tomorrow", "25:00", "2026-13-01 09:00", "in a while"] {
            assert_eq!(start(text, &now), Err(WhenError::NoStart(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn the_past_as_people_type_it() {
        let now: Zoned = "2026-11-23T10:00:00+01:00[Europe/Berlin]".parse().unwrap();
        for (text, expected) in [
            ("30d", "2026-10-24T09:00:00Z"),
            ("0h", "2026-11-23T09:00:00Z"),
            (" 90m ", "2026-11-23T07:30:00Z"),
            ("2026-11-01", "2026-10-31T23:00:00Z"),
            ("2026-07-01 12:00", "2026-07-01T10:00:00Z"),
            ("2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z"),
        ] {
            assert_eq!(past("--since", text, &now).map(rfc_3339), Ok(expected.to_owned()), "{text}");
        }
        for text in ["", "-3d", "yesterday", "2026-13-01", "09:00", "30"] {
            let expected = WhenError::NoPast("--since", text.to_owned());
            assert_eq!(past("--since", text, &now), Err(expected), "{text}");
        }
    }

    #[test]
    fn times_read_well() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let time = Timestamp::from_millis(1_795_507_200_000);
        assert_eq!(rfc_3339(time), "2026-11-24T08:00:00Z");
        assert_eq!(in_words(time, zone), "Tue 24 Nov 2026, 09:00 CET");
    }
}

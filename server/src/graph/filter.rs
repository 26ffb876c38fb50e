//! `$filter`, as far as people filter audits, users and groups by it (OData 4.01, part 2, §5.1.1).
//!
//! Owns reading a filter and saying whether a JSON object passes it: `and`, `or`, `not`, comparisons,
//! `startswith`, `endswith`, `contains` and `any` over a collection. Texts are compared without regard to
//! ASCII case, as Graph does; a member that is not there is null. Bounded in length, depth and terms, so
//! that no filter costs more than its reading.

use jiff::Timestamp;
use serde_json::Value;
use std::cmp::Ordering;

/// The longest filter, in bytes.
const LONGEST: usize = 2_000;

/// How deep it may go.
const DEEPEST: usize = 16;

/// A filter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Filter {
    /// Both.
    And(Box<Self>, Box<Self>),
    /// One or the other.
    Or(Box<Self>, Box<Self>),
    /// Not.
    Not(Box<Self>),
    /// A member compared.
    Compare(Path, Operator, Literal),
    /// A member with a text in it.
    Text(Function, Path, String),
    /// Some element of a collection, each by this name in turn.
    Any(Path, String, Box<Self>),
}

/// The way to a member.
pub(crate) type Path = Vec<String>;

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    StartsWith,
    EndsWith,
    Contains,
}

/// What a member is compared with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Literal {
    Text(String),
    Time(Timestamp),
    Number(f64),
    Bool(bool),
    Null,
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Open,
    Close,
    Comma,
    Colon,
}

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// What is wrong with it, in words; never the whole of it.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        if text.len() > LONGEST {
            return Err(format!("it is longer than {LONGEST} bytes"));
        }
        let mut reader = Reader { tokens: tokens(text)?, at: 0 };
        let filter = reader.or(0)?;
        if reader.at == reader.tokens.len() { Ok(filter) } else { Err(reader.expected("the end")) }
    }

    /// Whether `object` passes.
    pub(crate) fn admits(&self, object: &Value) -> bool {
        self.of(object, &[])
    }

    /// Those of its parts that must all hold, whatever else does.
    pub(crate) fn musts(&self) -> Vec<&Self> {
        match self {
            Self::And(one, other) => [one.musts(), other.musts()].concat(),
            other => vec![other],
        }
    }

    fn of(&self, object: &Value, named: &[(&str, &Value)]) -> bool {
        match self {
            Self::And(one, other) => one.of(object, named) && other.of(object, named),
            Self::Or(one, other) => one.of(object, named) || other.of(object, named),
            Self::Not(filter) => !filter.of(object, named),
            Self::Compare(path, operator, literal) => {
                compare(member(object, named, path), *operator, literal)
            }
            Self::Text(function, path, text) => {
                let Some(found) = member(object, named, path).as_str() else { return false };
                let (found, text) = (found.to_ascii_lowercase(), text.to_ascii_lowercase());
                match function {
                    Function::StartsWith => found.starts_with(&text),
                    Function::EndsWith => found.ends_with(&text),
                    Function::Contains => found.contains(&text),
                }
            }
            Self::Any(path, name, filter) => {
                let elements = member(object, named, path).as_array();
                elements.is_some_and(|elements| {
                    elements.iter().any(|element| {
                        let named = [named, &[(name.as_str(), element)]].concat();
                        filter.of(object, &named)
                    })
                })
            }
        }
    }
}

/// The member at the end of a path; null where there is none.
fn member<'a>(object: &'a Value, named: &[(&str, &'a Value)], path: &[String]) -> &'a Value {
    let begins = path.first().and_then(|first| named.iter().rev().find(|(name, _)| name == first));
    let (from, rest) = match begins {
        Some((_, element)) => (*element, &path[1..]),
        None => (object, path),
    };
    rest.iter().try_fold(from, |value, name| value.get(name)).unwrap_or(&Value::Null)
}

fn compare(found: &Value, operator: Operator, literal: &Literal) -> bool {
    let order = match literal {
        Literal::Null => found.is_null().then_some(Ordering::Equal),
        Literal::Bool(literal) => found.as_bool().map(|found| found.cmp(literal)),
        Literal::Number(literal) => found.as_f64().and_then(|found| found.partial_cmp(literal)),
        Literal::Time(literal) => {
            found.as_str().and_then(|found| found.parse::<Timestamp>().ok()).map(|found| found.cmp(literal))
        }
        Literal::Text(literal) => {
            found.as_str().map(|found| found.to_ascii_lowercase().cmp(&literal.to_ascii_lowercase()))
        }
    };
    match operator {
        Operator::Eq => order == Some(Ordering::Equal),
        Operator::Ne => order != Some(Ordering::Equal),
        Operator::Gt => order == Some(Ordering::Greater),
        Operator::Ge => order.is_some_and(Ordering::is_ge),
        Operator::Lt => order == Some(Ordering::Less),
        Operator::Le => order.is_some_and(Ordering::is_le),
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let sole = match sign {
            '(' => Some(Token::Open),
            ')' => Some(Token::Close),
            ',' => Some(Token::Comma),
            _ => None,
        };
        if let Some(token) = sole {
            tokens.push(token);
        } else if sign == '\'' {
            let mut value = String::new();
            loop {
                match signs.next() {
                    None => return Err("a text is not closed by a quotation mark".to_owned()),
                    Some((_, '\'')) if signs.next_if(|(_, next)| *next == '\'').is_some() => value.push('\''),
                    Some((_, '\'')) => break,
                    Some((_, other)) => value.push(other),
                }
            }
            tokens.push(Token::Text(value));
        } else if is_of_word(sign) {
            let mut end = at + sign.len_utf8();
            while let Some((next, sign)) = signs.next_if(|(_, sign)| is_of_word(*sign)) {
                end = next + sign.len_utf8();
            }
            // `t:t/id` is a name, a colon and a path; a time has colons of its own.
            match text[at..end].split_once(':') {
                Some((name, path)) if is_name(name) && !path.is_empty() => {
                    tokens.extend([Token::Word(name.to_owned()), Token::Colon, Token::Word(path.to_owned())]);
                }
                Some((name, "")) if is_name(name) => {
                    tokens.extend([Token::Word(name.to_owned()), Token::Colon]);
                }
                _ => tokens.push(Token::Word(text[at..end].to_owned())),
            }
        } else if !sign.is_ascii_whitespace() {
            return Err(format!("the character at {} cannot stand there", at + 1));
        }
    }
    Ok(tokens)
}

fn is_of_word(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '_' | '/' | '-' | '.' | ':' | '+' | '@' | '$')
}

fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
}

impl Reader {
    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += usize::from(token.is_some());
        token
    }

    /// Takes a word when it is the next.
    fn takes(&mut self, word: &str) -> bool {
        let is_next =
            matches!(self.tokens.get(self.at), Some(Token::Word(next)) if next.eq_ignore_ascii_case(word));
        self.at += usize::from(is_next);
        is_next
    }

    fn must(&mut self, token: &Token, what: &str) -> Result<(), String> {
        if self.tokens.get(self.at) == Some(token) {
            self.at += 1;
            return Ok(());
        }
        Err(self.expected(what))
    }

    fn expected(&self, what: &str) -> String {
        format!("{what} is expected at its part {}", self.at + 1)
    }

    fn or(&mut self, depth: usize) -> Result<Filter, String> {
        if depth > DEEPEST {
            return Err(format!("it goes deeper than {DEEPEST}"));
        }
        let mut filter = self.and(depth)?;
        while self.takes("or") {
            filter = Filter::Or(Box::new(filter), Box::new(self.and(depth)?));
        }
        Ok(filter)
    }

    fn and(&mut self, depth: usize) -> Result<Filter, String> {
        let mut filter = self.not(depth)?;
        while self.takes("and") {
            filter = Filter::And(Box::new(filter), Box::new(self.not(depth)?));
        }
        Ok(filter)
    }

    fn not(&mut self, depth: usize) -> Result<Filter, String> {
        if depth > DEEPEST {
            return Err(format!("it goes deeper than {DEEPEST}"));
        }
        if self.takes("not") {
            return Ok(Filter::Not(Box::new(self.not(depth + 1)?)));
        }
        if self.tokens.get(self.at) == Some(&Token::Open) {
            self.at += 1;
            let filter = self.or(depth + 1)?;
            self.must(&Token::Close, "a closing parenthesis")?;
            return Ok(filter);
        }
        let Some(Token::Word(word)) = self.next() else {
            self.at = self.at.saturating_sub(1);
            return Err(self.expected("a property"));
        };
        if self.tokens.get(self.at) != Some(&Token::Open) {
            return self.comparison(path(&word)?);
        }
        self.at += 1;
        let function = match word.to_ascii_lowercase().as_str() {
            "startswith" => Function::StartsWith,
            "endswith" => Function::EndsWith,
            "contains" => Function::Contains,
            _ => return self.any(&word, depth),
        };
        let Some(Token::Word(property)) = self.next() else { return Err(self.expected("a property")) };
        self.must(&Token::Comma, "a comma")?;
        let Some(Token::Text(text)) = self.next() else { return Err(self.expected("a text")) };
        self.must(&Token::Close, "a closing parenthesis")?;
        Ok(Filter::Text(function, path(&property)?, text))
    }

    fn any(&mut self, word: &str, depth: usize) -> Result<Filter, String> {
        let Some(collection) = word.strip_suffix("/any") else {
            return Err("it calls a function that is not known here".to_owned());
        };
        let Some(Token::Word(name)) = self.next().filter(|_| true) else {
            return Err(self.expected("a name"));
        };
        self.must(&Token::Colon, "a colon")?;
        let filter = self.or(depth + 1)?;
        self.must(&Token::Close, "a closing parenthesis")?;
        Ok(Filter::Any(path(collection)?, name, Box::new(filter)))
    }

    fn comparison(&mut self, path: Path) -> Result<Filter, String> {
        let operators = [
            ("eq", Operator::Eq),
            ("ne", Operator::Ne),
            ("gt", Operator::Gt),
            ("ge", Operator::Ge),
            ("lt", Operator::Lt),
            ("le", Operator::Le),
        ];
        let found = operators.into_iter().find(|(word, _)| self.takes(word));
        let Some((_, operator)) = found else {
            return Err(self.expected("one of eq, ne, gt, ge, lt, le"));
        };
        let literal = match self.next() {
            Some(Token::Text(text)) => Literal::Text(text),
            Some(Token::Word(word)) => literal(word),
            _ => return Err(self.expected("a value")),
        };
        Ok(Filter::Compare(path, operator, literal))
    }
}

fn path(word: &str) -> Result<Path, String> {
    let names: Vec<_> = word.split('/').map(str::to_owned).collect();
    if names.iter().all(|name| is_name(name)) {
        Ok(names)
    } else {
        Err("a property has no such name".to_owned())
    }
}

/// A value without quotation marks: a time, a number, a truth value, null; an id is a text.
fn literal(word: String) -> Literal {
    match word.as_str() {
        "null" => Literal::Null,
        "true" => Literal::Bool(true),
        "false" => Literal::Bool(false),
        _ => {
            if let Ok(time) = word.parse() {
                Literal::Time(time)
            } else if let Some(number) = word.parse().ok().filter(|number: &f64| number.is_finite()) {
                Literal::Number(number)
            } else {
                Literal::Text(word)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn event() -> Value {
        json!({
            "activityDateTime": "2026-11-23T09:00:00Z",
            "activityDisplayName": "Admin registered security info",
            "result": "success",
            "count": 3,
            "open": true,
            "nothing": null,
            "initiatedBy": { "user": { "id": "17f3", "userPrincipalName": "Ada@demo.example" } },
            "targetResources": [
                { "id": "a", "modifiedProperties": [{ "displayName": "X" }] },
                { "id": "b", "modifiedProperties": [] },
            ],
            "title": "it's",
        })
    }

    #[test]
    fn filters_say_what_they_say() {
        for (filter, admits) in [
            ("result eq 'success'", true),
            ("result eq 'SUCCESS'", true),
            ("result ne 'success'", false),
            ("title eq 'it''s'", true),
            ("count eq 3 and open eq true", true),
            ("count gt 2.5 and count lt 4", true),
            ("count eq '3'", false),
            ("nothing eq null and missing eq null", true),
            ("missing/deeper eq null", true),
            ("nothing ne null", false),
            ("missing eq 'x' or result eq 'success'", true),
            ("not (result eq 'success')", false),
            ("not missing eq 'x'", true),
            ("activityDateTime ge 2026-11-23T09:00:00Z", true),
            ("activityDateTime gt 2026-11-23T09:00:00Z", false),
            ("activityDateTime lt 2026-11-23T10:00:00.5+01:00", true),
            ("startswith(activityDisplayName, 'admin')", true),
            ("endswith(activityDisplayName,'info') and contains(activityDisplayName,'security')", true),
            ("startswith(count,'3')", false),
            ("initiatedBy/user/userPrincipalName eq 'ada@demo.example'", true),
            ("initiatedBy/app/displayName eq 'x'", false),
            ("targetResources/any(t: t/id eq 'b')", true),
            ("targetResources/any(t:t/id eq 'b')", true),
            ("targetResources/any(t:t/id eq 'c')", false),
            ("targetResources/any(t:t/modifiedProperties/any(m:m/displayName eq 'x' and t/id eq 'a'))", true),
            (
                "targetResources/any(t:t/modifiedProperties/any(m:m/displayName eq 'x' and t/id eq 'b'))",
                false,
            ),
            ("result/any(t:t eq 'x')", false),
            ("result eq 'x' and result eq 'y' or result eq 'success'", true),
        ] {
            let read = Filter::read(filter).unwrap_or_else(|error| panic!("{filter}: {error}"));
            assert_eq!(read.admits(&event()), admits, "{filter}");
        }
    }

    #[test]
    fn what_is_no_filter_is_said_in_words() {
        let deep = format!("{}result eq 'x'{}", "(".repeat(40), ")".repeat(40));
        let not = "not ".repeat(400) + "result eq 'x'";
        for (filter, error) in [
            ("", "a property is expected at its part 1"),
            ("result", "one of eq, ne, gt, ge, lt, le is expected at its part 2"),
            ("result is 'x'", "one of eq, ne, gt, ge, lt, le is expected at its part 2"),
            ("result eq", "a value is expected at its part 3"),
            ("result eq 'x", "a text is not closed by a quotation mark"),
            ("result eq 'x' result eq 'y'", "the end is expected at its part 4"),
            ("(result eq 'x'", "a closing parenthesis is expected at its part 5"),
            ("result eq \"x\"", "the character at 11 cannot stand there"),
            ("drop(result)", "it calls a function that is not known here"),
            ("startswith(result 'x')", "a comma is expected at its part 4"),
            ("re--sult eq 'x'", "a property has no such name"),
            ("a/ eq 'x'", "a property has no such name"),
            ("t/any(x)", "a colon is expected at its part 4"),
            (&deep, "it goes deeper than 16"),
            (&not, "it goes deeper than 16"),
            (&"x".repeat(2_001), "it is longer than 2000 bytes"),
        ] {
            assert_eq!(Filter::read(filter).map(drop), Err(error.to_owned()), "{filter}");
        }
    }

    #[test]
    fn musts_are_what_no_or_stands_above() {
        let filter = Filter::read("a eq 1 and (b eq 2 and (c eq 3 or d eq 4)) and not e eq 5").unwrap();
        let musts: Vec<_> = filter.musts().into_iter().cloned().collect();
        let expected = ["a eq 1", "b eq 2", "c eq 3 or d eq 4", "not e eq 5"];
        assert_eq!(musts, expected.map(|part| Filter::read(part).unwrap()));
    }
}

//! A client of real servers, quick enough for thousands of requests: it keeps its connection.

use serde_json::Value;
use std::io::{Error, ErrorKind, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(crate) struct Client {
    address: String,
    /// What `X-Forwarded-For` says.
    pub(crate) from: String,
    stream: Option<TcpStream>,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) status: u16,
    pub(crate) text: String,
}

impl Said {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}

impl Client {
    pub(crate) fn new(address: &str) -> Self {
        Self { address: address.to_owned(), from: "192.0.2.1".to_owned(), stream: None }
    }

    pub(crate) async fn post(&mut self, path: &str, token: &str, key: &str, body: &str) -> Result<Said> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nAuthorization: Bearer {token}\r\n\
             Idempotency-Key: {key}\r\nX-Forwarded-For: {}\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            self.from,
            body.len()
        );
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => TcpStream::connect(&self.address).await?,
        };
        stream.write_all(request.as_bytes()).await?;
        let said = read(&mut stream).await?;
        // What failed in the middle is not used again.
        self.stream = Some(stream);
        Ok(said)
    }

    /// The same, again while the server says that it is too busy: then nothing was looked at.
    pub(crate) async fn insist(&mut self, path: &str, token: &str, key: &str, body: &str) -> Result<Said> {
        let mut said = self.post(path, token, key, body).await?;
        for _ in 0..100 {
            if said.status != 503 {
                break;
            }
            said = self.post(path, token, key, body).await?;
        }
        Ok(said)
    }
}

async fn read(stream: &mut TcpStream) -> Result<Said> {
    let mut bytes = Vec::new();
    let mut whole = None;
    loop {
        if whole.is_none()
            && let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n")
        {
            let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
            let length: usize = length.map_or(0, |length| length.trim().parse().unwrap());
            whole = Some((end + 4, end + 4 + length));
        }
        if let Some((body, end)) = whole
            && bytes.len() >= end
        {
            let status = String::from_utf8_lossy(&bytes[9..12]).parse().unwrap();
            return Ok(Said { status, text: String::from_utf8_lossy(&bytes[body..end]).into_owned() });
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(Error::from(ErrorKind::UnexpectedEof));
        }
    }
}

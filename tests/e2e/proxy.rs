//! A proxy between browser and server that knows every request and misbehaves on demand.
//!
//! Owns a listener on a free port of localhost. One request a connection, so that each can be looked at
//! and broken by itself: answers are passed on as they come, or held back, refused, replaced, rewritten,
//! cut off or dripped.
//! Started by the world; ends with the runtime of its test.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// What to do with requests that a rule covers.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// Close the connection without a word; the server hears nothing.
    Refuse,
    /// Let the server do its work, then close the connection instead of passing on its answer.
    LoseAnswer,
    /// Answer this in the server's place; it hears nothing.
    Answer(Answer),
    /// Change the server's answer.
    Rewrite(fn(&mut Answer)),
    /// Pass on the answer's head and half of its body, then close the connection.
    Cut,
    /// Pass on the answer one byte a second.
    Drip,
    /// Let the server hear it twice; pass on the first answer.
    Twice,
    /// Pass it on, but not before [`Held::release`].
    Hold(watch::Receiver<bool>),
}

impl Fault {
    /// An answer in the server's place.
    pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        Self::Answer(Answer::new(status, headers, body))
    }
}

/// An answer, taken apart.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// One that nobody has given yet.
    pub(crate) fn new(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self { status, headers: headers.collect(), body: body.into() }
    }

    /// Takes out every header of this name.
    pub(crate) fn strip(&mut self, name: &str) {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    }

    /// Puts a header in place of those of its name.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.strip(name);
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    /// The value of a header; empty where there is none.
    pub(crate) fn get(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&bytes[..end]).ok()?;
        let (line, headers) = head.split_once("\r\n").unwrap_or((head, ""));
        let headers = headers.lines().filter_map(|line| line.split_once(':'));
        Some(Self {
            status: line.split(' ').nth(1)?.parse().ok()?,
            headers: headers.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect(),
            body: bytes[end + 4..].to_owned(),
        })
    }

    fn written(mut self) -> Vec<u8> {
        self.set("content-length", &self.body.len().to_string());
        self.set("connection", "close");
        let headers = self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
        let head = format!("HTTP/1.1 {} -\r\n{}\r\n", self.status, headers.collect::<String>());
        [head.as_bytes(), &self.body].concat()
    }
}

/// Requests that are being held back.
pub(crate) struct Held(watch::Sender<bool>);

impl Held {
    /// Lets them go, all at once.
    pub(crate) fn release(self) {
        self.0.send_replace(true);
    }
}

struct Rule {
    /// What a request line must contain, such as `POST /v1/redemptions ` or `.wasm`.
    line: String,
    fault: Fault,
    times: usize,
}

#[derive(Default)]
struct Book {
    /// Where the server listens; `None` while there is none, whoever may have its port by now.
    server: Option<u16>,
    rules: Vec<Rule>,
    lines: Vec<String>,
    bearers: Vec<String>,
}

/// The proxy.
pub(crate) struct Proxy {
    port: u16,
    book: Arc<Mutex<Book>>,
}

impl Proxy {
    /// Starts one that leads nowhere yet.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("there is a free port");
        let port = listener.local_addr().expect("a listener has an address").port();
        let book = Arc::new(Mutex::new(Book::default()));
        let shared = Arc::clone(&book);
        tokio::spawn(async move {
            while let Ok((browser, _)) = listener.accept().await {
                let book = Arc::clone(&shared);
                // A browser that hangs up in the middle is no error.
                tokio::spawn(async move { pass_on(browser, &book).await.ok() });
            }
        });
        Self { port, book }
    }

    /// The origin of the page that is opened through it.
    pub(crate) fn origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Where the server listens from now on.
    pub(crate) fn leads_to(&self, port: u16) {
        book(&self.book).server = Some(port);
    }

    /// There is no server any more: whoever asks finds the connection closed.
    pub(crate) fn leads_nowhere(&self) {
        book(&self.book).server = None;
    }

    /// The port that it leads to.
    pub(crate) fn server(&self) -> u16 {
        book(&self.book).server.expect("the server runs")
    }

    /// Breaks the next `times` requests whose first line contains `line`.
    pub(crate) fn arm(&self, line: &str, fault: Fault, times: usize) {
        book(&self.book).rules.push(Rule { line: line.to_owned(), fault, times });
    }

    /// Lets everything through from now on.
    pub(crate) fn disarm(&self) {
        book(&self.book).rules.clear();
    }

    /// Holds back every request whose first line contains `line`, until it is released.
    pub(crate) fn hold(&self, line: &str) -> Held {
        let (sender, receiver) = watch::channel(false);
        self.arm(line, Fault::Hold(receiver), usize::MAX);
        Held(sender)
    }

    /// Breaks nothing any more.
    pub(crate) fn behave(&self) {
        book(&self.book).rules.clear();
    }

    /// How many requests have come whose first line contains `line`.
    pub(crate) fn count(&self, line: &str) -> usize {
        book(&self.book).lines.iter().filter(|known| known.contains(line)).count()
    }

    /// Every first line so far.
    pub(crate) fn lines(&self) -> Vec<String> {
        book(&self.book).lines.clone()
    }

    /// The token that the page has used last.
    pub(crate) fn last_bearer(&self) -> Option<String> {
        book(&self.book).bearers.last().cloned()
    }
}

/// Asks the server directly, with these lines of a head besides.
pub(crate) async fn get(port: u16, path: &str, lines: &str) -> Answer {
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n{lines}Connection: close\r\n\r\n");
    let answer = exchange(Some(port), request.as_bytes()).await.expect("the server answers");
    Answer::read(&answer).expect("an answer has a head")
}

fn book(book: &Mutex<Book>) -> MutexGuard<'_, Book> {
    book.lock().expect("no test has panicked here")
}

async fn pass_on(mut browser: TcpStream, shared: &Mutex<Book>) -> std::io::Result<()> {
    let Some((head, body)) = read_request(&mut browser).await? else { return Ok(()) };
    let (server, fault) = enter(&mut book(shared), &head);
    let plain = matches!(fault, Some(Fault::Rewrite(_)));
    let request = [only_this_one(&head, plain).as_bytes(), &body].concat();
    match fault {
        Some(Fault::Refuse) => {}
        Some(Fault::Answer(answer)) => browser.write_all(&answer.written()).await?,
        Some(Fault::Rewrite(change)) => {
            let answer = exchange(server, &request).await?;
            if let Some(mut answer) = Answer::read(&answer) {
                change(&mut answer);
                browser.write_all(&answer.written()).await?;
            }
        }
        Some(Fault::Cut) => {
            let answer = exchange(server, &request).await?;
            let body = Answer::read(&answer).map_or(0, |answer| answer.body.len());
            browser.write_all(&answer[..answer.len() - body.div_ceil(2)]).await?;
        }
        Some(Fault::Drip) => {
            let answer = exchange(server, &request).await?;
            let mut pace = tokio::time::interval(Duration::from_secs(1));
            for byte in answer {
                pace.tick().await;
                browser.write_all(&[byte]).await?;
            }
        }
        Some(Fault::Twice) => {
            let first = exchange(server, &request).await?;
            drop(exchange(server, &request).await?);
            browser.write_all(&first).await?;
        }
        Some(Fault::LoseAnswer) => drop(exchange(server, &request).await?),
        Some(Fault::Hold(mut released)) => {
            // A dropped `Held` releases too: the test is over.
            let _ = released.wait_for(|released| *released).await;
            browser.write_all(&exchange(server, &request).await?).await?;
        }
        None => browser.write_all(&exchange(server, &request).await?).await?,
    }
    browser.shutdown().await
}

/// Notes a request and finds out what is to happen to it.
fn enter(book: &mut Book, head: &str) -> (Option<u16>, Option<Fault>) {
    let line = head.lines().next().unwrap_or_default().to_owned();
    book.bearers
        .extend(header(head, "authorization").and_then(|it| it.strip_prefix("Bearer ")).map(str::to_owned));
    let rule = book.rules.iter_mut().find(|rule| rule.times > 0 && line.contains(&rule.line));
    let fault = rule.map(|rule| {
        rule.times -= 1;
        rule.fault.clone()
    });
    book.lines.push(line);
    (book.server, fault)
}

/// Sends a request that asks for the connection to be closed, and reads until it is.
async fn exchange(port: Option<u16>, request: &[u8]) -> std::io::Result<Vec<u8>> {
    let port = port.ok_or(std::io::ErrorKind::NotConnected)?;
    let mut server = TcpStream::connect(("127.0.0.1", port)).await?;
    server.write_all(request).await?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).await?;
    Ok(answer)
}

/// A request's head, with the empty line that ends it, and its body; `None` when the browser only opened
/// a connection in advance.
async fn read_request(browser: &mut TcpStream) -> std::io::Result<Option<(String, Vec<u8>)>> {
    let mut read = Vec::new();
    loop {
        if let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&read[..end + 4]).into_owned();
            let length = header(&head, "content-length").and_then(|it| it.parse().ok()).unwrap_or(0);
            let mut body = read.split_off(end + 4);
            while body.len() < length && browser.read_buf(&mut body).await? > 0 {}
            return Ok(Some((head, body)));
        }
        if browser.read_buf(&mut read).await? == 0 {
            return Ok(None);
        }
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let lines = head.lines().filter_map(|line| line.split_once(':'));
    lines.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
}

/// The head with `Connection: close` in place of what the browser wants; `plain`: without any leave to
/// pack what is to be rewritten.
fn only_this_one(head: &str, plain: bool) -> String {
    let lines = head.trim_end().lines().filter(|line| {
        let line = line.to_ascii_lowercase();
        let unwanted = line.starts_with("connection:") || plain && line.starts_with("accept-encoding:");
        !unwanted
    });
    lines.chain(["Connection: close", "", ""]).collect::<Vec<_>>().join("\r\n")
}

#[tokio::test]
async fn a_port_that_was_the_servers_is_not_asked() {
    let somebody = TcpListener::bind(("127.0.0.1", 0)).await.expect("there is a free port");
    let proxy = Proxy::start().await;
    proxy.leads_to(somebody.local_addr().expect("a listener has an address").port());
    tokio::spawn(async move {
        let (mut asked, _) = somebody.accept().await?;
        asked.write_all(b"HTTP/1.1 404 -\r\n\r\n").await
    });
    proxy.leads_nowhere();
    let request = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let answer = exchange(Some(proxy.port), request).await.expect("the proxy listens");
    assert!(answer.is_empty(), "{}", String::from_utf8_lossy(&answer));
}

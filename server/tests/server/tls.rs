//! The server's own TLS: what a browser meets, a certificate that is changed while it runs, and files that
//! are not what they must be.

use crate::command::{Running, doorkey, folder, run, started};
use doorkey_protocol::api;
use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, ClientConnection, ProtocolVersion, RootCertStore, SupportedProtocolVersion};
use serde_json::json;
use sqlx::Connection;
use std::fs::{File, Permissions};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

fn made() -> CertifiedKey<KeyPair> {
    generate_simple_self_signed(["localhost".to_owned()]).unwrap()
}

/// Writes a certificate and its key as a server reads them.
fn write(folder: &Path, made: &CertifiedKey<KeyPair>) -> (PathBuf, PathBuf) {
    let (certificate, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
    std::fs::write(&certificate, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    std::fs::set_permissions(&key, Permissions::from_mode(0o600)).unwrap();
    (certificate, key)
}

fn serve(data: &Path, certificate: &Path, key: &Path, log: Stdio) -> Running {
    let mut command = doorkey(data);
    command.args(["serve", "--listen", "127.0.0.1:0", "--tls-cert"]).arg(certificate);
    command.arg("--tls-key").arg(key).stderr(log);
    started(command)
}

/// A client that trusts this certificate alone.
fn client(server: &Running, trusted: &CertifiedKey<KeyPair>) -> reqwest::Client {
    drop(ring::default_provider().install_default());
    let trusted = reqwest::Certificate::from_der(trusted.cert.der()).unwrap();
    let client = reqwest::Client::builder().tls_certs_only([trusted]).https_only(true).no_proxy();
    client.resolve("localhost", server.address.parse().unwrap()).build().unwrap()
}

/// What is agreed on with a client that trusts `trusted`.
fn agreed(
    server: &Running,
    trusted: &CertificateDer<'static>,
    version: &'static SupportedProtocolVersion,
    protocol: &[u8],
) -> Result<(ProtocolVersion, Option<Vec<u8>>), String> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[version])
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![protocol.to_owned()];
    let name = ServerName::try_from("localhost").unwrap();
    let mut connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = TcpStream::connect(&server.address).unwrap();
    while connection.is_handshaking() {
        connection.complete_io(&mut stream).map_err(|error| error.to_string())?;
    }
    Ok((connection.protocol_version().unwrap(), connection.alpn_protocol().map(ToOwned::to_owned)))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_is_served_encrypted_and_only_so() {
    let (data, files) = (folder(), folder());
    let made = made();
    let (certificate, key) = write(files.path(), &made);
    let server = serve(data.path(), &certificate, &key, Stdio::null());
    assert!(server.origin.starts_with("https://localhost:"), "{}", server.origin);

    // Somebody who says nothing keeps nobody waiting.
    let _silent = TcpStream::connect(&server.address).unwrap();
    let client = client(&server, &made);
    let answer = client.get(format!("{}/healthz", server.origin)).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    for (version, expected) in [(&TLS12, ProtocolVersion::TLSv1_2), (&TLS13, ProtocolVersion::TLSv1_3)] {
        for protocol in [&b"h2"[..], b"http/1.1"] {
            let agreed = agreed(&server, made.cert.der(), version, protocol);
            assert_eq!(agreed, Ok((expected, Some(protocol.to_owned()))));
        }
    }

    // From where somebody asks is known as it is without encryption.
    let body = json!({ "userName": "nobody@demo.example", "pass": "00000000000" });
    let asked = client.post(format!("{}{}", server.origin, api::REDEMPTIONS)).body(body.to_string());
    let answer = asked.header("content-type", "application/json").send().await.unwrap();
    assert_eq!(answer.status().as_u16() / 100, 4);
    sqlx::any::install_default_drivers();
    let file = data.path().join("doorkey.sqlite3");
    let mut database = sqlx::AnyConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    let from: Vec<String> =
        sqlx::query_scalar("select network from guesses").fetch_all(&mut database).await.unwrap();
    assert_eq!(from, ["127.0.0.1"], "{}", answer.text().await.unwrap());

    let mut plain = TcpStream::connect(&server.address).unwrap();
    plain.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    let _ = plain.read_to_end(&mut answer); // reset, or an alert of TLS
    assert!(!answer.starts_with(b"HTTP"), "{}", String::from_utf8_lossy(&answer));
}

/// Waits for what `is_so` sees.
async fn until(what: &str, is_so: impl Fn() -> bool) {
    let seen = async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE, seen).await.expect(what);
}

#[tokio::test]
async fn a_certificate_is_changed_without_a_restart() {
    let (data, files) = (folder(), folder());
    let (first, second) = (made(), made());
    let (certificate, key) = write(files.path(), &first);
    let log = files.path().join("log");
    let mut server = serve(data.path(), &certificate, &key, File::create(&log).unwrap().into());
    let shows = |server: &Running, made: &CertifiedKey<KeyPair>| {
        agreed(server, made.cert.der(), &TLS13, b"h2").is_ok()
    };
    assert!(shows(&server, &first) && !shows(&server, &second));
    let pid = server.child.id().to_string();
    let signal = |name: &str| assert!(Command::new("kill").args([name, &pid]).status().unwrap().success());

    write(files.path(), &second);
    signal("-HUP");
    until("the second certificate", || shows(&server, &second)).await;
    assert!(!shows(&server, &first));

    std::fs::write(&certificate, first.cert.pem()).unwrap();
    signal("-HUP");
    until("a word about it", || std::fs::read_to_string(&log).unwrap().contains("the former one stays"))
        .await;
    let log = std::fs::read_to_string(&log).unwrap();
    assert!(log.contains("is not the key of the first certificate in"), "{log}");
    assert!(shows(&server, &second));

    signal("-TERM");
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}

#[test]
fn files_that_do_not_do_are_refused_in_words() {
    let (data, files, others) = (folder(), folder(), folder());
    let (certificate, key) = write(files.path(), &made());
    let (_, other_key) = write(others.path(), &made());
    let empty = files.path().join("empty.pem");
    std::fs::write(&empty, "no certificate, no key\n").unwrap();
    std::fs::set_permissions(&empty, Permissions::from_mode(0o600)).unwrap();
    let open = files.path().join("open.pem");
    std::fs::copy(&key, &open).unwrap();
    std::fs::set_permissions(&open, Permissions::from_mode(0o640)).unwrap();
    let missing = files.path().join("missing.pem");
    let shown = |path: &Path| path.display().to_string();
    let none = "No such file or directory (os error 2)";
    for (certificate, key, told) in [
        (&missing, &key, format!("--tls-cert {}: {none}", shown(&missing))),
        (
            &empty,
            &key,
            format!("--tls-cert {} must hold certificates in PEM, the server's first", shown(&empty)),
        ),
        (&certificate, &missing, format!("--tls-key {}: {none}", shown(&missing))),
        (
            &certificate,
            &empty,
            format!("--tls-key {} must hold a private key in PEM that is not encrypted", shown(&empty)),
        ),
        (
            &certificate,
            &open,
            format!(
                "--tls-key {0} can be read by others on this machine; make it its owner's alone: chmod 600 '{0}'",
                shown(&open)
            ),
        ),
        (
            &certificate,
            &other_key,
            format!(
                "--tls-key {} is not the key of the first certificate in {}",
                shown(&other_key),
                shown(&certificate)
            ),
        ),
    ] {
        let (certificate, key) = (shown(certificate), shown(key));
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--tls-cert", &certificate, "--tls-key", &key];
        assert_eq!(run(data.path(), &arguments), (1, String::new(), format!("doorkey: {told}\n")));
    }
    let (code, _, err) = run(data.path(), &["serve", "--tls-cert", &shown(&certificate)]);
    assert_eq!(code, 2);
    assert_eq!(err, "doorkey: --tls-key must be given with --tls-cert: the file of its private key\n");
}

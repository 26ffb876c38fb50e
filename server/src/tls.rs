//! The certificate that this server shows.
//!
//! Owns reading it and its key, at the start and anew while the server runs, and saying what is wrong
//! with them. Started by `serve` when both files are given; without them a proxy in front encrypts. What
//! encrypts is rustls with the one set of algorithms named here, for what the server asks of others too.

use crate::settings::tls::TlsFiles;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::version::{TLS12, TLS13};
use rustls::{Error, ServerConfig};
use std::fs::File;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// How long agreeing on encryption may take.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// More than any chain of certificates has.
const MOST: u64 = 1 << 20;

/// Why a certificate is not shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TlsError {
    #[error("{flag} {}: {error}", .path.display())]
    Unreachable { flag: &'static str, path: PathBuf, error: std::io::Error },
    #[error("--tls-cert {} must hold certificates in PEM, the server's first", .0.display())]
    NoCertificate(PathBuf),
    #[error("--tls-cert {}: {}", .0.display(), .1)]
    Certificate(PathBuf, Error),
    #[error("--tls-key {} must hold a private key in PEM that is not encrypted", .0.display())]
    NoKey(PathBuf),
    #[error("--tls-key {}: {}", .0.display(), .1)]
    Key(PathBuf, Error),
    #[error("--tls-key {path} can be read by others on this machine; make it its owner's alone: chmod 600 '{path}'", path = .0.display())]
    Readable(PathBuf),
    #[error("--tls-key {} is not the key of the first certificate in {}", .key.display(), .certificate.display())]
    OtherKey { key: PathBuf, certificate: PathBuf },
    #[error("this build can agree on no encryption: {0}")]
    Provider(Error),
}

/// A certificate with its key, and where they come from.
pub(crate) struct Tls {
    files: TlsFiles,
    current: RustlsConfig,
}

impl Tls {
    /// Reads what connections are encrypted with.
    pub(crate) fn open(files: TlsFiles) -> Result<Self, TlsError> {
        let current = RustlsConfig::from_config(Arc::new(read(&files)?));
        Ok(Self { files, current })
    }

    /// What encrypts new connections with the certificate that is current when they come.
    pub(crate) fn acceptor(&self) -> RustlsAcceptor {
        RustlsAcceptor::new(self.current.clone()).handshake_timeout(HANDSHAKE)
    }

    /// Reads both files anew. Connections stay what they are; when something is wrong, all stays.
    pub(crate) fn renew(&self) {
        match read(&self.files) {
            Ok(config) => {
                self.current.reload_from_config(Arc::new(config));
                tracing::info!("the certificate was read anew");
            }
            Err(error) => tracing::error!(%error, "the certificate was not read anew: the former one stays"),
        }
    }
}

fn read(files: &TlsFiles) -> Result<ServerConfig, TlsError> {
    let provider = Arc::new(ring::default_provider());
    let chain = chain(&files.certificate)?;
    let key = key(&files.key)?;
    let key = provider
        .key_provider
        .load_private_key(key)
        .map_err(|error| TlsError::Key(files.key.clone(), error))?;
    let certified = CertifiedKey::new(chain, key);
    match certified.keys_match() {
        Ok(()) => {}
        Err(Error::InconsistentKeys(_)) => {
            return Err(TlsError::OtherKey {
                key: files.key.clone(),
                certificate: files.certificate.clone(),
            });
        }
        Err(error) => return Err(TlsError::Certificate(files.certificate.clone(), error)),
    }
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13, &TLS12])
        .map_err(TlsError::Provider)?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(SingleCertAndKey::from(certified)));
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let unreachable = |error| TlsError::Unreachable { flag: "--tls-cert", path: path.to_owned(), error };
    let file = File::open(path).map_err(unreachable)?;
    let pem = bytes(file).map_err(unreachable)?;
    let chain = CertificateDer::pem_slice_iter(&pem).collect::<Result<Vec<_>, _>>();
    chain.ok().filter(|chain| !chain.is_empty()).ok_or_else(|| TlsError::NoCertificate(path.to_owned()))
}

fn key(path: &Path) -> Result<PrivateKeyDer<'static>, TlsError> {
    let unreachable = |error| TlsError::Unreachable { flag: "--tls-key", path: path.to_owned(), error };
    let file = File::open(path).map_err(unreachable)?;
    if file.metadata().map_err(unreachable)?.mode() & 0o077 != 0 {
        return Err(TlsError::Readable(path.to_owned()));
    }
    let pem = bytes(file).map_err(unreachable)?;
    PrivateKeyDer::from_pem_slice(&pem).map_err(|_| TlsError::NoKey(path.to_owned()))
}

fn bytes(file: File) -> std::io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::new());
    file.take(MOST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

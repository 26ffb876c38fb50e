//! Which certificate a server shows.
//!
//! Owns the flags of TLS: both or neither. What is in the files is read by `tls`, at the start
//! and whenever they are to be read anew.

use super::SettingError;
use clap::Args;
use std::path::PathBuf;

/// What `doorkey serve` takes about TLS.
#[derive(Args, Clone, Debug, Default)]
pub struct TlsFlags {
    /// The certificate to show, followed by those that lead to its root, as PEM; connections are
    /// encrypted then. SIGHUP reads it and its key anew
    #[arg(long, env = "DOORKEY_TLS_CERT", value_name = "FILE")]
    pub tls_cert: Option<PathBuf>,

    /// The private key of the certificate, as PEM, for its owner alone to read
    #[arg(long, env = "DOORKEY_TLS_KEY", value_name = "FILE")]
    pub tls_key: Option<PathBuf>,
}

/// The files of a certificate and its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The chain of certificates.
    pub certificate: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

impl TlsFiles {
    pub(super) fn read(flags: &TlsFlags) -> Result<Option<Self>, SettingError> {
        match (&flags.tls_cert, &flags.tls_key) {
            (Some(certificate), Some(key)) => {
                Ok(Some(Self { certificate: certificate.clone(), key: key.clone() }))
            }
            (None, None) => Ok(None),
            (Some(_), None) => Err(SettingError::new(
                "--tls-key",
                "must be given with --tls-cert: the file of its private key",
            )),
            (None, Some(_)) => Err(SettingError::new(
                "--tls-cert",
                "must be given with --tls-key: the file of the certificate that it belongs to",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_comes_with_its_key() {
        let read = |certificate: Option<&str>, key: Option<&str>| {
            let flags = TlsFlags { tls_cert: certificate.map(Into::into), tls_key: key.map(Into::into) };
            TlsFiles::read(&flags).map_err(|error| error.to_string())
        };
        assert_eq!(read(None, None), Ok(None));
        assert_eq!(
            read(Some("c"), Some("k")),
            Ok(Some(TlsFiles { certificate: "c".into(), key: "k".into() }))
        );
        assert_eq!(
            read(Some("c"), None).unwrap_err(),
            "--tls-key must be given with --tls-cert: the file of its private key"
        );
        assert_eq!(
            read(None, Some("k")).unwrap_err(),
            "--tls-cert must be given with --tls-key: the file of the certificate that it belongs to"
        );
    }
}

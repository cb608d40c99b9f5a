//! `--lan`: the preview for a telephone in the same network. Whoever is in that network can ask this machine then, so the
//! page lies below a path that nobody guesses, and everything else is «no such page».

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};

use anyhow::{Result, anyhow};
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use crate::out::Terminal;
use crate::words::say;

/// Letters of the path: none that are taken for another when somebody types them.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// Letters in it: 80 bits.
const LENGTH: usize = 16;

/// Where the preview is found in the network.
#[derive(Clone, Debug)]
pub(crate) struct Lan {
    /// This machine's address there.
    pub(crate) address: IpAddr,
    /// What the path begins with, with `/` before it.
    path: String,
}

impl Lan {
    /// On that address; without one, on the one by which this machine speaks to others.
    pub(crate) fn new(typed: Option<IpAddr>, terminal: &Terminal) -> Result<Self> {
        let address = typed.or_else(own_address).ok_or_else(|| {
            anyhow!(say!(
                terminal.lang,
                "このパソコンのネットワークの番地が分かりません。ネットワークにつないでから、もう一度ためすか、--lan=番地 で指定してください",
                "this machine has no address in a network; connect it and try again, or name it with --lan=ADDRESS"
            ))
        })?;
        let secret = (0..LENGTH).map(|_| {
            // The keys of a fresh hasher are the system's random numbers, and its answer tells nobody which.
            let random = RandomState::new().hash_one(LENGTH);
            let at = usize::try_from(random % 32).unwrap_or_default();
            char::from(LETTERS.get(at).copied().unwrap_or(b'a'))
        });
        Ok(Self {
            address,
            path: std::iter::once('/').chain(secret).collect(),
        })
    }

    /// The address of the preview.
    pub(crate) fn url(&self, port: u16) -> String {
        format!(
            "http://{}{}",
            SocketAddr::new(self.address, port),
            self.path
        )
    }

    /// Whether this machine was asked by the address that is printed: a page that has another name for it gets nothing.
    pub(crate) fn is_asked_by(&self, host: &str) -> bool {
        let known = self.address.to_string();
        host == known
            || host
                .parse::<SocketAddr>()
                .is_ok_and(|host| host.ip() == self.address)
    }

    /// What is asked for below the path; `None` for whoever does not know it.
    pub(crate) fn inside<'a>(&self, url: &'a str) -> Option<&'a str> {
        url.strip_prefix(&self.path)
            .filter(|rest| rest.starts_with('/'))
    }
}

/// The address by which this machine speaks to others. Nothing is sent: a datagram socket only looks up its way. The
/// address asked for is one of those kept for documentation.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_unspecified() && !address.is_loopback()).then_some(address)
}

/// An address as a picture that a telephone's camera reads: dark on light where there are colours, else as bright blocks
/// on a dark terminal.
pub(crate) fn picture(url: &str, terminal: &Terminal) -> Option<String> {
    let code = QrCode::new(url).ok()?;
    let mut drawn = code.render::<Dense1x2>();
    if !terminal.color {
        drawn
            .dark_color(Dense1x2::Light)
            .light_color(Dense1x2::Dark);
        return Some(drawn.build());
    }
    let lines = drawn.build();
    let lines: Vec<String> = lines
        .lines()
        .map(|line| terminal.paint("30;107", line))
        .collect();
    Some(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Color;
    use crate::words::Language;

    fn lan() -> Lan {
        let terminal = Terminal::new(Language::Ja, Color::Never);
        Lan::new(Some(IpAddr::from([192, 168, 1, 5])), &terminal).unwrap()
    }

    #[test]
    fn only_whoever_knows_the_path_gets_in() {
        let lan = lan();
        let path = lan.path.clone();
        assert_eq!(path.len(), 17);
        assert_eq!(
            lan.inside(&format!("{path}/app.js?x=1")),
            Some("/app.js?x=1")
        );
        for url in ["/", "/app.js", &path, &format!("{path}x/"), "/../", "//"] {
            assert_eq!(lan.inside(url), None, "{url}");
        }
        assert_ne!(super::tests::lan().path, path, "another one each time");
    }

    #[test]
    fn it_is_asked_by_its_address_only() {
        let lan = lan();
        for (host, wanted) in [
            ("192.168.1.5:8027", true),
            ("192.168.1.5", true),
            ("192.168.1.50:8027", false),
            ("evil.example:8027", false),
            ("localhost:8027", false),
            ("", false),
        ] {
            assert_eq!(lan.is_asked_by(host), wanted, "{host}");
        }
        assert!(lan.url(8027).starts_with("http://192.168.1.5:8027/"));
    }

    #[test]
    fn the_picture_is_square_blocks() {
        let terminal = Terminal::new(Language::Ja, Color::Never);
        let picture = picture("http://192.168.1.5:8027/abcdefghijkmnpqr/#/m/m", &terminal).unwrap();
        let widths: Vec<usize> = picture.lines().map(|line| line.chars().count()).collect();
        assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}");
        assert!(widths[0].div_ceil(2) == widths.len(), "two rows a line");
    }
}

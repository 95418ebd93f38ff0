//! The sockets that connect to a daemon. They do not block.

#[cfg(unix)]
use super::datagram;
use super::patience::Patience;
use super::stream::{Framing, Stream};
use super::udp::Udp;
use crate::output::fallback::Fallback;
use crate::syslog::{Address, Host};
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream, ToSocketAddrs, UdpSocket};
#[cfg(unix)]
use std::os::unix::net::{UnixDatagram, UnixStream};
#[cfg(unix)]
use std::path::Path;
use std::time::Duration;

/// A socket that is connected to a daemon.
#[derive(Debug)]
pub(super) enum Socket {
    #[cfg(unix)]
    UnixDatagram(UnixDatagram),
    #[cfg(unix)]
    UnixStream(Stream<UnixStream>),
    Udp(Udp),
    Tcp(Stream<TcpStream>),
}

/// The paths of the daemon's socket on various systems.
#[cfg(unix)]
const LOCAL: [&str; 3] = ["/dev/log", "/var/run/syslog", "/var/run/log"];

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

impl Socket {
    /// Sends a line as a record. If the line is empty, sends the rest of the previous one.
    pub(super) fn send(
        &mut self,
        line: &[u8],
        patience: &mut Patience,
        fallback: &mut Fallback,
    ) -> io::Result<()> {
        match self {
            #[cfg(unix)]
            Self::UnixDatagram(socket) => {
                datagram::send(line, |record| socket.send(record), patience)
            }
            #[cfg(unix)]
            Self::UnixStream(stream) => stream.send(line, patience),
            Self::Udp(socket) => socket.send(line, patience, fallback),
            Self::Tcp(stream) => stream.send(line, patience),
        }
    }

    /// Checks whether the daemon has closed the connection.
    pub(super) fn look(&mut self) -> io::Result<()> {
        match self {
            #[cfg(unix)]
            Self::UnixDatagram(_) => Ok(()),
            #[cfg(unix)]
            Self::UnixStream(stream) => stream.look(),
            Self::Udp(_) => Ok(()),
            Self::Tcp(stream) => stream.look(),
        }
    }

    pub(super) const fn is_stream(&self) -> bool {
        match self {
            #[cfg(unix)]
            Self::UnixDatagram(_) => false,
            #[cfg(unix)]
            Self::UnixStream(_) => true,
            Self::Udp(_) => false,
            Self::Tcp(_) => true,
        }
    }

    /// The partially sent line.
    pub(super) fn torn_line(&self) -> Option<&[u8]> {
        match self {
            #[cfg(unix)]
            Self::UnixDatagram(_) => None,
            #[cfg(unix)]
            Self::UnixStream(stream) => stream.torn_line(),
            Self::Udp(_) => None,
            Self::Tcp(stream) => stream.torn_line(),
        }
    }
}

/// Connects to the datagram socket of a daemon on this machine. This does not take time.
#[cfg(unix)]
pub(super) fn unix_datagram(address: &Address) -> Option<io::Result<Socket>> {
    on_paths(address, |path| {
        let socket = UnixDatagram::unbound()?;
        socket.connect(path)?;
        socket.set_nonblocking(true)?;
        Ok(Socket::UnixDatagram(socket))
    })
}

/// Connects to the first path of an address that works. Otherwise returns the error of the first
/// path that exists.
#[cfg(unix)]
fn on_paths(
    address: &Address,
    connect: impl Fn(&Path) -> io::Result<Socket>,
) -> Option<io::Result<Socket>> {
    let paths: Vec<&Path> = match address {
        Address::Local => LOCAL.iter().map(Path::new).collect(),
        Address::Unix(path) => vec![path],
        Address::Udp(_) | Address::Tcp(_) => return None,
    };
    let mut problem: Option<io::Error> = None;
    for path in paths {
        match connect(path) {
            Ok(socket) => return Some(Ok(socket)),
            Err(error) => {
                let is_better = |old: &io::Error| old.kind() == ErrorKind::NotFound;
                if problem.as_ref().is_none_or(is_better) {
                    problem = Some(error);
                }
            }
        }
    }
    Some(Err(problem?))
}

/// Opens a socket, which can take a long time. `turn` determines which address of a host is tried
/// first.
pub(super) fn open(address: &Address, turn: usize) -> io::Result<Socket> {
    match address {
        Address::Tcp(host) => first_of(host, 0, |address| {
            let socket = TcpStream::connect_timeout(&address, CONNECT_TIMEOUT)?;
            socket.set_nodelay(true)?;
            socket.set_nonblocking(true)?;
            Ok(Socket::Tcp(Stream::new(socket, Framing::OctetCounting)))
        }),
        Address::Udp(host) => first_of(host, turn, |address| {
            let any: SocketAddr = if address.is_ipv4() {
                (Ipv4Addr::UNSPECIFIED, 0).into()
            } else {
                (Ipv6Addr::UNSPECIFIED, 0).into()
            };
            let socket = UdpSocket::bind(any)?;
            socket.connect(address)?;
            socket.set_nonblocking(true)?;
            Ok(Socket::Udp(Udp::new(socket)))
        }),
        #[cfg(unix)]
        Address::Local | Address::Unix(_) => {
            let stream = on_paths(address, |path| {
                let socket = UnixStream::connect(path)?;
                socket.set_nonblocking(true)?;
                Ok(Socket::UnixStream(Stream::new(socket, Framing::LineFeed)))
            });
            stream.unwrap_or_else(|| Err(ErrorKind::InvalidInput.into()))
        }
        #[cfg(not(unix))]
        Address::Local | Address::Unix(_) => Err(ErrorKind::Unsupported.into()),
    }
}

fn first_of(
    host: &Host,
    turn: usize,
    connect: impl Fn(SocketAddr) -> io::Result<Socket>,
) -> io::Result<Socket> {
    let addresses: Vec<_> = (host.name.as_str(), host.port).to_socket_addrs()?.collect();
    let mut problem = io::Error::new(ErrorKind::NotFound, "the host has no address");
    let first = turn.checked_rem(addresses.len()).unwrap_or(0);
    for address in addresses.iter().cycle().skip(first).take(addresses.len()) {
        match connect(*address) {
            Ok(socket) => return Ok(socket),
            Err(error) => problem = error,
        }
    }
    Err(problem)
}

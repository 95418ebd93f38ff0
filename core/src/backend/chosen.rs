//! Selects the backend by the enabled features.

#[cfg(all(feature = "log", feature = "tracing"))]
type Backends = super::both::Both;

#[cfg(all(feature = "log", not(feature = "tracing")))]
type Backends = super::log::Log;

#[cfg(all(feature = "tracing", not(feature = "log")))]
type Backends = super::tracing::Tracing;

#[cfg(not(any(feature = "log", feature = "tracing")))]
type Backends = super::nowhere::Nowhere;

/// The place where messages go.
#[cfg(feature = "testing")]
pub(crate) type Chosen = super::captured::Captured<Backends>;

/// The place where messages go.
#[cfg(not(feature = "testing"))]
pub(crate) type Chosen = Backends;

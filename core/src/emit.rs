//! What `emit!` takes.

use crate::gate::{Accepts, unsaid};
use crate::kind::{HasKind, Kind};

/// What `emit!` takes without being told a severity: every
/// [`Message`](crate::Message) whose definition states one, and `dyn Message`.
///
/// It is for functions that are generic over messages, and cannot be implemented by
/// hand.
///
/// ```
/// use kea_messages::{Emit, emit, kea_messages};
///
/// kea_messages! {
///     /// The server is up.
///     pub info STARTED() = "server started";
/// }
///
/// fn report(message: &impl Emit) {
///     emit!(message);
/// }
///
/// report(&STARTED());
/// ```
pub trait Emit: HasKind<Kind: Kind<Gate: Accepts<unsaid>>> {}

impl<M> Emit for M where M: HasKind<Kind: Kind<Gate: Accepts<unsaid>>> + ?Sized {}

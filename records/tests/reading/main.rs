//! Tests that read files, whole ones and damaged ones.
#![cfg(feature = "read")]
#![forbid(unsafe_code)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    reason = "random numbers become values of all kinds"
)]

mod cut;
mod damaged;
mod hostile;
mod random;
mod sample;
mod seek;
mod server;
mod shown;
mod whole;

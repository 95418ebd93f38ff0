//! Decompresses the bodies of blocks.

use super::damage::Problem;
use crate::format::frame::{Compression, MAX_PAYLOAD};

/// Returns a body that has this size when it is not compressed.
pub(super) fn decompress(compression: u8, body: &[u8], size: u32) -> Result<Vec<u8>, Problem> {
    let size = size as usize;
    if size > MAX_PAYLOAD {
        return Err(Problem::Malformed("a block"));
    }
    let body = match Compression::of_byte(compression) {
        Some(Compression::None) => Some(body.to_vec()),
        Some(Compression::Zstd) => zstd(body, size)?,
        Some(Compression::Lz4) => lz4(body, size)?,
        None => return Err(Problem::Compression("")),
    };
    body.filter(|body| body.len() == size)
        .ok_or(Problem::Malformed("the compressed body of a block"))
}

#[cfg(feature = "zstd")]
#[expect(clippy::unnecessary_wraps, reason = "the same as without the feature")]
fn zstd(body: &[u8], size: usize) -> Result<Option<Vec<u8>>, Problem> {
    // The memory is only touched where something is written to it.
    let mut out = Vec::with_capacity(size);
    let decompressor = zstd::bulk::Decompressor::new();
    let decompressed = decompressor.and_then(|mut it| it.decompress_to_buffer(body, &mut out));
    Ok(decompressed.ok().map(|_| out))
}

#[cfg(not(feature = "zstd"))]
fn zstd(_: &[u8], _: usize) -> Result<Option<Vec<u8>>, Problem> {
    Err(Problem::Compression("zstd"))
}

#[cfg(feature = "lz4")]
#[expect(clippy::unnecessary_wraps, reason = "the same as without the feature")]
fn lz4(body: &[u8], size: usize) -> Result<Option<Vec<u8>>, Problem> {
    // A byte of LZ4 stands for at most 255 bytes.
    if size / 255 > body.len() {
        return Ok(None);
    }
    Ok(lz4_flex::block::decompress(body, size).ok())
}

#[cfg(not(feature = "lz4"))]
fn lz4(_: &[u8], _: usize) -> Result<Option<Vec<u8>>, Problem> {
    Err(Problem::Compression("lz4"))
}

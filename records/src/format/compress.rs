//! Compresses the bodies of blocks.

use super::frame::Compression;

/// Compresses bodies, and keeps its memory for the next one.
#[derive(Default)]
pub(super) struct Compressor {
    #[cfg(any(feature = "lz4", feature = "zstd"))]
    body: Vec<u8>,
    #[cfg(any(feature = "lz4", feature = "zstd"))]
    compressed: Vec<u8>,
    #[cfg(feature = "zstd")]
    zstd: Option<zstd::bulk::Compressor<'static>>,
}

/// The level of zstd: the fastest of the positive levels.
#[cfg(feature = "zstd")]
const ZSTD_LEVEL: i32 = 1;

impl Compressor {
    /// Returns the compressed body, if it is smaller than before.
    #[cfg(not(any(feature = "lz4", feature = "zstd")))]
    #[expect(clippy::unused_self, reason = "there is nothing to compress with")]
    pub(super) fn compress(&mut self, _: [&[u8]; 3], _: usize, _: Compression) -> Option<&[u8]> {
        None
    }

    /// Returns the compressed body, if it is smaller than before.
    #[cfg(any(feature = "lz4", feature = "zstd"))]
    pub(super) fn compress(
        &mut self,
        body: [&[u8]; 3],
        size: usize,
        compression: Compression,
    ) -> Option<&[u8]> {
        if compression == Compression::None {
            return None;
        }
        self.body.clear();
        self.body.reserve(size);
        for part in body {
            self.body.extend_from_slice(part);
        }
        let compressed = match compression {
            #[cfg(feature = "zstd")]
            Compression::Zstd => self.zstd()?,
            #[cfg(feature = "lz4")]
            Compression::Lz4 => self.lz4()?,
            _ => return None,
        };
        let compressed = &self.compressed[..compressed];
        (compressed.len() < size).then_some(compressed)
    }

    /// Returns the size of the compressed body.
    #[cfg(feature = "zstd")]
    fn zstd(&mut self) -> Option<usize> {
        if self.zstd.is_none() {
            self.zstd = zstd::bulk::Compressor::new(ZSTD_LEVEL).ok();
        }
        let bound = zstd::zstd_safe::compress_bound(self.body.len());
        self.compressed.resize(bound, 0);
        let zstd = self.zstd.as_mut()?;
        zstd.compress_to_buffer(&self.body, &mut self.compressed[..])
            .ok()
    }

    /// Returns the size of the compressed body.
    #[cfg(feature = "lz4")]
    fn lz4(&mut self) -> Option<usize> {
        let bound = lz4_flex::block::get_maximum_output_size(self.body.len());
        self.compressed.resize(bound, 0);
        lz4_flex::block::compress_into(&self.body, &mut self.compressed).ok()
    }
}

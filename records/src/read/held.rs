//! Blocks that wait for definitions that follow them.

use super::block::RawBlock;
use super::section::Definitions;
use std::collections::{HashSet, VecDeque};

/// The number of bytes in memory of blocks that wait. Definitions are repeated at least every 16 MiB.
const MAX_BYTES: usize = 32 << 20;

/// Blocks that were read after damage, and that are not returned before the definitions that they
/// need have been read.
#[derive(Default)]
pub(super) struct Held {
    blocks: VecDeque<RawBlock>,
    bytes: usize,
    /// The numbers of the messages that are not defined.
    missing: HashSet<u64>,
    /// Whether definitions were looked for in vain since the last damage.
    gave_up: bool,
    /// Whether something other than definitions follows the blocks.
    is_followed: bool,
}

impl Held {
    pub(super) fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Returns whether the blocks have waited long enough if anything but definitions follows.
    pub(super) fn is_ready(&self) -> bool {
        self.missing.is_empty() || self.gave_up || self.bytes > MAX_BYTES
    }

    /// Says that something other than definitions follows the blocks.
    pub(super) fn follow(&mut self) {
        self.is_followed = !self.is_empty();
    }

    /// Returns whether the blocks have to wait at the end of a file that can grow: the definitions
    /// that they need may just not have been written yet.
    pub(super) fn waits_for_more(&self) -> bool {
        !self.is_followed && !self.is_ready()
    }

    /// Adds a block. Returns it if nothing has to wait.
    pub(super) fn add(
        &mut self,
        block: RawBlock,
        definitions: &Definitions,
        is_after_gap: bool,
    ) -> Option<RawBlock> {
        if is_after_gap {
            self.gave_up = false;
        }
        if !self.gave_up {
            self.missing.extend(block.undefined(definitions));
        }
        if self.is_empty() && self.missing.is_empty() && !is_after_gap {
            return Some(block);
        }
        self.bytes += size_of::<RawBlock>() + block.body.len();
        self.blocks.push_back(block);
        None
    }

    /// Says that a message has been defined.
    pub(super) fn define(&mut self, number: u64) {
        self.missing.remove(&number);
    }

    /// Returns the next block, because none has to wait any longer.
    pub(super) fn release(&mut self) -> Option<RawBlock> {
        let block = self.blocks.pop_front();
        if block.is_none() {
            self.gave_up |= !self.missing.is_empty();
            self.missing.clear();
            self.bytes = 0;
            self.is_followed = false;
        }
        block
    }

    /// Forgets everything, because a section begins.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

//! Reads record files.

mod block;
mod damage;
mod decompress;
mod entries;
mod frames;
mod held;
mod message;
mod reader;
mod record;
mod section;
mod seek;
mod source;
mod table;
mod time_range;
mod value;

pub use block::Block;
pub use damage::{Damage, Problem};
pub use entries::{Entries, Entry};
pub use reader::{Item, Reader};
pub use record::{Argument, Lost, Record, Span, Thread};
pub use section::Section;
pub use value::{ErrorValue, Value};

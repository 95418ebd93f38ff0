//! The promise of a message, which a lock file records.

use crate::{Argument, Message};
use kea_messages_base::severity::Severity;
use kea_messages_base::text::{Piece, pieces};

/// The promise of a message, which its later versions should keep.
#[derive(Clone, Debug, Default)]
pub(crate) struct Promise {
    pub(crate) severity: Option<Severity>,
    pub(crate) arguments: Vec<Argument>,
    /// Whether calls name the arguments. Changing this breaks programs that log the message.
    pub(crate) is_called_by_name: bool,
    /// A hash of the text. A text can change, but then the lock is out of date.
    pub(crate) text: String,
    /// Whether the text is promised as well.
    pub(crate) is_text_promised: bool,
    /// A message with only the arguments and the text; `None` if a lock file only has the hash,
    /// because the text is not promised.
    pub(crate) wording: Option<Message>,
    /// The version that removed the message.
    pub(crate) removed: Option<String>,
    /// The new ID, if the message was only renamed.
    pub(crate) renamed: Option<String>,
}

impl Promise {
    pub(crate) fn of(message: &Message) -> Self {
        let mut promise = Self {
            severity: message.severity,
            arguments: message.named_arguments(),
            is_called_by_name: message.is_called_by_name,
            is_text_promised: message.promises_text(),
            removed: message.removed.clone(),
            renamed: message.renamed.clone(),
            ..Self::default()
        };
        promise.set_wording(|wording| {
            wording.text.clone_from(&message.text);
            wording.named_text.clone_from(&message.named_text);
        });
        promise
    }

    /// Sets the text. The arguments must already be set.
    pub(crate) fn set_wording(&mut self, set: impl FnOnce(&mut Message)) {
        let mut wording = Message {
            arguments: Some(self.arguments.clone()),
            ..Message::default()
        };
        set(&mut wording);
        self.text = format!("{:016x}", hash(&wording.text));
        self.wording = Some(wording);
    }

    /// Returns the promised text, if there is one, and the arguments of its placeholders.
    pub(crate) fn promised_text(&self) -> Option<&Message> {
        self.wording.as_ref().filter(|_| self.is_text_promised)
    }

    /// Returns whether this promise, from a lock file, is up to date with the promise `now`.
    pub(crate) fn records(&self, now: &Self) -> bool {
        self.severity == now.severity
            && self.arguments == now.arguments
            && self.is_called_by_name == now.is_called_by_name
            && self.text == now.text
            && self.is_text_promised == now.is_text_promised
            && self.removed == now.removed
            && self.renamed == now.renamed
    }

    /// Returns whether the printed text differs from that of an earlier promise. The names of
    /// arguments are not printed. If the same arguments are in a different order, they are matched
    /// by name, and otherwise by position.
    pub(crate) fn prints_another(&self, before: &Self, is_reordered: bool) -> bool {
        let (Some(now), Some(was)) = (&self.wording, &before.wording) else {
            return self.text != before.text;
        };
        let names = if is_reordered {
            &self.arguments
        } else {
            &before.arguments
        };
        printed(now, names) != printed(was, &before.arguments)
    }
}

/// Returns the text with these names and the formats in its placeholders.
fn printed(wording: &Message, names: &[Argument]) -> String {
    let formats = wording.formats();
    let mut printed = String::new();
    for piece in pieces(&wording.text).flatten() {
        match piece {
            Piece::Literal(literal) => printed += literal,
            Piece::Placeholder(number) => {
                let name = names.get(number - 1).map_or("", |it| it.name.as_str());
                let format = formats.get(number - 1).copied().flatten().unwrap_or("");
                printed += &format!("\0{name}:{format}\0");
            }
        }
    }
    printed
}

/// Returns the FNV-1a hash, which is the same on every machine and in every version.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

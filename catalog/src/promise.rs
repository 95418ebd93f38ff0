//! What was promised of a message.

use crate::{Argument, Message};
use kea_messages_base::severity::Severity;
use kea_messages_base::text::{Piece, pieces};

/// The promise of a message.
#[derive(Clone, Debug, Default)]
pub(crate) struct Promise {
    pub(crate) severity: Option<Severity>,
    pub(crate) arguments: Vec<Argument>,
    /// Whether calls name the arguments. Another form breaks the programs that log it.
    pub(crate) is_called_by_name: bool,
    /// A hash of the text. A text may change, but then the lock is out of date.
    pub(crate) text: String,
    /// Whether the text may not change either.
    pub(crate) is_text_promised: bool,
    /// A message of nothing but the arguments and the text; `None` where a lock file has the
    /// hash alone, because the text is not promised.
    pub(crate) wording: Option<Message>,
    /// The version that removed the message.
    pub(crate) removed: Option<String>,
    /// Its ID since then, if it was only renamed.
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

    /// Sets the text, of a message that has the arguments already.
    pub(crate) fn set_wording(&mut self, set: impl FnOnce(&mut Message)) {
        let mut wording = Message {
            arguments: Some(self.arguments.clone()),
            ..Message::default()
        };
        set(&mut wording);
        self.text = format!("{:016x}", hash(&wording.text));
        self.wording = Some(wording);
    }

    /// The text, if it is promised, and the arguments that it has placeholders for.
    pub(crate) fn promised_text(&self) -> Option<&Message> {
        self.wording.as_ref().filter(|_| self.is_text_promised)
    }

    /// Whether this is what a lock file has of the message that promises `now`.
    pub(crate) fn records(&self, now: &Self) -> bool {
        self.severity == now.severity
            && self.arguments == now.arguments
            && self.is_called_by_name == now.is_called_by_name
            && self.text == now.text
            && self.is_text_promised == now.is_text_promised
            && self.removed == now.removed
            && self.renamed == now.renamed
    }

    /// Whether a message that has this promise now prints another text than it did. Names of
    /// arguments are not printed. The same arguments in another order are told by their names,
    /// and otherwise an argument is the one that had its place.
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

/// A text with the formats of its placeholders, and these names in them.
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

/// FNV-1a, which is the same on every machine and in every version.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

//! Writes plain lines as JSON.

use super::write::{append_bytes, is_canonical};
use crate::line::Line;
use crate::plain::PlainLine;
use crate::value::Value;
use crate::values::Kind;
use std::io;

impl PlainLine<'_> {
    /// Appends the line as JSON. The result is the same as that of [`Line::append_json`].
    ///
    /// # Errors
    ///
    /// Returns an error if a value cannot be written as JSON. This does not happen for
    /// values that this crate reads.
    ///
    /// ```
    /// use kea_messages_catalog::Message;
    /// use kea_messages_decode::Decoder;
    ///
    /// let message = Message::new("A_B", "on %1");
    /// let decoder = Decoder::new([&message]);
    /// let line = "2018-12-20 10:15:02.123 INFO  [kea/4711] A_B on disk";
    /// let (mut json, mut expected) = (Vec::new(), Vec::new());
    /// decoder.decode_plain(line).unwrap().append_json(&mut json)?;
    /// decoder.decode(line).append_json(line, &mut expected)?;
    /// assert_eq!(json, expected);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn append_json(&self, json: &mut Vec<u8>) -> io::Result<()> {
        if !self.is_unescaped {
            return Line::from(*self).append_json(self.text, json);
        }
        let mut add = |text: &str| json.extend_from_slice(text.as_bytes());
        add("{\"time\":\"");
        add(self.time);
        add("\",\"severity\":\"");
        add(self.severity);
        add("\",\"logger\":\"");
        add(self.logger);
        add("\",\"pid\":\"");
        add(self.pid);
        add("\",\"id\":\"");
        add(self.id);
        add("\",\"status\":\"decoded\",\"arguments\":");
        let brace = json.len();
        let keys = self.pattern.names.keys();
        for (key, (text, kind)) in keys.iter().zip(self.values.iter()) {
            json.extend_from_slice(key.as_bytes());
            match kind {
                Kind::Text => {
                    json.push(b'"');
                    json.extend_from_slice(text.as_bytes());
                    json.push(b'"');
                }
                Kind::Bare if is_canonical(text) => json.extend_from_slice(text.as_bytes()),
                Kind::Bare => serde_json::to_writer(&mut *json, &Value::Bare(text.into()))?,
                Kind::Bytes => append_bytes(text, json),
            }
        }
        // The brace replaces the comma before the first argument.
        match json.get_mut(brace) {
            Some(comma) => *comma = b'{',
            None => json.push(b'{'),
        }
        json.extend_from_slice(b"},\"text\":\"");
        json.extend_from_slice(self.text.as_bytes());
        json.extend_from_slice(b"\"}");
        Ok(())
    }
}

//! Expands `#[derive(KeaMessages)]`.

mod bounds;
mod expand;
mod kind;
mod message_type;

use self::message_type::MessageType;
use kea_messages_catalog::formats::rust::syntax;
use proc_macro2::TokenStream;

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    match syntax::MessageType::parse(input) {
        Ok(read) => {
            let mut message_type = MessageType::from(read);
            bounds::add_bounds(&mut message_type);
            expand::expand(&message_type)
        }
        Err(error) => error.into_compile_error(),
    }
}

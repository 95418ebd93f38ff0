include!("leaf_messages.in.rs");

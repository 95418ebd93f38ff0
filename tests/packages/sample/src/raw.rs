kea::kea_messages! {
    pub static CATALOGUE;
    /// Names that are keywords.
    pub info RAW_NAMES(r#type, r#fn: r#u32) = "%1 %2";
}

#[allow(non_camel_case_types)]
pub type r#u32 = std::primitive::u32;

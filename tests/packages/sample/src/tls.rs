kea::kea_messages! {
    pub static CATALOGUE;
    /// In a module under a condition.
    #[cfg(unix)]
    pub info TLS_UNIX() = "tls, unix";
    /// In the same.
    pub info TLS(version: &str) = "tls %1";
}

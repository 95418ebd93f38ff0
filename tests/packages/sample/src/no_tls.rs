kea::kea_messages! {
    /// In a module that is not compiled.
    pub info NO_TLS() = "no tls";
}

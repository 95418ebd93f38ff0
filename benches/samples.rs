//! The results of repeated measurements.

/// The times of a contestant in seconds.
#[derive(Clone, Debug, Default)]
pub struct Samples(Vec<f64>);

impl Samples {
    /// Adds a measurement.
    pub fn push(&mut self, seconds: f64) {
        self.0.push(seconds);
    }

    /// Returns the minimum time. Other processes can only add to a time, so the minimum is the best
    /// estimate.
    ///
    /// The result is infinite if nothing was measured.
    #[must_use]
    pub fn minimum(&self) -> f64 {
        self.0.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// Returns the median time.
    ///
    /// The result is infinite if nothing was measured.
    #[must_use]
    pub fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted
            .get(sorted.len() / 2)
            .copied()
            .unwrap_or(f64::INFINITY)
    }

    /// Returns the times for one of `parts` equal parts.
    #[must_use]
    pub fn per(&self, parts: u32) -> Self {
        Self(
            self.0
                .iter()
                .map(|seconds| seconds / f64::from(parts))
                .collect(),
        )
    }
}

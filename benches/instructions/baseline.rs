//! The file of recorded counts.

use kea_messages_benches::contestants::disabled::NO_STATEMENT;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt;
use std::fs;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/instructions.toml");

/// The comment at the start of the file.
const HEADER: &str = "\
# The instructions of each iteration, which `.ci/instructions` compares. README.md describes how
# they are counted and recorded.

";

/// The recorded counts of all builds.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Baselines {
    /// The percentage of a recorded count by which a new one may differ.
    pub(crate) tolerance_percent: f64,
    /// The counts of each build, by its name.
    pub(crate) builds: BTreeMap<String, Counts>,
}

/// The counts of a build.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counts {
    /// The compiler that the counts are valid for.
    pub(crate) compiler: String,
    /// The counts of each group, by the name of the contestant.
    groups: BTreeMap<String, BTreeMap<String, f64>>,
}

impl Baselines {
    /// Reads the file.
    pub(crate) fn read() -> Result<Self, Box<dyn Error>> {
        let text = fs::read_to_string(PATH).map_err(|error| format!("{PATH}: {error}"))?;
        toml::from_str(&text).map_err(|error| format!("{PATH}: {error}").into())
    }

    /// Writes the file.
    pub(crate) fn write(&self) -> Result<(), Box<dyn Error>> {
        let text = format!("{HEADER}{}", toml::to_string(self)?);
        fs::write(PATH, text).map_err(|error| format!("{PATH}: {error}").into())
    }
}

impl Counts {
    /// Creates counts for this compiler.
    pub(crate) const fn new(compiler: String) -> Self {
        Self {
            compiler,
            groups: BTreeMap::new(),
        }
    }

    /// Adds the count of a contestant.
    pub(crate) fn insert(&mut self, group: &str, contestant: &str, count: f64) {
        let group = self.groups.entry(group.to_owned()).or_default();
        group.insert(contestant.to_owned(), count);
    }

    /// Returns the differences between these counts and new ones that are larger than this
    /// percentage.
    pub(crate) fn differences<'a>(&'a self, new: &'a Self, percent: f64) -> Vec<Difference<'a>> {
        let names: BTreeSet<_> = self.names().chain(new.names()).collect();
        let differences = names.into_iter().map(|(group, contestant)| Difference {
            group,
            contestant,
            recorded: self.get(group, contestant),
            counted: new.get(group, contestant),
        });
        // The loop alone does not tell anything about a statement, and the compiler may merge it with
        // another function, which depends on the folder of the build.
        let is_statement = |it: &Difference<'_>| it.contestant != NO_STATEMENT;
        differences
            .filter(is_statement)
            .filter(|it| it.exceeds(percent))
            .collect()
    }

    /// Returns the names of the groups and their contestants.
    fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.groups.iter().flat_map(|(group, counts)| {
            let contestants = counts.keys();
            contestants.map(|contestant| (group.as_str(), contestant.as_str()))
        })
    }

    fn get(&self, group: &str, contestant: &str) -> Option<f64> {
        self.groups.get(group)?.get(contestant).copied()
    }
}

/// The recorded and the new count of a contestant. At least one of them exists.
pub(crate) struct Difference<'a> {
    group: &'a str,
    contestant: &'a str,
    recorded: Option<f64>,
    counted: Option<f64>,
}

impl Difference<'_> {
    fn exceeds(&self, percent: f64) -> bool {
        match (self.recorded, self.counted) {
            (Some(recorded), Some(counted)) => {
                (counted - recorded).abs() > recorded * percent / 100.0
            }
            _ => true,
        }
    }
}

impl fmt::Display for Difference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}: ", self.group, self.contestant)?;
        match (self.recorded, self.counted) {
            (Some(recorded), Some(counted)) => {
                let percent = (counted / recorded - 1.0) * 100.0;
                write!(f, "{counted:.1} instead of {recorded:.1} ({percent:+.1}%)")
            }
            (None, Some(counted)) => write!(f, "{counted:.1}, which has no baseline"),
            (Some(recorded), None) => {
                write!(f, "the baseline is {recorded:.1}, nothing is counted")
            }
            (None, None) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn only_larger_differences_are_returned() {
        let counts = |pairs: &[(&str, f64)]| {
            let mut counts = Counts::new("rustc".to_owned());
            for &(contestant, count) in pairs {
                counts.insert("group", contestant, count);
            }
            counts
        };
        for (recorded, counted, expected, why) in [
            (Some(100.0), Some(100.0), None, "equal"),
            (Some(100.0), Some(103.0), None, "at the tolerance"),
            (Some(100.0), Some(97.0), None, "at the tolerance"),
            (
                Some(100.0),
                Some(103.1),
                Some("group, emit!: 103.1 instead of 100.0 (+3.1%)"),
                "higher",
            ),
            (
                Some(100.0),
                Some(96.9),
                Some("group, emit!: 96.9 instead of 100.0 (-3.1%)"),
                "lower",
            ),
            (
                Some(8.0),
                Some(9.0),
                Some("group, emit!: 9.0 instead of 8.0 (+12.5%)"),
                "one instruction of few",
            ),
            (
                None,
                Some(8.0),
                Some("group, emit!: 8.0, which has no baseline"),
                "a new contestant",
            ),
            (
                Some(8.0),
                None,
                Some("group, emit!: the baseline is 8.0, nothing is counted"),
                "a contestant that was removed",
            ),
        ] {
            let side = |count: Option<f64>| {
                let pair = count.map(|count| ("emit!", count));
                counts(pair.as_slice())
            };
            let (recorded, counted) = (side(recorded), side(counted));
            let differences = recorded.differences(&counted, 3.0);
            let texts: Vec<_> = differences.iter().map(ToString::to_string).collect();
            assert_eq!(texts, Vec::from_iter(expected), "{why}");
        }
    }
}

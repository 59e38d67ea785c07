//! Paths and times as text in our own small files, for `#[serde(with = "...")]`.

use std::path::{Path, PathBuf};

/// A path that may be absent.
pub mod optional_path {
    use std::path::PathBuf;

    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    pub fn serialize<S: Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
        path.as_deref().map(super::from_path).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PathBuf>, D::Error> {
        Ok(Option::<String>::deserialize(deserializer)?.as_deref().map(super::to_path))
    }
}

/// A list of paths.
pub mod paths {
    use std::path::PathBuf;

    use serde::{Deserialize as _, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(paths: &[PathBuf], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(paths.iter().map(|path| super::from_path(path)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PathBuf>, D::Error> {
        Ok(Vec::<String>::deserialize(deserializer)?.iter().map(|text| super::to_path(text)).collect())
    }
}

/// A point in time, as in `2026-11-21T12:40:07Z`.
pub mod time {
    use jiff::Timestamp;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub fn serialize<S: Serializer>(time: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(time)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A path that is not Unicode is written as its bytes in hexadecimal, after a character that no path can hold.
#[cfg(unix)]
const NOT_UNICODE: char = '\0';

#[cfg(unix)]
fn from_path(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt as _;
    if let Some(text) = path.to_str() {
        return text.to_owned();
    }
    let bytes = path.as_os_str().as_bytes().iter();
    std::iter::once(NOT_UNICODE.to_string()).chain(bytes.map(|byte| format!("{byte:02x}"))).collect()
}

#[cfg(unix)]
fn to_path(text: &str) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    let digits = text.strip_prefix(NOT_UNICODE).map(|hex| hex.chars().map_while(|digit| digit.to_digit(16)));
    let Some(digits) = digits else { return PathBuf::from(text) };
    let digits: Vec<_> = digits.map(|digit| digit as u8).collect();
    let bytes = digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

#[cfg(not(unix))]
fn from_path(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn to_path(text: &str) -> PathBuf {
    PathBuf::from(text)
}

//! Names one after the other, as in a sentence.

/// "Ana", "Ana and Ben", "Ana, Ben and Cem": the last goes on after `and`, a word of its own.
pub fn listed<S: AsRef<str>>(names: &[S], and: &str) -> String {
    let mut told = String::new();
    for (at, name) in names.iter().enumerate() {
        match at {
            0 => {}
            _ if at + 1 == names.len() => told.extend([" ", and, " "]),
            _ => told.push_str(", "),
        }
        told.push_str(name.as_ref());
    }
    told
}

//! What the project is called and who works on it.

use super::record::{Rules, record};
use super::{CheckerId, Clashes, Dot, Invalid, Project, ProjectId, RecordId, Stamps, Text};

record! {
    /// What a project says of itself. There is one, under the project's own id.
    About(ProjectId) {
        fixed {}
        fields {
            /// The title of the project.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            title: Text = Title,
            /// The house's rules for this check, as free text.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            rules: Text = Rules,
            /// How many independent sources a confirmed passage has to rest on, unless one of them is primary; 0 if
            /// that is up to the checker.
            #[serde(default, skip_serializing_if = "is_zero")]
            independent: u32 = Independent,
        }
    }
}

impl About {
    /// The empty head of a new project.
    pub fn new(id: ProjectId, title: &str, dot: Dot) -> Self {
        Self {
            id,
            title: title.into(),
            rules: Text::default(),
            independent: 0,
            present: true,
            stamps: Stamps::new(dot),
            clashes: Clashes::default(),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Rules for About {
    fn names(&self) -> [Option<RecordId>; 3] {
        [None, None, None]
    }

    fn check(&self, _: &Project) -> Result<(), Invalid> {
        Ok(())
    }
}

record! {
    /// A person who checks, as the project knows them.
    Checker(CheckerId) {
        fixed {}
        fields {
            /// Their name.
            name: Text = Name,
        }
    }
}

impl Checker {
    /// A person with a name.
    pub fn new(id: CheckerId, name: &str, dot: Dot) -> Self {
        Self { id, name: name.into(), present: true, stamps: Stamps::new(dot), clashes: Clashes::default() }
    }
}

impl Rules for Checker {
    fn names(&self) -> [Option<RecordId>; 3] {
        [None, None, None]
    }

    fn check(&self, _: &Project) -> Result<(), Invalid> {
        Ok(())
    }
}

//! A new project on the command line: who makes it, and what it does not replace.

use std::fs;

use tickmark::store::open_project;

use crate::cli::run;
use crate::store_files::{folder, names_in};

#[test]
fn the_name_that_is_given_for_a_new_project_is_one_line() {
    let folder = folder();
    fs::write(folder.path().join("draft.txt"), "All of it.").expect("a file");
    for (given, entered) in [(" Ana\nRuiz\r\n", "Ana Ruiz"), ("\u{1b}[2JZoë\tÜnal", "[2JZoë Ünal"), ("\n", "ana")] {
        let new = ["new", "draft.txt", "-o", "p.ron", "--force", "--checker", given];
        assert_eq!(run(folder.path(), &new), (0, String::new(), String::new()));
        let project = open_project(&folder.path().join("p.ron")).expect("a project").0.project;
        let names: Vec<&str> = project.tables().checkers.values().map(|checker| checker.name.as_str()).collect();
        assert_eq!(names, [entered]);
    }
}

#[test]
fn new_replaces_none_of_its_documents() {
    let folder = folder();
    for name in ["draft.txt", "report.txt"] {
        fs::write(folder.path().join(name), format!("The words of {name}.")).expect("a file");
    }
    let before = names_in(folder.path());
    for output in ["draft.txt", "./report.txt"] {
        let (code, _, said) = run(folder.path(), &["new", "draft.txt", "report.txt", "-o", output, "--force"]);
        let name = output.trim_start_matches("./");
        assert_eq!(
            (code, said),
            (
                2,
                format!(
                    "Nothing was written, because the project would replace a document that it is made of: {name}\n"
                )
            )
        );
        let held = fs::read_to_string(folder.path().join(name)).expect("a file");
        assert_eq!(held, format!("The words of {name}."));
    }
    assert_eq!(names_in(folder.path()), before);
}

//! The README says what the code does.

use tickmark::command::{Command, Group};

const README: &str = include_str!("../../README.md");

/// The keys as the README should list them.
fn keys() -> String {
    let mut table = String::from("| menu | command | keys |\n| --- | --- | --- |\n");
    for group in Group::ALL {
        for command in Command::ALL.iter().filter(|command| command.group() == *group) {
            let keys: Vec<String> = command.usual_keys().iter().map(|keys| format!("`{keys}`")).collect();
            if !keys.is_empty() {
                table.push_str(&format!("| {} | {} | {} |\n", group.label(), command.label(), keys.join(" ")));
            }
        }
    }
    table
}

#[test]
fn the_readme_lists_the_keys_as_they_are() {
    let listed = README.split_once("should stand here -->\n").and_then(|(_, rest)| rest.split_once("<!-- end of keys"));
    let (listed, _) = listed.expect("the README has a place for the keys");
    assert!(listed == keys(), "the keys in the README should be:\n{}", keys());
}

#[test]
fn the_readme_names_every_room() {
    let rooms = include_str!("../../src/lib.rs").lines().filter_map(|line| line.strip_prefix("pub mod "));
    for room in rooms.map(|room| room.trim_end_matches(';')) {
        assert!(README.contains(&format!("| `{room}` |")), "the map of the code leaves out {room}");
    }
}

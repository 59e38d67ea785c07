//! The first article as its author may send it again: words and a number changed, a sentence gone, one come, a paragraph
//! moved.

/// The next version of the first article.
pub fn second_draft(first: &str) -> String {
    let changes = [
        ("over 80,000 Salvadorans were detained", "at least 85,000 Salvadorans were detained"),
        ("at least 265 people", "at least 266 people"),
        (" By capacity, it is the world’s largest prison.", ""),
        (
            "The results of the crackdown have been stunning.",
            "The results of the crackdown have been stunning, and they are not contested.",
        ),
        ("this story is all too common", "this story is common"),
        (
            "El Salvador’s prisons are notoriously brutal.",
            "El Salvador’s prisons are known to be brutal. Few who were inside will speak about it.",
        ),
    ];
    let changed = changes.into_iter().fold(first.to_owned(), |text, (from, to)| text.replace(from, to));
    let mut paragraphs: Vec<&str> = changed.lines().collect();
    let families = paragraphs.iter().position(|paragraph| paragraph.starts_with("The crackdown has devastated"));
    let moved = families.map(|at| paragraphs.remove(at));
    let torture = paragraphs.iter().position(|paragraph| paragraph.starts_with("Torture and Mistreatment"));
    if let (Some(at), Some(moved)) = (torture, moved) {
        paragraphs.insert(at, moved);
    }
    paragraphs.join("\n")
}

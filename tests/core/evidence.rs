//! Sentences that speak of the same.

use tickmark::model::{LinkTarget, Project, Role};
use tickmark::search::{EvidenceIndex, Sought};

use crate::support::Case;

/// What is found for the words of passage 1 in the documents of `marked`, best first.
#[track_caller]
fn found(marked: &str) -> Vec<String> {
    let case = Case::new(marked);
    let project = case.session.project();
    let passage = case.passage(1);
    let document = project.document(passage.place.document).expect("the document of a passage");
    let (block, words) = document.block_at(passage.range().start());
    let sought = Sought { words: passage.words(), sentence: words, speaker: None, place: Some((document.id, block)) };
    let index = EvidenceIndex::default().updated(project);
    let found = index.find(project, sought, 10);
    found
        .iter()
        .map(|hit| {
            hit.range.within(project.document(hit.document).expect("a document").text()).expect("a sentence").to_owned()
        })
        .collect()
}

#[test]
fn sentences_with_the_rarest_words_come_first() {
    let found = found(
        "//- draft.txt role:draft
The police detained <claim #1>over 80,000 people</claim> without warrants.
//- report.txt role:evidence
The people of the town were out. Since then, police have detained at least 85,000 people without a warrant. Prices rose.
",
    );
    assert_eq!(
        found.first().map(String::as_str),
        Some("Since then, police have detained at least 85,000 people without a warrant.")
    );
    assert!(!found.contains(&"Prices rose.".to_owned()));
}

#[test]
fn sample_mrr() {
    let project: Project = tickmark::sample::project().expect("sample");
    let index = EvidenceIndex::default().updated(&project);
    let (mut sum, mut n, mut top5) = (0.0, 0, 0);
    for passage in project.passages() {
        let document = project.document(passage.place.document).unwrap();
        if document.role != Role::Draft {
            continue;
        }
        let (block, words) = document.block_at(passage.range().start());
        let at = passage.range().start() - block.start();
        let sentence = tickmark::text::sentence_at(words, at).within(words).unwrap();
        let targets: Vec<_> = project
            .links_from(passage.id)
            .filter_map(|link| match link.to {
                LinkTarget::Passage(id) => project.passage(id).cloned(),
                _ => None,
            })
            .filter(|to| to.place.document != document.id)
            .collect();
        if targets.is_empty() {
            continue;
        }
        let hits = index.find(
            &project,
            Sought { words: passage.words(), sentence, speaker: None, place: Some((document.id, passage.range())) },
            200,
        );
        let hits: Vec<_> = hits.into_iter().filter(|hit| hit.document != document.id).collect();
        let rank = hits.iter().position(|hit| {
            targets.iter().any(|to| to.place.document == hit.document && to.range().overlaps(hit.range))
        });
        n += 1;
        if let Some(rank) = rank {
            sum += 1.0 / (rank + 1) as f64;
            if rank < 5 {
                top5 += 1;
            }
        }
        println!("{:?} {} -> {}", rank.map(|r| r + 1), passage.words(), targets[0].words());
        for hit in hits.iter().take(rank.unwrap_or(0).min(3) + 1) {
            println!("     {:.2} {} [{}]", hit.score, hit.range.within(project.document(hit.document).unwrap().text()).unwrap().chars().take(110).collect::<String>(), hit.reason);
        }
        if let Some(hit) = hits.get(rank.unwrap_or(0)) { println!("   > {:.2} {} [{}]", hit.score, hit.range.within(project.document(hit.document).unwrap().text()).unwrap(), hit.reason); }
    }
    println!("MRR {:.3} of {n}, top5 {top5}", sum / n as f64);
}

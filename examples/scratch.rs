use std::time::Instant;
use tickmark::{edit::*, model::*, session::*, store, text::*};
fn rss() -> usize {
    std::fs::read_to_string("/proc/self/statm").unwrap().split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
}
fn main() {
    let n: usize = std::env::args().nth(1).map_or(3, |a| a.parse().unwrap());
    let mut text = String::new();
    for i in 0..n {
        text.push_str(&format!(
            "In paragraph {i} the ministry said that over {i} people were detained in the war on gangs, and more.\n"
        ));
    }
    let blocks = Blocks::lines(&text);
    let origin = Origin { name: "a.txt".into(), bytes: 1, sha256: sha256(text.as_bytes()), loaded: Time(0) };
    let actor = Actor(7);
    let d = Document::new(
        Loaded {
            origin,
            media_type: "text/plain".into(),
            encoding: "UTF-8".into(),
            body: Body::new(text.clone(), blocks.clone()),
        },
        "A",
        Role::Draft,
        Dot { actor, counter: 1 },
    );
    let did = d.id;
    let mut s = Session::new(
        Project::new(ProjectId(Id::random([1; 16]))),
        Worker { checker: CheckerId(Id::random([2; 16])), name: "Ana".into(), actor },
        Id::default(),
    );
    s.commit(Transaction::new("Add document", vec![Edit::insert(d)]), Time(0)).unwrap();
    let d = s.project().document(did).unwrap().clone();
    let t = Instant::now();
    for i in 0..n {
        let r = d.blocks().range(i);
        let r = TextRange::between(r.start() + 3, r.start() + 30);
        let (_, tx) = add_passage(s.project(), &d, r, PassageKind::Statistic, Id::default()).unwrap();
        s.commit(tx, Time(1_760_000_000 + i as i64)).unwrap();
    }
    eprintln!("mark {n}: {:?}", t.elapsed());
    let t = Instant::now();
    let out = store::to_text(s.project()).unwrap();
    eprintln!("write {} bytes {:?}", out.len(), t.elapsed());
    let t = Instant::now();
    let r = rss();
    let o = store::from_bytes(out.as_bytes()).unwrap();
    eprintln!("read {:?} rss {}", t.elapsed(), (rss() - r) / n);
    assert!(o.project.shows_the_same(s.project()));
    assert_eq!(store::to_text(&o.project).unwrap(), out);
    let t = Instant::now();
    assert!(store::holds(&out, s.project()));
    eprintln!("holds {:?}", t.elapsed());
    if n < 10 {
        println!("{out}");
    }
}

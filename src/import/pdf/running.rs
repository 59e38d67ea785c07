//! Lines that are repeated on page after page: running heads, page numbers.

use std::collections::BTreeMap;

use super::lines::Line;
use super::page::PageText;

/// On how many pages a line must stand to be one of them.
const MIN_PAGES: usize = 3;
/// How many lines at the top and at the foot of a page are looked at.
const N_OUTER: usize = 3;
/// How far apart the same line may stand on two pages, in points.
const CELL: f64 = 6.0;

/// Which lines of each page are running lines.
pub(super) fn running(pages: &[PageText]) -> Vec<Vec<bool>> {
    let mut seen: BTreeMap<(String, i64), usize> = BTreeMap::new();
    let outer: Vec<Vec<(usize, String, i64)>> = pages.iter().map(outer).collect();
    for page in &outer {
        let mut keys: Vec<_> = page.iter().map(|(_, words, cell)| (words.clone(), *cell)).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    let n_pages = |words: &str, cell: i64| {
        (cell - 1..=cell + 1).filter_map(|cell| seen.get(&(words.to_owned(), cell))).sum::<usize>()
    };
    pages
        .iter()
        .zip(outer)
        .map(|(page, outer)| {
            let mut running = vec![false; page.lines.len()];
            for (idx, words, cell) in outer {
                if let Some(of) = running.get_mut(idx) {
                    *of = n_pages(&words, cell) >= MIN_PAGES;
                }
            }
            running
        })
        .collect()
}

/// The lines at the top and at the foot of a page: which they are, what they say whatever the number, and where.
fn outer(page: &PageText) -> Vec<(usize, String, i64)> {
    let upright = |line: &&Line| line.turned == 0 && !line.hidden;
    let mut heights: Vec<f64> = page.lines.iter().filter(upright).map(|line| line.base).collect();
    heights.sort_by(f64::total_cmp);
    heights.dedup_by(|lower, upper| *lower - *upper < 2.0);
    let n_outer = N_OUTER.min(heights.len());
    let Some((top, foot)) =
        n_outer.checked_sub(1).and_then(|last| Some((*heights.get(last)?, *heights.get(heights.len() - n_outer)?)))
    else {
        return Vec::new();
    };
    let lines = page.lines.iter().enumerate().filter(|(_, line)| upright(line));
    let outer = lines.filter(|(_, line)| line.base <= top + 2.0 || line.base >= foot - 2.0);
    outer.map(|(idx, line)| (idx, without_numbers(&line.text), (line.base / CELL).floor() as i64)).collect()
}

/// The words of a line with a sign in the place of each number, also of Roman ones that are all there is.
fn without_numbers(words: &str) -> String {
    let is_roman = |char: char| matches!(char.to_ascii_lowercase(), 'i' | 'v' | 'x' | 'l' | 'c');
    if !words.is_empty() && words.len() <= 8 && words.chars().all(is_roman) {
        return "#".to_owned();
    }
    let mut without = String::with_capacity(words.len());
    for char in words.chars() {
        if !char.is_numeric() {
            without.push(char);
        } else if !without.ends_with('#') {
            without.push('#');
        }
    }
    without
}

//! Subtitles: SRT files, and VTT files of the web. Their words become running text, and keep when they were spoken.

use crate::text::BlockKind;

use super::builder::Builder;
use super::encoding::Decoded;
use super::{Imported, Warning};

/// After a pause of so many milliseconds a finished sentence ends its paragraph.
const PAUSE_MS: u32 = 2_000;
/// After a pause of so many milliseconds anything does.
const LONG_PAUSE_MS: u32 = 5_000;
/// A paragraph of so many bytes ends with its sentence.
const FULL_LEN: usize = 600;
/// Longest name of a speaker, in bytes.
const MAX_NAME_LEN: usize = 40;

/// Makes running text of subtitles, `None` if there are none in the file.
pub(super) fn import(decoded: &Decoded) -> Option<Imported> {
    let is_vtt = is_vtt(&decoded.text);
    let cues = cues(&decoded.text, is_vtt);
    if cues.is_empty() {
        return None;
    }
    let mut builder = Builder::default();
    builder.warnings.clone_from(&decoded.warnings);
    let n_timeless = cues.iter().filter(|cue| cue.time.is_none()).count();
    if n_timeless > 0 {
        let what = format!("the time of {n_timeless} of its {} subtitles cannot be read", cues.len());
        builder.warnings.push(Warning::Damaged { what });
    }
    write(&cues, is_vtt, &mut builder);
    let media_type = if is_vtt { "text/vtt" } else { "application/x-subrip" };
    let imported = builder.finish("subtitles", 1, media_type);
    Some(Imported { encoding: decoded.encoding.clone(), ..imported })
}

/// Whether a text begins as VTT files do.
pub(super) fn is_vtt(text: &str) -> bool {
    let rest = text.trim_start_matches('\u{FEFF}').strip_prefix("WEBVTT");
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// Whether a text begins as SRT files do: with a number and a time.
pub(super) fn is_srt(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{FEFF}').lines().filter(|line| !line.trim().is_empty());
    lines.next().is_some_and(is_number) && lines.next().and_then(timing).is_some_and(|time| time.is_some())
}

/// What is shown at one time.
struct Cue<'t> {
    /// From when until when, in milliseconds; `None` if that cannot be read.
    time: Option<(u32, u32)>,
    lines: Vec<&'t str>,
}

/// The subtitles of a file. Blank lines part them; one that is missing or too many does no harm.
fn cues(text: &str, is_vtt: bool) -> Vec<Cue<'_>> {
    let mut cues: Vec<Cue<'_>> = Vec::new();
    let lines: Vec<&str> = text.trim_start_matches('\u{FEFF}').lines().map(str::trim_end).collect();
    let mut is_first = true;
    for block in lines.split(|line| line.is_empty()).filter(|block| !block.is_empty()) {
        let is_head = std::mem::take(&mut is_first) && is_vtt;
        let has_time = block.iter().any(|line| timing(line).is_some());
        if !has_time && (is_head || (is_vtt && is_aside(block)) || block.iter().all(|line| is_number(line))) {
            continue;
        }
        take_block(block, is_vtt, &mut cues);
    }
    cues
}

fn take_block<'t>(block: &[&'t str], is_vtt: bool, cues: &mut Vec<Cue<'t>>) {
    for (at, line) in block.iter().enumerate() {
        let is_before_time = block.get(at + 1).is_some_and(|next| timing(next).is_some());
        let is_name = is_before_time && (is_number(line) || (is_vtt && at == 0));
        match timing(line) {
            Some(time) => cues.push(Cue { time, lines: Vec::new() }),
            None if is_name => {}
            // What stands before the first time is no subtitle.
            None => cues.last_mut().into_iter().for_each(|cue| cue.lines.push(line)),
        }
    }
}

/// Whether this part of a VTT file is a remark, or tells how the subtitles look.
fn is_aside(block: &[&str]) -> bool {
    let first = block.first().and_then(|line| line.split_whitespace().next());
    first.is_some_and(|word| matches!(word, "NOTE" | "STYLE" | "REGION"))
}

fn is_number(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// The times of a line such as `00:01:02,500 --> 00:01:04,000 line:0`. `None` if it is no such line, `Some(None)` if they
/// cannot be read.
fn timing(line: &str) -> Option<Option<(u32, u32)>> {
    let (from, rest) = line.split_once("-->")?;
    let to = rest.split_whitespace().next().unwrap_or_default();
    let from = from.trim();
    let is_time = from.starts_with(|c: char| c.is_ascii_digit()) && from.contains(':') && !from.contains(' ');
    if !is_time && !from.is_empty() {
        return None;
    }
    Some(milliseconds(from).zip(milliseconds(to)).map(|(from, to)| (from, to.max(from))))
}

/// A time such as `1:02:03.5` or `02:03,500`.
fn milliseconds(time: &str) -> Option<u32> {
    let (clock, fraction) = time.trim().split_once(['.', ',']).unwrap_or((time.trim(), "0"));
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    let mut seconds = 0_u32;
    for part in clock.split(':') {
        seconds = seconds.checked_mul(60)?.checked_add(part.trim().parse().ok()?)?;
    }
    seconds.checked_mul(1000)?.checked_add(digits.parse().ok()?)
}

/// Joins the subtitles to paragraphs: those of one speaker, up to a pause.
fn write(cues: &[Cue<'_>], is_vtt: bool, builder: &mut Builder) {
    // Live subtitles roll: each line comes twice, and the words in it have times of their own.
    let is_rolling = cues.iter().flat_map(|cue| &cue.lines).any(|line| line.contains("<0") && line.contains("><c>"));
    let (mut end_ms, mut voice, mut line_above) = (None, String::new(), String::new());
    let mut paragraph_from = 0;
    for cue in cues {
        let pause_ms = end_ms.zip(cue.time).map_or(0, |(end, (from, _))| from.saturating_sub(end));
        let mut is_noted = false;
        for (at, line) in cue.lines.iter().enumerate() {
            let (spoken_by, words) = plain(line, is_vtt);
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            if words.is_empty() || (is_rolling && words == line_above) {
                continue;
            }
            let is_new_voice = spoken_by.as_ref().is_some_and(|name| *name != voice);
            let len = builder.at() - paragraph_from;
            let pause_ms = if at == 0 { pause_ms } else { 0 };
            if is_new_voice || begins_speech(&words) || (at == 0 && is_over(builder.text(), pause_ms, len)) {
                builder.begin(BlockKind::Paragraph);
                paragraph_from = builder.at();
            } else if builder.at() > paragraph_from {
                builder.push(" ");
            }
            if let Some((from, to)) = cue.time.filter(|_| !std::mem::replace(&mut is_noted, true)) {
                builder.cue(from, to);
            }
            if let Some(name) = spoken_by.filter(|_| is_new_voice) {
                builder.push(&format!("{name}: "));
                voice = name;
            }
            builder.push(&words);
            line_above = words;
        }
        end_ms = cue.time.map(|(_, to)| to).or(end_ms);
    }
}

/// Whether a paragraph ends after these words, if a pause follows.
fn is_over(text: &str, pause_ms: u32, len: usize) -> bool {
    let last = text.trim_end_matches(['"', '”', '’', '»', ')', ']']).chars().next_back();
    let is_sentence = last.is_some_and(|c| ".?!…。？！".contains(c));
    pause_ms >= LONG_PAUSE_MS || (is_sentence && (pause_ms >= PAUSE_MS || len >= FULL_LEN))
}

/// Whether somebody else begins to speak: "- What?", ">> JANE: Yes", "Dr. Jones: No".
fn begins_speech(words: &str) -> bool {
    if words.starts_with(['-', '–', '—', '‐']) || words.starts_with(">>") {
        return true;
    }
    let Some((name, _)) = words.split_once(": ").or(words.split_once('：')).or(words.strip_suffix(':').zip(Some("")))
    else {
        return false;
    };
    let is_part_of_name = |part: &str| part.starts_with(|c: char| !c.is_lowercase());
    name.len() <= MAX_NAME_LEN && name.split(' ').count() <= 4 && name.split(' ').all(is_part_of_name)
}

/// The words of a line without what tells how they look, and who speaks them if that is said.
fn plain(line: &str, is_vtt: bool) -> (Option<String>, String) {
    let (mut voice, mut words) = (None, String::with_capacity(line.len()));
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{']) {
        let (before, from) = rest.split_at(at);
        words.push_str(before);
        let is_tag = |after: &str| after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
        let tag = match from.strip_prefix('<') {
            Some(after) if is_tag(after) => after.split_once('>'),
            Some(_) => None,
            None => from.strip_prefix("{\\").and_then(|after| after.split_once('}')),
        };
        let Some((tag, after)) = tag else {
            words.push_str(from.get(..1).unwrap_or_default());
            rest = from.get(1..).unwrap_or_default();
            continue;
        };
        if let Some((name, of)) = tag.split_once(' ')
            && is_vtt
            && (name == "v" || name.starts_with("v."))
        {
            voice = Some(unescaped(of.trim()));
        }
        rest = after;
    }
    words.push_str(rest);
    (voice, if is_vtt { unescaped(&words) } else { words })
}

/// Words with the characters that VTT has to write by their names.
fn unescaped(words: &str) -> String {
    const NAMED: [(&str, &str); 6] =
        [("lt;", "<"), ("gt;", ">"), ("nbsp;", "\u{A0}"), ("lrm;", "\u{200E}"), ("rlm;", "\u{200F}"), ("amp;", "&")];
    let mut parts = words.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let named = NAMED.iter().find_map(|(name, c)| Some((*c, part.strip_prefix(name)?)));
        let (c, rest) = named.unwrap_or(("&", part));
        plain.extend([c, rest]);
    }
    plain
}

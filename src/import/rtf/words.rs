//! What the control words of rich text mean.

use crate::import::encoding::Charset;
use crate::model::StoryKind;

use super::flow::{Look, Mark, Paragraph};
use super::groups::{Ending, What};
use super::{Into, Reader};

impl Reader {
    pub(super) fn sign(&mut self, sign: u8) {
        match sign {
            b'~' => self.write_char('\u{A0}'),
            b'-' => self.write_char('\u{AD}'),
            b'_' => self.write_char('\u{2011}'),
            b'{' | b'}' | b'\\' => self.text(&[sign]),
            _ => {}
        }
    }

    pub(super) fn word(&mut self, word: &str, value: Option<i32>) {
        self.n_to_skip = 0;
        let is_optional = std::mem::take(&mut self.state.is_optional);
        let into = self.state.into;
        match into {
            Into::Nowhere => {}
            Into::Drawing => self.word_in_drawing(word),
            Into::OldSpelling => {
                if word == "ud" {
                    self.state.into = Into::Text;
                }
            }
            Into::Fonts | Into::Colors | Into::Styles | Into::Facts if is_of_body(word) => {
                // The end of the table was lost.
                self.state.into = Into::Text;
                self.word_of_text(word, value);
            }
            _ if is_optional && !self.begins_known_group(word) => self.state.into = Into::Nowhere,
            _ if is_optional => {}
            Into::Fonts if word != "u" => self.fonts.word(word, value.unwrap_or(0)),
            Into::Styles if self.word_of_style(word, value) => {}
            Into::Facts => self.word_of_facts(word),
            _ if self.begins_known_group(word) || self.word_of_file(word, value) => {}
            _ => self.word_of_text(word, value),
        }
    }

    fn word_in_drawing(&mut self, word: &str) {
        if matches!(word, "shptxt" | "dptxbxtext") {
            self.begin_flow(Ending::Story(StoryKind::TextBox));
        }
    }

    fn word_of_style(&mut self, word: &str, value: Option<i32>) -> bool {
        match (word, value) {
            ("s", Some(style)) => self.style = style,
            ("outlinelevel", Some(level @ 0..=8)) => {
                self.headings.insert(self.style, u8::try_from(level).unwrap_or(0) + 1);
            }
            // The names may be spelled by them.
            ("u" | "uc", _) => return false,
            _ => {}
        }
        true
    }

    fn word_of_facts(&mut self, word: &str) {
        match word {
            "title" => self.capture(What::Title),
            "author" => self.capture(What::Author),
            _ => {}
        }
    }

    /// Begins what a group is for, if the word says it.
    fn begins_known_group(&mut self, word: &str) -> bool {
        match word {
            "fonttbl" => self.state.into = Into::Fonts,
            "colortbl" => self.state.into = Into::Colors,
            "stylesheet" => self.state.into = Into::Styles,
            "info" => self.state.into = Into::Facts,
            "revtbl" => self.state.into = Into::Authors,
            "shpinst" | "do" => self.state.into = Into::Drawing,
            "upr" if self.state.into == Into::Text => self.state.into = Into::OldSpelling,
            "listtext" | "pntext" => self.capture(What::Label),
            "footnote" => self.begin_flow(Ending::Story(StoryKind::Footnote)),
            "header" | "headerl" | "headerr" | "headerf" => self.begin_flow(Ending::Story(StoryKind::Header)),
            "footer" | "footerl" | "footerr" | "footerf" => self.begin_flow(Ending::Story(StoryKind::Footer)),
            "annotation" => self.begin_flow(Ending::Comment),
            "field" => self.begin_field(),
            "fldinst" => self.capture(What::Instruction),
            "fldrslt" => self.begin_result(),
            "atnauthor" => self.capture(What::CommentAuthor),
            "atndate" => self.capture(What::CommentTime),
            "atnref" => self.capture(What::CommentMark),
            "atrfstart" => self.capture(What::CommentStart),
            "atrfend" => self.capture(What::CommentEnd),
            "moMath" | "moMathPara" | "ud" => {}
            _ if is_passed_over(word) => self.state.into = Into::Nowhere,
            _ => return false,
        }
        true
    }

    /// Words that tell of the whole file.
    fn word_of_file(&mut self, word: &str, value: Option<i32>) -> bool {
        match word {
            "ansicpg" => {
                let page = value.and_then(|page| u32::try_from(page).ok());
                self.fonts.document = page.and_then(Charset::for_code_page);
            }
            "mac" => self.fonts.document = Charset::for_code_page(10000),
            "pc" => self.fonts.document = Charset::for_code_page(437),
            "pca" => self.fonts.document = Charset::for_code_page(850),
            "deff" => self.fonts.default = value.unwrap_or(0),
            "aftnnrlc" => self.has_roman_endnotes = true,
            "ftnalt" => {
                if self.state.ending == Ending::Story(StoryKind::Footnote) {
                    self.state.ending = Ending::Story(StoryKind::Endnote);
                }
            }
            _ => return false,
        }
        true
    }

    fn word_of_text(&mut self, word: &str, value: Option<i32>) {
        if let Some(c) = character(word) {
            return self.write_char(c);
        }
        match word {
            "u" => self.unicode(value.unwrap_or(0)),
            "uc" => self.state.unicode_len = usize::try_from(value.unwrap_or(1)).unwrap_or(1).min(255),
            "f" => self.state.font = value,
            "par" | "sect" | "page" | "column" | "nestcell" if self.is_in_text() => self.end_paragraph(false),
            "par" => self.write_char(' '),
            "cell" if self.is_in_text() => {
                self.end_paragraph(true);
                self.flow().next_cell();
            }
            "row" if self.is_in_text() => {
                self.end_paragraph(true);
                self.flow().next_row();
            }
            "chftn" if self.is_in_text() => self.flow().marked = true,
            "pard" => self.state.paragraph = Paragraph::default(),
            "plain" => (self.state.look, self.state.font) = (Look::default(), None),
            "s" => self.state.paragraph.style = value,
            "outlinelevel" => self.state.paragraph.outline = value,
            "intbl" => self.state.paragraph.in_table = value != Some(0),
            "ilvl" => self.state.paragraph.list_level = value.unwrap_or(0),
            _ => self.word_of_look(word, value),
        }
    }

    fn word_of_look(&mut self, word: &str, value: Option<i32>) {
        let (state, is_on) = (&mut self.state, value != Some(0));
        let number = value.unwrap_or(0);
        match word {
            "v" => state.look.hidden = is_on.then_some(Mark { author: -1, time: 0 }),
            "revised" => state.look.inserted = is_on.then_some(state.inserted),
            "deleted" => state.look.deleted = is_on.then_some(state.deleted),
            "revauth" => state.inserted.author = number,
            "revdttm" => state.inserted.time = number,
            "revauthdel" => state.deleted.author = number,
            "revdttmdel" => state.deleted.time = number,
            _ => return,
        }
        // Whether and by whom come in any order.
        state.look.inserted = state.look.inserted.map(|_| state.inserted);
        state.look.deleted = state.look.deleted.map(|_| state.deleted);
    }

    /// A character by its number, after which others follow that stand for it.
    fn unicode(&mut self, value: i32) {
        self.n_to_skip = self.state.unicode_len;
        let code = if value < 0 { value.saturating_add(0x1_0000) } else { value };
        let code = u32::try_from(code).unwrap_or(0xFFFD);
        match (self.high_half, code) {
            (None, 0xD800..0xDC00) => self.high_half = Some(code),
            (Some(high), 0xDC00..0xE000) => {
                self.high_half = None;
                let c = char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (code - 0xDC00));
                self.write_char(c.unwrap_or('\u{FFFD}'));
            }
            _ => {
                let c = char::from_u32(code).unwrap_or('\u{FFFD}');
                let c = self.fonts.of_sign(self.state.font, c);
                self.write_char(c);
            }
        }
    }

    fn is_in_text(&self) -> bool {
        self.state.into == Into::Text
    }
}

/// The character that a word stands for.
fn character(word: &str) -> Option<char> {
    Some(match word {
        "tab" => '\t',
        "line" | "lbr" | "softline" => '\n',
        "emdash" => '—',
        "endash" => '–',
        "emspace" => '\u{2003}',
        "enspace" => '\u{2002}',
        "qmspace" => '\u{2005}',
        "bullet" => '•',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "zwj" => '\u{200D}',
        "zwnj" => '\u{200C}',
        "ltrmark" => '\u{200E}',
        "rtlmark" => '\u{200F}',
        _ => return None,
    })
}

/// Whether the word stands in a text, but in no table of fonts, colors, styles or facts.
fn is_of_body(word: &str) -> bool {
    matches!(word, "pard" | "sectd" | "par" | "trowd")
}

/// Whether a group that begins so has nothing that is text.
fn is_passed_over(word: &str) -> bool {
    // The properties of formulas end like this.
    let is_of_formula = word.starts_with('m') && word.ends_with("Pr");
    is_of_formula
        || matches!(
            word,
            "pict"
                | "objdata"
                | "listtable"
                | "listoverridetable"
                | "filetbl"
                | "rsidtbl"
                | "generator"
                | "themedata"
                | "ftnsep"
                | "ftnsepc"
                | "ftncn"
                | "aftnsep"
                | "aftnsepc"
                | "aftncn"
                | "shprslt"
                | "nonshppict"
                | "nonesttables"
                | "bkmkstart"
                | "bkmkend"
                | "xe"
                | "tc"
                | "tcn"
                | "rxe"
                | "txe"
                | "private"
                | "atnid"
                | "template"
        )
}

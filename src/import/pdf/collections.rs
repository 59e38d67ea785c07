//! Characters of fonts that only number them, by the numbering of one of the great East Asian collections, or of Unicode.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_interpret::font::OutlineGlyph;
use hayro_interpret::hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_interpret::hayro_syntax::object::dict::keys::{
    BASE_FONT, CIDSYSTEMINFO, DESCENDANT_FONTS, ENCODING, ORDERING, REGISTRY, RESOURCES, TO_UNICODE,
};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Stream, String as PdfString};
use hayro_interpret::hayro_syntax::page::Resources;

/// The collections that a file uses, read once.
pub(super) type Tables = RefCell<BTreeMap<String, Option<Rc<CMap>>>>;

/// The fonts of a page that only number their characters, by their names.
pub(super) struct Collections<'a> {
    resources: &'a Resources<'a>,
    tables: &'a Tables,
    fonts: OnceCell<BTreeMap<String, Numbered>>,
}

/// A font that only numbers its characters.
enum Numbered {
    /// The codes in the text are those of Unicode.
    Unicode,
    Collection {
        /// From the codes in the text to the numbers; `None` if they are the same.
        encoding: Option<Rc<CMap>>,
        characters: Rc<CMap>,
    },
}

impl<'a> Collections<'a> {
    /// Of a page.
    pub(super) fn new(resources: &'a Resources<'a>, tables: &'a Tables) -> Self {
        Self { resources, tables, fonts: OnceCell::new() }
    }

    /// What a glyph says, if its font belongs to a collection.
    pub(super) fn read(&self, glyph: &OutlineGlyph) -> Option<BfString> {
        let fonts = self.fonts.get_or_init(|| self.fonts());
        if fonts.is_empty() {
            return None;
        }
        let font = fonts.get(&glyph.font_data()?.postscript_name?)?;
        let code = glyph.char_code();
        let Numbered::Collection { encoding, characters } = font else {
            return char::from_u32(code).filter(|char| !char.is_control()).map(BfString::Char);
        };
        let number = match encoding {
            Some(encoding) => (1..=4).find_map(|n_bytes| encoding.lookup_cid_code(code, n_bytes))?,
            None => code,
        };
        characters.lookup_bf_string(number)
    }

    fn fonts(&self) -> BTreeMap<String, Numbered> {
        let mut fonts = BTreeMap::new();
        self.take_fonts(&self.resources.fonts, &mut fonts);
        for name in self.resources.x_objects.keys().take(1000) {
            let form = self.resources.x_objects.get::<Stream<'_>>(&*name);
            if let Some(resources) = form.and_then(|form| form.dict().get::<Dict<'_>>(RESOURCES)) {
                self.take_fonts(&Resources::new(resources).fonts, &mut fonts);
            }
        }
        fonts
    }

    fn take_fonts(&self, dict: &Dict<'_>, fonts: &mut BTreeMap<String, Numbered>) {
        for name in dict.keys().take(1000) {
            let Some(font) = dict.get::<Dict<'_>>(&*name) else { continue };
            if let Some((name, numbered)) = self.numbered(&font) {
                fonts.insert(name, numbered);
            }
        }
    }

    fn numbered(&self, font: &Dict<'_>) -> Option<(String, Numbered)> {
        let name = font.get::<Name<'_>>(BASE_FONT)?;
        let name = without_tag(name.as_str()).to_owned();
        match font.get::<Name<'_>>(TO_UNICODE) {
            Some(table) if table.as_ref().starts_with(b"Identity-") => return Some((name, Numbered::Unicode)),
            _ if font.contains_key(TO_UNICODE) => return None,
            _ => {}
        }
        let inner = font.get::<Array<'_>>(DESCENDANT_FONTS)?.iter::<Dict<'_>>().next()?;
        let encoding = match font.get::<Name<'_>>(ENCODING)?.as_ref() {
            b"Identity-H" | b"Identity-V" => None,
            name => Some(self.table(name)?),
        };
        let of_encoding = encoding.as_ref().and_then(|table| table.metadata().character_collection.as_ref());
        let info = inner.get::<Dict<'_>>(CIDSYSTEMINFO);
        let ordering = info.as_ref().and_then(|info| info.get::<PdfString<'_>>(ORDERING));
        if encoding.is_none() && ordering.as_ref().is_some_and(|ordering| ordering.as_ref() == b"UCS") {
            return Some((name, Numbered::Unicode));
        }
        let family = of_encoding.map(|collection| collection.family.clone()).or_else(|| {
            let registry = info.as_ref()?.get::<PdfString<'_>>(REGISTRY)?;
            Some(CidFamily::from_registry_ordering(&registry, &ordering?))
        })?;
        let characters = self.table(family.ucs2_cmap()?.to_bytes())?;
        Some((name, Numbered::Collection { encoding, characters }))
    }

    fn table(&self, name: &[u8]) -> Option<Rc<CMap>> {
        let key = String::from_utf8_lossy(name).into_owned();
        if let Some(known) = self.tables.borrow().get(&key) {
            return known.clone();
        }
        let table = load_embedded(CMapName::from_bytes(name)).and_then(|data| CMap::parse(data, load_embedded));
        let table = table.map(Rc::new);
        self.tables.borrow_mut().insert(key, table.clone());
        table
    }
}

/// The name of a font without the six letters before a `+` that tell apart parts of the same font.
fn without_tag(name: &str) -> &str {
    match name.split_once('+') {
        Some((tag, rest)) if tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()) => rest,
        _ => name,
    }
}

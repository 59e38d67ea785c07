//! PDF: pages of characters that stand somewhere, made into text that can be read.
//!
//! A page is drawn onto a [`device`] that takes down its characters; [`lines`] puts them together, [`order`] into the
//! order in which they are read; when all pages are there, [`assemble`] makes paragraphs of them. Start with [`import`].

mod annotations;
mod assemble;
mod budget;
mod collections;
mod device;
mod fields;
mod joins;
mod kinds;
mod labels;
mod lines;
mod order;
mod page;
mod paragraphs;
mod programs;
mod running;
mod strings;
mod words;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::model::{Facts, PageFlaw};

use super::{ImportError, Imported, Options, Warning, Watch};

use collections::Tables;
use page::{PageText, Painter};

/// How much text is read in all, in bytes.
const MAX_LEN: usize = 50_000_000;

/// What is read so far.
#[derive(Default)]
struct Read {
    facts: Facts,
    pages: Vec<PageText>,
    labels: Vec<String>,
    warnings: Vec<Warning>,
}

/// Reads a PDF file.
pub(super) fn import(bytes: &[u8], options: &Options, watch: &Watch) -> Result<Imported, ImportError> {
    let password = options.password.as_deref();
    let pdf = catch_unwind(AssertUnwindSafe(|| Pdf::new_with_password(bytes.to_vec(), password.unwrap_or_default())));
    let pdf = match pdf {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected))) => {
            return Err(if password.is_none() { ImportError::PasswordNeeded } else { ImportError::WrongPassword });
        }
        Ok(Err(LoadPdfError::Decryption(_))) => return Err(unreadable("it is locked in a way that is not known")),
        Ok(Err(LoadPdfError::Invalid)) | Err(_) => return Err(unreadable("it has no pages that can be found")),
    };
    let read = Read { facts: strings::facts(pdf.metadata()), labels: labels::labels(&pdf), ..Read::default() };
    let read = Arc::new(Mutex::new(read));
    read_pages(&pdf, &read, watch);
    let read = std::mem::take(&mut *lock(&read));
    Ok(assemble::assemble(read))
}

/// Reads the pages one after another, so that those that are read are there if one of the others takes too much.
fn read_pages(pdf: &Pdf, read: &Arc<Mutex<Read>>, watch: &Watch) {
    let tables = Tables::default();
    let mut painter = Painter::default();
    let (n_pages, mut len) = (pdf.pages().len(), 0);
    for (idx, page) in pdf.pages().iter().enumerate() {
        let text = if budget::is_too_much(page) {
            PageText { flaw: Some(PageFlaw::NotRead), ..PageText::default() }
        } else {
            painter.read(page, &tables)
        };
        len += text.len();
        let mut so_far = lock(read);
        so_far.pages.push(text);
        let is_full = len > MAX_LEN && idx + 1 < n_pages;
        if is_full {
            let what = format!("all after page {}, as there is too much text", idx + 1);
            so_far.warnings.push(Warning::LeftOut { what });
        }
        drop(so_far);
        if idx == 0 {
            let read = Arc::clone(read);
            watch.keep(move || assemble::assemble(std::mem::take(&mut *lock(&read))));
        }
        watch.progress(idx + 1, n_pages);
        if is_full {
            return;
        }
    }
}

fn lock(read: &Mutex<Read>) -> MutexGuard<'_, Read> {
    read.lock().unwrap_or_else(PoisonError::into_inner)
}

fn unreadable(what: &str) -> ImportError {
    ImportError::Unreadable { what: what.to_owned() }
}

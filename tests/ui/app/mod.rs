//! The real program, from the start page to the saved file, used by mouse and by keyboard.

mod also;
mod batches;
mod calculation;
mod checking;
mod comfort;
mod coverage;
mod drafts;
mod driver;
mod evidence;
mod files;
mod for_editor;
mod formats;
mod keyboards;
mod linking;
mod marks;
mod odd;
mod reading;
mod replacing;
mod review;
mod room;
mod scenarios;
mod suggested;
mod suggestions;
mod table;
mod trouble;
mod window;

//! The library without a window.

#![expect(clippy::panic, reason = "a test fails by panicking")]

mod imported;
mod support;

mod text;
mod titles;
mod told;
mod version_left;

mod detect_statistics;
mod reading_numbers;

mod align;
mod alterations;
mod bad_input;
mod calculation;
mod check_rules;
mod coverage;
mod dates;
mod difference;
mod edits;
mod log;
mod session;

mod git_setup;
mod going_back;
mod merge;
mod merge_by_hand;
mod merge_cli;
mod merge_deeds;
mod merge_git;
mod merge_histories;
mod merge_output;
mod merge_rules;
mod merge_session;
mod news;

mod emptied;
mod following;
mod forks;
mod forks_answers;
mod forks_looked;
mod forks_removed;
mod forks_told;
mod import;
mod import_docx;
mod import_encoding;
mod import_epub;
mod import_html;
mod import_mail;
mod import_odt;
mod import_pdf;
mod import_rtf;
mod import_subtitles;
mod import_worker;
mod late;
mod left;
mod matters;
mod proposals;
mod replace;
mod replace_scenarios;
mod review;
mod store;
mod store_files;
mod store_journal;

mod clashes;
mod compare;
mod compare_names;
mod compare_pairs;
mod compare_wording;
mod detect_claims;
mod detect_quotes;
mod evidence;
mod put_back;
mod reading_names;
mod reading_quotations;
mod reading_units;

mod sample;
mod search;

mod cli;
mod cli_names;
mod cli_new;
mod cli_suggest;

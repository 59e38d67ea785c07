//! Files on disk: never half-written, never lost.

use std::fs;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use tempfile::{TempDir, tempdir};
use tickmark::store::{
    Change, CheckerSettings, Fingerprint, Folders, Holder, Lock, LockState, ProgramRun, Settings, SettingsWarning,
    ThemeChoice, backups, is_copy_of, read_stamped, write_atomically,
};

pub fn folder() -> TempDir {
    tempdir().expect("a folder for the test")
}

pub fn names_in(folder: &Path) -> Vec<String> {
    let entries = folder.read_dir().expect("a folder").flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn content(path: &Path) -> String {
    fs::read_to_string(path).expect("a text file")
}

mod atomic {
    use super::*;

    /// Saving there fails with `message` (the path left out) and leaves nothing behind.
    fn check_refused(folder: &TempDir, name: &str, message: &str) {
        let path = folder.path().join(name);
        let before = names_in(folder.path());
        let error = write_atomically(&path, b"new").expect_err("must be refused").to_string();
        assert_eq!(error, format!("The file could not be saved, because {message}: {}", path.display()));
        assert_eq!(names_in(folder.path()), before);
    }

    #[test]
    fn replaces_a_file_or_creates_it() {
        let folder = folder();
        let path = folder.path().join("a.ron");
        for text in ["first", "second, longer", ""] {
            let written = write_atomically(&path, text.as_bytes()).expect("saved");
            assert_eq!((written.path, written.beside), (path.clone(), false));
            assert_eq!(content(&path), text);
        }
        assert_eq!(names_in(folder.path()), ["a.ron"]);
    }

    #[test]
    fn says_why_a_path_cannot_be_written() {
        let folder = folder();
        fs::create_dir(folder.path().join("folder")).expect("a folder");
        fs::write(folder.path().join("file"), "old").expect("a file");
        check_refused(&folder, "missing/a.ron", "its folder does not exist");
        check_refused(&folder, "folder", "it is a folder");
        check_refused(&folder, "file/a.ron", "its folder is not a folder");
        assert_eq!(content(&folder.path().join("file")), "old");
    }

    #[cfg(unix)]
    #[test]
    fn never_writes_into_a_device_or_pipe() {
        let folder = folder();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()));
        std::os::unix::fs::symlink("/dev/full", folder.path().join("device")).expect("a link");
        check_refused(&folder, "pipe", "it is a pipe, a socket or a device, not a file");
        check_refused(&folder, "device", "it is a pipe, a socket or a device, not a file");
    }

    #[cfg(unix)]
    #[test]
    fn keeps_the_permissions_and_heeds_read_only() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = folder();
        let path = folder.path().join("a.ron");
        fs::write(&path, "old").expect("a file");
        for mode in [0o600, 0o640, 0o666] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("own file");
            write_atomically(&path, b"new").expect("saved");
            assert_eq!(path.metadata().expect("a file").permissions().mode() & 0o777, mode);
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("own file");
        check_refused(&folder, "a.ron", "it is marked as read-only");
        assert_eq!(content(&path), "new");
    }

    #[cfg(unix)]
    #[test]
    fn writes_through_links() {
        use std::os::unix::fs::symlink;
        let folder = folder();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("elsewhere")).expect("a folder");
        symlink("elsewhere/a.ron", at("link")).expect("a link");
        symlink("link", at("link-to-link")).expect("a link");
        for text in ["the target is created", "the target is replaced"] {
            let written = write_atomically(&at("link-to-link"), text.as_bytes()).expect("saved");
            assert_eq!(written.path, at("link-to-link"));
            assert_eq!(content(&at("elsewhere/a.ron")), text);
        }
        assert!(at("link").is_symlink() && at("link-to-link").is_symlink());
        symlink("circle", at("circle")).expect("a link");
        check_refused(&folder, "circle", "its links lead in a circle");
    }
}

mod fingerprint {
    use super::*;

    #[test]
    fn a_file_has_the_fingerprint_of_its_bytes() {
        let folder = folder();
        let path = folder.path().join("a");
        let bytes = vec![7; 200_000];
        fs::write(&path, &bytes).expect("a file");
        assert_eq!(Fingerprint::of_file(&path).expect("readable"), Fingerprint::of(&bytes));
        assert_ne!(Fingerprint::of(b"a"), Fingerprint::of(b"b"));
    }

    #[test]
    fn notices_what_others_did_to_the_file() {
        let folder = folder();
        let path = folder.path().join("a.ron");
        let mut stamp = write_atomically(&path, b"mine").expect("saved").stamp;
        assert_eq!(stamp.changed_on_disk(&path), Change::Same);
        fs::write(&path, "your").expect("written");
        assert_eq!(stamp.changed_on_disk(&path), Change::Changed, "same length, within the same second");
        fs::write(&path, "mine").expect("written");
        assert_eq!(stamp.changed_on_disk(&path), Change::Same, "another time, but the same bytes");
        fs::remove_file(&path).expect("removed");
        assert_eq!(stamp.changed_on_disk(&path), Change::Gone);
        fs::create_dir(&path).expect("a folder");
        assert_eq!(stamp.changed_on_disk(&path), Change::Changed);
    }

    #[test]
    fn notices_a_change_of_an_old_file_by_its_time() {
        let folder = folder();
        let path = folder.path().join("a.ron");
        let long_ago = |seconds| std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        let write = |text: &str, seconds| {
            fs::write(&path, text).expect("written");
            let file = fs::File::options().write(true).open(&path).expect("a file");
            file.set_modified(long_ago(seconds)).expect("own file");
        };
        write("mine", 1000);
        let (bytes, mut stamp) = read_stamped(&path).expect("readable");
        assert_eq!((bytes.as_slice(), stamp.fingerprint()), (b"mine".as_slice(), &Fingerprint::of(b"mine")));
        assert_eq!(stamp.changed_on_disk(&path), Change::Same);
        write("your", 1001);
        assert_eq!(stamp.changed_on_disk(&path), Change::Changed);
    }

    #[test]
    fn refuses_to_read_what_never_ends() {
        let error = read_stamped(Path::new("/dev/zero")).expect_err("not a file").to_string();
        let why = "it is a pipe, a socket or a device, not a file";
        assert_eq!(error, format!("The file could not be read, because {why}: /dev/zero"));
    }

    /// The log of the system claims to be empty, and who reads it waits for the next line.
    #[cfg(target_os = "linux")]
    #[test]
    fn does_not_wait_for_files_that_the_system_makes_up() {
        let read = read_stamped(Path::new("/proc/kmsg"));
        assert!(read.is_err() || read.is_ok_and(|(bytes, _)| bytes.is_empty()));
    }
}

mod earlier_saves {
    use super::*;

    fn time(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    #[test]
    fn backups_hold_the_very_bytes_newest_first() {
        let dir = folder();
        let saved = time("2026-11-21T12:40:07Z");
        for text in ["one", "two", "three"] {
            backups::keep(dir.path(), "PROJECT", saved, text.as_bytes()).expect("kept");
        }
        fs::write(dir.path().join("PROJECT/notes.txt"), "not a backup").expect("written");
        let list = backups::list(dir.path(), "PROJECT");
        let shown: Vec<_> = list.iter().map(|backup| (content(&backup.path), backup.saved, backup.bytes)).collect();
        assert_eq!(shown, [("three".into(), saved, 5), ("two".into(), saved, 3), ("one".into(), saved, 3)]);
        assert!(backups::list(dir.path(), "OTHER").is_empty());
    }

    #[test]
    fn backups_are_thinned_on_keeping() {
        let dir = folder();
        for minute in 10..30 {
            let saved = time(&format!("2026-11-21T12:{minute}:00Z"));
            backups::keep(dir.path(), "PROJECT", saved, minute.to_string().as_bytes()).expect("kept");
        }
        let list = backups::list(dir.path(), "PROJECT");
        let kept: Vec<_> = list.iter().map(|backup| content(&backup.path)).collect();
        assert_eq!(kept, ["29", "28", "27", "26", "25", "24"]);
    }

    #[test]
    fn a_hostile_project_id_stays_in_its_folder() {
        let dir = folder();
        let inside = dir.path().join("backups");
        for id in ["../../outside", "", ".", "/etc", "a/b"] {
            let path = backups::keep(&inside, id, Timestamp::UNIX_EPOCH, b"bytes").expect("kept");
            assert_eq!(path.parent().and_then(Path::parent), Some(inside.as_path()), "{id}");
            assert_eq!(backups::list(&inside, id).len(), 1, "{id}");
        }
        assert_eq!(names_in(dir.path()), ["backups"]);
    }
}

mod lock {
    use super::*;

    fn holder(name: &str, since: &str) -> Holder {
        Holder { name: name.to_owned(), since: since.parse().expect("a time"), run: ProgramRun::this() }
    }

    fn check_theirs(state: LockState, expected: &Holder) {
        assert!(matches!(&state, LockState::Theirs(holder) if holder == expected), "{state:?}");
    }

    fn ours(state: LockState) -> Lock {
        let lock = if let LockState::Ours(lock) = state { Some(lock) } else { None };
        lock.expect("nobody else has it open")
    }

    #[test]
    fn says_who_has_it_open_until_it_is_closed() {
        let dir = folder();
        let project = dir.path().join("a.tickmark.ron");
        let (ana, ben) = (holder("Ana", "2026-11-21T12:00:00Z"), holder("Ben", "2026-11-21T13:00:00Z"));
        let lock = ours(Lock::take(&project, &ana));
        assert_eq!(names_in(dir.path()), [".a.tickmark.ron.lock"]);
        check_theirs(Lock::take(&project, &ben), &ana);
        drop(lock);
        assert_eq!(names_in(dir.path()), Vec::<String>::new());
        ours(Lock::take(&project, &ben));
    }

    #[test]
    fn an_old_lock_counts_only_if_refreshed() {
        let dir = folder();
        let project = dir.path().join("a.ron");
        let (ana, ben) = (holder("Ana", "2026-11-21T12:00:00Z"), holder("Ben", "2026-11-23T12:00:00Z"));
        let anas = ours(Lock::take(&project, &ana));
        anas.refresh(ben.since - SignedDuration::from_hours(1));
        check_theirs(Lock::take(&project, &ben), &ana);
        anas.refresh(ana.since);
        let bens = ours(Lock::take(&project, &ben));
        anas.refresh(ben.since);
        drop(anas);
        check_theirs(Lock::take(&project, &holder("Cem", "2026-11-23T13:00:00Z")), &ben);
        drop(bens);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_lock_of_a_dead_process_is_stale() {
        let dir = folder();
        let project = dir.path().join("a.ron");
        let ana = holder("Ana", "2026-11-21T12:00:00Z");
        let lock = ours(Lock::take(&project, &ana));
        let sidecar = dir.path().join(".a.ron.lock");
        // A process number above the highest that Linux gives out.
        let this = format!("process: {}", std::process::id());
        let text = content(&sidecar).replace(&this, "process: 4294967295");
        fs::write(&sidecar, &text).expect("written");
        drop(lock);
        assert_eq!(content(&sidecar), text, "no longer ours to remove");
        ours(Lock::take(&project, &holder("Ben", "2026-11-21T12:00:01Z")));
    }

    #[test]
    fn trouble_with_the_lock_is_no_error() {
        let dir = folder();
        let ana = holder("Ana", "2026-11-21T12:00:00Z");
        assert!(matches!(Lock::take(&dir.path().join("missing/a.ron"), &ana), LockState::Untold));
        fs::create_dir(dir.path().join(".a.ron.lock")).expect("a folder");
        assert!(matches!(Lock::take(&dir.path().join("a.ron"), &ana), LockState::Untold));
        fs::write(dir.path().join(".b.ron.lock"), "junk").expect("written");
        ours(Lock::take(&dir.path().join("b.ron"), &ana));
    }
}

mod settings {
    use super::*;

    fn load(text: &str) -> (Settings, Option<SettingsWarning>, TempDir) {
        let home = folder();
        let folders = Folders::inside(home.path());
        fs::create_dir(&folders.config).expect("a folder");
        fs::write(folders.config.join("settings.ron"), text).expect("written");
        let (settings, warning) = Settings::load(&folders);
        (settings, warning, home)
    }

    #[test]
    fn settings_come_back_as_they_were_saved() {
        let home = folder();
        let folders = Folders::inside(home.path());
        assert_eq!(Settings::load(&folders).0, Settings::default());
        let mut settings = Settings { theme: ThemeChoice::Dark, zoom: 125, ..Settings::default() };
        settings.checker = Some(CheckerSettings { id: "ana-5c1e9a70".into(), name: "Ana “A.” Ruiz\n".into() });
        settings.keys.insert("mark_claim".into(), String::new());
        settings.layout.lower_open = Some(false);
        settings.remember(Path::new("/home/ana/a.tickmark.ron"));
        settings.save(&folders).expect("saved");
        let (loaded, warning) = Settings::load(&folders);
        assert_eq!(loaded, settings);
        assert!(warning.is_none());
        assert_eq!(names_in(home.path()), ["config"]);
    }

    #[test]
    fn recent_projects_are_unique_and_few() {
        let mut settings = Settings::default();
        for number in [1, 2, 3, 1].into_iter().chain(10..20) {
            settings.remember(Path::new(&format!("/{number}")));
        }
        let recent: Vec<_> = settings.recent.iter().map(|path| path.display().to_string()).collect();
        assert_eq!(recent, ["/19", "/18", "/17", "/16", "/15", "/14", "/13", "/12", "/11", "/10", "/1", "/3"]);
    }

    #[test]
    fn missing_and_unknown_fields_do_no_harm() {
        let (settings, warning, _home) = load("\u{feff}Settings(zoom: 9000, from_the_future: [1], theme: Light)");
        assert!(warning.is_none(), "{warning:?}");
        assert_eq!(settings, Settings { zoom: 300, theme: ThemeChoice::Light, ..Settings::default() });
    }

    #[test]
    fn damaged_settings_are_set_aside() {
        let (settings, warning, home) = load("Settings(zoom: 12");
        assert_eq!(settings, Settings::default());
        let message = warning.expect("a warning").to_string();
        assert!(message.starts_with("The settings could not be read and were set aside, because they are damaged (1:"));
        let aside = home.path().join("config/settings.ron.damaged");
        assert!(message.ends_with(&aside.display().to_string()), "{message}");
        assert_eq!(content(&aside), "Settings(zoom: 12");
        assert_eq!(names_in(&home.path().join("config")), ["settings.ron.damaged"]);
    }

    #[test]
    fn unreadable_settings_are_left_alone() {
        let home = folder();
        let folders = Folders::inside(home.path());
        fs::create_dir_all(folders.config.join("settings.ron")).expect("a folder");
        let (settings, warning) = Settings::load(&folders);
        assert_eq!(settings, Settings::default());
        assert!(matches!(warning, Some(SettingsWarning::Unreadable(_))));
        assert!(settings.save(&folders).is_err());
    }
}

/// Copies are told by their names alone; which project they hold is looked at then.
#[test]
fn copies_of_sync_services_are_known_by_their_names() {
    let copies = [
        "story (Ana's conflicted copy 2026-11-21).tickmark.ron",
        "story.tickmark (Ana's conflicted copy 2026-11-21).ron",
        "story.tickmark (conflicted copy 2026-11-21 140507).ron",
        "story.tickmark-LAPTOP.ron",
        "story-Anas-MacBook-2.tickmark.ron",
        "story.tickmark.sync-conflict-20261121-140507-7XKQ2MA.ron",
        "story.sync-conflict-20261121-140507-7XKQ2MA.tickmark.ron",
        "story.tickmark (1).ron",
        "story (1).tickmark.ron",
        "story.tickmark 2.ron",
        "story - Copy.tickmark.ron",
        "story (Ana Ruiz).tickmark.ron",
        "story.tickmark_conflict-20261121-140507.ron",
    ];
    for copy in copies {
        assert!(is_copy_of("story.tickmark.ron", copy), "{copy}");
    }
    let others = [
        "story.tickmark.ron",
        "stories.tickmark.ron",
        "story-final.tickmark.ron",
        "story two.tickmark.ron",
        "story (1).txt",
        "a story (1).tickmark.ron",
        "story-.tickmark.ron",
        "story.ron",
    ];
    for other in others {
        assert!(!is_copy_of("story.tickmark.ron", other), "{other}");
    }
    assert!(is_copy_of("story.ron", "story (1).ron"));
}

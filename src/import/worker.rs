//! Reading files of strangers in a process of their own, so that none can crash, hang or exhaust the program.
//!
//! The program starts itself with [`WORKER_ARGUMENT`], hands over the bytes, and gets back what was read, with a word on
//! how far it is from time to time. The worker limits its own time and memory; what it has read by then it still gives.
//! Should even that fail, the program kills it. Both ends speak in frames: a length of 8 bytes, then what it counts.

use std::io::{self, Read, Write};
use std::panic;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::{Attachment, Format, ImportError, Imported, MAX_FILE_LEN, Options, Progress, Warning, Watch, import};

/// The only argument of the program when it is to work as a worker.
pub const WORKER_ARGUMENT: &str = "--import-worker";

/// How often either end looks whether it must stop.
const LOOK_EVERY: Duration = Duration::from_millis(10);
/// What a worker gets beyond its time to give what it has read.
const GRACE: Duration = Duration::from_secs(5);
/// The largest frame that is believed.
const MAX_FRAME_LEN: u64 = 1 << 30;
/// How much room is made for a frame before it is there.
const MAX_RESERVED: u64 = 1 << 20;
/// The stack of a worker: some formats nest, and the crates that read them call themselves.
const STACK_LEN: usize = 64 << 20;

/// How much the reading of one file may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// How many seconds.
    pub seconds: u32,
    /// How many MiB of memory.
    pub mebibytes: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { seconds: 20, mebibytes: 1400 }
    }
}

/// Takes back a wish, such as to have a file read, while it is worked on.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Nobody waits any more.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether nobody waits any more.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Reads files: plain text at once, everything else in a worker.
#[derive(Clone, Debug)]
pub struct Workshop {
    program: PathBuf,
    limits: Limits,
}

impl Workshop {
    /// Workers are the running program.
    pub fn of_this_program() -> io::Result<Self> {
        std::env::current_exe().map(Self::of)
    }

    /// Workers are this program, which answers [`WORKER_ARGUMENT`] by [`serve`].
    pub fn of(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into(), limits: Limits::default() }
    }

    /// The limits of each reading.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The same with other limits.
    pub fn within(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Loads a file from its bytes, and tells `watch` how far it is.
    pub fn import(
        &self,
        bytes: &[u8],
        name: &str,
        options: &Options,
        watch: &Watch,
        cancel: &Cancel,
    ) -> Result<Imported, ImportError> {
        // An archive is no plain text, and only the worker looks into it.
        let is_archive = bytes.starts_with(b"PK\x03\x04") && !options.as_plain_text;
        let is_too_large = bytes.len() as u64 > MAX_FILE_LEN;
        if is_too_large || !is_archive && Format::of(bytes, name, options)?.is_plain() {
            return import(bytes, name, options, watch);
        }
        let order = Order { name: name.to_owned(), options: options.clone(), limits: self.limits };
        let not_started = |error: io::Error| ImportError::Unreadable {
            what: format!("the system could not start the process that reads it: {error}"),
        };
        let mut worker = start(&self.program).map_err(not_started)?;
        let answered = thread::scope(|scope| {
            let (input, output) = (worker.stdin.take(), worker.stdout.take());
            let (send, answers) = channel();
            // The worker answers when it has everything, so that one thread can write first and then read.
            let talk = move || {
                order.write(bytes, &mut input?).ok()?;
                let mut output = io::BufReader::new(output?);
                while let Some(answer) = Answer::read(&mut output) {
                    send.send(answer).ok()?;
                }
                Some(())
            };
            // Where the user may start no more threads, that is said like any other trouble.
            let answered = match thread::Builder::new().spawn_scoped(scope, talk) {
                Ok(_) => self.await_answer(&answers, watch, cancel),
                Err(error) => Err(not_started(error)),
            };
            // It has nothing more to say, and the thread ends with it.
            let _ = worker.kill();
            answered
        });
        let _ = worker.wait();
        answered
    }

    fn await_answer(
        &self,
        answers: &Receiver<Answer>,
        watch: &Watch,
        cancel: &Cancel,
    ) -> Result<Imported, ImportError> {
        let stopped = |why: &str| Err(ImportError::Stopped { why: why.to_owned() });
        let patience = Duration::from_secs(self.limits.seconds.into()) + GRACE;
        let (begun, mut attachments) = (Instant::now(), Vec::new());
        loop {
            if cancel.is_cancelled() {
                return stopped("it was canceled");
            }
            if begun.elapsed() > patience {
                return Err(ImportError::OverLimit { why: too_long(self.limits) });
            }
            match answers.recv_timeout(LOOK_EVERY) {
                Ok(Answer::Progress(progress)) => watch.tell(progress),
                Ok(Answer::Attachment(attachment)) => attachments.push(attachment),
                Ok(Answer::Done(read)) => return read.map(|imported| Imported { attachments, ..*imported }),
                Err(RecvTimeoutError::Disconnected) => {
                    return stopped(
                        "the process that read it came to a sudden end; it ran out of memory, or the file is damaged or made to do harm",
                    );
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }
}

fn start(program: &Path) -> io::Result<Child> {
    let mut command = Command::new(program);
    command.arg(WORKER_ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    // What it reads is handed over, so that it needs nothing of the user's.
    command.env_clear();
    // One of its threads works at a time. A place of its own for the memory of each would cost more than it gains.
    command.env("MALLOC_ARENA_MAX", "1").env("MALLOC_TOP_PAD_", "1048576");
    let folder = std::env::temp_dir();
    if folder.is_dir() {
        command.current_dir(folder);
    }
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    command.spawn()
}

/// What a worker is to do. The bytes of the file follow.
#[derive(Debug, Serialize, Deserialize)]
struct Order {
    name: String,
    options: Options,
    limits: Limits,
}

impl Order {
    fn write(&self, bytes: &[u8], output: &mut impl Write) -> io::Result<()> {
        // Each piece wakes the worker: the short ones go together.
        let mut head = Vec::new();
        write_frame(&serde_json::to_vec(self)?, &mut head)?;
        head.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        output.write_all(&head)?;
        output.write_all(bytes)?;
        output.flush()
    }

    fn read(input: &mut impl Read) -> Option<(Self, Vec<u8>)> {
        Some((serde_json::from_slice(&read_frame(input)?).ok()?, read_frame(input)?))
    }
}

/// What a worker says.
enum Answer {
    Progress(Progress),
    Attachment(Attachment),
    Done(Result<Box<Imported>, ImportError>),
}

/// The first frame of an answer.
#[derive(Serialize, Deserialize)]
enum Head {
    Progress(Progress),
    /// Its name; its bytes are the next frame.
    Attachment(String),
    Done(Result<Box<Imported>, ImportError>),
}

impl Answer {
    fn write(self, output: &mut impl Write) -> io::Result<()> {
        let mut say = |head: &Head| write_frame(&serde_json::to_vec(head)?, output);
        match self {
            Self::Progress(progress) => say(&Head::Progress(progress)),
            Self::Attachment(attachment) => {
                say(&Head::Attachment(attachment.name))?;
                write_frame(&attachment.bytes, output)
            }
            Self::Done(read) => say(&Head::Done(read)),
        }
    }

    fn read(input: &mut impl Read) -> Option<Self> {
        Some(match serde_json::from_slice(&read_frame(input)?).ok()? {
            Head::Progress(progress) => Self::Progress(progress),
            Head::Attachment(name) => Self::Attachment(Attachment { name, bytes: read_frame(input)? }),
            Head::Done(read) => Self::Done(read),
        })
    }
}

fn write_frame(frame: &[u8], output: &mut impl Write) -> io::Result<()> {
    output.write_all(&(frame.len() as u64).to_le_bytes())?;
    output.write_all(frame)?;
    output.flush()
}

fn read_frame(input: &mut impl Read) -> Option<Vec<u8>> {
    let mut len = [0; 8];
    input.read_exact(&mut len).ok()?;
    let len = u64::from_le_bytes(len);
    let mut frame = Vec::with_capacity(len.min(MAX_RESERVED) as usize);
    let read = input.take(len.min(MAX_FRAME_LEN)).read_to_end(&mut frame).ok()?;
    (read as u64 == len).then_some(frame)
}

/// Works as a worker: reads one file from the standard input, says what came of it, and ends.
pub fn serve() -> ExitCode {
    let Some((order, bytes)) = Order::read(&mut io::stdin().lock()) else { return ExitCode::FAILURE };
    limit(order.limits);
    let output = Arc::new(Mutex::new(io::stdout()));
    // Nobody reads what a panic prints; that it happened is seen below.
    panic::set_hook(Box::new(|_| {}));
    let read = read_within(order, bytes, output.clone());
    let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
    let sent = send(read, &mut *output);
    // At once: the thread that reads may never end.
    std::process::exit(i32::from(sent.is_err()));
}

fn send(read: Result<Imported, ImportError>, output: &mut impl Write) -> io::Result<()> {
    let mut read = read.map(Box::new);
    if let Ok(imported) = &mut read {
        for attachment in std::mem::take(&mut imported.attachments) {
            Answer::Attachment(attachment).write(output)?;
        }
    }
    Answer::Done(read).write(output)
}

/// Reads a file on a thread of its own. Past the limits, what is read until then is what is read.
fn read_within(order: Order, bytes: Vec<u8>, output: Arc<Mutex<io::Stdout>>) -> Result<Imported, ImportError> {
    let Order { name, options, limits } = order;
    let watch = Watch::telling(move |progress| {
        let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
        // Without anyone to tell, nobody waits for the rest either; the program ends with its next answer.
        let _ = Answer::Progress(progress).write(&mut *output);
    });
    let (done, awaited) = channel();
    let (begun, watched) = (Instant::now(), watch.clone());
    let reader = thread::Builder::new().stack_size(STACK_LEN);
    let begin = reader.spawn(move || {
        // Past the limits nobody takes it any more.
        let _ = done.send(import(&bytes, &name, &options, &watched));
    });
    if let Err(error) = begin {
        return Err(ImportError::Stopped { why: format!("the system gave no memory for it: {error}") });
    }
    let (over_limit, why) = loop {
        match awaited.recv_timeout(LOOK_EVERY) {
            Ok(read) => return read,
            Err(RecvTimeoutError::Disconnected) => {
                break (false, "reading it ran into a mistake in Tickmark or in one of its parts".to_owned());
            }
            Err(RecvTimeoutError::Timeout) if begun.elapsed().as_secs() >= limits.seconds.into() => {
                break (true, too_long(limits));
            }
            Err(RecvTimeoutError::Timeout) if memory_used() > memory_to_use(limits) => {
                break (true, format!("it took more than {} MiB of memory", memory_to_use(limits) >> 20));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    };
    match watch.rest() {
        Some(mut rest) => {
            rest.warnings.push(if over_limit { Warning::OverLimit { why } } else { Warning::Stopped { why } });
            Ok(rest)
        }
        None if over_limit => Err(ImportError::OverLimit { why }),
        None => Err(ImportError::Stopped { why }),
    }
}

fn too_long(limits: Limits) -> String {
    format!("it took more than {} seconds", limits.seconds)
}

fn memory_used() -> u64 {
    memory_stats::memory_stats().map_or(0, |stats| stats.physical_mem as u64)
}

/// How much memory the reading itself may take: the rest is for giving what it has read.
fn memory_to_use(limits: Limits) -> u64 {
    (u64::from(limits.mebibytes) << 20) / 4 * 3
}

/// Has the system enforce what can be enforced, for when this process cannot stop itself.
#[cfg(unix)]
fn limit(limits: Limits) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let to = |most: u64| Rlimit { current: Some(most), maximum: Some(most) };
    let seconds = u64::from(limits.seconds) + GRACE.as_secs();
    // A limit that the system does not know is none; this process and the program still look at both.
    let _ = setrlimit(Resource::Cpu, to(seconds));
    let _ = setrlimit(Resource::As, to(u64::from(limits.mebibytes) << 20));
    let _ = setrlimit(Resource::Core, to(0));
    let _ = setrlimit(Resource::Fsize, to(0));
}

#[cfg(not(unix))]
fn limit(_: Limits) {}

//! The machine that figures are measured on.

/// What figures were measured on, in a line: processor, cores, memory.
pub fn machine() -> String {
    let text = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name));
        let value = line.and_then(|line| line.split_once(':'));
        value.map_or("unknown".to_owned(), |(_, value)| value.trim().to_owned())
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = field(&text("/proc/meminfo"), "MemTotal");
    let processor = field(&text("/proc/cpuinfo"), "model name");
    format!("{processor}, {cores} cores, {memory} of memory")
}

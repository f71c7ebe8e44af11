//! The floor: as many files of as many bytes as a folder has, written with two threads.
//! `floor FROM TO` prints the seconds that writing took, and those of the processor.

use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs, io, thread};

/// The files below a folder, from it, with their sizes.
fn files(root: &Path, folder: &Path, found: &mut Vec<(PathBuf, usize)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let (path, data) = { let entry = entry?; (entry.path(), entry.metadata()?) };
        if data.is_dir() {
            files(root, &path, found)?;
        } else {
            let own = path.strip_prefix(root).expect("it is below").to_owned();
            found.push((own, data.len() as usize));
        }
    }
    Ok(())
}

fn write(to: &Path, files: &[(PathBuf, usize)], bytes: &[u8]) -> io::Result<()> {
    let mut last = PathBuf::new();
    for (path, size) in files {
        let path = to.join(path);
        let folder = path.parent().expect("a file is in a folder");
        if folder != last {
            fs::create_dir_all(folder)?;
            last = folder.to_owned();
        }
        fs::write(&path, &bytes[..*size])?;
    }
    Ok(())
}

/// Seconds of processor of this program so far, in hundredths as Linux counts them.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn main() -> io::Result<()> {
    let folders: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [from, to] = folders.as_slice() else {
        return Err(io::Error::other("floor FROM TO"));
    };
    let mut found = Vec::new();
    files(from, from, &mut found)?;
    let most = found.iter().map(|(_, size)| *size).max().unwrap_or_default();
    // Not zeros, which a disk may not write at all.
    let bytes: Vec<u8> = (0..most as u64).map(|n| (n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8).collect();
    let (start, before) = (Instant::now(), processor());
    let (one, other) = found.split_at(found.len() / 2);
    thread::scope(|scope| {
        let half = scope.spawn(|| write(to, one, &bytes));
        write(to, other, &bytes).and(half.join().expect("it does not panic"))
    })?;
    println!("{} {}", start.elapsed().as_secs_f64(), processor() - before);
    Ok(())
}

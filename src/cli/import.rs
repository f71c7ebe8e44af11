//! `tt-site import`: figures of official files become a sheet of a département.

#![expect(clippy::disallowed_methods, reason = "commands are an edge")]

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;
use flate2::read::MultiGzDecoder;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use zip::ZipArchive;

use crate::cli::args::Import;
use crate::cli::around::Around;
use crate::cli::new::{existing_department, official};
use crate::cli::telling::show_people;
use crate::cli::{Verdict, tell};
use crate::diag::Text;
use crate::failure;
use crate::import::{
    About, CSV, Change, Fault, Importer, Mapping, Opened, Sheet, Source, Table, Tally,
    changes, is_untouched,
};
use crate::text;
use crate::write::file;

pub fn run(args: &Import, around: &Around) -> anyhow::Result<Verdict> {
    let mapping = match mapping(args, around)? {
        Ok(mapping) => mapping,
        Err(verdict) => return Ok(verdict),
    };
    let folder = existing_department(&args.department, &args.root)?;
    let department = official(&args.department).or_else(|| official(&folder));
    let department = department.ok_or_else(|| {
        failure!(
            "« {folder} » n’est pas le nom d’un département : donnez son code",
            "`{folder}` is not the name of a département: give its code"
        )
    })?;
    let day = around.today(args.date)?;
    let plan = match &mapping {
        Some(mapping) => Plan {
            about: mapping.about(),
            sheet: mapping.kind.folder(),
            importer: Box::new(Table::of(mapping, department)),
        },
        None => {
            let source = source(&args.source)?;
            let about = *source.about();
            Plan { about, sheet: about.name, importer: source.importer(department, day) }
        }
    };
    let Plan { about, sheet: name, importer } = plan;
    let mut reading = Reading {
        importer,
        tally: Tally::default(),
        files: Vec::new(),
        refused: Vec::new(),
        progress: progress(&args.files),
    };
    for path in &args.files {
        reading.file(path).with_context(|| path.display().to_string())?;
    }
    reading.progress.finish_and_clear();
    let Reading { importer, mut tally, files, refused, .. } = reading;
    let rows = importer.finish(&mut tally);
    tally.faults.iter().chain(&refused).for_each(|fault| tell(&worded(fault), around));
    if !refused.is_empty() {
        return Ok(Verdict::BadContent);
    }
    let sheet = Sheet { about: &about, files, day, example: args.example, tally, rows };
    let data = args.root.join("content/departements").join(&folder).join("donnees");
    write(&sheet, &data.join(name).with_extension("yaml"), args.dry_run, around)
}

/// What is imported, under which name, and how.
struct Plan<'m> {
    about: About<'m>,
    sheet: &'m str,
    importer: Box<dyn Importer + 'm>,
}

/// What the columns of a table are; none for a source that has its own.
fn mapping(
    args: &Import,
    around: &Around,
) -> anyhow::Result<Result<Option<Mapping>, Verdict>> {
    let path = match (&args.mapping, args.source.as_str()) {
        (Some(path), CSV) => path,
        (None, CSV) => {
            return Err(failure!(
                "dites ce que sont les colonnes : « --correspondance FICHIER.yaml »",
                "say what the columns are: `--correspondance FILE.yaml`"
            ));
        }
        (Some(_), name) => {
            return Err(failure!(
                "« {name} » a ses propres colonnes : « --correspondance » va avec « csv »",
                "`{name}` has its own columns: `--correspondance` goes with `csv`"
            ));
        }
        (None, _) => return Ok(Ok(None)),
    };
    let shown = path.display().to_string();
    let text = fs::read_to_string(path).with_context(|| shown.clone())?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match Mapping::read(&name, &text) {
        Ok(mapping) => Ok(Ok(Some(mapping))),
        Err((diagnostics, sources)) => {
            show_people(&diagnostics, &sources, &args.root, around);
            Ok(Err(Verdict::BadContent))
        }
    }
}

fn source(name: &str) -> anyhow::Result<Source> {
    let found = Source::ALL.into_iter().find(|source| source.about().name == name);
    let names = Source::ALL.map(|source| source.about().name).join(", ") + ", " + CSV;
    found.ok_or_else(|| {
        failure!(
            "« {name} » n’est pas une source ; il y a : {names}",
            "`{name}` is no source; there are: {names}"
        )
    })
}

/// Writes the sheet, if it says something new, and tells what it changes.
fn write(
    sheet: &Sheet<'_>,
    path: &Path,
    is_dry: bool,
    around: &Around,
) -> anyhow::Result<Verdict> {
    let shown = || path.display().to_string();
    let before = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        text => Some(text.with_context(shown)?),
    };
    tell(&summary(sheet.about, &sheet.tally), around);
    if sheet.rows.is_empty() {
        let message = text!(
            "rien de ce département ne peut être publié : la feuille n’est pas écrite",
            "nothing of this département can be published: the sheet is not written"
        );
        tell(&message, around);
        return Ok(Verdict::BadContent);
    }
    if before.as_deref().is_some_and(|text| !is_untouched(text)) {
        return Err(failure!(
            "cette feuille a été modifiée à la main : déplacez vos lignes dans `immobilier.yaml` ou dans une page, effacez la feuille, puis recommencez",
            "this sheet was changed by hand: move your lines to `immobilier.yaml` or to a page, remove the sheet, then try again"
        )
        .context(shown()));
    }
    if !before.as_deref().is_none_or(|before| sheet.follows(before)) {
        return Err(failure!(
            "cette feuille vient d’une autre commande ou d’un autre tableau : effacez-la si celle-ci la remplace",
            "this sheet is of another command or another table: remove it if this one stands for it"
        )
        .context(shown()));
    }
    let change = changes(before.as_deref().unwrap_or_default(), sheet);
    let new = sheet.new_text(before.as_deref());
    tell(&changed(change, path, new.is_some(), is_dry), around);
    if let Some(text) = new.filter(|_| !is_dry) {
        let parent = path.parent().unwrap_or(path);
        fs::create_dir_all(parent).with_context(|| parent.display().to_string())?;
        file::rewrite(path, text.as_bytes()).with_context(shown)?;
    }
    Ok(Verdict::Fine)
}

/// « 1 204 lignes lues, 318 ventes retenues ; écartées : 12 sans prix ou sans surface »
fn summary(about: &About<'_>, tally: &Tally) -> Text {
    let Tally { read, kept, unplaced, .. } = tally;
    let unit = about.unit;
    let dropped = tally.dropped.iter();
    let dropped: Vec<String> =
        dropped.map(|(reason, n)| format!("{n} {}", reason.words())).collect();
    let dropped = dropped.join(", ");
    let mut told =
        text!("{read} lignes lues, retenu : {kept} {unit}", "{read} rows, {kept} kept");
    let mut add = |more: &Text| {
        told.fr.push_str(&more.fr);
        told.en.push_str(&more.en);
    };
    if *unplaced > 0 {
        add(&text!(
            ", dont {unplaced} sans position",
            ", {unplaced} of them without a position"
        ));
    }
    if !dropped.is_empty() {
        add(&text!(" ; écarté : {dropped}", "; left out: {dropped}"));
    }
    told
}

fn changed(change: Change, path: &Path, is_new: bool, is_dry: bool) -> Text {
    let Change { added, changed, removed } = change;
    let path = path.display();
    match (is_new, is_dry) {
        (false, _) => text!("{path} : rien de nouveau", "{path}: nothing new"),
        (true, true) => text!(
            "{path} : {added} relevés de plus, {changed} changés, {removed} de moins ; rien n’est écrit",
            "{path}: {added} figures more, {changed} changed, {removed} less; nothing is written"
        ),
        (true, false) => text!(
            "{path} : {added} relevés de plus, {changed} changés, {removed} de moins",
            "{path}: {added} figures more, {changed} changed, {removed} less"
        ),
    }
}

fn worded(fault: &Fault) -> Text {
    let Fault { file, line, text: Text { fr, en } } = fault;
    match line {
        Some(line) => text!("{file}, ligne {line} : {fr}", "{file}, line {line}: {en}"),
        None => text!("{file} : {fr}", "{file}: {en}"),
    }
}

/// Files while they are read.
struct Reading<'m> {
    importer: Box<dyn Importer + 'm>,
    tally: Tally,
    /// Names and days.
    files: Vec<(String, Date)>,
    refused: Vec<Fault>,
    progress: ProgressBar,
}

impl Reading<'_> {
    /// Reads a file as it was downloaded: packed or not.
    fn file(&mut self, path: &Path) -> anyhow::Result<()> {
        let file = File::open(path)?;
        let day = day_of(&file)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let file = BufReader::new(self.progress.wrap_read(file));
        if let Some(name) = name.strip_suffix(".gz") {
            return self.bytes(name, day, &mut MultiGzDecoder::new(file));
        }
        if !name.ends_with(".zip") {
            return self.bytes(&name, day, &mut { file });
        }
        let mut archive = ZipArchive::new(file)?;
        for at in 0..archive.len() {
            let mut member = archive.by_index(at)?;
            let name = member.name()?.rsplit('/').next().unwrap_or_default().to_owned();
            let is_table = self.importer.endings().iter().any(|end| name.ends_with(end));
            let packed = member.last_modified().and_then(|time| {
                let (month, day) = (time.month() as i8, time.day() as i8);
                Date::new(time.year() as i16, month, day).ok()
            });
            if is_table && member.is_file() {
                self.bytes(&name, packed.unwrap_or(day), &mut member)?;
            }
        }
        Ok(())
    }

    fn bytes(
        &mut self,
        name: &str,
        day: Date,
        bytes: &mut dyn Read,
    ) -> anyhow::Result<()> {
        let date = day_in(name).unwrap_or(day);
        self.files.push((name.to_owned(), date));
        let mut opened = Opened { name, date, bytes };
        if let Err(fault) = self.importer.read(&mut opened, &mut self.tally) {
            self.refused.push(fault);
        }
        Ok(())
    }
}

fn day_of(file: &File) -> anyhow::Result<Date> {
    let time = file.metadata()?.modified()?;
    let time = jiff::Timestamp::try_from(time)?;
    Ok(time.to_zoned(TimeZone::UTC).date())
}

/// The day that a name tells: `2026-03-31`, `202603` or `2024`, as far as it does.
fn day_in(name: &str) -> Option<Date> {
    let digits: Vec<&str> = name
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let at = digits.iter().position(|part| part.starts_with("20") && part.len() >= 4)?;
    let all = digits[at..].concat();
    let part = |range: std::ops::Range<usize>| all.get(range)?.parse::<i8>().ok();
    let year = all.get(..4)?.parse().ok()?;
    let (month, day) = (part(4..6), part(6..8));
    let whole = month.zip(day).and_then(|(month, day)| Date::new(year, month, day).ok());
    let months = month.and_then(|month| Date::new(year, month, 1).ok());
    whole.or(months).or_else(|| Date::new(year, 1, 1).ok())
}

/// How far the reading is, for those who wait at a terminal.
fn progress(files: &[PathBuf]) -> ProgressBar {
    let sizes = files.iter().filter_map(|path| Some(fs::metadata(path).ok()?.len()));
    let style = ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes} {eta}");
    let bar = ProgressBar::new(sizes.sum());
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_tell_their_day_as_far_as_they_do() {
        for (name, day) in [
            ("dvf-15-2024.csv", Some("2024-01-01")),
            ("2026-03-31_commune_debit_filaire.csv", Some("2026-03-31")),
            ("loyers_20250915.csv", Some("2025-09-15")),
            ("pred-mai-mef-dhup.csv", None),
            ("15.csv", None),
            ("2099999.csv", Some("2099-01-01")),
        ] {
            assert_eq!(day_in(name).map(|day| day.to_string()).as_deref(), day, "{name}");
        }
    }
}

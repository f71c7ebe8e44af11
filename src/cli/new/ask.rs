//! Questions on a terminal, one line each, with numbered answers where there are some:
//! nothing is redrawn, so that a screen reader and a log say what was said.

use std::io::{BufRead, Write};

use crate::diag::{Text, Tongue};
use crate::failure;
use crate::text;
use crate::text::fold::fold;

/// How many answers are shown at once.
const SHOWN: usize = 9;

/// Someone who can be asked.
pub struct Person<'a> {
    pub input: &'a mut dyn BufRead,
    pub output: &'a mut dyn Write,
    pub tongue: Tongue,
}

/// An answer to choose: what it is, and what it means when that is not the same.
pub struct Answer {
    pub word: String,
    pub meaning: String,
}

impl Person<'_> {
    /// Says something on a line of its own.
    pub fn tell(&mut self, said: &Text) -> anyhow::Result<()> {
        writeln!(self.output, "{}", said.in_tongue(self.tongue))?;
        Ok(())
    }

    /// Asks for a line; it may be empty.
    ///
    /// # Errors
    /// When the person leaves.
    pub fn ask(&mut self, question: &Text) -> anyhow::Result<String> {
        write!(self.output, "{} ", question.in_tongue(self.tongue))?;
        self.output.flush()?;
        let mut line = String::new();
        if self.input.read_line(&mut line)? == 0 {
            writeln!(self.output)?;
            return Err(failure!("rien n’a été écrit", "nothing was written"));
        }
        Ok(line.trim().to_owned())
    }

    /// Asks until there is an answer.
    pub fn insist(&mut self, question: &Text) -> anyhow::Result<String> {
        loop {
            let line = self.ask(question)?;
            if !line.is_empty() {
                return Ok(line);
            }
        }
    }

    /// Asks for one of these answers, by its number or by the start of its name.
    pub fn choose(&mut self, question: &Text, all: &[Answer]) -> anyhow::Result<usize> {
        self.list(all)?;
        loop {
            let line = self.insist(question)?;
            match picked(&line, all).as_slice() {
                [one] => return Ok(*one),
                [] => self.tell(&text!(
                    "« {line} » n’est pas dans la liste : donnez un numéro ou un nom",
                    "`{line}` is not in the list: give a number or a name"
                ))?,
                several => {
                    let names: Vec<_> =
                        several.iter().map(|i| all[*i].word.as_str()).collect();
                    let names = names.join(", ");
                    self.tell(&text!("lequel : {names} ?", "which one: {names}?"))?;
                }
            }
        }
    }

    /// Shows answers with their numbers.
    pub fn list(&mut self, all: &[Answer]) -> anyhow::Result<()> {
        for (number, Answer { word, meaning }) in (1..).zip(all) {
            match meaning.is_empty() {
                true => writeln!(self.output, "  {number}. {word}")?,
                false => writeln!(self.output, "  {number}. {word} : {meaning}")?,
            }
        }
        Ok(())
    }
}

/// The answers that a line may mean: its number, its very name, or the start of it.
pub fn picked(line: &str, all: &[Answer]) -> Vec<usize> {
    if let Ok(number) = line.parse::<usize>() {
        let found = number.checked_sub(1).filter(|i| *i < all.len());
        return found.into_iter().collect();
    }
    let wanted = fold(line);
    let named = |holds: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let folded = |answer: &Answer| [fold(&answer.word), fold(&answer.meaning)];
        let all = all.iter().enumerate();
        all.filter(|(_, answer)| folded(answer).iter().any(|name| holds(name)))
            .map(|(i, _)| i)
            .take(SHOWN)
            .collect()
    };
    let exact = named(&|name| name == wanted);
    if exact.is_empty() { named(&|name| name.starts_with(&wanted)) } else { exact }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers() -> Vec<Answer> {
        [
            ("espace", "Espace de travail"),
            ("offre", "Offre"),
            ("evenement", "Rendez-vous"),
        ]
        .map(|(word, meaning)| Answer { word: word.into(), meaning: meaning.into() })
        .into()
    }

    #[test]
    fn answers_are_picked_by_number_name_or_start() {
        for (line, expected) in [
            ("2", vec![1]),
            ("Offre", vec![1]),
            ("évén", vec![2]),
            ("rendez", vec![2]),
            ("e", vec![0, 2]),
            ("4", vec![]),
            ("0", vec![]),
            ("x", vec![]),
        ] {
            assert_eq!(picked(line, &answers()), expected, "{line}");
        }
    }

    #[test]
    fn a_person_is_asked_again_until_there_is_an_answer() {
        let mut output = Vec::new();
        let mut person = Person {
            input: &mut "\nx\ne\noffre\n".as_bytes(),
            output: &mut output,
            tongue: Tongue::French,
        };
        let question = text!("Quel contenu ?", "Which content?");
        assert_eq!(person.choose(&question, &answers()).expect("an answer"), 1);
        person.choose(&question, &answers()).expect_err("the person left");
        let said = String::from_utf8(output).expect("text");
        assert!(said.contains("  2. offre : Offre\n"), "{said}");
        assert!(said.contains("« x » n’est pas dans la liste"), "{said}");
        assert!(said.contains("lequel : espace, evenement ?"), "{said}");
    }
}

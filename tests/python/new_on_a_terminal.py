"""`tt-site new` on a real (pseudo-)terminal: what it asks, and the file that comes of it.

usage: new_on_a_terminal.py PROGRAM
"""

import os
import pty
import select
import subprocess
import sys
import tempfile
import time

PATIENCE = 20


def talk(command, answers):
    """Runs a command on a terminal; each answer is typed once its question was read.

    Returns the exit code and all that was shown."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(LANG="fr_FR.UTF-8", LC_ALL="fr_FR.UTF-8")
        os.execv(command[0], command)
    said = ""
    asked = 0
    deadline = time.monotonic() + PATIENCE
    for question, answer in answers:
        while question not in said[asked:]:
            said += read(terminal, deadline, said)
        asked = said.index(question, asked) + len(question)
        os.write(terminal, (answer + "\n").encode())
    while True:
        more = read(terminal, deadline, said)
        if not more:
            break
        said += more
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), said.replace("\r\n", "\n")


def read(terminal, deadline, said):
    ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
    assert ready, f"nothing more was said after:\n{said}"
    try:
        return os.read(terminal, 65536).decode()
    except OSError:  # Linux says so when the other side is gone.
        return ""


def contains(text, *parts):
    for part in parts:
        assert part in text, f"« {part} » is not in:\n{text}"


def main(program):
    with tempfile.TemporaryDirectory() as root:
        subprocess.run([program, "init", root], check=True, capture_output=True)
        new = [program, "--lang", "fr", "new", "--root", root]

        code, said = talk(
            new,
            [
                ("Que voulez-vous écrire ?", "espace"),
                ("Dans quelle commune ?", "Saint-F"),
                ("Dans quelle commune ?", "1"),
                ("Le titre de la page ?", "Le bureau d’été"),
            ],
        )
        assert code == 0, said
        path = "content/departements/cantal/espaces/le-bureau-d-ete.md"
        contains(said, "espace : Espace de travail", "1. Saint-Flour : 15100", path)
        with open(os.path.join(root, path), encoding="utf-8") as file:
            contains(
                file.read(),
                'titre: "Le bureau d’été"',
                'commune: "Saint-Flour"',
                "position: [45.",
                '#adresse: "15100 Saint-Flour"',
                "# nombre de postes de travail",
            )

        code, said = talk(new + ["offre", "cantal", "Une maison"], [("Dans quelle commune ?", "Murat")])
        assert code == 0, said

        check = subprocess.run([program, "--lang", "fr", "check", "--root", root], capture_output=True, text=True)
        assert check.returncode == 0, check.stdout + check.stderr

        code, said = talk(new, [("Que voulez-vous écrire ?", "\x04")])
        assert code == 2, said
        contains(said, "rien n’a été écrit")

        piped = subprocess.run(new, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        assert piped.returncode == 2
        contains(piped.stderr, "il manque le type de contenu")
    print("tt-site new asks on a terminal, and only there")


main(sys.argv[1])

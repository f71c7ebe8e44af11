// `tt-site serve` on a copy of the demonstration portal, under git, so that a test can say
// what an editor's work left behind.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

import { BINARY, ROOT } from './portal.js';

const run = promisify(execFile);
const DECAP = 'decap-cms-3.16.3.tgz';

/** The package of the web editor, fetched once for all tests. */
export async function decap() {
  const folder = join(ROOT, 'target/editor');
  const file = join(folder, DECAP);
  try {
    await access(file);
  } catch {
    await mkdir(folder, { recursive: true });
    await run('npm', ['pack', '--silent', DECAP.replace(/-(\d.*)\.tgz$/, '@$1')], { cwd: folder });
  }
  return file;
}

/**
 * Serves a copy of the portal. `git` runs a command of git in it, `restore` puts its files back
 * and waits until the preview has built them, `stop` ends it all.
 */
export async function servePortal({ editor = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'tt-site-serve-'));
  await cp(join(ROOT, 'content'), join(folder, 'content'), { recursive: true });
  const git = async (...words) => {
    const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'core.autocrlf=false'];
    return (await run('git', [...who, ...words], { cwd: folder })).stdout;
  };
  await git('init', '--quiet');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'content');
  if (editor) await run(BINARY, ['editor', '--root', folder, '--from', await decap()]);
  const server = spawn(BINARY, ['serve', '--root', folder, '--port', '0', '--lang', 'fr'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [address] = await once(createInterface({ input: server.stdout }), 'line');
  const stop = async () => {
    if (server.exitCode === null) {
      server.kill();
      await once(server, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  };
  const url = new URL(address).origin;
  const answers = async (status) => {
    for (let tries = 0; (await fetch(`${url}/repere/`)).status !== status; tries++) {
      if (tries > 2400) throw new Error(`/repere/ never answers ${status}`);
      await setTimeout(50);
    }
  };
  // A file that no page is comes, or is missing, only when the build is over.
  const over = () => fetch(`${url}/repere.txt`);
  await over();
  const restore = async () => {
    if ((await git('status', '--porcelain', '--', 'content', 'theme')) === '') return;
    await git('checkout', '--quiet', '--', '.');
    await git('clean', '--quiet', '-fd', 'content', 'theme');
    // A page that comes and goes: what changed before it is built too.
    const file = join(folder, 'content/pages/repere.md');
    await writeFile(file, '---\ntitre: Repère\nresume: Un repère.\n---\nUn repère.\n');
    await answers(200);
    await rm(file);
    await answers(404);
    await over();
  };
  return { folder, git, restore, stop, url };
}

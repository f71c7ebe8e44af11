// The real YAML language server over stdio, as a text editor speaks to it.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

const SERVER = createRequire(import.meta.url).resolve('yaml-language-server/bin/yaml-language-server');

/** Starts the server; `yaml` are the settings that the editor has under `yaml`. */
export async function start(root, yaml = {}) {
  const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const server = new Server(child, yaml);
  await server.request('initialize', {
    processId: process.pid,
    locale: 'fr',
    rootUri: root,
    workspaceFolders: [{ uri: root, name: 'portail' }],
    capabilities: {
      workspace: { configuration: true },
      textDocument: {
        completion: { completionItem: { documentationFormat: ['markdown'] } },
        hover: { contentFormat: ['markdown'] },
        publishDiagnostics: {},
      },
    },
  });
  server.notify('initialized', {});
  server.notify('workspace/didChangeConfiguration', { settings: { yaml } });
  await server.configured;
  return server;
}

class Server {
  #child;
  #settings;
  #bytes = Buffer.alloc(0);
  #answers = new Map();
  #findings = new Map();
  #last = 0;

  constructor(child, yaml) {
    this.#child = child;
    this.#settings = { yaml };
    this.configured = new Promise((resolve) => (this.answered = resolve));
    child.stdout.on('data', (bytes) => this.#read(bytes));
  }

  stop() {
    this.#child.kill();
  }

  notify(method, params) {
    this.#send({ method, params });
  }

  request(method, params) {
    const id = ++this.#last;
    this.#send({ id, method, params });
    return new Promise((resolve, reject) => this.#answers.set(id, { resolve, reject }));
  }

  /** Opens a file with this text, anew if need be, and waits for what is said of it. */
  async open(uri, text) {
    if (this.#findings.has(uri)) {
      const closed = this.#told(uri);
      this.notify('textDocument/didClose', { textDocument: { uri } });
      await closed;
    }
    const told = this.#told(uri);
    this.notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: ++this.#last, text },
    });
    return told;
  }

  #told(uri) {
    return new Promise((resolve) => this.#findings.set(uri, resolve));
  }

  /** What is proposed where the `|` stands. */
  async complete(uri, marked) {
    const { text, position } = unmarked(marked);
    await this.open(uri, text);
    const { items } = await this.request('textDocument/completion', { textDocument: { uri }, position });
    return items;
  }

  /** What is explained where the `|` stands. */
  async hover(uri, marked) {
    const { text, position } = unmarked(marked);
    await this.open(uri, text);
    const hover = await this.request('textDocument/hover', { textDocument: { uri }, position });
    return hover?.contents.value ?? '';
  }

  #send(message) {
    const json = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`);
  }

  #read(bytes) {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    for (;;) {
      const head = this.#bytes.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#bytes.subarray(0, head))[1]);
      if (this.#bytes.length < head + 4 + length) return;
      const json = this.#bytes.subarray(head + 4, head + 4 + length).toString();
      this.#bytes = this.#bytes.subarray(head + 4 + length);
      this.#hear(JSON.parse(json));
    }
  }

  #hear({ id, method, params, result, error }) {
    if (method === 'textDocument/publishDiagnostics') {
      this.#findings.get(params.uri)?.(params.diagnostics);
    } else if (method === 'workspace/configuration') {
      this.#send({ id, result: params.items.map(({ section }) => this.#settings[section] ?? {}) });
      this.answered();
    } else if (method && id !== undefined) {
      this.#send({ id, result: null });
    } else if (this.#answers.has(id)) {
      const { resolve, reject } = this.#answers.get(id);
      this.#answers.delete(id);
      if (error) reject(new Error(error.message));
      else resolve(result);
    }
  }
}

function unmarked(marked) {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const position = { line: before.length - 1, character: before.at(-1).length };
  return { text: marked.replace('|', ''), position };
}

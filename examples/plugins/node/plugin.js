#!/usr/bin/env node
// An instance plugin: each machine is a file in a folder. It speaks InfraKit's Instance protocol (JSON-RPC 2.0 over HTTP), over TCP or a
// unix socket, and needs nothing but Node.
//
//   node plugin.js --listen 127.0.0.1:9100 --directory ./machines
//   node plugin.js --listen unix:/run/plugins/instance-node --directory ./machines
'use strict';

const crypto = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { parseArgs } = require('node:util');

const INTERFACE = { Name: 'Instance', Version: '0.6.1' };
const LONGEST_REQUEST = 4 * 1024 * 1024;
const ID = /^instance-[0-9]+$/;

const { values: options } = parseArgs({
  options: {
    listen: { type: 'string', default: '127.0.0.1:9100' },
    directory: { type: 'string', default: 'machines' },
  },
});
fs.mkdirSync(options.directory, { recursive: true });

/** What the plugin can do. A method returns its result, or throws an error whose message the caller is shown. */
const methods = {
  'Handshake.Hello': () => ({
    Objects: { [`${INTERFACE.Name}/${INTERFACE.Version}`]: [{ Name: '.', ProxyFor: '' }] },
  }),

  'Handshake.Implements': () => ({ APIs: [INTERFACE] }),

  'Instance.Validate': ({ Type, Properties }) => {
    checkProperties(Properties);
    return { Type, OK: true };
  },

  'Instance.Provision': ({ Type, Spec }) => {
    checkProperties(Spec.Properties);
    const id = `instance-${crypto.randomBytes(8).readBigUInt64BE() >> 1n}`;
    write(id, {
      LogicalID: Spec.LogicalID ?? null,
      Tags: Spec.Tags ?? {},
      Properties: Spec.Properties,
      Init: Spec.Init ?? '',
      Attachments: Spec.Attachments ?? [],
    });
    return { Type, ID: id };
  },

  'Instance.Label': ({ Type, Instance, Labels }) => {
    const machine = read(Instance);
    write(Instance, { ...machine, Tags: { ...machine.Tags, ...Labels } });
    return { Type, OK: true };
  },

  // An update keeps what the next machine is to find again; this plugin has nothing of that kind.
  'Instance.Destroy': ({ Type, Instance, Context }) => {
    read(Instance);
    fs.rmSync(fileOf(Instance), { force: true });
    console.log(`removed ${Instance}: ${Context?.Reason}`);
    return { Type, OK: true };
  },

  'Instance.DescribeInstances': ({ Type, Tags, Properties }) => {
    const wanted = Object.entries(Tags ?? {});
    const machines = fs
      .readdirSync(options.directory)
      .filter((name) => name.endsWith('.json'))
      .map((name) => find(name.slice(0, -'.json'.length)))
      .filter((machine) => machine && wanted.every(([name, value]) => machine.Tags[name] === value));
    return {
      Type,
      Descriptions: machines.map((machine) => ({
        ID: machine.ID,
        LogicalID: machine.LogicalID,
        Tags: machine.Tags,
        ...(Properties ? { Properties: machine.Properties } : {}),
      })),
    };
  },
};

function checkProperties(properties) {
  const size = properties?.instanceSize;
  if (typeof size !== 'string' || size.length === 0) {
    throw new Error("'instanceSize' must be a text, such as small");
  }
}

/** Only ids of our own making become file names. */
function fileOf(id) {
  if (!ID.test(id)) {
    throw new Error(`no such instance: ${id}`);
  }
  return path.join(options.directory, `${id}.json`);
}

function find(id) {
  try {
    return { ID: id, ...JSON.parse(fs.readFileSync(fileOf(id), 'utf8')) };
  } catch (error) {
    // Gone since it was listed.
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

function read(id) {
  const machine = find(id);
  if (!machine) {
    throw new Error(`no such instance: ${id}`);
  }
  return machine;
}

/** Under another name first, so that nobody reads half a machine. */
function write(id, { ID: _, ...machine }) {
  const file = fileOf(id);
  fs.writeFileSync(`${file}.part`, JSON.stringify(machine, null, 2));
  fs.renameSync(`${file}.part`, file);
}

/** The text of the request's id: ids may be larger than the numbers that JavaScript keeps exactly. */
function idText(text) {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"\s*:?|[{}[\]]|-?[0-9.eE+-]+/g)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    else if (depth === 1 && /^"id"\s*:$/.test(token)) depth = Infinity;
    else if (depth === Infinity) return token;
  }
  return null;
}

/** The answer's body; empty for what is no request. */
function answer(text) {
  let request;
  try {
    request = JSON.parse(text);
  } catch {
    return '';
  }
  const id = idText(text);
  if (Array.isArray(request) || request === null || typeof request !== 'object' || id === null || request.id === null) {
    return '';
  }

  const reply = (key, value) => `{"jsonrpc":"2.0","${key}":${JSON.stringify(value)},"id":${id}}\n`;
  if (request.jsonrpc !== '2.0') {
    return reply('error', { code: -32600, message: 'jsonrpc must be 2.0', data: null });
  }

  const method = Object.hasOwn(methods, request.method) ? methods[request.method] : null;
  if (!method) {
    return reply('error', { code: -32000, message: `rpc: can't find method "${request.method}"`, data: null });
  }

  try {
    return reply('result', method(request.params ?? {}));
  } catch (error) {
    return reply('error', { code: -32000, message: error.message, data: null });
  }
}

const server = http.createServer((request, response) => {
  const end = (status, body, type = 'text/plain; charset=utf-8') => {
    response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
    response.end(body);
  };
  if (request.url === '/info/api.json' && request.method === 'GET') {
    return end(200, JSON.stringify({ Implements: [INTERFACE] }), 'application/json');
  }
  if (request.url !== '/') return end(404, 'not found');
  if (request.method !== 'POST') return end(405, 'POST only');
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) return end(415, 'application/json only');

  const parts = [];
  let length = 0;
  request.on('data', (part) => {
    length += part.length;
    if (length > LONGEST_REQUEST) return request.destroy();
    parts.push(part);
  });
  request.on('end', () => end(200, answer(Buffer.concat(parts).toString('utf8'))));
});

const listening = () => console.log(`listening on ${addressOf(server.address())}`);

function addressOf(address) {
  return typeof address === 'string' ? `unix://${address}` : `http://${address.address}:${address.port}/`;
}

if (options.listen.startsWith('unix:')) {
  const socket = path.resolve(options.listen.slice('unix:'.length).replace(/^\/\//, ''));
  // One that was left behind by an earlier run.
  fs.rmSync(socket, { force: true });
  server.listen(socket, listening);
} else {
  const [, host, port] = /^(.*):([0-9]+)$/.exec(options.listen) ?? [];
  if (!host) {
    console.error('--listen must be host:port or unix:/path');
    process.exit(2);
  }
  server.listen(Number(port), host.replace(/^\[|\]$/g, ''), listening);
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}

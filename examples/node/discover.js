#!/usr/bin/env node
// Finds, on a GpuCqa service, the cells whose share per lot goes with a readout. No generated code: the protos are read when it starts.
//
//     npm install                                                              (once)
//     node discover.js 127.0.0.1:50051 lots.csv --readout vegf_pg_ml --out result
//
// Uploads the files of a cohort sheet (columns lot, path, optional role, donor, tissue, batch, process, and readouts), makes a cohort, runs a discovery,
// watches it, and writes associations.csv, clusters.csv and finding.svg into the folder of --out.
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const { parseArgs } = require('util');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');
const protobuf = require('protobufjs');

const CHUNK = 1 << 20;
const KNOWN = ['lot', 'path', 'role', 'donor', 'tissue', 'batch', 'process'];
const protos = process.env.GPUCQA_PROTOS || path.join(__dirname, '..', '..', 'protos');

const { values: given, positionals: [address, sheet] } = parseArgs({
  allowPositionals: true,
  options: { readout: { type: 'string' }, out: { type: 'string' }, project: { type: 'string', default: 'default' }, 'api-key-file': { type: 'string' }, 'tls-ca': { type: 'string' } },
});
if (!sheet || !given.readout || !given.out) throw new Error('usage: discover.js HOST:PORT SHEET --readout COLUMN --out FOLDER [--project NAME] [--tls-ca FILE [--api-key-file FILE]]');
if (given['api-key-file'] && !given['tls-ca']) throw new Error('a key does not travel in the open: give --tls-ca');

// TLS when authorities are given, and a key on every call.
function credentials() {
  if (!given['tls-ca']) return grpc.credentials.createInsecure();
  const tls = grpc.credentials.createSsl(fs.readFileSync(given['tls-ca']));
  if (!given['api-key-file']) return tls;
  const key = fs.readFileSync(given['api-key-file'], 'utf8').trim();
  return grpc.credentials.combineChannelCredentials(tls, grpc.credentials.createFromMetadataGenerator((_, done) => {
    const metadata = new grpc.Metadata();
    metadata.set('authorization', `Bearer ${key}`);
    done(null, metadata);
  }));
}

const googleProtos = path.dirname(require.resolve('google-proto-files/package.json'));
const api = grpc.loadPackageDefinition(loader.loadSync(
  ['analysis', 'cohort', 'dataset', 'result'].map((name) => `gpucqa/v1/${name}_service.proto`),
  { keepCase: true, longs: Number, enums: String, defaults: true, oneofs: true, includeDirs: [protos, googleProtos] },
)).gpucqa.v1;
const stub = (service) => new api[service](address, credentials(), { 'grpc.max_receive_message_length': 16 << 20, 'grpc.keepalive_time_ms': 20000 });
const [analyses, cohorts, datasets, results] = ['AnalysisService', 'CohortService', 'DatasetService', 'ResultService'].map(stub);

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const rpc = new protobuf.Root();
rpc.resolvePath = (_, target) => path.join(googleProtos, target);
rpc.loadSync(['google/rpc/status.proto', 'google/rpc/error_details.proto'], { keepCase: true });

// What google.rpc.Status says besides the message, of one type; undefined if it says none.
function detail(error, type) {
  const [packed] = error.metadata ? error.metadata.get('grpc-status-details-bin') : [];
  const found = packed && rpc.lookupType('google.rpc.Status').decode(packed).details.find((d) => d.type_url.endsWith(`/${type}`));
  return found && rpc.lookupType(type).decode(found.value);
}

// Milliseconds after which the same call may pass: as the service says, or as many as are given where it is the line that failed. Undefined: never, whatever
// is repeated. A limit without RetryInfo does not go away by itself, and a server that cannot prove who it is will not later.
function delay(error, otherwise) {
  const retry = detail(error, 'google.rpc.RetryInfo');
  if (retry && retry.retry_delay) return 1000 * Number(retry.retry_delay.seconds) + retry.retry_delay.nanos / 1e6;
  if (error.code === grpc.status.UNAVAILABLE) return /certificate|SSL|TLS|altnames/.test(error.details) ? undefined : otherwise;
  return error.code === grpc.status.ABORTED ? otherwise : undefined;
}

// Repeats work while the service cannot be reached or asks for patience; everything that is repeated here may be. What was given up within is not begun again around it.
async function patiently(work) {
  for (let attempt = 0; ; attempt++) {
    try { return await work(); } catch (error) {
      const ms = error.hopeless ? undefined : delay(error, 200 * 2 ** attempt);
      if (attempt === 7 || ms === undefined) throw Object.assign(error, { hopeless: true });
      await wait(ms);
    }
  }
}

const unary = (on, method, request, seconds = 60) => patiently(() => new Promise((resolve, reject) =>
  on[method](request, { deadline: Date.now() + 1000 * seconds }, (error, answer) => (error ? reject(error) : resolve(answer)))));

const table256 = Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0x82F63B78 : n >>> 1; return n >>> 0; });
const crc32c = (bytes) => { let crc = 0xFFFFFFFF; for (const byte of bytes) crc = (crc >>> 8) ^ table256[(crc ^ byte) & 255]; return (crc ^ 0xFFFFFFFF) >>> 0; };
const sha256 = (bytes) => crypto.createHash('sha256').update(bytes).digest('hex');

async function sha256OfFile(place) {
  const hash = crypto.createHash('sha256');
  for await (const part of fs.createReadStream(place, { highWaterMark: CHUNK })) hash.update(part);
  return hash.digest('hex');
}

// Comma-separated text, fields perhaps quoted, as objects by header.
function table(file) {
  const rows = [[]];
  let field = '', quoted = false;
  const text = fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  for (let i = 0; i <= text.length; i++) {
    const c = text[i] ?? '\n';
    if (quoted && c === '"' && text[i + 1] === '"') { field += '"'; i++; }
    else if (c === '"') quoted = !quoted;
    else if (quoted || (c !== ',' && c !== '\n')) field += c;
    else {
      rows.at(-1).push(field.trim());
      field = '';
      if (c === '\n') rows.push([]);
    }
  }
  const [headers, ...records] = rows.filter((row) => row.some((value) => value.length > 0));
  return records.map((record) => Object.fromEntries(headers.map((header, i) => [header, record[i] ?? ''])));
}

// Uploads a file, or the files of a 10x folder; the name of the dataset, which follows from the content.
async function uploadDataset(parent, place) {
  const places = fs.statSync(place).isDirectory() ? fs.readdirSync(place).filter((name) => !name.startsWith('.')).sort().map((name) => path.join(place, name)) : [place];
  const files = [];
  for (const file of places) files.push({ path: path.basename(file), size_bytes: fs.statSync(file).size, sha256: await sha256OfFile(file), place: file });
  const id = `data-${sha256(files.map((f) => `${f.sha256} ${f.path}\n`).join('')).slice(0, 40)}`;
  try { return noted(await unary(datasets, 'GetDataset', { name: `${parent}/datasets/${id}` }), place); } catch (error) { if (error.code !== grpc.status.NOT_FOUND) throw error; }
  const upload = await unary(datasets, 'StartDatasetUpload', { parent, dataset_id: id, display_name: path.basename(place), files, request_id: crypto.randomUUID() });
  for (const file of files) await patiently(() => send(upload.upload_id, file));
  return noted(await unary(datasets, 'FinishDatasetUpload', { upload_id: upload.upload_id }, 3600), place);
}

// Says what the service says of the files; the name of the dataset.
function noted(dataset, place) {
  for (const note of dataset.notes) process.stderr.write(`${place}: ${note}\n`);
  return dataset.name;
}

// Sends a file from where the service stands, which after a break is not the beginning.
async function send(uploadId, file) {
  const now = await unary(datasets, 'GetDatasetUpload', { upload_id: uploadId });
  let at = now.files.find((f) => f.path === file.path).persisted_size_bytes;
  if (at >= file.size_bytes) return;
  let stream;
  const answer = new Promise((resolve, reject) => { stream = datasets.WriteDatasetUpload((error, done) => (error ? reject(error) : resolve(done))); });
  let over = false;
  answer.catch(() => {}).finally(() => { over = true; });
  for await (const content of fs.createReadStream(file.place, { start: at, highWaterMark: CHUNK })) {
    if (over) break;
    const taken = stream.write({ upload_id: uploadId, path: file.path, write_offset: at, data: { content, crc32c: crc32c(content) } });
    at += content.length;
    if (!taken) await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), answer]);
  }
  stream.end();
  await answer;
}

// Makes the cohort of a sheet, or finds it: the same lots over the same bytes have the same id.
async function createCohort(parent, rows, names) {
  const bytes = fs.readFileSync(sheet);
  const lots = rows.map((row) => ({
    lot: row.lot, dataset: names.get(row.path), role: (row.role || '').toLowerCase(), donor: row.donor, tissue: row.tissue, batch: row.batch, process: row.process,
    values: Object.fromEntries(Object.entries(row).filter(([column]) => !KNOWN.includes(column))),
  }));
  const cohort = { display_name: path.basename(sheet), lots, sheet: { path: path.basename(sheet), size_bytes: bytes.length, sha256: sha256(bytes) } };
  const id = `js-${sha256(JSON.stringify(cohort)).slice(0, 40)}`;
  try { await unary(cohorts, 'CreateCohort', { parent, cohort_id: id, cohort, request_id: crypto.randomUUID() }); } catch (error) { if (error.code !== grpc.status.ALREADY_EXISTS) throw error; }
  return `${parent}/cohorts/${id}`;
}

// Shows the step in hand until the analysis has ended; a watch that breaks begins again with the present state.
async function discover(parent, cohort) {
  const id = `discover-${crypto.randomBytes(8).toString('hex')}`, name = `${parent}/analyses/${id}`;
  await unary(analyses, 'CreateAnalysis', { parent, analysis_id: id, analysis: { spec: { discover: { cohort, readouts: [given.readout] } } }, request_id: crypto.randomUUID() });
  let shown = '';
  await patiently(async () => {
    for await (const { analysis } of analyses.WatchAnalysis({ name })) {
      const step = analysis.steps.at(-1), where = step ? step.step : analysis.state;
      if (process.stderr.isTTY) process.stderr.write(`\r${`${where} ${step && step.total ? `${Math.floor(100 * step.done / step.total)} %` : ''}`.padEnd(60)}`);
      else if (where !== shown) process.stderr.write(`${shown = where}\n`);
    }
  });
  const end = await unary(analyses, 'GetAnalysis', { name });
  if (end.state !== 'STATE_SUCCEEDED') throw new Error(`${name}: ${end.error ? end.error.message : end.state}`);
  return name;
}

// Writes one file of the result, each chunk checked by CRC-32C and the whole by SHA-256.
async function download(analysis, file) {
  let announced, token = '';
  do {
    const page = await unary(results, 'ListResultFiles', { parent: analysis, page_token: token });
    announced = announced || page.files.find((f) => f.path === file);
    token = page.next_page_token;
  } while (token);
  const parts = [];
  let at = 0;
  await patiently(async () => {
    for await (const { read_offset: offset, data } of results.ReadResultFile({ parent: analysis, path: file, read_offset: at })) {
      if (offset !== at || crc32c(data.content) !== data.crc32c) throw new Error(`${file}: a chunk arrived damaged`);
      parts.push(data.content);
      at += data.content.length;
    }
  });
  const bytes = Buffer.concat(parts);
  if (!announced || sha256(bytes) !== announced.sha256) throw new Error(`${file}: is not what the service announced`);
  fs.writeFileSync(path.join(given.out, file), bytes);
}

// Share of the best cluster against the readout, one point a lot.
function plot(points, best) {
  const [width, height, left, bottom, top, right] = [640, 480, 70, 60, 50, 30];
  const escape = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  const ticks = (values) => {
    const low = Math.min(...values), high = Math.max(...values), raw = (high - low || 1) / 5, unit = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map((m) => m * unit).find((s) => s >= raw), first = Math.floor(low / step), count = Math.ceil(high / step) - first;
    return Array.from({ length: count + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  };
  const xs = ticks(points.map((p) => p.x)), ys = ticks(points.map((p) => p.y));
  const x = (value) => left + (value - xs[0]) / (xs.at(-1) - xs[0]) * (width - left - right);
  const y = (value) => height - bottom - (value - ys[0]) / (ys.at(-1) - ys[0]) * (height - bottom - top);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    `<text x="${width / 2}" y="28" text-anchor="middle" font-size="15">rho ${Number(best.rho).toFixed(2)}, family-wise p ${Number(best.p_family).toPrecision(2)}, ${escape(best.n)} lots</text>`,
    ...xs.map((v) => `<path d="M${x(v)} ${top}V${height - bottom}" stroke="#ddd"/><text x="${x(v)}" y="${height - bottom + 18}" text-anchor="middle">${v}</text>`),
    ...ys.map((v) => `<path d="M${left} ${y(v)}H${width - right}" stroke="#ddd"/><text x="${left - 8}" y="${y(v) + 4}" text-anchor="end">${v}</text>`),
    ...points.map((p) => `<circle cx="${x(p.x)}" cy="${y(p.y)}" r="4.5" fill="#1f77b4"/><text x="${x(p.x) + 7}" y="${y(p.y) - 5}" font-size="10">${escape(p.lot)}</text>`),
    `<text x="${(left + width - right) / 2}" y="${height - 16}" text-anchor="middle">${escape(given.readout)}</text>`,
    `<text transform="translate(20 ${(top + height - bottom) / 2}) rotate(-90)" text-anchor="middle">share of cluster ${escape(best.cluster)} (resolution ${escape(best.resolution)}), % of a lot's cells</text>`,
    '</svg>', '',
  ].join('\n');
}

(async () => {
  const parent = `projects/${given.project}`, rows = table(sheet), names = new Map();
  for (const row of rows) {
    if (names.has(row.path)) continue;
    process.stderr.write(`upload ${names.size + 1}: ${row.path}\n`);
    names.set(row.path, await uploadDataset(parent, path.resolve(path.dirname(sheet), row.path)));
  }
  const analysis = await discover(parent, await createCohort(parent, rows, names));

  fs.mkdirSync(given.out, { recursive: true });
  for (const file of ['associations.csv', 'clusters.csv']) await download(analysis, file);
  const [best] = table(path.join(given.out, 'associations.csv'));
  const value = new Map(rows.map((row) => [row.lot, Number(row[given.readout])]));
  const points = table(path.join(given.out, 'clusters.csv')).filter((c) => c.resolution === best.resolution && c.cluster === best.cluster)
    .map((c) => ({ lot: c.lot, x: value.get(c.lot), y: 100 * Number(c.fraction) }));
  fs.writeFileSync(path.join(given.out, 'finding.svg'), plot(points, best));
  console.log(`${analysis}: cluster ${best.cluster} (resolution ${best.resolution}): rho ${best.rho}, family-wise p ${best.p_family}; see ${path.join(given.out, 'finding.svg')}`);
  process.exit(0);
})().catch((error) => {
  console.error(`discover.js: ${error.code === undefined ? error.message : `${grpc.status[error.code]}: ${error.details}`}`);
  process.exit(1);
});

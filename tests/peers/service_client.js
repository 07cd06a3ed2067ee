// service_client.js ADDRESS PROTOS: the same round as service_client.py; prints the same line.
'use strict';
const crypto = require('crypto');
const path = require('path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const [address, protos] = process.argv.slice(2);
const load = (file) => grpc.loadPackageDefinition(loader.loadSync(file, {
  keepCase: true, longs: Number, enums: Number, defaults: true, oneofs: true, includeDirs: [protos, path.join(protos, 'third_party')],
}));
const client = (file, name) => new (name.split('.').reduce((at, part) => at[part], load(file)))(address, grpc.credentials.createInsecure());
const deadline = () => new Date(Date.now() + 60000);
const unary = (on, method, request) => new Promise((resolve, reject) => on[method](request, new grpc.Metadata(), { deadline: deadline() }, (error, answer) => error ? reject(error) : resolve(answer)));
const check = (fine, what) => { if (!fine) throw new Error(what); };
const refused = async (code, action) => {
  try { await action(); } catch (error) { check(error.code === code, `${error.code} ${error.details}`); check(error.metadata.get('grpc-status-details-bin').length === 1, 'details'); return; }
  throw new Error('not refused');
};

const crcTable = Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0x82F63B78 : n >>> 1; return n >>> 0; });
const crc32c = (bytes) => { let crc = 0xFFFFFFFF; for (const b of bytes) crc = (crc >>> 8) ^ crcTable[(crc ^ b) & 255]; return (crc ^ 0xFFFFFFFF) >>> 0; };
check(crc32c(Buffer.from('123456789')) === 0xE3069283, 'crc32c');
const hex = (value) => { const bytes = Buffer.alloc(8); bytes.writeDoubleBE(value); return bytes.toString('hex'); };

(async () => {
  const health = client('grpc/health/v1/health.proto', 'grpc.health.v1.Health');
  check((await unary(health, 'Check', {})).status === 1, 'health');
  await refused(grpc.status.NOT_FOUND, () => unary(health, 'Check', { service: 'none' }));

  const reflection = client('grpc/reflection/v1/reflection.proto', 'grpc.reflection.v1.ServerReflection');
  const services = await new Promise((resolve, reject) => {
    const stream = reflection.ServerReflectionInfo({ deadline: deadline() });
    stream.on('data', (answer) => resolve(answer.list_services_response.service.map((s) => s.name).sort()));
    stream.on('error', reject);
    stream.write({ list_services: '' });
    stream.end();
  });

  const table = Buffer.from('cell,area,intensity\n' + Array.from({ length: 4000 }, (_, i) => `c${i},${i % 17 + 0.25},${i * i % 101}\n`).join(''));
  const datasets = client('gpucqa/v1/dataset_service.proto', 'gpucqa.v1.DatasetService');
  const sha256 = crypto.createHash('sha256').update(table).digest('hex');
  const upload = await unary(datasets, 'StartDatasetUpload', { parent: 'projects/peers', dataset_id: 'node', files: [{ path: 'cells.csv', size_bytes: table.length, sha256 }] });
  const send = (first, last) => new Promise((resolve, reject) => {
    const stream = datasets.WriteDatasetUpload({ deadline: deadline() }, (error, answer) => error ? reject(error) : resolve(answer.file.persisted_size_bytes));
    for (let at = first; at < last; at += 9000) {
      const content = table.subarray(at, Math.min(at + 9000, last));
      stream.write({ upload_id: upload.upload_id, path: 'cells.csv', write_offset: at, data: { content, crc32c: crc32c(content) } });
    }
    stream.end();
  });
  check(await send(0, 20000) === 20000, 'first call');
  const stored = (await unary(datasets, 'GetDatasetUpload', { upload_id: upload.upload_id })).files[0].persisted_size_bytes;
  check(stored === 20000 && await send(stored, table.length) === table.length, 'second call');
  const dataset = await unary(datasets, 'FinishDatasetUpload', { upload_id: upload.upload_id });
  check(dataset.files[0].sha256 === sha256, 'sha256');
  await refused(grpc.status.INVALID_ARGUMENT, () => unary(datasets, 'GetDataset', { name: '../x' }));

  const associations = client('gpucqa/v1/association_service.proto', 'gpucqa.v1.AssociationService');
  const answer = await unary(associations, 'AssociateFractions', {
    lots: Array.from({ length: 6 }, (_, i) => `lot${i}`),
    fractions: [{ name: 'rare', values: [0.01, 0.03, 0.02, 0.05, 0.08, 0.13] }, { name: 'common', values: [0.5, 0.4, 0.45, 0.3, 0.35, 0.38] }],
    readouts: [{ name: 'vegf', values: [10, 30, 20, 40, 50, 60] }],
  });
  const analyses = client('gpucqa/v1/analysis_service.proto', 'gpucqa.v1.AnalysisService'), results = client('gpucqa/v1/result_service.proto', 'gpucqa.v1.ResultService');
  const streamed = (on, method, request) => new Promise((resolve, reject) => {
    const found = [], stream = on[method](request, { deadline: deadline() });
    stream.on('data', (one) => found.push(one));
    stream.on('error', reject);
    stream.on('end', () => resolve(found));
  });
  await unary(analyses, 'CreateAnalysis', { parent: 'projects/peers', analysis_id: 'node', analysis: { spec: { correlate: { dataset: dataset.name, method: 'METHOD_PEARSON', raw: true } } } });
  const changes = await streamed(analyses, 'WatchAnalysis', { name: 'projects/peers/analyses/node' });
  check(changes[changes.length - 1].analysis.state === 4, JSON.stringify(changes[changes.length - 1]));
  const [first, ...blocks] = await streamed(results, 'ReadResult', { name: 'projects/peers/analyses/node/results/correlations' });
  check(first.schema.columns.length === 1 && first.schema.columns[0].element_type === 2, JSON.stringify(first));
  const correlations = blocks.flatMap(({ block: { data, row_count: rows } }) => {
    check(crc32c(data.content) === data.crc32c, 'crc32c of a block');
    return Array.from({ length: rows * first.schema.columns[0].width }, (_, i) => data.content.readDoubleLE(8 * i));
  });

  const { devices } = await unary(client('gpucqa/v1/device_service.proto', 'gpucqa.v1.DeviceService'), 'ListDevices', {});
  console.log(JSON.stringify({
    services,
    devices: devices.map((d) => d.name),
    content: dataset.content_sha256,
    format: dataset.format,
    associations: answer.associations.map((a) => [a.feature, a.rank, hex(a.rho), hex(a.p), hex(a.p_family), hex(a.interval_low)]),
    orders: answer.orders,
    correlations: correlations.map(hex),
  }));
  process.exit(0);
})().catch((error) => { console.error(error); process.exit(1); });

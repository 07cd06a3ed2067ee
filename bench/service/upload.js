// upload.js ADDRESS PROTOS MIB PID: uploads a table of MIB mebibytes, its writer killed twice on the way; prints how much memory the server took beside idle.
'use strict';
const { fork } = require('child_process');
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const [address, protos, mib, pid, role, upload, from] = process.argv.slice(2);
const definition = grpc.loadPackageDefinition(loader.loadSync('gpucqa/v1/dataset_service.proto', { keepCase: true, longs: Number, defaults: true, includeDirs: [protos, path.join(protos, 'third_party')] }));
const service = new definition.gpucqa.v1.DatasetService(address, grpc.credentials.createInsecure());
const unary = (method, request) => new Promise((resolve, reject) => service[method](request, (error, answer) => error ? reject(error) : resolve(answer)));
const crcTable = new Uint32Array(256).map((_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0x82F63B78 : n >>> 1; return n >>> 0; });
const crc32c = (bytes) => { let crc = 0xFFFFFFFF; for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ crcTable[(crc ^ bytes[i]) & 255]; return (crc ^ 0xFFFFFFFF) >>> 0; };

// A mebibyte of rows of 32 bytes; any one can be made without the others. The first row of the first one is the head of the table.
const row = (number) => `c${String(number).padStart(14, '0')},1.50,2.2500000000`.slice(0, 31) + '\n';
const block = (index) => {
  const bytes = Buffer.alloc(1 << 20);
  for (let i = 0; i < 32768; i++) bytes.write(row(index * 32768 + i), i * 32, 'latin1');
  if (index === 0) bytes.write('cell,area,intensity'.padEnd(31, '_') + '\n', 0, 'latin1');
  return bytes;
};
const rss = () => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

if (role === 'writer') {
  const stream = service.WriteDatasetUpload((error) => process.exit(error ? 1 : 0));
  (async () => {
    for (let at = Number(from); at < Number(mib) << 20;) {
      const content = block(at >> 20).subarray(at & 0xFFFFF);
      if (!stream.write({ upload_id: upload, path: 'cells.csv', write_offset: at, data: { content, crc32c: crc32c(content) } })) await new Promise((resolve) => stream.once('drain', resolve));
      at += content.length;
    }
    stream.end();
  })();
} else {
  (async () => {
    const hash = crypto.createHash('sha256');
    for (let i = 0; i < Number(mib); i++) hash.update(block(i));
    const sha256 = hash.digest('hex'), size = Number(mib) << 20;
    const idle = rss();
    let most = idle;
    const meter = setInterval(() => { most = Math.max(most, rss()); }, 50);
    const started = await unary('StartDatasetUpload', { parent: 'projects/bench', dataset_id: `d${Date.now()}`, files: [{ path: 'cells.csv', size_bytes: size, sha256 }] });
    const stored = async () => (await unary('GetDatasetUpload', { upload_id: started.upload_id })).files[0].persisted_size_bytes;
    const begun = Date.now();
    const kept = [];
    for (let life = 0; life < 3; life++) {
      const at = await stored();
      kept.push(at);
      const writer = fork(__filename, [address, protos, mib, pid, 'writer', started.upload_id, String(at)]);
      const ended = new Promise((resolve) => writer.on('exit', resolve));
      if (life < 2) while (await stored() < (life + 1) * size / 3) await new Promise((resolve) => setTimeout(resolve, 20));
      if (life < 2) writer.kill('SIGKILL');
      await ended;
    }
    const seconds = (Date.now() - begun) / 1000;
    const dataset = await unary('FinishDatasetUpload', { upload_id: started.upload_id });
    clearInterval(meter);
    console.log(JSON.stringify({ mib: Number(mib), same_sha256: dataset.files[0].sha256 === sha256, resumed_at: kept, idle_mib: Math.round(idle), most_above_idle_mib: Math.round(most - idle), mib_per_second: Math.round(Number(mib) / seconds) }));
    process.exit(0);
  })().catch((error) => { console.error(error.message); process.exit(1); });
}

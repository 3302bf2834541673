let lastMs = 0;
let counter = 0;

/**
 * A UUIDv7 (PROTOCOL S1, S3). Ids of one page sort in the order they were made, even within a millisecond and when
 * the clock is set back: 12 bits after the time count up from a random start.
 */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = ((bytes[6]! << 8) | bytes[7]!) & 0x7ff;
  } else if (++counter > 0xfff) {
    lastMs += 1;
    counter = 0;
  }
  new DataView(bytes.buffer).setUint16(0, Math.floor(lastMs / 2 ** 32));
  new DataView(bytes.buffer).setUint32(2, lastMs >>> 0);
  bytes[6] = 0x70 | (counter >> 8);
  bytes[7] = counter & 0xff;
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

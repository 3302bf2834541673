import type { LiveServer } from "./live.ts";

/** What is used of the adapter's inside; a test holds it in place. */
type EncodingAdapter = {
  _encode(packet: unknown, options: { wsPreEncodedFrame?: Buffer[] }): unknown;
};

/**
 * Socket.IO encodes the WebSocket frame of a broadcast once (PROTOCOL F2), but as a header and a payload, so that each
 * socket of the room gathers two buffers into one system call. Joined once, each takes one plain write. Call it when the
 * server has its adapter.
 */
export function writeFramesWhole(io: LiveServer): void {
  const adapter = io.of("/").adapter as unknown as EncodingAdapter;
  const encode = adapter._encode.bind(adapter);
  adapter._encode = (packet, options) => {
    const encoded = encode(packet, options);
    const { wsPreEncodedFrame: frame } = options;
    if (frame && frame.length > 1) options.wsPreEncodedFrame = [Buffer.concat(frame)];
    return encoded;
  };
}

import { crc32, deflateSync } from "node:zlib";

/** A square of one bit a pixel: a few KB that unpack to a great many pixels. */
export function whitePng(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc((side / 8 + 1) * side));
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

/** A square that moves: so many frames of one dot each, 23 bytes a frame. */
export function framesGif(side: number, frames: number): Buffer {
  const header = Buffer.from("47494638396100000000800000000000ffffff", "hex");
  header.writeUInt16LE(side, 6);
  header.writeUInt16LE(side, 8);
  const frame = Buffer.from("21f90400000000002c0000000001000100000202440100", "hex");
  return Buffer.concat([header, Buffer.alloc(frame.length * frames, frame), Buffer.from(";")]);
}

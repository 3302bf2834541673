// What goes over the wire in every room scenario, to the subject and to the floors alike.

const TEXT = "hello world, this is a chat message of a usual length for a team chat. ".repeat(2);
const BODY_LENGTH = 120;
const TAG_DIGITS = 9;

/** A body of 120 characters that starts with the message's number, so that a reader finds it without parsing. */
export const bodyOf = (tag: number): string =>
  `n${String(tag).padStart(TAG_DIGITS, "0")} ${TEXT}`.slice(0, BODY_LENGTH);

/** A UUIDv7 whose end is the message's number. */
export const clientIdOf = (tag: number): string => `01900000-0000-7000-8000-${tag.toString(16).padStart(12, "0")}`;

export const sendFrame = ({ ackId, threadId, tag }: { ackId: number; threadId: string; tag: number }): string =>
  `42${ackId}["message:send",{"threadId":"${threadId}","clientId":"${clientIdOf(tag)}","body":"${bodyOf(tag)}"}]`;

const EVENT = Buffer.from('{"stream":"thread:');
const SEQ_AFTER = EVENT.length + 36 + '","seq":'.length;
const BODY = Buffer.from('"body":"n');

/** Calls `take` with the seq and the number of each message in an `events` frame, in the frame's order. */
export function eachEvent(
  buffer: Buffer,
  { start, end }: { start: number; end: number },
  take: (seq: number, tag: number) => void,
): void {
  let at = buffer.indexOf(EVENT, start);
  while (at >= 0 && at < end) {
    const seq = digitsAt(buffer, at + SEQ_AFTER);
    const body = buffer.indexOf(BODY, at + SEQ_AFTER);
    if (body < 0 || body >= end) return;
    take(seq, digitsAt(buffer, body + BODY.length));
    at = buffer.indexOf(EVENT, body);
  }
}

/** The number that an acknowledgement answers, and whether it says yes. */
export function readAck(buffer: Buffer, start: number): { ackId: number; ok: boolean } {
  let at = start + 2;
  while (isDigit(buffer[at])) at++;
  // 43<id>[{"ok":true,…
  return { ackId: digitsAt(buffer, start + 2), ok: buffer[at + 7] === 116 };
}

export function digitsAt(buffer: Buffer, from: number): number {
  let value = 0;
  for (let at = from; isDigit(buffer[at]); at++) value = value * 10 + (buffer[at] as number) - 48;
  return value;
}

const isDigit = (code: number | undefined) => code !== undefined && code >= 48 && code <= 57;

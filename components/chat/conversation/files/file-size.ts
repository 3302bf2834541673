const UNITS = ["B", "KB", "MB", "GB"];

/** A size as people say it: 640 B, 12 KB, 3.4 MB. */
export function fileSize(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1000)));
  const value = bytes / 1000 ** step;
  return `${step > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${UNITS[step]}`;
}

/** What a name ends with, in capitals: PDF; empty where it has no ending worth showing. */
export function fileEnding(name: string): string {
  return /\.([\p{L}\p{N}]{1,5})$/u.exec(name)?.[1]?.toUpperCase() ?? "";
}

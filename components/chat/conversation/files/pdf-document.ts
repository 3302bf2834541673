import type { PDFDocumentProxy, RenderTask } from "pdfjs-dist";
import { pdfPartsPath } from "../../../../lib/contract/attachment-paths.ts";

/** Why a PDF cannot be shown: it is none, it wants a password, it wants too much of this machine, it did not come. */
export type PdfProblem = "damaged" | "locked" | "slow" | "unreachable";
export type PageSize = { width: number; height: number };

/** So long may opening it take, and each page, in ms; then its workers are ended. */
const PATIENCE_MS = 12_000;
/** Bytes that are asked for at a time: only what the pages in sight need. */
const CHUNK = 512 * 1024;
/** Pixels of a picture within it, and of a page as it is drawn. */
const PICTURE_MAX = 64_000_000;
const PAGE_MAX = 16_000_000;
/** Characters of a page that are read out. */
const TEXT_MAX = 20_000;

export class PdfError extends Error {
  readonly problem: PdfProblem;
  constructor(problem: PdfProblem) {
    super(`The PDF cannot be shown: ${problem}`);
    this.problem = problem;
  }
}

/**
 * A PDF that is open. Its bytes are read and its pages drawn in two workers of its own, which can do no more than that:
 * scripts, forms and links of the document mean nothing here, and one that never ends is ended with its workers.
 */
export class OpenPdf {
  readonly #pdf: PDFDocumentProxy;
  readonly #end: () => void;

  private constructor(pdf: PDFDocumentProxy, end: () => void) {
    this.#pdf = pdf;
    this.#end = end;
  }

  /** @throws PdfError */
  static async open(url: string): Promise<OpenPdf> {
    const pdfjs = await import("pdfjs-dist").catch(() => null);
    if (!pdfjs) throw new PdfError("unreachable");
    const base = new URL(pdfPartsPath(pdfjs.version), location.href).href;
    const workers = ["worker", "renderer"].map(
      (name) => new Worker(`${base}build/pdf.${name}.min.mjs`, { type: "module" }),
    ) as [Worker, Worker];
    const end = () => {
      for (const worker of workers) worker.terminate();
    };
    pdfjs.GlobalWorkerOptions.rendererPorts = [workers[1]];
    const task = pdfjs.getDocument({
      url: new URL(url, location.href).href,
      worker: pdfjs.PDFWorker.create({ port: workers[0] }),
      verbosity: pdfjs.VerbosityLevel.ERRORS,
      rangeChunkSize: CHUNK,
      disableAutoFetch: true,
      disableStream: true,
      enableXfa: false,
      maxImageSize: PICTURE_MAX,
      cMapUrl: `${base}cmaps/`,
      standardFontDataUrl: `${base}standard_fonts/`,
      iccUrl: `${base}iccs/`,
      wasmUrl: `${base}wasm/`,
    });
    try {
      return new OpenPdf(await inTime(task.promise), end);
    } catch (error) {
      end();
      throw new PdfError(problemOf(error));
    }
  }

  get pageCount(): number {
    return this.#pdf.numPages;
  }

  /** In units of the document, whatever nonsense it says. @throws PdfError */
  async sizeOf(page: number): Promise<PageSize> {
    return this.#patiently(async () => sane((await this.#pdf.getPage(page)).getViewport({ scale: 1 })));
  }

  /**
   * A page as a picture that is to be shown `width` CSS pixels wide; ends with `signal`.
   * @throws PdfError, or the signal's reason
   */
  async draw(number: number, { width, signal }: { width: number; signal: AbortSignal }): Promise<HTMLCanvasElement> {
    return this.#patiently(async () => {
      const page = await this.#pdf.getPage(number);
      signal.throwIfAborted();
      const unscaled = page.getViewport({ scale: 1 });
      const wanted = (width / unscaled.width) * Math.min(window.devicePixelRatio, 3);
      const scale = Math.min(wanted, Math.sqrt(PAGE_MAX / (unscaled.width * unscaled.height)));
      const viewport = page.getViewport({ scale });
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.floor(viewport.width));
      canvas.height = Math.max(1, Math.floor(viewport.height));
      const task: RenderTask = page.render({ canvas, viewport, background: "white" });
      const stop = () => task.cancel();
      signal.addEventListener("abort", stop);
      try {
        await task.promise;
      } finally {
        signal.removeEventListener("abort", stop);
      }
      return canvas;
    }, signal);
  }

  /** The words of a page, for whom a picture of them says nothing; empty where it has none. */
  async textOf(number: number): Promise<string> {
    return this.#patiently(async () => {
      const { items } = await (await this.#pdf.getPage(number)).getTextContent();
      const words = items.map((item) => ("str" in item ? `${item.str}${item.hasEOL ? "\n" : ""}` : ""));
      return words.join("").slice(0, TEXT_MAX);
    });
  }

  close(): void {
    this.#end();
  }

  async #patiently<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    try {
      return await inTime(work());
    } catch (error) {
      signal?.throwIfAborted();
      const problem = problemOf(error);
      if (problem === "slow") this.close();
      throw new PdfError(problem);
    }
  }
}

/** As wide and high as it says, within what can be shown at all. */
function sane({ width, height }: PageSize): PageSize {
  const isSane = Number.isFinite(width) && Number.isFinite(height) && width > 0 && height > 0;
  if (!isSane) return { width: 595, height: 842 };
  return { width, height: Math.min(Math.max(height, width / 8), width * 8) };
}

async function inTime<T>(promise: Promise<T>): Promise<T> {
  let late: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new PdfError("slow")), PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(late);
  }
}

function problemOf(error: unknown): PdfProblem {
  if (error instanceof PdfError) return error.problem;
  const name = error instanceof Error ? error.name : "";
  if (name === "PasswordException") return "locked";
  return name === "ResponseException" ? "unreachable" : "damaged";
}

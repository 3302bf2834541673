"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { type OpenPdf, type PageSize, PdfError, type PdfProblem } from "./pdf-document.ts";

/** Pages that are shown of one document. */
const PAGES_MAX = 500;
/** How wide a page is at most before it is zoomed, and the room beside it, in CSS pixels. */
const WIDTH_MAX = 860;
const BESIDE = 16;
/** Pages this far out of sight, as a share of the window, are drawn already; those farther lose their picture. */
const NEAR = "100% 0%";

type PdfPagesProps = {
  pdf: OpenPdf;
  zoom: number;
  scroller: RefObject<HTMLDivElement | null>;
  onPage: (page: number) => void;
  onProblem: (problem: PdfProblem) => void;
};

/** The pages of a PDF; only those near the window are drawn. */
export function PdfPages({ pdf, zoom, scroller, onPage, onProblem }: PdfPagesProps) {
  const fitting = useFittingWidth(scroller);
  const [first, setFirst] = useState<PageSize | null>(null);
  useEffect(() => {
    pdf.sizeOf(1).then(setFirst, (error: unknown) => onProblem(problemOf(error)));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once a document.
  }, [pdf]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const tell = () => onPage(pageInSight(element));
    element.addEventListener("scroll", tell, { passive: true });
    return () => element.removeEventListener("scroll", tell);
  }, [scroller, onPage]);
  if (!first || fitting === null) return null;
  const shown = Math.min(pdf.pageCount, PAGES_MAX);
  return (
    <ol className="mx-auto flex w-max min-w-full flex-col items-center gap-3 px-2">
      {Array.from({ length: shown }, (_, index) => (
        <PdfPage
          key={index}
          pdf={pdf}
          number={index + 1}
          width={Math.round(fitting * zoom)}
          guess={first}
          scroller={scroller}
          onProblem={onProblem}
        />
      ))}
      {shown < pdf.pageCount && (
        <li className="py-2 text-sm text-white/80">
          The first {shown} of {pdf.pageCount.toLocaleString()} pages. Download it for all of them.
        </li>
      )}
    </ol>
  );
}

type PdfPageProps = Pick<PdfPagesProps, "pdf" | "scroller" | "onProblem"> & {
  number: number;
  width: number;
  /** Most documents have pages of one size: this page's, until its own is known. */
  guess: PageSize;
};

function PdfPage({ pdf, number, width, guess, scroller, onProblem }: PdfPageProps) {
  const place = useRef<HTMLLIElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(guess);
  const [text, setText] = useState("");
  const [damaged, setDamaged] = useState(false);
  const isNear = useNear(place, scroller);
  useEffect(() => {
    if (!isNear) return;
    const ending = new AbortController();
    const show = async () => {
      setSize(await pdf.sizeOf(number));
      const canvas = await pdf.draw(number, { width, signal: ending.signal });
      canvas.className = "block size-full";
      picture.current?.replaceChildren(canvas);
      setText(await pdf.textOf(number));
    };
    show().catch((error: unknown) => {
      if (ending.signal.aborted) return;
      // One page of many may be broken; a document that never ends is over.
      if (problemOf(error) === "slow") onProblem("slow");
      else setDamaged(true);
    });
    const element = picture.current;
    return () => {
      ending.abort();
      element?.replaceChildren();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `onProblem` is made anew with every picture.
  }, [pdf, number, width, isNear]);
  return (
    <li
      ref={place}
      data-page={number}
      aria-label={`Page ${number}`}
      className="relative shrink-0 overflow-hidden rounded-xs bg-white"
      style={{ width, height: Math.round((width * size.height) / size.width) }}
    >
      <div ref={picture} aria-hidden="true" className="size-full" />
      {damaged && <p className="absolute inset-0 grid place-items-center text-black">This page is damaged.</p>}
      <p className="sr-only whitespace-pre-wrap">{text || `Page ${number} has no text.`}</p>
    </li>
  );
}

const problemOf = (error: unknown): PdfProblem => (error instanceof PdfError ? error.problem : "damaged");

/** The page at a third of the window's height, from 1. */
function pageInSight(scroller: HTMLElement): number {
  const line = scroller.getBoundingClientRect().top + scroller.clientHeight / 3;
  const pages = [...scroller.querySelectorAll<HTMLElement>("[data-page]")];
  const at = pages.findLast((page) => page.getBoundingClientRect().top <= line);
  return Number(at?.dataset.page ?? 1);
}

function useFittingWidth(scroller: RefObject<HTMLElement | null>): number | null {
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(Math.min(WIDTH_MAX, element.clientWidth - BESIDE)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return width;
}

function useNear(place: RefObject<HTMLElement | null>, scroller: RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      root: scroller.current,
      rootMargin: NEAR,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [place, scroller]);
  return isNear;
}

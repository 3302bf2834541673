import { elementScroll, observeElementOffset, type Virtualizer } from "@tanstack/react-virtual";

type List = Virtualizer<HTMLDivElement, HTMLDivElement>;
type ScrollOptions = Parameters<typeof elementScroll>[1];

const ROUNDING_PX = 1.5;

/**
 * Reads and writes the list's scroll position so that no movement of the reader's is lost. The browser tells of a
 * scroll up to a frame after it has happened; a page that arrives in between would be put in place as if it had not.
 * So a correction (unlike a command, which has a behavior) also carries what has not been told yet.
 */
export function makeScrollWrites() {
  // Where the virtualizer believes the element to be: its own last correction, or what it was told of last.
  let believed = 0;
  return {
    observeElementOffset: (list: List, tell: (offset: number, isScrolling: boolean) => void) =>
      observeElementOffset(list, (offset, isScrolling) => {
        believed = offset;
        tell(offset, isScrolling);
      }),
    scrollToFn: (offset: number, options: ScrollOptions, list: List) => {
      const element = list.scrollElement;
      if (!element) return;
      if (options.behavior !== undefined) {
        elementScroll(offset, options, list);
        believed = element.scrollTop;
        return;
      }
      elementScroll(offset + untold(element, believed), options, list);
      believed = offset + (options.adjustments ?? 0);
    },
  };
}

/** How far the reader has scrolled that the virtualizer has not heard of, in px. */
function untold(element: HTMLElement, believed: number): number {
  // At the very end the browser itself may have pulled the position in, because the list became shorter.
  const isPulledIn = element.scrollTop >= element.scrollHeight - element.clientHeight - 1;
  const moved = element.scrollTop - believed;
  // Screens with fractions of a pixel round what is written.
  return isPulledIn || Math.abs(moved) < ROUNDING_PX ? 0 : moved;
}

import { elementScroll, observeElementOffset, type Virtualizer } from "@tanstack/react-virtual";

type List = Virtualizer<HTMLDivElement, HTMLDivElement>;
type ScrollOptions = Parameters<typeof elementScroll>[1];

/**
 * Reads and writes the list's scroll position so that no movement of the reader's is lost. The browser tells of a
 * scroll up to a frame after it has happened; a page that arrives in between would be put in place as if it had not.
 * So a correction (unlike a command, which has a behavior) also carries what has not been told yet.
 */
export function makeScrollWrites() {
  let told = 0;
  return {
    observeElementOffset: (list: List, tell: (offset: number, isScrolling: boolean) => void) =>
      observeElementOffset(list, (offset, isScrolling) => {
        told = offset;
        tell(offset, isScrolling);
      }),
    scrollToFn: (offset: number, options: ScrollOptions, list: List) => {
      const element = list.scrollElement;
      if (!element) return;
      const isCorrection = options.behavior === undefined;
      // At the very end the browser itself may have pulled the position in, because the list became shorter.
      const isPulledIn = element.scrollTop >= element.scrollHeight - element.clientHeight - 1;
      const untold = isCorrection && !isPulledIn ? element.scrollTop - told : 0;
      elementScroll(offset + untold, options, list);
      told = element.scrollTop;
    },
  };
}

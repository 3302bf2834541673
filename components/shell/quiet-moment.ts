/** Resolves when the browser has nothing better to do. Safari has no word for it, and waits 100 ms. */
export const quietMoment = () =>
  new Promise<void>((resolve) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(() => resolve());
    else setTimeout(resolve, 100);
  });

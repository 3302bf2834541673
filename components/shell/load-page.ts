/**
 * Goes to a page of ours by loading it afresh, where staying in this document would be wrong: Clerk's own pages bring
 * components that the workspace does without.
 */
export function loadPage(path: string): void {
  window.location.assign(path);
}

/** Mutants that change nothing anybody could see, each with its reason. Every other mutant must die. */
export const EQUIVALENT: { file: string; change: string; because: string }[] = [];

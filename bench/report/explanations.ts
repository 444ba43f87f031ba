/** Why a row misses its target: where the time goes, and what keeps it from going lower. Shown while it misses. */
export const explanations: Record<string, string> = {};

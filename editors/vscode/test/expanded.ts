// A snippet as it stands once it was inserted and nothing was changed.

/** The text of a snippet: the default of each place, the first of each choice. */
export function expanded(body: readonly string[]): string {
  const text = body.join("\n");
  const first = new Map<string, string>();
  const filled = text.replace(/\$\{(\d+)(?::([^}]*)|\|([^|]*)\|)\}/g, (whole, place: string, written, choice) => {
    const offered = ((written ?? (choice as string).split(",")[0]) as string) ?? whole;
    const before = first.get(place);
    if (before !== undefined && before !== offered) {
      throw new Error(`the place ${place} has two texts: ${before} and ${offered}`);
    }
    first.set(place, offered);
    return offered;
  });
  const left = filled.replaceAll("$0", "");
  if (/\$[\d{]/.test(left)) throw new Error(`a place is left: ${left}`);
  return left;
}

/** A part of an address without its percent encoding; one that is none (`50%`) is meant as it is, as Git has it. */
export function decodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
